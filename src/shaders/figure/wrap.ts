/** A text as lines of at most `width` characters: broken between words where that can be, else within them. */
export function wrapped(text: string, width: number): string[] {
  const lines: string[] = [];
  let rest = Array.from(text);
  while (rest.length > width) {
    const space = rest.lastIndexOf(" ", width);
    const words = space > width / 2;
    lines.push(rest.slice(0, words ? space : width).join(""));
    rest = rest.slice(words ? space + 1 : width);
  }
  return [...lines, rest.join("")];
}
