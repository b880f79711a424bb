import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { linearScale, logScale, powersOfTwo } from "./chart-scale.ts";

const seed = 2024;
const positive = fc.double({ min: 1e-18, max: 1e12, noNaN: true });

describe(`chart scales (seed ${seed})`, () => {
  it("log axes hold every positive value between their ends, with few ticks in order and none outside", () => {
    fc.assert(
      fc.property(fc.array(positive, { minLength: 1, maxLength: 20 }), (values) => {
        const scale = logScale([...values, 0, -1, Number.NaN, Number.POSITIVE_INFINITY], 300);
        if (!scale) return expect.fail("there is a scale");
        for (const value of values) {
          expect(scale.at(value)).toBeGreaterThanOrEqual(-1e-6);
          expect(scale.at(value)).toBeLessThanOrEqual(300 + 1e-6);
        }
        const at = scale.ticks.map(({ value }) => scale.at(value));
        expect(at.length).toBeGreaterThanOrEqual(1);
        expect(at.length).toBeLessThanOrEqual(12);
        expect(at).toEqual([...at].sort((a, b) => a - b));
        expect(Math.min(...at)).toBeGreaterThanOrEqual(-1e-6);
        expect(Math.max(...at)).toBeLessThanOrEqual(300 + 1e-6);
      }),
      { seed, numRuns: 300 },
    );
  });

  it("log axes put equal factors at equal lengths", () => {
    const scale = logScale([3, 4000], 400);
    expect([scale?.low, scale?.high]).toEqual([1, 10_000]);
    expect(scale?.at(100)).toBeCloseTo(200, 9);
    expect(scale?.ticks.map(({ value }) => value)).toEqual([1, 10, 100, 1000, 10_000]);
    expect(scale?.at(0)).toBeNaN();
    expect(logScale([0, -2], 100)).toBeNull();
    expect(logScale([7], 100)?.ticks.length).toBeGreaterThan(0);
    const wide = logScale([1e-16, 1e3], 100);
    expect(wide?.ticks.length).toBeLessThanOrEqual(8);
  });

  it("plain axes end at round numbers about their values", () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -1e9, max: 1e9, noNaN: true }), { minLength: 1, maxLength: 20 }),
        (values) => {
          const scale = linearScale([...values, Number.NaN], 200);
          if (!scale) return expect.fail("there is a scale");
          const slack = 1e-6 * (scale.high - scale.low);
          expect(scale.low).toBeLessThanOrEqual(Math.min(...values) + slack);
          expect(scale.high).toBeGreaterThanOrEqual(Math.max(...values) - slack);
          expect(scale.at(scale.low)).toBe(0);
          expect(scale.at(scale.high)).toBe(200);
        },
      ),
      { seed, numRuns: 300 },
    );
    expect(linearScale([0.3, 9.2], 100)?.ticks.map(({ value }) => value)).toEqual([0, 2, 4, 6, 8, 10]);
    expect(linearScale([], 100)).toBeNull();
  });

  it("powers of two are those within", () => {
    expect(powersOfTwo(1, 16).map(({ label }) => label)).toEqual(["1", "2", "4", "8", "16"]);
    expect(powersOfTwo(3, 9).map(({ value }) => value)).toEqual([4, 8]);
  });
});
