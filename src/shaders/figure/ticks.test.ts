import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatNumber, formatSignificant, niceTicks } from "./ticks.ts";

/** The number that a label stands for. */
function read(label: string): number {
  const digits = "⁰¹²³⁴⁵⁶⁷⁸⁹";
  const plain = label
    .replaceAll("−", "-")
    .replace(
      /×?10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)$/,
      (_, power: string) => `e${[...power].map((c) => (c === "⁻" ? "-" : digits.indexOf(c))).join("")}`,
    )
    .replace(/^(-?)e/, "$11e");
  return Number(plain);
}

describe("niceTicks", () => {
  test("are what one would write", () => {
    expect(niceTicks(-4, 4, 8).map((tick) => tick.label)).toEqual([
      "−4",
      "−3",
      "−2",
      "−1",
      "0",
      "1",
      "2",
      "3",
      "4",
    ]);
    expect(niceTicks(0, 0.3, 6).map((tick) => tick.label)).toEqual([
      "0",
      "0.05",
      "0.1",
      "0.15",
      "0.2",
      "0.25",
      "0.3",
    ]);
    expect(niceTicks(-3e-7, 3e-7, 3).map((tick) => tick.label)).toEqual(["−2×10⁻⁷", "0", "2×10⁻⁷"]);
    expect(niceTicks(0, 250_000, 5).map((tick) => tick.label)).toEqual([
      "0",
      "5×10⁴",
      "10⁵",
      "1.5×10⁵",
      "2×10⁵",
      "2.5×10⁵",
    ]);
  });

  test("lie inside, evenly, and say exactly their value", () => {
    fc.assert(
      fc.property(
        fc.double({ min: -1e6, max: 1e6, noNaN: true }),
        fc.double({ min: 1e-6, max: 1e6, noNaN: true }),
        fc.integer({ min: 2, max: 12 }),
        (low, size, count) => {
          const high = low + size;
          const ticks = niceTicks(low, high, count);
          expect(ticks.length).toBeGreaterThanOrEqual(Math.floor(count / 2.6));
          expect(ticks.length).toBeLessThanOrEqual(count + 2);
          for (const { value, label } of ticks) {
            const slack = 1e-8 * size + 1e-12 * Math.abs(low);
            expect(value).toBeGreaterThanOrEqual(low - slack);
            expect(value).toBeLessThanOrEqual(high + slack);
            expect(read(label)).toBe(value);
          }
          expect(new Set(ticks.map((tick) => tick.label)).size).toBe(ticks.length);
        },
      ),
    );
  });

  test("are none where there is no interval", () => {
    expect(niceTicks(1, 1, 5)).toEqual([]);
    expect(niceTicks(0, Number.POSITIVE_INFINITY, 5)).toEqual([]);
    expect(niceTicks(Number.NaN, 1, 5)).toEqual([]);
  });
});

test("numbers are printed with a true minus, no trailing zeros and powers of ten", () => {
  expect(formatNumber(-0.5, -2)).toBe("−0.5");
  expect(formatNumber(-1e-12, -2)).toBe("−10⁻¹²");
  expect(formatNumber(Number.NaN, 0)).toBe("nan");
  expect(formatNumber(Number.NEGATIVE_INFINITY, 0)).toBe("−∞");
  expect(formatSignificant(1234.5678, 4)).toBe("1235");
  expect(formatSignificant(0.000012345, 3)).toBe("1.23×10⁻⁵");
  expect(formatSignificant(0, 3)).toBe("0");
});
