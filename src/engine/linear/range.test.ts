import { describe, expect, it } from "vitest";
import { between, seededRandom } from "../testing/random.ts";
import { finished } from "../work.ts";
import { factorise } from "./householder.ts";
import { dot, norm } from "./products.ts";
import { projectOut, rangeBasis } from "./range.ts";

const seed = 1907;
const random = seededRandom(seed);
const generic = (k: number, n: number) => Float64Array.from({ length: k * n }, () => between(random, -1, 1));

/** k vectors in R^n that span `rank` dimensions, of very different sizes. */
function dependent(rank: number, k: number, n: number): Float64Array {
  const basis = generic(rank, n);
  const weights = generic(k, rank);
  return Float64Array.from({ length: k * n }, (_, at) => {
    const [j, i] = [Math.floor(at / n), at % n];
    let sum = 0;
    for (let a = 0; a < rank; a++) sum += (weights[j * rank + a] as number) * (basis[a * n + i] as number);
    return sum * 10 ** ((j % 5) * 40 - 80);
  });
}

describe(`rangeBasis (seed ${seed})`, () => {
  it.each([
    [0, 3, 4],
    [1, 1, 1],
    [1, 4, 6],
    [2, 7, 5],
    [5, 5, 5],
    [5, 9, 5],
    [12, 20, 60],
  ])("finds %i dimensions in %i vectors in R^%i, and all of them lie in it", (rank, k, n) => {
    const vectors = dependent(rank, k, n);
    const found = finished(rangeBasis(vectors, k, n));
    expect(found.rank).toBe(rank);
    expect(found.q).toHaveLength(rank * n);
    for (let a = 0; a < rank; a++) {
      for (let b = 0; b <= a; b++) {
        expect(Math.abs(dot(found.q, a * n, found.q, b * n, n) - (a === b ? 1 : 0))).toBeLessThan(1e-14 * n);
      }
    }
    const rest = vectors.slice();
    finished(projectOut(rest, k, found.q, rank, n));
    for (let j = 0; j < k; j++) {
      expect(norm(rest, j * n, n)).toBeLessThanOrEqual(1e-13 * n * norm(vectors, j * n, n));
    }
  });

  it("takes a vector and its opposite for one", () => {
    const x = generic(1, 6);
    const vectors = Float64Array.of(...x, ...x.map((entry) => -entry), ...x.map((entry) => 3 * entry));
    expect(finished(rangeBasis(vectors, 3, 6)).rank).toBe(1);
  });
});

describe("projectOut", () => {
  it("leaves vectors orthogonal to Q, and keeps what was", () => {
    const [k, n] = [5, 12];
    const { q, p } = finished(factorise(generic(4, n), 4, n));
    const z = generic(k, n);
    finished(projectOut(z, k, q, p, n));
    for (let j = 0; j < k; j++) {
      for (let a = 0; a < p; a++) expect(dot(z, j * n, q, a * n, n)).toBeCloseTo(0, 14);
    }
    const again = z.slice();
    finished(projectOut(again, k, q, p, n));
    again.forEach((entry, i) => {
      expect(entry).toBeCloseTo(z[i] as number, 14);
    });
  });
});
