import { describe, expect, it } from "vitest";
import { permutation } from "./permutation.ts";
import type { KeyLayout } from "./probes.ts";
import { foldIn, prngKey } from "./threefry.ts";

const layouts: readonly KeyLayout[] = ["jax", "jax-legacy"];

describe("permutation", () => {
  it("is jax.random.permutation (values printed by JAX 0.10.2)", () => {
    const of = (seed: number, n: number, layout: KeyLayout) => [...permutation(prngKey(seed), n, layout)];
    expect(of(0, 10, "jax")).toEqual([0, 1, 8, 5, 6, 4, 3, 2, 7, 9]);
    expect(of(0, 10, "jax-legacy")).toEqual([2, 7, 9, 6, 0, 8, 1, 3, 4, 5]);
    expect(of(5, 7, "jax")).toEqual([0, 2, 4, 1, 3, 5, 6]);
    expect(of(5, 7, "jax-legacy")).toEqual([3, 0, 6, 1, 2, 4, 5]);
    // Two rounds of sorting, from 1626 on; told by its ends and Σ i·π(i).
    const told = (layout: KeyLayout) => {
      const long = of(1, 3000, layout);
      return [...long.slice(0, 3), ...long.slice(-3), long.reduce((sum, place, i) => sum + i * place, 0)];
    };
    expect(told("jax")).toEqual([36, 2724, 673, 1327, 393, 2015, 6741750772]);
    expect(told("jax-legacy")).toEqual([1806, 40, 116, 2011, 1341, 2894, 6792756103]);
  });

  it("has every number once", () => {
    for (const layout of layouts) {
      for (const n of [0, 1, 2, 17, 1625, 1626]) {
        const sorted = [...permutation(prngKey(n), n, layout)].sort((a, b) => a - b);
        expect(sorted).toEqual(Array.from({ length: n }, (_, i) => i));
      }
    }
  });

  it("has all 24 orders of four equally often, by a chi-squared test (seed 8)", () => {
    const draws = 12_000;
    for (const layout of layouts) {
      const counts = new Map<string, number>();
      for (let i = 0; i < draws; i++) {
        const order = permutation(foldIn(prngKey(8), i), 4, layout).join("");
        counts.set(order, (counts.get(order) ?? 0) + 1);
      }
      expect(counts.size).toBe(24);
      const chiSquared = [...counts.values()].reduce(
        (sum, c) => sum + (c - draws / 24) ** 2 / (draws / 24),
        0,
      );
      // 23 degrees of freedom: mean 23, standard deviation √46.
      expect(Math.abs(chiSquared - 23)).toBeLessThan(4 * Math.sqrt(46));
    }
  });
});
