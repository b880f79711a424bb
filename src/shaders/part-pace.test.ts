import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { afterPart, firstPlace, type Part, PartPace } from "./part-pace.ts";
import { lensOf } from "./space/lens.ts";
import { type Silhouette, silhouetteOf, wholeOf } from "./space/silhouette.ts";

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

/** Parts of a whole picture, where one takes `fixed` milliseconds and `each` for every pixel of it; and those they took. */
function drawn(operations: number, fixed: number, each: number, picture: Silhouette = outline) {
  const pace = new PartPace();
  pace.anew(operations);
  const parts: Part[] = [];
  const times: number[] = [];
  for (let place = firstPlace; place.top < picture.height; ) {
    const part = pace.partFrom(place, picture);
    const time = fixed + each * part.pixels;
    pace.took(time, part.pixels);
    parts.push(part);
    times.push(time);
    place = afterPart(part, picture.width);
  }
  return { parts, times };
}

const operations = fc.integer({ min: 1, max: 1e9 });
const size = fc.integer({ min: 1, max: 400 });
/** A box in a picture, and textures of which every texel takes long. */
const picture = fc.oneof(
  fc.constant(outline),
  fc.tuple(size, size).map(([width, height]) => wholeOf(width, height)),
);
const cost = {
  fixed: fc.double({ min: 0.2, max: 30, noNaN: true }),
  each: fc.constantFrom(1e-5, 1e-3, 0.05, 1),
};

describe("the parts of a picture", () => {
  it("are each of its pixels once, whatever they cost", () => {
    fc.assert(
      fc.property(operations, cost.fixed, cost.each, picture, (operations, fixed, each, picture) => {
        const { parts } = drawn(operations, fixed, each, picture);
        const { width, height, above } = picture;
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
        expect(pixels).toBeCloseTo(above[height] as number, 6);
      }),
      { seed: 11, numRuns: 200 },
    );
  });

  it("hold the page for no longer than one does that takes as it should, though nothing is known of it", () => {
    fc.assert(
      fc.property(cost.fixed, cost.each, (fixed, each) => {
        // Of so many operations that the first part is a pixel.
        const { times } = drawn(1e11, fixed, each);
        expect(Math.max(...times)).toBeLessThan(fixed + 4 * Math.max(40, fixed));
      }),
      { seed: 12, numRuns: 60 },
    );
  });

  it("take not much longer than one that is drawn at once", () => {
    fc.assert(
      fc.property(cost.fixed, cost.each, (fixed, each) => {
        const { times } = drawn(1e11, fixed, each);
        const total = times.reduce((sum, time) => sum + time, 0);
        // What comes with each part is as much as its pixels at most; and some parts are small.
        expect(total).toBeLessThan(2.5 * all * each + 40 * fixed);
      }),
      { seed: 13, numRuns: 60 },
    );
  });

  it("begin with more where fewer operations are known to be done", () => {
    const first = (operations: number) =>
      drawn(operations, 1, 1e-3).parts.find(({ pixels }) => pixels > 0)?.pixels ?? 0;
    expect(first(1e3)).toBeGreaterThan(10_000);
    expect(first(1e6)).toBeLessThan(40);
    expect(first(1e8)).toBeLessThan(2);
  });
});
