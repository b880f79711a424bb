import { describe, expect, it } from "vitest";
import { type ProbeDistribution, population, probeDistributions } from "../random/distributions.ts";
import { linearField } from "../testing/fields.ts";
import { createEvaluator } from "./evaluator.ts";
import { jacobiansOf, type Matrix, matrixOf, momentsOf, traceOf } from "./testing/matrices.ts";
import { predictedVariance } from "./variance-law.ts";

const seed = 3022;
const draws = 20_000;
const jacobians = jacobiansOf(seed);

const flat = (matrix: Matrix) => Float64Array.from(matrix.flat());

/** The laws as they are published, from F = ‖S‖², t and the diagonal, for m ≤ population. */
function published(matrix: Matrix, distribution: ProbeDistribution, m: number): number {
  const n = matrix.length;
  const t = traceOf(matrix);
  const F = matrix.flatMap((row, i) => row.map((e, j) => ((e + (matrix[j]?.[i] as number)) / 2) ** 2));
  const squares = F.reduce((sum, square) => sum + square, 0);
  const diagonal = matrix.map((row, i) => row[i] as number);
  const own = diagonal.reduce((sum, entry) => sum + entry * entry, 0);
  const N = population("hadamard", n);
  switch (distribution) {
    case "rademacher":
      return (2 * (squares - own)) / m;
    case "gaussian":
      return (2 * squares) / m;
    case "sphere":
      return ((2 * n) / (n + 2) / m) * (squares - t ** 2 / n);
    case "coordinate": {
      const sample = diagonal.reduce((sum, entry) => sum + (entry - t / n) ** 2, 0) / (n - 1);
      return (n ** 2 / m) * sample * (1 - m / n);
    }
    case "orthogonal":
      return ((2 * n * (n - m)) / (m * (n - 1) * (n + 2))) * (squares - t ** 2 / n);
    case "hadamard":
      return (2 * (squares - own) * (N - m)) / (m * (N - 1));
  }
}

/** Estimates and their standard errors at 20,000 points of a linear field, each with probes of its own. */
function measured(matrix: Matrix, distribution: ProbeDistribution, probes: number) {
  const { program, field, bindings } = linearField(matrix);
  const points = new Float64Array(draws * matrix.length);
  const options = { method: "hutchinson", probes, distribution, seed, keys: "per-point" } as const;
  const evaluator = createEvaluator(program, field, { ...options, predictVariance: false });
  const { values, standardError, predictedVariance: none } = evaluator.evaluate(points, bindings);
  expect(none).toBeNull();
  const law = createEvaluator(program, field, options).evaluate(points.subarray(0, matrix.length), bindings);
  return { values, standardError: standardError as Float64Array, law: law.predictedVariance?.[0] as number };
}

/** Within 4 standard deviations, or to rounding where there is no deviation. */
function expectMean(values: Float64Array, expected: number, size: number) {
  const { mean, variance } = momentsOf(values);
  expect(Math.abs(mean - expected)).toBeLessThanOrEqual(
    4 * Math.sqrt(variance / values.length) + 1e-12 * size,
  );
}

describe(`the variance of Hutchinson's estimate over ${draws} draws (seed ${seed})`, () => {
  describe.each(probeDistributions)("with %s probes", (distribution) => {
    it.each(jacobians)("is the law's for a Jacobian that is $kind", ({ matrix }) => {
      const m = 3;
      const { values, standardError, law } = measured(matrix, distribution, m);
      expect(Math.abs(law - published(matrix, distribution, m))).toBeLessThanOrEqual(1e-12 * (1 + law));
      expectMean(values, traceOf(matrix), 10);
      const { variance, fourth } = momentsOf(values);
      const spread = Math.sqrt(Math.max(0, fourth - variance ** 2) / draws);
      expect(Math.abs(variance - law)).toBeLessThanOrEqual(4 * spread + 1e-24);
      expectMean(
        standardError.map((error) => error * error),
        law,
        1e-9 + law,
      );
    });
  });

  it.each([
    ["coordinate", 13],
    ["orthogonal", 10],
    ["orthogonal", 9],
    ["hadamard", 11],
  ] as const)("counts only the probes past the full blocks: %s, %i probes in R^8", (distribution, probes) => {
    const { matrix } = jacobians[2] as { matrix: Matrix };
    const { values, standardError, law } = measured(matrix, distribution, probes);
    const rest = probes % population(distribution, 8);
    expect(law).toBeCloseTo((rest / probes) ** 2 * published(matrix, distribution, rest), 12);
    expectMean(values, traceOf(matrix), 10);
    const { variance, fourth } = momentsOf(values);
    expect(Math.abs(variance - law)).toBeLessThanOrEqual(4 * Math.sqrt((fourth - variance ** 2) / draws));
    expectMean(
      standardError.map((error) => error * error),
      law,
      1e-9 + law,
    );
  });
});

describe("the predicted variance", () => {
  it("is what enumeration gives: all signs, all coordinates, all pairs of them, all pairs of Hadamard rows", () => {
    const n = 4;
    const matrix = matrixOf(n, (i, j) => Math.sin(7 * i + 3 * j + 1) + (i === j ? i : 0));
    const t = traceOf(matrix);
    const form = (z: readonly number[]) =>
      matrix.reduce(
        (sum, row, i) => sum + row.reduce((own, e, j) => own + (z[i] ?? 0) * e * (z[j] ?? 0), 0),
        0,
      );
    const meanSquare = (errors: readonly number[]) =>
      errors.reduce((sum, e) => sum + e * e, 0) / errors.length;
    const signs = Array.from({ length: 16 }, (_, code) =>
      [0, 1, 2, 3].map((i) => ((code >> i) & 1 ? -1 : 1)),
    );
    const basis = [0, 1, 2, 3].map((i) => [0, 1, 2, 3].map((j) => (i === j ? 2 : 0)));
    const hadamard = [
      [1, 1, 1, 1],
      [1, -1, 1, -1],
      [1, 1, -1, -1],
      [1, -1, -1, 1],
    ];
    const pairs = [0, 1, 2, 3].flatMap((a) =>
      [0, 1, 2, 3].filter((b) => b !== a).map((b) => [a, b] as const),
    );
    const law = (distribution: ProbeDistribution, m: number) =>
      predictedVariance(flat(matrix), n, distribution, m);
    const own = (z: readonly number[]) => form(z) - t;
    expect(law("rademacher", 1)).toBeCloseTo(meanSquare(signs.map(own)), 12);
    expect(law("hadamard", 1)).toBeCloseTo(meanSquare(signs.map(own)), 12);
    expect(law("coordinate", 1)).toBeCloseTo(meanSquare(basis.map(own)), 12);
    const both = (x: readonly number[], y: readonly number[]) => (own(x) + own(y)) / 2;
    const two = pairs.map(([a, b]) => both(basis[a] as number[], basis[b] as number[]));
    expect(law("coordinate", 2)).toBeCloseTo(meanSquare(two), 12);
    const signed = (row: number, s: readonly number[]) =>
      s.map((sign, i) => sign * (hadamard[row]?.[i] as number));
    const rows = pairs.flatMap(([a, b]) => signs.map((s) => both(signed(a, s), signed(b, s))));
    expect(law("hadamard", 2)).toBeCloseTo(meanSquare(rows), 12);
  });

  it("of one coordinate probe is n Σ J_ii² − t², the law with replacement", () => {
    for (const { matrix } of jacobians) {
      const n = matrix.length;
      const own = matrix.reduce((sum, row, i) => sum + (row[i] as number) ** 2, 0);
      const law = predictedVariance(flat(matrix), n, "coordinate", 1);
      expect(law).toBeCloseTo(n * own - traceOf(matrix) ** 2, 10);
    }
  });

  it("vanishes where the law says so, without a rounding error", () => {
    const identity = flat(matrixOf(7, (i, j) => (i === j ? 0.1 : 0)));
    for (const distribution of probeDistributions) {
      // Of a multiple of the identity only Gaussian lengths make a difference.
      const law = predictedVariance(identity, 7, distribution, 3);
      if (distribution === "gaussian") expect(law).toBeCloseTo((2 * 7 * 0.01) / 3, 14);
      else expect(law).toBeLessThan(1e-30);
      const scalar = predictedVariance(Float64Array.of(-3), 1, distribution, 2);
      expect(scalar).toBe(distribution === "gaussian" ? 9 : 0);
    }
  });

  it("is NaN where the Jacobian is", () => {
    const bad = flat(matrixOf(4, (i, j) => (i === 1 && j === 1 ? Number.NaN : 1)));
    // The signs' law does not read the diagonal.
    for (const distribution of ["gaussian", "sphere", "coordinate", "orthogonal"] as const) {
      for (const m of [1, 3, 4]) expect(predictedVariance(bad, 4, distribution, m)).toBeNaN();
    }
    expect(predictedVariance(bad, 4, "hadamard", 4)).toBeNaN();
  });
});
