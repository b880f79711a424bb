import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { predictedVariance } from "../divergence/variance-law.ts";
import { addProbes, momentCovariance, momentError, probeSumCount } from "./probe-spread.ts";
import { distributions, pointKey, probeMoment, probes } from "./probes.ts";
import { prngKey } from "./threefry.ts";

const layouts = ["jax", "jax-legacy"] as const;
const entry = fc.integer({ min: -100_000, max: 100_000 }).map((value) => value / 1000);
const matrix = fc.tuple(entry, entry, entry, entry);
type Matrix = readonly [number, number, number, number];

const vectorOf = ([a, b, c, d]: Matrix) => [a, b + c, d] as const;

/** Mean and standard error of zᵀJz over the stored probes, by the textbook's two passes. */
function twoPasses(z: Float64Array, [a, b, c, d]: Matrix) {
  const m = z.length / 2;
  const values = Array.from({ length: m }, (_, j) => {
    const [x, y] = [z[2 * j] as number, z[2 * j + 1] as number];
    return x * (a * x + b * y) + y * (c * x + d * y);
  });
  const mean = values.reduce((sum, value) => sum + value, 0) / m;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, error: Math.sqrt(squares / (m - 1) / m) };
}

describe("the spread of probes", () => {
  it("gives every J the standard error that its probes' values have", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 0xffff_ffff }),
        fc.integer({ min: 2, max: 300 }),
        fc.constantFrom(...distributions),
        fc.constantFrom(...layouts),
        matrix,
        (seed, m, distribution, layout, J) => {
          const key = prngKey(seed);
          const sums = addProbes(new Float64Array(probeSumCount), key, 0, m, m, distribution, layout);
          expect([...sums.subarray(0, 3)]).toEqual([...probeMoment(key, 0, m, m, distribution, layout)]);
          const told = momentError(momentCovariance(sums, m), 0, vectorOf(J));
          const { error } = twoPasses(probes(key, m, 2, distribution, layout), J);
          const size = J.reduce((sum, value) => sum + Math.abs(value), 0);
          // Where the values hardly differ, a rounded variance of the terms' size² is a small share of it, its root more.
          const allowed = 1e-12 * size + (1e-13 * size * size) / (error + 1e-7 * size + Number.MIN_VALUE);
          expect(Math.abs(told - error)).toBeLessThanOrEqual(allowed);
        },
      ),
      { numRuns: 300, seed: 20_261_127 },
    );
  });

  it("is unknown for a single probe", () => {
    const sums = addProbes(new Float64Array(probeSumCount), prngKey(1), 0, 1, 1, "gaussian", "jax");
    expect(momentError(momentCovariance(sums, 1), 0, [1, 2, 3])).toBeNaN();
    expect(momentError(momentCovariance(sums, 1), 0, [0, 0, 0])).toBeNaN();
  });

  it("stays accurate when float32 adds up 4096 probes", () => {
    const m = 4096;
    for (const seed of [1, 2, 3]) {
      const z = probes(prngKey(seed), m, 2, "gaussian", "jax");
      const { fround } = Math;
      const single = new Float32Array(probeSumCount);
      for (let j = 0; j < m; j++) {
        const [x, y] = [fround(z[2 * j] as number), fround(z[2 * j + 1] as number)];
        const [u0, u1, u2] = [fround(x * x), fround(x * y), fround(y * y)];
        const [w0, w2] = [fround(u0 - 1), fround(u2 - 1)];
        [u0, u1, u2, u0 * u2, w0 * w0, w0 * u1, u1 * w2, w2 * w2].forEach((term, i) => {
          single[i] = (single[i] as number) + fround(term);
        });
      }
      for (const J of [
        [1, 0, 0, 1],
        [1, 0, 0, -1],
        [0, 3, -1, 0],
        [5, -2, 7, 0.5],
      ] as const) {
        const told = momentError(momentCovariance(single, m), 0, vectorOf(J));
        const { error } = twoPasses(z, J);
        expect(Math.abs(told / error - 1), `seed ${seed}, J = ${J}`).toBeLessThan(2e-5);
      }
    }
  });

  it("measures the variance that the law predicts: mean over many keys within 5 standard errors of it", () => {
    const [keys, m, seed] = [4000, 16, 20_261_128];
    for (const distribution of distributions) {
      for (const J of [
        [1, 0, 0, 2],
        [0, 3, -1, 0],
        [2, 1, 0.5, -4],
      ] as const) {
        const variances = Array.from({ length: keys }, (_, i) => {
          const key = pointKey(prngKey(seed), i);
          const sums = addProbes(new Float64Array(probeSumCount), key, 0, m, m, distribution, "jax");
          return momentError(momentCovariance(sums, m), 0, vectorOf(J)) ** 2;
        });
        const mean = variances.reduce((sum, value) => sum + value, 0) / keys;
        const spread = Math.sqrt(
          variances.reduce((sum, value) => sum + (value - mean) ** 2, 0) / keys / keys,
        );
        const law = predictedVariance(Float64Array.from(J), 2, distribution, m);
        expect(Math.abs(mean - law), `seed ${seed}, ${distribution}, J = ${J}`).toBeLessThanOrEqual(
          5 * spread + 1e-12,
        );
      }
    }
  });
});
