import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { automaticLimit, quantile, type RangeSamples, roundUp } from "./range.ts";

const samples = (values: readonly number[], rest: Partial<RangeSamples> = {}): RangeSamples => ({
  values,
  size: 1,
  noise: 0,
  vanishes: false,
  ...rest,
});
const even = (from: number, to: number, count = 1000) =>
  Array.from({ length: count }, (_, k) => from + ((to - from) * k) / (count - 1));

describe("automaticLimit", () => {
  test("holds 98 % of the values and ends at a round number", () => {
    expect(automaticLimit(samples(even(-7.3, 7.3)), null)).toBe(8);
    expect(automaticLimit(samples(even(0, 0.0029)), null)).toBe(0.003);
  });

  test("does not let a pole wash out the rest", () => {
    const values = even(-1, 1).map((value, k) => (k % 100 === 0 ? 1e9 : value));
    expect(automaticLimit(samples(values), null)).toBe(1);
  });

  test("ignores values that are not finite", () => {
    const values = even(-2, 2).map((value, k) =>
      k % 3 === 0 ? Number.NaN : k % 3 === 1 ? Number.POSITIVE_INFINITY : value,
    );
    expect(automaticLimit(samples(values), null)).toBe(2);
    expect(automaticLimit(samples([Number.NaN, Number.NaN], { size: 0 }), null)).toBe(1);
  });

  test("gives a constant map twice its value", () => {
    expect(automaticLimit(samples(even(2, 2)), null)).toBe(4);
    expect(automaticLimit(samples(even(-0.3, -0.3)), null)).toBe(0.6);
  });

  test("gives a zero map 1, or the size of its terms", () => {
    expect(automaticLimit(samples(even(0, 0), { size: 0 }), null)).toBe(1);
    expect(automaticLimit(samples(even(-1e-7, 1e-7), { size: 3 }), null)).toBe(3);
    expect(automaticLimit(samples(even(-1e-3, 1e-3), { size: 3, vanishes: true }), null)).toBe(3);
    expect(automaticLimit(samples(even(-1e-3, 1e-3), { size: 3, noise: 2e-4 }), null)).toBe(3);
  });

  test("keeps the limit while it fits, whatever a slider does in between", () => {
    let limit: number | null = null;
    const seen: number[] = [];
    for (let k = 0; k <= 200; k += 1) {
      const size = 5 + 0.4 * Math.sin(k);
      limit = automaticLimit(samples(even(-size, size)), limit);
      seen.push(limit);
    }
    // It may grow once to hold the largest, and then stays.
    const changes = seen.filter((value, k) => k > 0 && value !== seen[k - 1]);
    expect(changes.length).toBeLessThanOrEqual(1);
    expect(automaticLimit(samples(even(-50, 50)), limit)).toBe(50);
    expect(automaticLimit(samples(even(-1, 1)), limit)).toBe(1);
  });
});

test("roundUp gives the nearest nice number above", () => {
  fc.assert(
    fc.property(fc.double({ min: 1e-30, max: 1e30, noNaN: true }), (value) => {
      const nice = roundUp(value);
      expect(nice).toBeGreaterThanOrEqual(value * (1 - 1e-6));
      expect(nice).toBeLessThanOrEqual(value * 1.51);
      expect(String(nice)).toMatch(/^(\d|1\.5|0\.\d*|\d\.?\d?e[+-]\d+|\d+)$/);
    }),
  );
});

test("quantile interpolates between sorted values", () => {
  expect(quantile([1, 2, 3, 4], 0)).toBe(1);
  expect(quantile([1, 2, 3, 4], 1)).toBe(4);
  expect(quantile([1, 2, 3, 4], 0.5)).toBe(2.5);
  expect(quantile([], 0.5)).toBe(0);
});
