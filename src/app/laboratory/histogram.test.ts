import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { between, seededRandom } from "../../engine/testing/random.ts";
import { histogramOf } from "./histogram.ts";

const seed = 31337;

describe(`histogram (seed ${seed})`, () => {
  it("has every value in its bin, or counted as what it is", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -1e6, max: 1e6 }), { maxLength: 300 }), (values) => {
        const { low, width, counts, below, beyond, lost } = histogramOf(values);
        const finite = values.filter(Number.isFinite);
        expect(counts.reduce((total, count) => total + count, 0) + below + beyond).toBe(finite.length);
        expect(lost).toBe(values.length - finite.length);
        expect(width).toBeGreaterThan(0);
        expect(counts.length).toBeLessThanOrEqual(60);
        const high = low + width * counts.length;
        const slack = 1e-9 * (Math.abs(low) + Math.abs(high));
        expect(finite.filter((value) => value < low - slack).length).toBeLessThanOrEqual(below);
        expect(finite.filter((value) => value > high + slack).length).toBeLessThanOrEqual(beyond);
      }),
      { seed, numRuns: 200 },
    );
  });

  it("gives few different values bars of their own, each in the middle of its bin", () => {
    const values = Array.from({ length: 100 }, (_, k) => [4, 4, 8, 10][k % 4] as number);
    const { low, width, counts } = histogramOf(values);
    expect([low + width / 2, width]).toEqual([4, 2]);
    expect(counts).toEqual([50, 0, 25, 25]);
    expect(histogramOf([6, 6, 6]).counts).toEqual([3]);
    // Of nothing but zeros it is as wide as one, not as the least of numbers.
    expect(histogramOf([0, -0, 0])).toMatchObject({ low: -0.5, width: 1, counts: [3] });
    expect(histogramOf([]).counts).toEqual([]);
    // Alike but for rounding.
    expect(histogramOf([3, 3 + 1e-15, 3 - 1e-15]).counts).toEqual([3]);
  });

  it("is not spoilt by a few values far out", () => {
    const random = seededRandom(seed);
    const values = Array.from({ length: 2000 }, () => between(random, 0, 1) + between(random, 0, 1));
    const plain = histogramOf(values);
    const spoilt = histogramOf([...values, 1e9, -1e12, Number.NaN]);
    expect(plain.counts.length).toBeGreaterThan(10);
    expect(spoilt.width / plain.width).toBeGreaterThan(0.8);
    expect(spoilt.width / plain.width).toBeLessThan(1.25);
    expect([spoilt.below, spoilt.beyond, spoilt.lost]).toEqual([1, 1, 1]);
  });
});
