import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { normal } from "./normal.ts";
import {
  type Distribution,
  distributions,
  type KeyLayout,
  keyLayouts,
  momentMatrix,
  pointKey,
  probeMoment,
  probes,
  secondMoment,
} from "./probes.ts";
import { rademacher } from "./rademacher.ts";
import { foldIn, prngKey, split } from "./threefry.ts";

const layouts: readonly KeyLayout[] = ["jax", "jax-legacy"];

/** The mean of zᵀ diag(1, 2, 3) z over m probes. */
function diagonalEstimate(m: number, distribution: Distribution, layout: KeyLayout): number {
  const z = probes(prngKey(0), m, 3, distribution, layout);
  return z.reduce((sum, entry, at) => sum + ((at % 3) + 1) * entry * entry, 0) / m;
}

describe("probes", () => {
  it("estimates the divergence of diag(1, 2, 3) x as JAX does with 1000 probes of PRNGKey(0)", () => {
    expect(Math.abs(diagonalEstimate(1000, "gaussian", "jax-legacy") - 6.1945624)).toBeLessThan(5e-5);
    expect(Math.abs(diagonalEstimate(1000, "gaussian", "jax") - 5.69566)).toBeLessThan(1e-5);
    for (const layout of layouts) expect(diagonalEstimate(1000, "rademacher", layout)).toBe(6);
  });

  it("has in row j the draw of key j", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 0xffffffff }),
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 1, max: 40 }),
        fc.constantFrom(...distributions),
        fc.constantFrom(...layouts),
        (seed, m, n, distribution, layout) => {
          const keys = split(prngKey(seed), m, layout);
          const draw = distribution === "gaussian" ? normal : rademacher;
          const rows = Array.from({ length: m }, (_, j) =>
            Array.from(draw(keys.slice(2 * j, 2 * j + 2), n, layout)),
          );
          expect(Array.from(probes(prngKey(seed), m, n, distribution, layout))).toEqual(rows.flat());
        },
      ),
      { numRuns: 100, seed: 5 },
    );
  });

  it("fills the array it is given, and no more", () => {
    const out = new Float64Array(7).fill(9);
    expect(probes(prngKey(1), 3, 2, "rademacher", "jax", out)).toBe(out);
    expect(Array.from(out)).toEqual([...probes(prngKey(1), 3, 2, "rademacher", "jax"), 9]);
  });

  it("gives an array of fewer rows the first ones, whose second moment is that of so many", () => {
    for (const layout of keyLayouts) {
      const all = probes(prngKey(1), 7, 3, "gaussian", layout);
      const first = probes(prngKey(1), 7, 3, "gaussian", layout, new Float64Array(4 * 3));
      expect(first).toEqual(all.subarray(0, 12));
      const moment = momentMatrix(prngKey(1), 7, 3, "gaussian", layout, 4);
      for (let i = 0; i < 3; i++)
        for (let k = 0; k < 3; k++) {
          let sum = 0;
          for (let j = 0; j < 4; j++) sum += (all[3 * j + i] as number) * (all[3 * j + k] as number);
          expect(moment[3 * i + k]).toBeCloseTo(sum / 4, 14);
        }
    }
  });

  it("folds a point's index into the key", () => {
    const key = prngKey(3);
    expect(Array.from(pointKey(key, 77))).toEqual(Array.from(foldIn(key, 77)));
    const out = new Uint32Array(2);
    expect(pointKey(key, 77, out)).toBe(out);
    expect(Array.from(out)).toEqual(Array.from(foldIn(key, 77)));
  });

  it("has orthonormal entries in the mean: E z zᵀ is the identity within 4 standard errors", () => {
    const m = 50_000;
    const n = 3;
    for (const layout of layouts) {
      for (const distribution of distributions) {
        const seed = 12;
        const z = probes(prngKey(seed), m, n, distribution, layout);
        for (let a = 0; a < n; a++) {
          for (let b = 0; b <= a; b++) {
            let sum = 0;
            for (let j = 0; j < m; j++) sum += (z[n * j + a] as number) * (z[n * j + b] as number);
            const told = `seed ${seed}, ${layout}, ${distribution}, ${a}${b}`;
            if (a === b && distribution === "rademacher") expect(sum, told).toBe(m);
            else
              expect(Math.abs(sum / m - (a === b ? 1 : 0)), told).toBeLessThan(
                4 * Math.sqrt((a === b ? 2 : 1) / m),
              );
          }
        }
      }
    }
  });
});

describe("secondMoment", () => {
  it("is the mean of z zᵀ over the stored probes, bit for bit", () => {
    for (const layout of layouts) {
      for (const distribution of distributions) {
        for (const m of [1, 2, 7, 500]) {
          const z = probes(prngKey(m), m, 2, distribution, layout);
          const sum = [0, 0, 0];
          for (let j = 0; j < m; j++) {
            const [x = 0, y = 0] = z.subarray(2 * j, 2 * j + 2);
            sum[0] = (sum[0] ?? 0) + x * x;
            sum[1] = (sum[1] ?? 0) + x * y;
            sum[2] = (sum[2] ?? 0) + y * y;
          }
          expect(Array.from(secondMoment(prngKey(m), m, distribution, layout))).toEqual(
            sum.map((s) => s / m),
          );
        }
      }
    }
  });

  it("is made of ranges that add up", () => {
    const key = prngKey(20);
    for (const layout of layouts) {
      const whole = probeMoment(key, 0, 1001, 1001, "rademacher", layout);
      const parts = [0, 10, 500, 1001].slice(1).map((last, i) => {
        return probeMoment(key, [0, 10, 500][i] as number, last, 1001, "rademacher", layout);
      });
      for (let i = 0; i < 3; i++)
        expect(parts.reduce((sum, part) => sum + (part[i] as number), 0)).toBe(whole[i]);
      expect(Array.from(probeMoment(key, 5, 5, 9, "gaussian", layout))).toEqual([0, 0, 0]);
    }
  });

  it("gives single-probe estimates with the mean and the variance of their laws", () => {
    const draws = 20_000;
    const jacobians = [
      [1, 0, 0, 2],
      [0, 3, -3, 0],
      [1, 2, 0.5, -4],
    ] as const;
    const seed = 31;
    for (const layout of layouts) {
      for (const distribution of distributions) {
        for (const [a, b, c, d] of jacobians) {
          const shear = (b + c) / 2;
          const squares = a * a + d * d + 2 * shear * shear;
          const variance = distribution === "gaussian" ? 2 * squares : 2 * (squares - a * a - d * d);
          const values: number[] = [];
          for (let i = 0; i < draws; i++) {
            const [m00 = 0, m01 = 0, m11 = 0] = secondMoment(
              pointKey(prngKey(seed), i),
              1,
              distribution,
              layout,
            );
            values.push(m00 * a + m01 * (b + c) + m11 * d);
          }
          const deviations = values.map((value) => value - (a + d));
          const mean = deviations.reduce((sum, x) => sum + x, 0) / draws;
          const squared = deviations.map((x) => x * x);
          const measured = squared.reduce((sum, x) => sum + x, 0) / draws;
          const spread = Math.sqrt(squared.reduce((sum, x) => sum + (x - measured) ** 2, 0) / draws);
          const told = `seed ${seed}, ${layout}, ${distribution}, J = ${[a, b, c, d]}`;
          expect(Math.abs(mean), told).toBeLessThanOrEqual(4 * Math.sqrt(variance / draws));
          expect(Math.abs(measured - variance), told).toBeLessThanOrEqual(
            (4 * spread) / Math.sqrt(draws) + 1e-12,
          );
        }
      }
    }
  });
});
