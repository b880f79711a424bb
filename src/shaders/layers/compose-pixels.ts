import type { Marks } from "../particles/marks.ts";
import type { Covers } from "./covers.ts";

/** Red, green and blue, 0 … 255. */
export type Ink = readonly [number, number, number];

/**
 * Lays marks over the pixels below as compose.frag.glsl does, byte for byte. A pixel is one word, red its lowest byte: red
 * and blue are mixed together, since neither reaches the other.
 */
export function composePixels(
  below: Uint32Array,
  { kind, data }: Pick<Marks, "kind" | "data">,
  now: number,
  covers: Covers,
  [red, green, blue]: Ink,
  pixels: Uint32Array,
): void {
  const redBlue = red | (blue << 16);
  const mixed = (word: number, cover: number) => {
    const rest = 256 - cover;
    const first = Math.imul(word & 0xff00ff, rest) + Math.imul(redBlue, cover) + 0x800080;
    const second = Math.imul(word & 0xff00, rest) + Math.imul(green << 8, cover) + 0x8000;
    return 0xff000000 | ((first >>> 8) & 0xff00ff) | ((second >>> 8) & 0xff00);
  };
  const count = pixels.length;
  if (kind === "counts") {
    for (let k = 0; k < count; k += 1) {
      const cover = covers[data[4 * k] as number] as number;
      const word = below[k] as number;
      pixels[k] = cover === 0 ? word : mixed(word, cover);
    }
    return;
  }
  const faded = covers.length - 1;
  for (let k = 0; k < count; k += 1) {
    const age = now - (data[k] as number);
    const word = below[k] as number;
    pixels[k] = age >= faded ? word : mixed(word, covers[age] as number);
  }
}
