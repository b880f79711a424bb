import { factorise } from "../linear/householder.ts";
import { norm } from "../linear/products.ts";
import { finished, Pace, type Work } from "../work.ts";
import { permutation } from "./permutation.ts";
import { distributions, type KeyLayout, probes } from "./probes.ts";
import { rademacher } from "./rademacher.ts";
import { foldIn, type Key, split } from "./threefry.ts";

/**
 * Probes of a trace estimate; every one has E z zᵀ = I. The first three are independent of one another, the last
 * three are drawn jointly: blocks of `population` of them determine the trace exactly.
 */
export const probeDistributions = [
  ...distributions,
  "sphere",
  "coordinate",
  "orthogonal",
  "hadamard",
] as const;
export type ProbeDistribution = (typeof probeDistributions)[number];

/**
 * How many probes of this distribution in R^n give the trace without error: n coordinate vectors, n orthogonal ones,
 * the N rows of a Hadamard matrix with N the least power of two from n on. Independent probes never do: infinity.
 */
export function population(distribution: ProbeDistribution, n: number): number {
  switch (distribution) {
    case "coordinate":
    case "orthogonal":
      return n;
    case "hadamard":
      return 2 ** Math.ceil(Math.log2(n));
    default:
      return Number.POSITIVE_INFINITY;
  }
}

/** Whether probes are drawn independently of one another. */
export function isIndependent(distribution: ProbeDistribution): boolean {
  return population(distribution, 1) === Number.POSITIVE_INFINITY;
}

/**
 * m probes in R^n as an m×n array, row-major, all from one key. In JAX's terms, with g_j = normal(split(key, m)[j], (n,))
 * and k_b = fold_in(key, b):
 * - rademacher, gaussian: row j is the draw of shape (n,) from key j of split(key, m);
 * - sphere: √n g_j/‖g_j‖;
 * - orthogonal: blocks of n rows, each √n Qᵀ from the QR factorisation of the block's g_j as columns, the diagonal of R
 *   positive: Haar distributed, and the first of every block is its sphere probe;
 * - coordinate: √n e_i, without replacement: block b of n rows takes i from permutation(k_b, n). Every coordinate
 *   comes once before any comes twice;
 * - hadamard: block b of N rows takes row permutation(k_b₁, N) of Sylvester's matrix of order N = population(n), cut to
 *   n entries, each times its sign from rademacher(k_b₀, (n,)), with k_b₀, k_b₁ = split(k_b). Every row alone is a
 *   Rademacher probe.
 */
export function drawProbes(
  key: Key,
  m: number,
  n: number,
  distribution: ProbeDistribution,
  layout: KeyLayout,
  out: Float64Array = new Float64Array(m * n),
): Float64Array {
  finished(drawing(key, m, n, distribution, layout, out));
  return out;
}

/** As drawProbes, in steps. */
export function* drawing(
  key: Key,
  m: number,
  n: number,
  distribution: ProbeDistribution,
  layout: KeyLayout,
  out: Float64Array,
): Work<void> {
  const pace = new Pace();
  switch (distribution) {
    case "rademacher":
    case "gaussian":
    case "sphere":
    case "orthogonal": {
      const rows = Math.max(1, Math.floor(rowEntries / n));
      const entries = distribution === "rademacher" ? distribution : "gaussian";
      for (let first = 0; first < m && first * n < out.length; first += rows) {
        const block = out.subarray(first * n, (first + rows) * n);
        probes(key, m, n, entries, layout, block, first);
        if (pace.isDue(block.length * entryFlops)) yield pace.taken();
      }
      break;
    }
    case "coordinate": {
      out.fill(0, 0, m * n);
      for (const { blockKey, first, rows } of blocks(key, m, n)) {
        const order = permutation(blockKey, n, layout);
        for (let j = 0; j < rows; j++) out[(first + j) * n + (order[j] as number)] = Math.sqrt(n);
        if (pace.isDue(n * entryFlops)) yield pace.taken();
      }
      break;
    }
    case "hadamard": {
      const size = population(distribution, n);
      for (const { blockKey, first, rows } of blocks(key, m, size)) {
        const keys = split(blockKey, 2, layout);
        const signs = rademacher(keys.slice(0, 2), n, layout);
        const order = permutation(keys.slice(2), size, layout);
        for (let j = 0; j < rows; j++) {
          for (let i = 0; i < n; i++) {
            out[(first + j) * n + i] = (signs[i] as number) * hadamard(order[j] as number, i);
          }
          if (pace.isDue(n * entryFlops)) yield pace.taken();
        }
      }
      break;
    }
  }
  if (distribution === "sphere") {
    for (let at = 0; at < Math.min(m * n, out.length); at += n) {
      scaleTo(out, at, Math.sqrt(n) / norm(out, at, n), n);
      if (pace.isDue(5 * n)) yield pace.taken();
    }
  }
  if (distribution === "orthogonal") {
    for (let first = 0; first < m; first += n) {
      const rows = Math.min(n, m - first);
      const { q } = yield* factorise(out.subarray(first * n, (first + rows) * n), rows, n);
      for (let at = 0; at < rows * n; at++) out[first * n + at] = (q[at] as number) * Math.sqrt(n);
    }
  }
}

/** Entries drawn at a time, and about what one takes. */
const rowEntries = 1 << 16;
const entryFlops = 20;

function* blocks(key: Key, m: number, size: number) {
  for (let block = 0, first = 0; first < m; block++, first += size)
    yield { blockKey: foldIn(key, block), first, rows: Math.min(size, m - first) };
}

function scaleTo(vectors: Float64Array, at: number, factor: number, n: number): void {
  for (let i = 0; i < n; i++) vectors[at + i] = (vectors[at + i] as number) * factor;
}

/** Sylvester's matrix: −1 to the number of ones that row and column have in common in binary. */
function hadamard(row: number, column: number): number {
  let common = row & column;
  let sign = 1;
  for (; common !== 0; common &= common - 1) sign = -sign;
  return sign;
}
