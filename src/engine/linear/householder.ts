import { Pace, type Work } from "../work.ts";
import { addScaled, dot, norm } from "./products.ts";

/** A = QR of k vectors in R^n, with p = min(k, n). */
export interface Factorisation {
  /** p orthonormal vectors in R^n, one after another. */
  readonly q: Float64Array;
  /** R, p×k, row-major, upper triangular with a diagonal that is not negative. */
  readonly r: Float64Array;
  readonly p: number;
}

/**
 * The QR factorisation of a block of vectors (products.ts says how they lie) by Householder reflections. Q is
 * orthonormal to rounding whatever the vectors are: where they depend on one another, or vanish, it is completed by
 * directions that they do not determine. The diagonal of R is made non-negative, so that Q is unique where R is
 * regular, and Haar distributed when the entries are independent normal numbers (Mezzadri, "How to generate random
 * matrices from the classical compact groups", 2007). 2nk² + 2np² operations; entries that are not finite give NaN.
 */
export function* factorise(vectors: Float64Array, k: number, n: number): Work<Factorisation> {
  const p = Math.min(k, n);
  const work = vectors.slice(0, k * n);
  const r = new Float64Array(p * k);
  const q = new Float64Array(p * n);
  /** H_j = I − τ_j v vᵀ; v_j = 1, and what follows it overwrites column j below its diagonal. */
  const tau = new Float64Array(p);
  const pace = new Pace();
  for (let j = 0; j < p; j++) {
    const at = j * n + j;
    const length = norm(work, at, n - j);
    const head = work[at] as number;
    const diagonal = head > 0 ? -length : length;
    if (length !== 0) {
      tau[j] = (diagonal - head) / diagonal;
      for (let i = 1; i < n - j; i++) work[at + i] = (work[at + i] as number) / (head - diagonal);
      work[at] = 1;
      for (let l = j + 1; l < k; l++) reflect(work, l * n + j, tau[j] as number, work, at, n - j);
    }
    for (let l = j + 1; l < k; l++) r[j * k + l] = work[l * n + j] as number;
    r[j * k + j] = diagonal;
    if (pace.isDue(4 * (k - j) * (n - j))) yield pace.taken();
  }
  for (let i = 0; i < p; i++) {
    q[i * n + i] = 1;
    // H_j leaves e_i alone for j > i.
    for (let j = i; j >= 0; j--) reflect(q, i * n + j, tau[j] as number, work, j * n + j, n - j);
    if (pace.isDue(4 * i * (n - i / 2))) yield pace.taken();
  }
  for (let i = 0; i < p; i++) {
    if (!((r[i * k + i] as number) < 0)) continue;
    for (let j = i; j < k; j++) r[i * k + j] = -(r[i * k + j] as number);
    for (let j = 0; j < n; j++) q[i * n + j] = -(q[i * n + j] as number);
  }
  return { q, r, p };
}

/** x ← x − τ v (vᵀx). */
function reflect(x: Float64Array, atX: number, tau: number, v: Float64Array, atV: number, n: number): void {
  if (tau !== 0) addScaled(x, atX, -tau * dot(v, atV, x, atX, n), v, atV, n);
}
