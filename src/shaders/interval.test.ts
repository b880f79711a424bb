import { beforeAll, describe, expect, test } from "vitest";
import { seededRandom } from "../engine/testing/random.ts";
import { automaticInterval } from "./interval.ts";
import { installMoreColours } from "./more-colours.ts";
import { automaticRange, type RangeSamples, settledRange } from "./range.ts";

const samples = (values: readonly number[], rest: Partial<RangeSamples> = {}): RangeSamples => ({
  values,
  size: 0,
  noise: 0,
  vanishes: false,
  ...rest,
});
const even = (from: number, to: number, count = 1000) =>
  Array.from({ length: count }, (_, k) => from + ((to - from) * k) / (count - 1));

beforeAll(installMoreColours);

describe("automaticInterval", () => {
  test.each([1, 2, 3, 4, 5, 6, 7, 8])(
    "holds all between the sorted values' 1 % and 99 %, and little more (seed %i)",
    (seed) => {
      const random = seededRandom(seed);
      const [middle, spread] = [200 * (random() - 0.5), 10 ** (6 * random() - 3)];
      // Heavy tails: what is near 1 in the denominator is far out.
      const values = Array.from({ length: 1500 }, () => {
        const u = random() - 0.5;
        return middle + (spread * u) / Math.max(1e-6, 0.5 - Math.abs(u));
      });
      const { low, high } = automaticInterval(samples(values), null);
      const sorted = [...values].sort((a, b) => a - b);
      const [first, last] = [sorted[15] as number, sorted[1484] as number];
      expect(low).toBeLessThanOrEqual(first);
      expect(high).toBeGreaterThanOrEqual(last);
      const span = (sorted[1485] as number) - (sorted[14] as number);
      // A step outwards is at most a fifth of the span; a range may begin at zero instead.
      if (low !== 0) expect(first - low).toBeLessThanOrEqual(0.25 * span);
      expect(high - last).toBeLessThanOrEqual(0.25 * span + (low === 0 ? 0.1 * last : 0));
    },
  );

  test("does not let a pole wash out the rest, nor what is not finite", () => {
    const values = even(100, 120).map((value, k) =>
      k % 200 === 0 ? 1e12 : k % 7 === 0 ? Number.NaN : value,
    );
    expect(automaticInterval(samples(values), null)).toEqual({ low: 100, high: 120 });
  });

  test("counts magnitudes from zero", () => {
    expect(automaticInterval(samples(even(0.1, 5)), null)).toEqual({ low: 0, high: 5 });
    expect(automaticInterval(samples(even(4, 5)), null).low).toBeGreaterThan(3.5);
  });

  test("has room around a constant, and for zero", () => {
    const constant = automaticInterval(samples(even(3, 3)), null);
    expect(constant).toEqual({ low: 0, high: 6 });
    expect(automaticInterval(samples(even(-3, -3)), null)).toEqual({ low: -3, high: 3 });
    expect(automaticInterval(samples(even(0, 0)), null)).toEqual({ low: 0, high: 2 });
    expect(automaticInterval(samples([]), null)).toEqual({ low: 0, high: 2 });
  });

  test("does not blow noise up to a picture", () => {
    const noisy = samples(even(5, 5 + 1e-7), { noise: 1e-7 });
    const { low, high } = automaticInterval(noisy, null);
    expect(high - low).toBeGreaterThan(1);
  });

  test("is kept while it fits, and left when it does not", () => {
    const kept = automaticInterval(samples(even(0, 10)), null);
    expect(automaticInterval(samples(even(0, 9)), kept)).toBe(kept);
    expect(automaticInterval(samples(even(0, 10.2)), kept)).toBe(kept);
    expect(automaticInterval(samples(even(0, 3)), kept)).toEqual({ low: 0, high: 3 });
    expect(automaticInterval(samples(even(0, 20)), kept)).toEqual({ low: 0, high: 20 });
  });
});

describe("the range of a map", () => {
  test("of a diverging palette has zero in its middle, whatever the range before it was", () => {
    for (const previous of [null, { low: 0, high: 4 }, { low: -8, high: 8 }]) {
      const { low, high } = automaticRange(true, samples(even(-1, 5.5), { size: 1 }), previous);
      expect([low, high]).toEqual(previous?.low === -8 ? [-8, 8] : [-6, 6]);
    }
  });

  test("is the settings' where they say one, and found where theirs is empty", () => {
    expect(settledRange({ range: { mode: "auto" } })).toBe(null);
    expect(settledRange({ range: { mode: "fixed", limit: 2.5 } })).toEqual({ low: -2.5, high: 2.5 });
    expect(settledRange({ range: { mode: "typed", low: -1, high: 7 } })).toEqual({ low: -1, high: 7 });
    expect(settledRange({ range: { mode: "locked", low: 3, high: 4 } })).toEqual({ low: 3, high: 4 });
    expect(settledRange({ range: { mode: "typed", low: 2, high: 2 } })).toBe(null);
  });
});
