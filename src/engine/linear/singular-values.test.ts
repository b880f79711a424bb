import { det, matrix, multiply, pinv } from "mathjs";
import { describe, expect, it } from "vitest";
import { between, seededRandom } from "../testing/random.ts";
import { finished } from "../work.ts";
import { factorise } from "./householder.ts";
import { dot, innerProducts, traceOfProduct } from "./products.ts";
import { pseudoInverse, singularValues } from "./singular-values.ts";

const seed = 815;
const random = seededRandom(seed);

const generic = (k: number, n: number) => Float64Array.from({ length: k * n }, () => between(random, -1, 1));
const orthonormal = (k: number, n: number) => finished(factorise(generic(k, n), k, n)).q;

/** The n×k matrix U diag(sigma) Vᵀ as k columns. */
function withSingularValues(sigma: readonly number[], k: number, n: number): Float64Array {
  const u = orthonormal(sigma.length, n);
  const v = orthonormal(sigma.length, k);
  return Float64Array.from({ length: k * n }, (_, at) => {
    const [j, i] = [Math.floor(at / n), at % n];
    return sigma.reduce((sum, s, a) => sum + s * (u[a * n + i] as number) * (v[a * k + j] as number), 0);
  });
}

describe(`singularValues (seed ${seed})`, () => {
  it.each([
    [[3, 2, 1], 3, 5],
    [[3, 2, 1], 5, 3],
    [[7, 7, 7, 7], 4, 4],
    [[1, 1e-3, 1e-6, 1e-9, 1e-12], 5, 8],
    [[5, 2], 6, 9],
    [[4e200, 1e200], 2, 3],
    [[4e-200, 1e-200], 2, 3],
    [[2], 1, 1],
  ])("finds %j in %i columns of R^%i", (sigma, k, n) => {
    const columns = withSingularValues(sigma, k, n);
    const found = finished(singularValues(columns, k, n));
    const { rank, u, v } = found;
    expect(rank).toBe(sigma.length);
    const sorted = [...found.sigma].sort((a, b) => b - a);
    sorted.forEach((value, i) => {
      expect(Math.abs(value - (sigma[i] as number)) / (sigma[0] as number)).toBeLessThan(1e-14 * n);
    });
    for (let a = 0; a < rank; a++) {
      for (let b = 0; b <= a; b++) {
        expect(Math.abs(dot(u, a * n, u, b * n, n) - (a === b ? 1 : 0))).toBeLessThan(1e-14 * n);
        expect(Math.abs(dot(v, a * k, v, b * k, k) - (a === b ? 1 : 0))).toBeLessThan(1e-14 * k);
      }
    }
    columns.forEach((entry, at) => {
      const [j, i] = [Math.floor(at / n), at % n];
      let sum = 0;
      for (let a = 0; a < rank; a++) {
        sum += (found.sigma[a] as number) * (u[a * n + i] as number) * (v[a * k + j] as number);
      }
      expect(Math.abs(sum - entry)).toBeLessThanOrEqual(1e-14 * n * (sigma[0] as number));
    });
  });

  it("has the determinant as product and the Frobenius norm as root of squares", () => {
    const n = 8;
    const columns = generic(n, n);
    const { sigma } = finished(singularValues(columns, n, n));
    const rows = Array.from({ length: n }, (_, j) => [...columns.subarray(j * n, (j + 1) * n)]);
    expect(sigma.reduce((product, s) => product * s, 1)).toBeCloseTo(Math.abs(det(matrix(rows))), 12);
    expect(sigma.reduce((sum, s) => sum + s * s, 0)).toBeCloseTo(dot(columns, 0, columns, 0, n * n), 12);
  });

  it("keeps small singular values of scaled columns to their last digits", () => {
    // Kahan's case for one-sided Jacobi: A = B D with a well-conditioned B and a violent D.
    const n = 5;
    const q = orthonormal(n, n);
    const columns = q.map((entry, at) => entry * 10 ** (-3 * Math.floor(at / n)));
    const sorted = [...finished(singularValues(columns, n, n)).sigma].sort((a, b) => b - a);
    sorted.forEach((value, j) => {
      expect(value / 10 ** (-3 * j)).toBeCloseTo(1, 13);
    });
  });

  it("has rank 0 for nothing", () => {
    expect(finished(singularValues(new Float64Array(12), 3, 4)).rank).toBe(0);
    expect([...finished(pseudoInverse(new Float64Array(12), 3, 4))]).toEqual(Array(12).fill(0));
  });
});

describe(`pseudoInverse (seed ${seed})`, () => {
  it.each([
    [2, 5],
    [5, 2],
    [4, 4],
    [1, 3],
  ])("is mathjs's for %i generic columns in R^%i", (k, n) => {
    const columns = generic(k, n);
    const rows = Array.from({ length: n }, (_, i) =>
      Array.from({ length: k }, (_, j) => columns[j * n + i] as number),
    );
    const expected = pinv(rows) as number[][];
    finished(pseudoInverse(columns, k, n)).forEach((entry, at) => {
      expect(entry).toBeCloseTo(expected[Math.floor(at / n)]?.[at % n] as number, 10);
    });
  });

  it("satisfies the four conditions of Penrose for a matrix of rank 2", () => {
    const [k, n] = [5, 7];
    const columns = withSingularValues([3, 0.5], k, n);
    const A = Array.from({ length: n }, (_, i) =>
      Array.from({ length: k }, (_, j) => columns[j * n + i] as number),
    );
    const inverse = finished(pseudoInverse(columns, k, n));
    const P = Array.from({ length: k }, (_, i) => [...inverse.subarray(i * n, (i + 1) * n)]);
    const near = (x: number[][], y: number[][]) =>
      x.forEach((row, i) => {
        row.forEach((entry, j) => {
          expect(entry).toBeCloseTo(y[i]?.[j] as number, 12);
        });
      });
    const transposed = (x: number[][]) => (x[0] as number[]).map((_, j) => x.map((row) => row[j] as number));
    const [AP, PA] = [multiply(A, P) as number[][], multiply(P, A) as number[][]];
    near(multiply(AP, A) as number[][], A);
    near(multiply(PA, P) as number[][], P);
    near(AP, transposed(AP));
    near(PA, transposed(PA));
  });
});

describe("products", () => {
  it("are those of matrices", () => {
    const [a, b, n] = [3, 4, 6];
    const [x, y] = [generic(a, n), generic(b, n)];
    const products = finished(innerProducts(x, a, y, b, n));
    let trace = 0;
    for (let i = 0; i < a; i++) {
      for (let j = 0; j < b; j++) {
        expect(products[i * b + j]).toBe(dot(x, i * n, y, j * n, n));
        trace += (products[i * b + j] as number) ** 2;
      }
    }
    // tr(XY · YX) is the sum of squares of XY.
    expect(traceOfProduct(products, finished(innerProducts(y, b, x, a, n)), a, b)).toBeCloseTo(trace, 12);
  });
});
