import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { placeOf, scaled, stretchOf, thresholdOf, unscaled } from "./scale.ts";

const size = fc.double({ min: 1e-9, max: 1e9, noNaN: true });
/** Quotients of subnormal numbers are no longer what they are of. */
const value = fc
  .double({ min: -1e9, max: 1e9, noNaN: true })
  .map((number) => (Math.abs(number) < 1e-300 ? 0 : number));

describe("the symlog scale", () => {
  test("is odd, grows, and is undone", () => {
    fc.assert(
      fc.property(value, value, size, (a, b, threshold) => {
        expect(scaled(-a, threshold)).toBe(-scaled(a, threshold));
        if (a < b)
          expect(scaled(a, threshold)).toBeLessThanOrEqual(scaled(b, threshold) * (1 + Math.sign(b) * 1e-12));
        expect(Math.abs(unscaled(scaled(a, threshold), threshold) - a)).toBeLessThanOrEqual(
          1e-12 * Math.abs(a),
        );
      }),
    );
  });

  test("has whole numbers at the threshold's powers of ten, without a jump or a kink where it turns", () => {
    expect([0, 0.01, 0.1, 1, -10].map((v) => scaled(v, 0.01))).toEqual([0, 1, 2, 3, -4]);
    const h = 1e-6;
    expect(scaled(0.01 * (1 + h), 0.01) - scaled(0.01, 0.01)).toBeCloseTo(h / Math.LN10, 11);
  });

  test("turns three decades before the end of the range, at a power of ten", () => {
    expect(thresholdOf("symlog", { low: -200, high: 50 })).toBe(1);
    expect(thresholdOf("symlog", { low: 0, high: 0.001 })).toBe(1e-6);
    expect(thresholdOf("linear", { low: 0, high: 1 })).toBe(0);
  });
});

describe("a palette over a range", () => {
  test("that diverges has zero in its middle and is as steep on both sides", () => {
    fc.assert(
      fc.property(
        size,
        size,
        size,
        fc.constantFrom("linear" as const, "symlog" as const),
        (a, b, v, scale) => {
          const range = { low: -a, high: b };
          const threshold = thresholdOf(scale, range);
          const stretch = stretchOf(true, range, threshold);
          expect(placeOf(0, stretch, threshold)).toBe(0.5);
          const inside = Math.min(v, a, b);
          const up = placeOf(inside, stretch, threshold) - 0.5;
          expect(placeOf(-inside, stretch, threshold) - 0.5).toBeCloseTo(-up, 12);
          const far = placeOf(a > b ? -a : b, stretch, threshold);
          expect(Math.abs(far - 0.5)).toBeCloseTo(0.5, 12);
        },
      ),
    );
  });

  test("that does not runs from end to end, and beyond them stays", () => {
    const stretch = stretchOf(false, { low: 100, high: 120 }, 0);
    expect([90, 100, 105, 120, 1e9].map((v) => placeOf(v, stretch, 0))).toEqual([0, 0, 0.25, 1, 1]);
  });
});
