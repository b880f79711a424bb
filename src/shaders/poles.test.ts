import { describe, expect, test } from "vitest";
import { withoutPoles } from "./poles.ts";

const [width, height] = [64, 48];

/** A function of pixels right and down from a corner, hatched or not. */
function drawn(f: (x: number, y: number) => number, largest: number) {
  const values = Float64Array.from({ length: width * height }, (_, k) => f(k % width, Math.floor(k / width)));
  const shown = withoutPoles({ width, height, values }, largest);
  const hatched = Array.from(shown.keys()).filter((k) => Number.isNaN(shown[k]) && !Number.isNaN(values[k]));
  return { values, shown, hatched: hatched.map((k) => [k % width, Math.floor(k / width)] as const) };
}

describe("poles", () => {
  test.each([1, 2, 3, 4])(
    "of order %d are found wherever they lie between pixels, and nothing far from them",
    (order) => {
      for (const offset of [0.02, 0.25, 0.4, 0.45, 0.5, 0.55, 0.6, 0.75, 0.98]) {
        const pole = 20 + offset;
        const { hatched } = drawn((x) => (x - pole) ** -order, 10 ** -order);
        for (const column of [20, 21]) expect(hatched.filter(([x]) => x === column)).toHaveLength(height);
        expect(Math.max(...hatched.map(([x]) => Math.abs(x - pole)))).toBeLessThanOrEqual(2 * order);
        const point = drawn((x, y) => Math.hypot(x - pole, y - 30.4) ** -order, 10 ** -order);
        expect(point.hatched.length).toBeGreaterThanOrEqual(2);
        for (const [x, y] of point.hatched)
          expect(Math.hypot(x - pole, y - 30.4)).toBeLessThanOrEqual(2 * order);
      }
    },
  );

  test("are looked for where values are larger than the colours' range only; the rest stays as it is", () => {
    const { values, shown } = drawn((x) => 1 / (x - 20.4), 3);
    expect(shown.filter(Number.isNaN)).toHaveLength(0);
    expect(shown).toEqual(values);
  });

  test.each<[string, (x: number, y: number) => number]>([
    ["a wave", (x, y) => 50 * Math.sin(0.3 * x) * Math.cos(0.25 * y)],
    ["a polynomial", (x, y) => (x - 20) ** 3 - 5 * (y - 11) ** 2],
    ["a bump of a few pixels", (x, y) => 900 * Math.exp(-((x - 20.3) ** 2 + (y - 11) ** 2) / 40)],
    ["an exponential", (x) => Math.exp(0.4 * x)],
    ["where a function ends", (x) => Math.sqrt(x - 20)],
    ["kinks", (x) => 40 * Math.abs((x % 11) - 5.3)],
  ])("are not found in %s", (_name, f) => {
    const { values } = drawn(f, Number.POSITIVE_INFINITY);
    const sizes = values.filter(Number.isFinite).map(Math.abs).sort();
    for (const share of [0.9, 0.98])
      expect(drawn(f, sizes[Math.floor(share * sizes.length)] as number).hatched).toEqual([]);
  });

  test("are not found in a zero, however small the range is against how steep it is", () => {
    for (const offset of [0, 0.1, 0.35, 0.5, 0.8]) {
      expect(drawn((x) => 1e3 * (x - 20 - offset), 1).hatched).toEqual([]);
      expect(drawn((x, y) => Math.sin(0.2 * (x - offset)) * Math.cos(0.1 * y), 0.01).hatched).toEqual([]);
    }
  });

  test("are not found in jumps, as what is steeper than pixels can show is", () => {
    expect(drawn((x) => (x < 20 ? 1 : 100), 10).hatched).toEqual([]);
    expect(drawn((x, y) => (x < y ? 20 + 0.1 * x : -300 + y), 10).hatched).toEqual([]);
    expect(drawn((x) => Math.exp(x), 10).hatched.length).toBeGreaterThan(10 * height);
  });
});
