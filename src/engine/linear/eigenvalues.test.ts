import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { eigenvalues } from "./eigenvalues.ts";

type Matrix = [number, number, number, number];

const entry = fc.oneof(
  fc.double({ min: -1e3, max: 1e3, noNaN: true }),
  fc.integer({ min: -3, max: 3 }),
  fc.double({ min: -1e-9, max: 1e-9, noNaN: true }),
);
const matrices: fc.Arbitrary<Matrix> = fc.tuple(entry, entry, entry, entry);
/** Below the normal numbers a half is rounded, however well one computes. */
const underflow = 4 * Number.MIN_VALUE;
const sizeOf = (matrix: Matrix) => Math.max(...matrix.map(Math.abs));

describe("eigenvalues of a 2×2 matrix", () => {
  it("add up to the trace and multiply to the determinant", () => {
    fc.assert(
      fc.property(matrices, (matrix) => {
        const [a, b, c, d] = matrix;
        const { real, imaginary } = eigenvalues(matrix);
        const size = sizeOf(matrix);
        expect(Math.abs(real[0] + real[1] - (a + d))).toBeLessThanOrEqual(
          8 * Number.EPSILON * size + underflow,
        );
        const product = real[0] * real[1] + imaginary * imaginary;
        expect(Math.abs(product - (a * d - b * c))).toBeLessThanOrEqual(
          16 * Number.EPSILON * size * size + underflow,
        );
        expect(imaginary).toBeGreaterThanOrEqual(0);
        if (imaginary > 0) expect(real[0]).toBe(real[1]);
        else expect(real[0]).toBeGreaterThanOrEqual(real[1]);
      }),
      { numRuns: 2000, examples: [[[0, -5e-324, -5e-324, -6.4e-323]]] },
    );
  });

  it("are those that a matrix was made of", () => {
    const whole = fc.integer({ min: -40, max: 40 });
    fc.assert(
      fc.property(whole, whole, whole, whole, (p, q, s, t) => {
        // V diag(p, q) V⁻¹ with V = (1 s; t 1 + s t), whose determinant is 1: all entries are whole and exact.
        const matrix: Matrix = [
          p * (1 + s * t) - q * s * t,
          (q - p) * s,
          (p - q) * t * (1 + s * t),
          q * (1 + s * t) - p * s * t,
        ];
        const { real, imaginary } = eigenvalues(matrix);
        const gap = Math.abs(p - q);
        // Where p = q the matrix is p·1. Else the condition of an eigenvalue is |u||v|/|uᵀv|, at most size / gap.
        const size = sizeOf(matrix);
        const bound = gap === 0 ? 0 : (32 * Number.EPSILON * size * size) / gap;
        expect(imaginary).toBe(0);
        expect(Math.abs(real[0] - Math.max(p, q))).toBeLessThanOrEqual(bound);
        expect(Math.abs(real[1] - Math.min(p, q))).toBeLessThanOrEqual(bound);
      }),
      { numRuns: 2000 },
    );
  });

  it.each<[string, Matrix, [number, number], number]>([
    ["a rotation", [0, -1, 1, 0], [0, 0], 1],
    ["a swirling source", [1, 1.2, -1.2, 1], [1, 1], 1.2],
    ["a saddle", [0, 1, 1, 0], [1, -1], 0],
    ["a shear, defective", [2, 1, 0, 2], [2, 2], 0],
    ["a full defective one", [3, 1, -1, 1], [2, 2], 0],
    ["nilpotent", [2, 4, -1, -2], [0, 0], 0],
    ["a swirl that is exact", [1, 2, -2, 1], [1, 1], 2],
    ["nothing", [0, 0, 0, 0], [0, 0], 0],
    ["the golden ratio", [1, 1, 1, 0], [(1 + Math.sqrt(5)) / 2, (1 - Math.sqrt(5)) / 2], 0],
    ["a damped swing", [0, 1, -2, -2], [-1, -1], 1],
    ["of rank one", [1, 2, 2, 4], [5, 0], 0],
  ])("of %s", (_name, matrix, real, imaginary) => {
    const found = eigenvalues(matrix);
    expect(Math.abs(found.real[0] - real[0])).toBeLessThanOrEqual(4e-16);
    expect(Math.abs(found.real[1] - real[1])).toBeLessThanOrEqual(4e-16);
    expect(Math.abs(found.imaginary - imaginary)).toBeLessThanOrEqual(4e-16);
  });

  it("keep a small one beside a large one, and neither overflow nor vanish", () => {
    // λ² − (1e8 + 1e-8) λ + … : the product is 1 to the last digits.
    const { real } = eigenvalues([1e8, 1, -1, 0]);
    expect(real[1] / 1e-8).toBeCloseTo(1, 14);
    for (const size of [1e-300, 1e300]) {
      const swing = eigenvalues([0, -size, size, 0]);
      expect(swing.imaginary / size).toBeCloseTo(1, 14);
      expect(eigenvalues([0, size, size, 0]).real[0] / size).toBeCloseTo(1, 14);
    }
    expect(eigenvalues([0, 1e300, -1e-300, 0]).imaginary).toBeCloseTo(1, 14);
    expect(eigenvalues([1, Number.NaN, 0, 1]).real).toEqual([Number.NaN, Number.NaN]);
    expect(eigenvalues([1, Number.POSITIVE_INFINITY, 0, 1]).imaginary).toBeNaN();
  });
});
