const decimal = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
const infinite = /^([+-]?)(inf|infinity)$/i;

/**
 * A number as people, CSV files and pages write it, `nan` and `inf` included, the minus a hyphen or U+2212; null when the
 * text is none.
 */
export function parseNumber(text: string): number | null {
  const trimmed = text.trim().replaceAll("−", "-");
  if (decimal.test(trimmed)) return Number(trimmed);
  const infinity = infinite.exec(trimmed);
  if (infinity) return infinity[1] === "-" ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  return /^[+-]?nan$/i.test(trimmed) ? Number.NaN : null;
}

/** `1 number`, `3 numbers`. */
export function counted(count: number): string {
  return `${count} number${count === 1 ? "" : "s"}`;
}
