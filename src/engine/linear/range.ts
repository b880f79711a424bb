import { Pace, type Work } from "../work.ts";
import { addScaled, dot, norm } from "./products.ts";

/** x_j ← (I − QQᵀ) x_j for k vectors in R^n and p orthonormal ones, in place. */
export function* projectOut(
  vectors: Float64Array,
  k: number,
  q: Float64Array,
  p: number,
  n: number,
): Work<void> {
  const pace = new Pace();
  for (let j = 0; j < k; j++) {
    removeFrom(vectors, j * n, q, p, n);
    if (pace.isDue(4 * p * n)) yield pace.taken();
  }
}

/** Of one vector, which begins at `at`. */
function removeFrom(vectors: Float64Array, at: number, q: Float64Array, p: number, n: number): void {
  for (let i = 0; i < p; i++) addScaled(vectors, at, -dot(q, i * n, vectors, at, n), q, i * n, n);
}

/** An orthonormal basis of what k vectors in R^n span: `rank` vectors, one after another. */
export interface RangeBasis {
  readonly q: Float64Array;
  readonly rank: number;
}

/**
 * Gram and Schmidt's process with every projection made twice, which is enough (Giraud, Langou and Rozložník 2005). A
 * vector that depends on those before it, to rounding, adds nothing: unlike the Q of a factorisation the basis holds
 * no direction that the vectors do not determine. Entries must be finite. 4nk·rank operations.
 */
export function* rangeBasis(vectors: Float64Array, k: number, n: number): Work<RangeBasis> {
  const q = new Float64Array(Math.min(k, n) * n);
  let rank = 0;
  const pace = new Pace();
  for (let j = 0; j < k && rank < n; j++) {
    const at = rank * n;
    const length = norm(vectors, j * n, n);
    if (length === 0) continue;
    const candidate = q.subarray(at, at + n);
    for (let i = 0; i < n; i++) candidate[i] = (vectors[j * n + i] as number) / length;
    removeFrom(candidate, 0, q, rank, n);
    const rest = norm(candidate, 0, n);
    if (rest > Number.EPSILON * Math.max(n, k)) {
      for (let i = 0; i < n; i++) candidate[i] = (candidate[i] as number) / rest;
      removeFrom(candidate, 0, q, rank, n);
      const size = norm(candidate, 0, n);
      for (let i = 0; i < n; i++) candidate[i] = (candidate[i] as number) / size;
      rank++;
    } else candidate.fill(0);
    if (pace.isDue(8 * rank * n)) yield pace.taken();
  }
  return { q: q.subarray(0, rank * n), rank };
}
