import { describe, expect, test } from "vitest";
import { composePixels } from "../layers/compose-pixels.ts";
import { grounds, type Theme } from "../palette.ts";
import { lineColours } from "../streamlines/line-style.ts";
import { clearGround } from "./particle-veil.ts";

describe("particles as an image of their own", () => {
  test.each<Theme>(["light", "dark"])(
    "cover what they are laid over as they do on the page, to a step of a channel (%s)",
    (theme) => {
      const [red, green, blue, most] = lineColours[theme].ink;
      const ink = [red, green, blue].map((channel) => Math.round(255 * channel)) as [number, number, number];
      // Counts look covers up: one pixel for each cover there is.
      const covers = Uint8Array.from({ length: Math.round(256 * most) + 1 }, (_, cover) => cover);
      const data = new Uint8Array(4 * covers.length);
      for (const cover of covers) data[4 * cover] = cover;
      const over = (below: readonly number[]) => {
        const bytes = new Uint8Array(data.length);
        for (let k = 0; k < covers.length; k += 1) bytes.set([...below, 255], 4 * k);
        const words = new Uint32Array(covers.length);
        composePixels(new Uint32Array(bytes.buffer), { kind: "counts", data }, 0, covers, ink, words);
        return new Uint8ClampedArray(words.buffer);
      };
      const veil = over(grounds[theme]);
      clearGround(veil, theme);
      expect([...veil.slice(0, 4)]).toEqual([...ink, 0]);
      expect(veil.at(-1)).toBe(Math.round(255 * most));
      let worst = 0;
      for (let level = 0; level < 256; level += 1) {
        const page = over([level, 255 - level, level ^ 85]);
        [level, 255 - level, level ^ 85].forEach((below, channel) => {
          for (let k = 0; k < covers.length; k += 1) {
            const share = (veil[4 * k + 3] as number) / 255;
            const laid = below + ((veil[4 * k + channel] as number) - below) * share;
            worst = Math.max(worst, Math.abs(laid - (page[4 * k + channel] as number)));
          }
        });
      }
      // Half a step each for the picture, for the cover that it tells, and for the page's own rounding.
      expect(worst).toBeLessThan(1.6);
    },
  );
});
