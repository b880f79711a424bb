import { describe, expect, it } from "vitest";
import { between, seededRandom } from "../testing/random.ts";
import { finished } from "../work.ts";
import { factorise } from "./householder.ts";
import { dot, norm } from "./products.ts";

const seed = 4711;
const random = seededRandom(seed);

function block(k: number, n: number, entry: (j: number, i: number) => number): Float64Array {
  return Float64Array.from({ length: k * n }, (_, at) => entry(Math.floor(at / n), at % n));
}

const generic = (k: number, n: number) => block(k, n, () => between(random, -1, 1));

/** Blocks of every awkward kind, by name. */
function* blocks(): Generator<readonly [name: string, vectors: Float64Array, k: number, n: number]> {
  for (const [k, n] of [
    [1, 1],
    [1, 6],
    [4, 7],
    [6, 6],
    [9, 5],
    [30, 80],
  ] as const) {
    const x = generic(k, n);
    yield ["generic", x, k, n];
    yield ["zero", new Float64Array(k * n), k, n];
    yield ["of rank one", block(k, n, (j, i) => (j + 1) * (x[i] as number)), k, n];
    yield ["with equal columns", block(k, n, (j, i) => x[(j >> 1) * n + i] as number), k, n];
    yield ["huge", x.map((entry) => 1e300 * entry), k, n];
    yield ["tiny", x.map((entry) => 1e-300 * entry), k, n];
    yield ["graded", block(k, n, (j, i) => 10 ** (-5 * j) * (x[j * n + i] as number)), k, n];
    yield ["upper triangular", block(k, n, (j, i) => (i <= j ? (x[j * n + i] as number) : 0)), k, n];
  }
}

describe(`factorise (seed ${seed})`, () => {
  it("gives orthonormal Q, triangular R with a diagonal that is not negative, and QR the block", () => {
    for (const [name, vectors, k, n] of blocks()) {
      const before = vectors.slice();
      const { q, r, p } = finished(factorise(vectors, k, n));
      expect(vectors).toEqual(before);
      expect(p).toBe(Math.min(k, n));
      const told = `${name}, ${k} vectors in R^${n}`;
      for (let a = 0; a < p; a++) {
        for (let b = 0; b <= a; b++) {
          expect(Math.abs(dot(q, a * n, q, b * n, n) - (a === b ? 1 : 0)), told).toBeLessThan(1e-14 * n);
        }
        expect(r[a * k + a] as number, told).toBeGreaterThanOrEqual(0);
        for (let j = 0; j < a; j++) expect(r[a * k + j], told).toBe(0);
      }
      for (let j = 0; j < k; j++) {
        // Each column to its own size: a graded block keeps its small ones.
        const size = norm(vectors, j * n, n);
        for (let i = 0; i < n; i++) {
          let product = 0;
          for (let a = 0; a < p; a++) product += (q[a * n + i] as number) * (r[a * k + j] as number);
          expect(Math.abs(product - (vectors[j * n + i] as number)), told).toBeLessThanOrEqual(1e-13 * size);
        }
      }
    }
  });

  it("ends on entries that are not finite, and shows them", () => {
    for (const bad of [Number.NaN, Number.POSITIVE_INFINITY]) {
      const vectors = generic(3, 5);
      vectors[6] = bad;
      expect([...finished(factorise(vectors, 3, 5)).q].some(Number.isNaN)).toBe(true);
    }
  });
});

describe("norm", () => {
  it("neither overflows nor vanishes", () => {
    expect(norm(Float64Array.of(3e300, 4e300), 0, 2)).toBeCloseTo(5e300, -285);
    expect(norm(Float64Array.of(3e-320, 4e-320), 0, 2) / 5e-320).toBeCloseTo(1, 3);
    expect(norm(new Float64Array(3), 0, 3)).toBe(0);
    expect(norm(Float64Array.of(1, Number.NaN, Number.POSITIVE_INFINITY), 0, 3)).toBeNaN();
  });
});
