import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { resolvedPeak } from "./peak.ts";
import { worldOf } from "./pixels.ts";
import { automaticLimit, quantile, type RangeSamples, roundUp } from "./range.ts";
import { haltonPixels, radicalInverse, type SamplePixels } from "./sample-pixels.ts";
import { stretchOf, thresholdOf } from "./scale.ts";

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

/** Values of a function at the pixels that the range is found from, of a view `span` high around a place. */
function viewed(f: (x: number, y: number) => number, span: number, [x, y] = [0, 0]): RangeSamples {
  const grid = gridOf(span, [x, y]);
  const read = ({ columns, rows }: SamplePixels) =>
    columns.map((column, k) => f(...worldOf(grid, column, rows[k] as number)));
  const pixels = haltonPixels(grid);
  const values = read(pixels);
  const placeOf = (k: number) => [pixels.columns[k] as number, pixels.rows[k] as number] as const;
  return samples(values, { size: 0, peak: () => resolvedPeak(values, placeOf, grid, read) });
}

const gridOf = (span: number, [x, y] = [0, 0]) => ({
  width: 560,
  height: 420,
  centreX: x as number,
  centreY: y as number,
  step: span / 420,
});

const sizesOf = ({ values }: RangeSamples) =>
  Float64Array.from(values).filter(Number.isFinite).map(Math.abs).sort();

describe("where there are poles", () => {
  const poles: Record<string, (x: number, y: number) => number> = {
    "1/(x − 1)²": (x) => -1 / (x - 1) ** 2,
    "sec² x": (x) => 1 / Math.cos(x) ** 2,
    "1/r⁴": (x, y) => -2 / (x * x + y * y) ** 2,
    "1/r³": (x, y) => 1 / Math.hypot(x, y) ** 3,
    "1/(x − 0.7)": (x) => 1 / (x - 0.7),
    "two of 1/r²": (x, y) => 1 / ((x - 1) ** 2 + y * y) - 1 / ((x + 1) ** 2 + y * y),
    "1/sin(x y)²": (x, y) => 1 / Math.sin(x * y) ** 2,
  };

  test.each(Object.entries(poles))(
    "as those of %s, the rest fills the range, linear or logarithmic",
    (_name, f) => {
      for (const span of [20, 12, 6]) {
        const own = viewed(f, span);
        const sizes = sizesOf(own);
        const limit = automaticLimit(own, null);
        expect(limit).toBeLessThan(0.2 * quantile(sizes, 0.98) + 1e-9);
        expect(limit).toBeGreaterThanOrEqual(quantile(sizes, 0.79));
        const { factor, offset } = stretchOf(true, { low: -limit, high: limit }, 0);
        // More than half the picture has a colour of its own, not the middle's nor the end's.
        const told = sizes.filter((size) => size * factor + offset > 0.51 && size < limit);
        expect(told.length / sizes.length).toBeGreaterThan(0.5);
        const threshold = thresholdOf("symlog", { low: -limit, high: limit });
        expect(
          sizes.filter((size) => size > threshold && size < limit).length / sizes.length,
        ).toBeGreaterThan(0.5);
      }
    },
  );

  const others: Record<string, (x: number, y: number) => number> = {
    waves: (x, y) => Math.cos(x) + Math.cos(2 * y),
    "a polynomial": (x, y) => x ** 7 * y - 3 * x * x,
    "a higher one": (x) => 9 * x ** 8,
    "an exponential": (x) => 5 * Math.exp(5 * x),
    "a wide bump": (x, y) => x * Math.exp(-0.2 * (x * x + y * y)),
    "a pole of low order": (x, y) => 1 / Math.hypot(x, y),
    "a jump": (x, y) => (x * x + y * y < 4 ? 100 : 1),
    "a thin pole over waves": (x) => 3 * Math.sin(x) + 0.001 / (x - 1) ** 2,
  };

  test.each(Object.entries(others))(
    "and where there are none, as in %s, all but 2 % is in the range",
    (_name, f) => {
      for (const span of [20, 12, 6, 2]) {
        const own = viewed(f, span);
        const sizes = sizesOf(own);
        const wanted = quantile(sizes, 0.98);
        const isFlat = (own.values as number[]).every((value) => value === own.values[0]);
        expect(automaticLimit(own, null), `span ${span}`).toBe(roundUp(isFlat ? 2 * wanted : wanted));
      }
    },
  );

  test("the range goes over from one to the other bit by bit as a slider makes a bump a pole", () => {
    let before: number | null = null;
    const limits: number[] = [];
    for (let softness = 2; softness > 1e-3; softness *= 0.97) {
      const own = viewed((x, y) => 1 / (softness ** 2 + x * x + y * y) ** 2, 12);
      before = automaticLimit(own, before);
      limits.push(before);
    }
    const steps = limits.slice(1).map((limit, k) => limit / (limits[k] as number));
    expect(Math.max(...steps)).toBeLessThanOrEqual(2);
    expect(Math.min(...steps)).toBeGreaterThanOrEqual(0.4);
    // It is kept where the picture hardly changes any more.
    expect(new Set(limits.slice(-60)).size).toBe(1);
  });

  test("the range stays as they move through the view", () => {
    let before: number | null = null;
    const limits: number[] = [];
    for (let at = -3; at <= 3; at += 0.05) {
      before = automaticLimit(
        viewed((x, y) => 1 / ((x - at) ** 2 + (y - 0.3 * at) ** 2), 12),
        before,
      );
      limits.push(before);
    }
    expect(limits.filter((limit, k) => k > 0 && limit !== limits[k - 1]).length).toBeLessThanOrEqual(1);
  });
});

describe("where a narrow peak stands alone", () => {
  const peaks: Record<string, (x: number, y: number) => number> = {
    "a bump": (x, y) => 3 * Math.exp(-40 * ((x - 0.4) ** 2 + (y + 1.3) ** 2)),
    "a pair of bumps": (x, y) => -8 * (x - 0.31) * Math.exp(-8 * ((x - 0.31) ** 2 + y * y)),
    "a dip": (x, y) => -0.02 * Math.exp(-40 * ((x + 3) ** 2 + (y - 0.1) ** 2)),
    "a bump over rounding": (x, y) => 3 * Math.exp(-40 * (x * x + y * y)) + 1e-8 * Math.sin(1e5 * x * y),
    "a disk": (x, y) => (Math.hypot(x - 0.9, y) < 0.4 ? 7 : 0),
    "a ridge": (x, y) => 5 * Math.exp(-40 * (x - y) ** 2),
    "a bump of two signs": (x, y) => 30 * x * Math.exp(-20 * (x * x + y * y)),
  };

  test.each(Object.entries(peaks))("as in %s, the range holds all of it", (_name, f) => {
    for (const span of [20, 12, 6]) {
      const own = viewed(f, span);
      const { width, height } = gridOf(span);
      let top = 0;
      for (let k = 0; k < width * height; k += 1)
        top = Math.max(top, Math.abs(f(...worldOf(gridOf(span), k % width, Math.floor(k / width)))));
      const missed = own.values.length > 0 && Math.max(...sizesOf(own)) < 1e-6 * top;
      expect(missed, `span ${span}: no sample is on it`).toBe(false);
      expect(automaticLimit({ ...own, size: 0.1 }, null), `span ${span}`).toBe(roundUp(top));
    }
  });

  const others: Record<string, (x: number, y: number) => number> = {
    "the sources of charges": (x, y) => 1 / (x * x + y * y) ** 1.5,
    "a softened pole": (x, y) => 1 / (x * x + y * y + 0.01) ** 2,
    "a bump over waves": (x, y) => Math.sin(x + y) + 1000 * Math.exp(-40 * (x * x + y * y)),
    "a pole that stands alone": (x, y) => Math.exp(-4 * (x * x + y * y)) / (x * x + y * y) ** 2,
    rounding: (x, y) => 1e-8 * Math.sin(1e5 * x * y),
  };

  test.each(Object.entries(others))("and in %s it is what it was", (_name, f) => {
    for (const span of [20, 12, 6]) {
      const { peak: _, ...own } = viewed(f, span, [0.013, 0.007]);
      const asked = viewed(f, span, [0.013, 0.007]);
      expect(automaticLimit(asked, null), `span ${span}`).toBe(automaticLimit(own, null));
    }
  });

  test("a slider that makes a bump narrower changes the range bit by bit", () => {
    let before: number | null = null;
    const limits: number[] = [];
    for (let steepness = 0.2; steepness < 60; steepness *= 1.03) {
      before = automaticLimit(
        viewed((x, y) => Math.exp(-steepness * (x * x + y * y)), 12),
        before,
      );
      limits.push(before);
    }
    expect(Math.max(...limits)).toBe(1);
    const steps = limits.slice(1).map((limit, k) => limit / (limits[k] as number));
    expect(Math.max(...steps)).toBeLessThan(4);
    expect(Math.min(...steps)).toBeGreaterThan(0.25);
    expect(Math.min(...limits)).toBeGreaterThan(0.01);
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

test("over a box, a range holds what is in it of a ball that its picture in the plane holds", () => {
  // (3 − 2 r²) exp(−r²) is 3 in the middle, on a ball that is a hundredth of the box and a twentieth of its picture.
  const value = (r2: number) => (3 - 2 * r2) * Math.exp(-r2);
  const values = Array.from({ length: 1536 }, (_, k) => {
    const at = [2, 3, 5].map((base) => 4 * radicalInverse(k + 1, base) - 2);
    return value(at.reduce((sum, x) => sum + x * x, 0));
  });
  const limit = (rest: Partial<RangeSamples>) =>
    automaticLimit({ values, size: 0, noise: 0, vanishes: false, ...rest }, null);
  expect(limit({})).toBeLessThanOrEqual(1.5);
  expect(limit({ solid: true })).toBe(3);
});

test("poles in a box do not wash out the rest, nor do lines of them", () => {
  for (const [name, value] of Object.entries({
    "1/r²": (x: number, y: number, z: number) => 1 / (x * x + y * y + z * z),
    "1/r³": (x: number, y: number, z: number) => 1 / (x * x + y * y + z * z) ** 1.5,
    "a line of them": (x: number, y: number) => 1 / (x * x + y * y) ** 2,
  })) {
    const values = Array.from({ length: 1536 }, (_, k) => {
      const [x, y, z] = [2, 3, 5].map((base) => 4 * radicalInverse(k + 1, base) - 2) as [
        number,
        number,
        number,
      ];
      return value(x, y, z);
    });
    const sorted = Float64Array.from(values).sort();
    const limit = automaticLimit({ values, size: 0, noise: 0, vanishes: false, solid: true }, null);
    expect(limit, name).toBeLessThanOrEqual(1.51 * quantile(sorted, 0.98));
    expect(limit, name).toBeGreaterThan(quantile(sorted, 0.75));
  }
});
