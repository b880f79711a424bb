import { Pace, type Work } from "../work.ts";
import { dot, largestOf } from "./products.ts";

/**
 * A = Σ_j σ_j u_j v_jᵀ of the n×k matrix whose columns are k vectors in R^n: its singular values that are not
 * negligible, with their vectors; in no particular order.
 */
export interface SingularValues {
  readonly rank: number;
  readonly sigma: Float64Array;
  /** rank orthonormal vectors in R^n, one after another. */
  readonly u: Float64Array;
  /** rank orthonormal vectors in R^k: A v_j = σ_j u_j. */
  readonly v: Float64Array;
}

/** Jacobi's method converges quadratically: six or eight sweeps in practice. The bound only keeps it total. */
const largestSweeps = 40;
const usualSweeps = 8;

/**
 * One-sided Jacobi (Hestenes 1958): the columns are rotated against one another until they are orthogonal; small
 * singular values come out with small relative errors. Those below ε·max(n, k)·σ_max are rounding and are left out, so
 * a zero matrix has rank 0. Entries must be finite.
 */
export function* singularValues(vectors: Float64Array, k: number, n: number): Work<SingularValues> {
  const scale = largestOf(vectors.subarray(0, k * n)) || 1;
  const columns = vectors.slice(0, k * n).map((entry) => entry / scale);
  const turns = new Float64Array(k * k);
  for (let j = 0; j < k; j++) turns[j * k + j] = 1;
  for (let sweep = 0; sweep < largestSweeps && (yield* rotateAll(columns, turns, k, n)); sweep++);

  const lengths = Float64Array.from({ length: k }, (_, j) =>
    Math.sqrt(dot(columns, j * n, columns, j * n, n)),
  );
  const negligible = Number.EPSILON * Math.max(n, k) * largestOf(lengths);
  const kept = Array.from(lengths.keys()).filter((j) => (lengths[j] as number) > negligible);
  const rank = kept.length;
  const sigma = new Float64Array(rank);
  const u = new Float64Array(rank * n);
  const v = new Float64Array(rank * k);
  kept.forEach((j, to) => {
    const length = lengths[j] as number;
    sigma[to] = length * scale;
    for (let i = 0; i < n; i++) u[to * n + i] = (columns[j * n + i] as number) / length;
    v.set(turns.subarray(j * k, (j + 1) * k), to * k);
  });
  return { rank, sigma, u, v };
}

/** Operations of the singular values of k vectors in R^n, about. */
export function singularValueFlops(k: number, n: number): number {
  return usualSweeps * (6 * n + 3 * k) * k * k;
}

/** One sweep over all pairs; whether anything turned. */
function* rotateAll(columns: Float64Array, turns: Float64Array, k: number, n: number): Work<boolean> {
  let turned = false;
  const pace = new Pace();
  for (let i = 0; i < k; i++) {
    for (let j = i + 1; j < k; j++) {
      const a = dot(columns, i * n, columns, i * n, n);
      const b = dot(columns, j * n, columns, j * n, n);
      const product = dot(columns, i * n, columns, j * n, n);
      if (!(Math.abs(product) > Number.EPSILON * Math.sqrt(a) * Math.sqrt(b))) continue;
      const zeta = (b - a) / (2 * product);
      const tangent = (zeta < 0 ? -1 : 1) / (Math.abs(zeta) + Math.sqrt(1 + zeta * zeta));
      const cosine = 1 / Math.sqrt(1 + tangent * tangent);
      turn(columns, i * n, j * n, cosine, cosine * tangent, n);
      turn(turns, i * k, j * k, cosine, cosine * tangent, k);
      turned = true;
    }
    if (pace.isDue((k - i) * (12 * n + 6 * k))) yield pace.taken();
  }
  return turned;
}

function turn(
  vectors: Float64Array,
  atX: number,
  atY: number,
  cosine: number,
  sine: number,
  n: number,
): void {
  for (let i = 0; i < n; i++) {
    const x = vectors[atX + i] as number;
    const y = vectors[atY + i] as number;
    vectors[atX + i] = cosine * x - sine * y;
    vectors[atY + i] = sine * x + cosine * y;
  }
}

/** The Moore–Penrose inverse Σ_j v_j u_jᵀ/σ_j of the n×k matrix whose columns are k vectors in R^n: k×n, row-major. */
export function* pseudoInverse(vectors: Float64Array, k: number, n: number): Work<Float64Array> {
  const { rank, sigma, u, v } = yield* singularValues(vectors, k, n);
  const out = new Float64Array(k * n);
  const pace = new Pace();
  for (let j = 0; j < rank; j++) {
    for (let i = 0; i < k; i++) {
      const factor = (v[j * k + i] as number) / (sigma[j] as number);
      for (let l = 0; l < n; l++)
        out[i * n + l] = (out[i * n + l] as number) + factor * (u[j * n + l] as number);
    }
    if (pace.isDue(2 * k * n)) yield pace.taken();
  }
  return out;
}
