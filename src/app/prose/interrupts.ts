import type { MarkedExtension } from "marked";

export type Extensions = NonNullable<MarkedExtension["extensions"]>;

/** Where lines of their own begin something that ends the paragraph before: a formula, or an exercise. */
const interruption = /\n {0,3}(?:\$\$|\\\[|<details)/i;

/** Where, within the paragraph that a text begins with, something interrupts it. */
export function interrupts(text: string): number | undefined {
  const end = text.indexOf("\n\n");
  const place = (end < 0 ? text : text.slice(0, end)).search(interruption);
  return place < 0 ? undefined : place + 1;
}
