import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { lensOf } from "../../shaders/space/lens.ts";
import { silhouetteOf } from "../../shaders/space/silhouette.ts";
import { afterPart, DrawingPace, type Part, type PartPlace } from "./drawing-pace.ts";

const [width, height] = [300, 200];
const outline = silhouetteOf(
  lensOf(
    { azimuth: -55, elevation: 24, zoom: 1, target: null, projection: "perspective" },
    { low: [-2, -2, -2], high: [2, 2, 2] },
    width,
    height,
  ),
  width,
  height,
);
const all = outline.above[height] as number;

/** Parts of a whole picture, where one takes `fixed` milliseconds and `each` for every pixel of the box; and those they took. */
function drawn(flops: number, marching: boolean, fixed: number, each: number) {
  const pace = new DrawingPace(marching);
  pace.anew(flops);
  const parts: Part[] = [];
  const times: number[] = [];
  for (let place: PartPlace = { left: 0, top: 0 }; place.top < height; ) {
    const part = pace.partFrom(place, outline);
    const time = fixed + each * part.pixels;
    pace.partTook(time, part.pixels, all, 1);
    parts.push(part);
    times.push(time);
    place = afterPart(part, width);
  }
  return { pace, parts, times };
}

const flops = fc.integer({ min: 1, max: 1e7 });
const cost = {
  fixed: fc.double({ min: 0.2, max: 30, noNaN: true }),
  each: fc.constantFrom(1e-5, 1e-3, 0.05, 1),
};

describe("the parts of a picture", () => {
  it("are each of its pixels once, whatever they cost", () => {
    fc.assert(
      fc.property(flops, fc.boolean(), cost.fixed, cost.each, (flops, marching, fixed, each) => {
        const { parts } = drawn(flops, marching, fixed, each);
        const times = new Uint8Array(width * height);
        let pixels = 0;
        for (const { left, top, columns, rows, pixels: own } of parts) {
          expect(columns === width || rows === 1).toBe(true);
          for (let row = top; row < top + rows; row += 1)
            for (let column = left; column < left + columns; column += 1) {
              const at = row * width + column;
              times[at] = (times[at] as number) + 1;
            }
          pixels += own;
        }
        expect(times.every((count) => count === 1)).toBe(true);
        expect(pixels).toBeCloseTo(all, 6);
      }),
      { seed: 11, numRuns: 100 },
    );
  });

  it("hold the page for no longer than one does that takes as it should, though nothing is known of it", () => {
    fc.assert(
      fc.property(cost.fixed, cost.each, (fixed, each) => {
        // Of so many operations that the first part is a pixel.
        const { times } = drawn(1e9, true, fixed, each);
        expect(Math.max(...times)).toBeLessThan(fixed + 4 * Math.max(40, fixed));
      }),
      { seed: 12, numRuns: 60 },
    );
  });

  it("take not much longer than one that is drawn at once", () => {
    fc.assert(
      fc.property(cost.fixed, cost.each, (fixed, each) => {
        const { times } = drawn(1e9, true, fixed, each);
        const total = times.reduce((sum, time) => sum + time, 0);
        // What comes with each part is as much as its pixels at most; and some parts are small.
        expect(total).toBeLessThan(2.5 * all * each + 40 * fixed);
      }),
      { seed: 13, numRuns: 60 },
    );
  });

  it("begin with more where fewer operations are known to be done", () => {
    const first = (flops: number, marching: boolean) =>
      drawn(flops, marching, 1, 1e-3).parts.find(({ pixels }) => pixels > 0)?.pixels ?? 0;
    expect(first(1e3, false)).toBeGreaterThan(10_000);
    expect(first(1e6, false)).toBeLessThan(40);
    expect(first(1e6, true)).toBeLessThan(2);
  });

  it("of a moving picture are so coarse that it does not hold the page", () => {
    for (const each of [1e-3, 0.01, 0.05]) {
      const { pace } = drawn(1e9, false, 1, each);
      expect((all / pace.coarse ** 2) * each, `${each}`).toBeLessThan(250);
    }
  });
});
