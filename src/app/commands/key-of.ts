/** The key of a stroke: where a keyboard has no Latin letters, the one at the same place of one that has; in lower case. */
export function keyOf({ key, code }: Pick<KeyboardEvent, "key" | "code">): string {
  if (key.length !== 1) return key;
  const placed = /^Key([A-Z])$/.exec(code)?.[1];
  return (placed && !/[\u0020-\u007e]/.test(key) ? placed : key).toLowerCase();
}
