import { type ProbeDistribution, population } from "../random/distributions.ts";

/**
 * The variance of Hutchinson's estimate of tr J from m probes, predicted from J (n×n; rows or columns first makes no
 * difference). With S = (J + Jᵀ)/2, F = ‖S‖_F² and t = tr J, one probe has
 * - rademacher: 2(F − Σ J_ii²), zero for diagonal and for antisymmetric J;
 * - gaussian: 2F;
 * - sphere: 2n/(n+2)·(F − t²/n);
 * - coordinate: n Σ J_ii² − t²;
 * and independent probes divide that by m. Joint ones do better, m ≤ P = population(distribution, n):
 * - coordinate: (n²/m)·s²·(1 − m/n), s² the sample variance of the diagonal;
 * - orthogonal: 2n(n−m)/(m(n−1)(n+2))·(F − t²/n);
 * - hadamard: 2(F − Σ J_ii²)·(N−m)/(m(N−1)).
 * Past P every full block is exact, and of m probes only the last r = m mod P err: (r/m)² times the law of r.
 * An independent derivation of each is in the tests: all are measured.
 */
export function predictedVariance(
  jacobian: Float64Array,
  n: number,
  distribution: ProbeDistribution,
  m: number,
): number {
  const { mixed, spread, diagonal } = invariants(jacobian, n);
  const size = population(distribution, n);
  const rest = size === Number.POSITIVE_INFINITY ? m : m % size;
  // Zero probes past the full blocks: exact, but NaN where J is.
  if (rest === 0) return 0 * (mixed + diagonal);
  const share = (rest / m) ** 2 / rest;
  switch (distribution) {
    case "rademacher":
      return share * mixed;
    case "gaussian":
      return share * (mixed + 2 * diagonal);
    case "sphere":
      return ((share * n) / (n + 2)) * (mixed + 2 * spread);
    case "coordinate":
      return ((share * n * (n - rest)) / (n - 1)) * spread;
    case "orthogonal":
      return ((share * n * (n - rest)) / ((n - 1) * (n + 2))) * (mixed + 2 * spread);
    case "hadamard":
      return ((share * (size - rest)) / (size - 1)) * mixed;
  }
}

/**
 * mixed = 2(F − Σ J_ii²), a sum over pairs; diagonal = Σ J_ii²; spread = Σ (J_ii − t/n)², so that F − t²/n is
 * mixed/2 + spread: sums of squares, which do not cancel.
 */
function invariants(jacobian: Float64Array, n: number) {
  let mixed = 0;
  let diagonal = 0;
  let total = 0;
  for (let i = 0; i < n; i++) {
    const own = jacobian[i * n + i] as number;
    diagonal += own * own;
    total += own;
    for (let j = 0; j < i; j++) {
      mixed += ((jacobian[i * n + j] as number) + (jacobian[j * n + i] as number)) ** 2;
    }
  }
  let spread = 0;
  for (let i = 0; i < n; i++) spread += ((jacobian[i * n + i] as number) - total / n) ** 2;
  return { mixed, spread, diagonal };
}
