import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { eachAxis, lensOf, rayAt } from "./lens.ts";
import { silhouetteOf } from "./silhouette.ts";

const box = { low: [-2, -1, 0], high: [2, 3, 1] } as const;

describe("the pixels of a box", () => {
  it("are those whose rays meet it, row by row, from any side and from within", () => {
    const number = (min: number, max: number) => fc.double({ min, max, noNaN: true });
    fc.assert(
      fc.property(
        fc.record({
          azimuth: number(-180, 180),
          elevation: number(-90, 90),
          zoom: number(0.4, 12),
          target: fc.constantFrom(null, [1, 1, 0.5] as const),
          projection: fc.constantFrom("perspective" as const, "orthographic" as const),
        }),
        (camera) => {
          const [width, height] = [90, 60];
          const lens = lensOf(camera, box, width, height);
          const { above, from, to } = silhouetteOf(lens, width, height);
          for (let row = 0; row < height; row += 1) {
            let met = 0;
            for (let column = 0; column < width; column += 1) {
              const { from, along } = rayAt(lens, column + 0.5, row + 0.5);
              const ends = eachAxis((k) =>
                [(box.low[k] - from[k]) / along[k], (box.high[k] - from[k]) / along[k]].sort((a, b) => a - b),
              );
              const enters = Math.max(0, ...ends.map(([first]) => first as number));
              if (Math.min(...ends.map(([, last]) => last as number)) > enters) met += 1;
            }
            const told = (above[row + 1] as number) - (above[row] as number);
            expect((to[row] as number) - (from[row] as number)).toBeCloseTo(told, 9);
            // From where a corner is behind the eye all may be of the box.
            if (told !== width) expect(Math.abs(told - met)).toBeLessThanOrEqual(1.01);
            else expect(met).toBeLessThanOrEqual(width);
          }
        },
      ),
      { seed: 7, numRuns: 60 },
    );
  });
});
