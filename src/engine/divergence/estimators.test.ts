import { matrix as mathMatrix, multiply, pinv, transpose } from "mathjs";
import { describe, expect, it } from "vitest";
import { drawProbes, type ProbeDistribution } from "../random/distributions.ts";
import { foldIn, type KeyLayout, prngKey, split } from "../random/index.ts";
import { seededRandom } from "../testing/random.ts";
import { finished } from "../work.ts";
import type { TraceEstimator } from "./estimate.ts";
import { createTraceEstimator } from "./estimator.ts";
import { type StochasticMethod, stochasticMethods } from "./method.ts";
import { leastProbes } from "./probe-needs.ts";
import { DenseOperator, jacobiansOf, type Matrix, matrixOf, momentsOf, traceOf } from "./testing/matrices.ts";

const seed = 1979;
const jacobians = jacobiansOf(seed);
const independent = ["rademacher", "gaussian", "sphere"] as const;
const joint = ["coordinate", "orthogonal", "hadamard"] as const;
const sketching = ["hutch++", "na-hutch++", "xtrace"] as const;

const distributionsOf = (method: StochasticMethod): readonly ProbeDistribution[] =>
  method === "xtrace" ? independent : [...independent, ...joint];

function estimator(
  method: StochasticMethod,
  n: number,
  probes: number,
  distribution: ProbeDistribution = "rademacher",
  layout: KeyLayout = "jax",
): TraceEstimator {
  return createTraceEstimator(method, { n, probes, distribution, layout });
}

/** The rows of a block as lists. */
function rowsOf(vectors: Float64Array, n: number): number[][] {
  return Array.from({ length: vectors.length / n }, (_, j) => [...vectors.subarray(j * n, (j + 1) * n)]);
}

const product = (...factors: readonly number[][][]) =>
  factors.reduce((left, right) => multiply(mathMatrix(left), mathMatrix(right)).toArray() as number[][]);
const turned = (rows: number[][]) => transpose(mathMatrix(rows)).toArray() as number[][];
const mutable = (rows: Matrix) => rows.map((row) => [...row]);

const dot = (x: readonly number[], y: readonly number[]) =>
  x.reduce((sum, e, i) => sum + e * (y[i] as number), 0);

/** An orthonormal basis of the span, by Gram and Schmidt with every projection made three times. */
function basisOf(vectors: readonly (readonly number[])[]): number[][] {
  const basis: number[][] = [];
  for (const vector of vectors) {
    let rest = [...vector];
    for (let round = 0; round < 3; round++) {
      for (const q of basis) {
        const along = dot(q, rest);
        rest = rest.map((e, i) => e - along * (q[i] as number));
      }
    }
    const length = Math.sqrt(dot(rest, rest));
    if (length > 1e-11 * Math.sqrt(dot(vector, vector))) basis.push(rest.map((e) => e / length));
  }
  return basis;
}

const image = (matrix: Matrix, x: readonly number[]) => matrix.map((row) => dot(row, x));
const form = (matrix: Matrix, x: readonly number[]) => dot(x, image(matrix, x));

describe(`against their definitions, written with whole matrices (seed ${seed})`, () => {
  const key = prngKey(seed);

  it.each(["jax", "jax-legacy"] as const)("hutch++ is tr QᵀAQ + tr GᵀAG/k (%s layout)", (layout) => {
    for (const { matrix } of jacobians) {
      const n = matrix.length;
      for (const [m, s, k] of [
        [3, 1, 1],
        [6, 2, 2],
        [7, 2, 3],
        [8, 3, 2],
      ] as const) {
        const own = estimator("hutch++", n, m, "gaussian", layout);
        finished(own.draw(key));
        const keys = split(key, 2, layout);
        const S = rowsOf(drawProbes(keys.slice(0, 2), s, n, "gaussian", layout), n);
        const G = rowsOf(drawProbes(keys.slice(2), k, n, "gaussian", layout), n);
        const Q = basisOf(S.map((x) => image(matrix, x)));
        const rest = G.map((g) => Q.reduce((x, q) => x.map((e, i) => e - dot(q, g) * (q[i] as number)), g));
        const values = rest.map((g) => form(matrix, g));
        const mean = values.reduce((sum, value) => sum + value, 0) / k;
        const exact = Q.reduce((sum, q) => sum + form(matrix, q), 0);
        const { value, standardError } = finished(own.estimate(new DenseOperator(matrix)));
        expect(value).toBeCloseTo(exact + mean, 9);
        const squares = values.reduce((sum, x) => sum + (x - mean) ** 2, 0);
        if (k === 1) expect(standardError).toBeNaN();
        else expect(standardError).toBeCloseTo(Math.sqrt(squares / (k - 1) / k), 9);
      }
    }
  });

  it("na-hutch++ is the trace of Z (SᵀZ)⁺ Wᵀ and a mean of what is left", () => {
    for (const { kind, matrix } of jacobians) {
      const n = matrix.length;
      for (const [m, a, b, k] of [
        [6, 1, 2, 3],
        [13, 2, 4, 7],
        [18, 3, 6, 9],
      ] as const) {
        // Where b passes n or the rank it stands on rounding which values of SᵀZ are zero to mathjs.
        if (b > n || kind === "of rank two") continue;
        const own = estimator("na-hutch++", n, m, "sphere");
        finished(own.draw(key));
        const keys = split(key, 3, "jax");
        const draw = (at: number, count: number) =>
          rowsOf(drawProbes(keys.slice(at, at + 2), count, n, "sphere", "jax"), n);
        const [R, S, G] = [draw(0, a), draw(2, b), draw(4, k)];
        const A = mutable(matrix);
        const Z = product(A, turned(R));
        const W = product(turned(A), turned(S));
        const low = product(Z, pinv(product(S, Z)) as number[][], turned(W));
        const rest = A.map((row, i) => row.map((e, j) => e - (low[i]?.[j] as number)));
        const mean = G.reduce((sum, g) => sum + form(rest, g), 0) / k;
        const { value } = finished(own.estimate(new DenseOperator(matrix)));
        expect(value).toBeCloseTo(traceOf(low) + mean, 8);
      }
    }
  });

  it.each(independent)("xtrace leaves out one %s probe after another", (distribution) => {
    let repeated = 0;
    for (const { matrix } of jacobians) {
      const n = matrix.length;
      for (const m of [2, 6, 8, 2 * n, 4 * n]) {
        for (let draw = 0; draw < 8; draw++) {
          const own = estimator("xtrace", n, m, distribution);
          const k = Math.min(m / 2, n + 1);
          finished(own.draw(foldIn(key, draw)));
          const omega = rowsOf(drawProbes(foldIn(key, draw), k, n, distribution, "jax"), n);
          repeated += basisOf(omega).length < k ? 1 : 0;
          const values = omega.map((probe, i) => {
            const Q = basisOf(omega.filter((_, j) => j !== i).map((x) => image(matrix, x)));
            let rest = [...probe];
            for (const q of Q) rest = rest.map((e, j) => e - dot(q, rest) * (q[j] as number));
            const left = n - Q.length;
            const factor = distribution !== "sphere" ? 1 : left === 0 ? 0 : left / dot(rest, rest);
            return Q.reduce((sum, q) => sum + form(matrix, q), 0) + factor * form(matrix, rest);
          });
          const mean = values.reduce((sum, value) => sum + value, 0) / k;
          const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
          const { value, standardError } = finished(own.estimate(new DenseOperator(matrix)));
          const told = `n ${n}, m ${m}, draw ${draw}`;
          expect(Math.abs(value - mean), told).toBeLessThan(1e-8);
          if (k > 1)
            expect(Math.abs(standardError - Math.sqrt(squares / (k - 1) / k)), told).toBeLessThan(1e-7);
          else expect(standardError, told).toBeNaN();
        }
      }
    }
    // Signs repeat one another in few dimensions, where the published form divides by zero.
    if (distribution === "rademacher") expect(repeated).toBeGreaterThan(5);
  });
});

describe.each(sketching)(`%s over 2,000 draws (seed ${seed})`, (method) => {
  const draws = 2000;

  it.each(jacobians)("has no bias for a Jacobian that is $kind, nor in its error", ({ matrix }) => {
    const n = matrix.length;
    for (const distribution of distributionsOf(method)) {
      const own = estimator(method, n, 8, distribution);
      const operator = new DenseOperator(matrix);
      const values = new Float64Array(draws);
      const squares = new Float64Array(draws);
      for (let i = 0; i < draws; i++) {
        finished(own.draw(foldIn(prngKey(seed), i)));
        const { value, standardError } = finished(own.estimate(operator));
        values[i] = value;
        squares[i] = standardError ** 2;
      }
      const { mean, variance } = momentsOf(values);
      const near = (size: number) => 4 * Math.sqrt(size / draws) + 1e-10;
      expect(Math.abs(mean - traceOf(matrix)), distribution).toBeLessThanOrEqual(near(variance));
      if (method === "xtrace") continue;
      // The squared errors' mean is the mean squared error: given the sketch, it is a sample variance.
      const excess = values.map((value, i) => (value - traceOf(matrix)) ** 2 - (squares[i] as number));
      const differences = momentsOf(excess);
      expect(Math.abs(differences.mean), distribution).toBeLessThanOrEqual(near(differences.variance));
    }
  });
});

describe("exactness", () => {
  const errorOf = (own: TraceEstimator, matrix: Matrix, draw: number) => {
    finished(own.draw(foldIn(prngKey(seed), draw)));
    const { value, standardError } = finished(own.estimate(new DenseOperator(matrix)));
    return { error: Math.abs(value - traceOf(matrix)), standardError };
  };

  it.each([
    ["coordinate", (n: number) => [n, 3 * n]],
    ["orthogonal", (n: number) => [n, 2 * n]],
    ["hadamard", (n: number) => [16, 32].map((m) => (n > 8 ? m : m / 2))],
  ] as const)("of hutchinson with full blocks of %s probes, which say so", (distribution, counts) => {
    for (const { matrix } of jacobians) {
      for (const m of counts(matrix.length)) {
        const own = estimator("hutchinson", matrix.length, m, distribution);
        for (let draw = 0; draw < 20; draw++) {
          const { error, standardError } = errorOf(own, matrix, draw);
          expect(error).toBeLessThan(1e-12);
          expect(standardError).toBe(0);
        }
      }
    }
  });

  it("of rademacher probes on diagonal and antisymmetric Jacobians, in any dimension", () => {
    for (const { matrix } of jacobians.slice(0, 2)) {
      for (const m of [1, 4])
        expect(errorOf(estimator("hutchinson", matrix.length, m), matrix, 3).error).toBeLessThan(1e-12);
    }
  });

  it.each(sketching)("of %s where the sketch holds the range, however many probes more", (method) => {
    const rankTwo = (jacobians[4] as { matrix: Matrix }).matrix;
    const zero = matrixOf(6, () => 0);
    const nilpotent = matrixOf(6, (i, j) => (j === i + 1 ? 3 : 0));
    const single = matrixOf(1, () => -2);
    for (const distribution of ["gaussian", "sphere"] as const) {
      for (const [matrix, counts] of [
        [rankTwo, [14, 18, 30, 300]],
        [zero, [4, 6, 12, 100]],
        [nilpotent, [36, 40, 300]],
        [single, [6, 9, 50]],
        ...jacobians.map(({ matrix }) => [matrix, [100]] as const),
      ] as const) {
        for (const m of counts) {
          const { error, standardError } = errorOf(
            estimator(method, matrix.length, m, distribution),
            matrix,
            m,
          );
          expect(error, `${distribution}, n ${matrix.length}, m ${m}`).toBeLessThan(1e-8);
          if (m > 3 && !(method === "xtrace" && matrix.length === 1))
            expect(standardError).toBeLessThan(1e-8);
        }
      }
    }
  });
});

describe.each(stochasticMethods)("%s", (method) => {
  it("spends what it says, and no more than it is given", () => {
    for (const n of [1, 2, 5, 40]) {
      for (const rank of [0, 2, 40]) {
        const matrix = matrixOf(n, (i, j) =>
          rank === 2 ? Math.cos(i + 2 * j) : rank * Math.sin(i * j + 1 / (i + 1)),
        );
        for (let m: number = leastProbes[method]; m < 40; m++) {
          const operator = new DenseOperator(matrix);
          const own = estimator(method, n, m, "gaussian");
          finished(own.draw(prngKey(m)));
          finished(own.estimate(operator));
          expect(own.passes).toBeLessThanOrEqual(m);
          // A sketch of less rank than columns has a smaller range.
          expect(operator.products).toBeLessThanOrEqual(own.passes);
          if (n === 40 && rank === 40) expect(operator.products).toBe(own.passes);
          if (n === 40 && method !== "xtrace") expect(own.passes).toBe(m);
          if (n === 40 && method === "xtrace") expect(own.passes).toBe(m - (m % 2));
        }
      }
    }
  });

  it("gives NaN where the matrix is not finite, and ends", () => {
    for (const bad of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]) {
      for (const n of [1, 3, 20]) {
        const at = n - 1;
        const operator = new DenseOperator(
          matrixOf(n, (i, j) => (i === at && j === 0 ? bad : 1 / (1 + i + j))),
        );
        const own = estimator(method, n, 12, "gaussian");
        finished(own.draw(prngKey(1)));
        const { value, standardError } = finished(own.estimate(operator));
        expect(Number.isFinite(value)).toBe(false);
        expect(standardError).toBeNaN();
      }
    }
  });

  it("scales with the matrix, from 1e-150 to 1e150", () => {
    const { matrix } = jacobians[2] as { matrix: Matrix };
    const own = estimator(method, 8, 9, "sphere");
    finished(own.draw(prngKey(6)));
    const { value } = finished(own.estimate(new DenseOperator(matrix)));
    for (const scale of [1e-150, 1e-20, 1e20, 1e150]) {
      const scaled = finished(
        own.estimate(new DenseOperator(matrix.map((row) => row.map((e) => scale * e)))),
      );
      expect(scaled.value / scale).toBeCloseTo(value, 9);
    }
  });

  it("gives the same for the same key, and another for another", () => {
    const { matrix } = jacobians[2] as { matrix: Matrix };
    const own = estimator(method, 8, 7, "gaussian");
    const at = (seed: number) => {
      finished(own.draw(prngKey(seed)));
      return finished(own.estimate(new DenseOperator(matrix))).value;
    };
    const first = at(1);
    expect(at(2)).not.toBe(first);
    expect(at(1)).toBe(first);
  });

  it("refuses fewer probes than it can do with", () => {
    const least = leastProbes[method];
    for (const m of [0, least - 1, -1, 2.5, Number.NaN, 1e9]) {
      expect(() => estimator(method, 5, m)).toThrow(
        new RangeError(`${method} needs a whole number of probes from ${least} to 1000000, not ${m}`),
      );
    }
  });
});

it("xtrace refuses joint probes", () => {
  for (const distribution of joint) {
    expect(() => estimator("xtrace", 5, 8, distribution)).toThrow(RangeError);
  }
});

it("na-hutch++ takes products with the transpose: a regular sketch of a regular matrix leaves nothing", () => {
  // R and S of n columns: Z (SᵀZ)⁺ Wᵀ = A R (SᵀAR)⁻¹ SᵀA = A, which W = A S would not give.
  const random = seededRandom(seed);
  const matrix = matrixOf(4, () => random());
  const own = estimator("na-hutch++", 4, 24, "gaussian");
  finished(own.draw(prngKey(2)));
  const { value, standardError } = finished(own.estimate(new DenseOperator(matrix)));
  expect(value).toBeCloseTo(traceOf(matrix), 10);
  expect(standardError).toBeLessThan(1e-10);
});
