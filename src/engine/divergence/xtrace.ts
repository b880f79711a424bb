import { factorise } from "../linear/householder.ts";
import { addScaled, dot, innerProducts, largestOf } from "../linear/products.ts";
import { singularValues } from "../linear/singular-values.ts";
import { drawing } from "../random/distributions.ts";
import { Pace, type Work } from "../work.ts";
import {
  type Estimate,
  meanOfProbes,
  notANumber,
  type ProbeSettings,
  type TraceEstimator,
} from "./estimate.ts";
import { applied } from "./operator.ts";

/**
 * XTrace (Epperly, Tropp and Webber, "XTrace: making the most of every sample in stochastic trace estimation", SIAM J.
 * Matrix Anal. Appl. 45, 2024): k = ⌊m/2⌋ probes Ω, AΩ = QR, Z = AQ. Each probe in turn is left out of the
 * sketch and estimates what the sketch of the others, Q_(i), does not see; the k estimates are
 * t̂_i = tr Q_(i)ᵀAQ_(i) + c_i·ω'ᵀAω', ω' = (I − Q_(i)Q_(i)ᵀ)ω_i,
 * all of them computed from H = QᵀZ, W = QᵀΩ, T = ZᵀΩ and R by rank-one downdates, without further products.
 * With sphere probes c_i = (n − dim Q_(i))/‖ω'‖² takes out the length of ω'; else it is 1.
 *
 * The value is their mean, the standard error its authors' estimate std/√k: the t̂_i share probes, so that it is not
 * that of independent ones. The probes must be independent of one another, or a left out one would not be isotropic
 * for the others. No more than n + 1 are drawn: n see everything, and the estimate is exact (but for signs in few
 * dimensions, which repeat one another). It has no bias; bounds on its variance are for positive semidefinite A.
 */
export function createXTrace({ n, probes, distribution, layout }: ProbeSettings): TraceEstimator {
  const k = xtraceSize(n, probes);
  const omega = new Float64Array(k * n);
  return {
    passes: k + Math.min(k, n),
    draw: (key) => drawing(key, k, n, distribution, layout, omega),
    *estimate(operator): Work<Estimate> {
      const range = yield* applied(operator, omega, k);
      if (!Number.isFinite(largestOf(range))) return notANumber;
      const { q, r, rank, dependence } = yield* compressed(range, k, n);
      const products = yield* applied(operator, q, rank);
      if (!Number.isFinite(largestOf(products))) return notANumber;
      // Row-major: H[a][b] = q_aᵀAq_b, and rows i of W, T, R are w_i, t_i, r_i.
      const h = yield* innerProducts(q, rank, products, rank, n);
      const w = yield* innerProducts(omega, k, q, rank, n);
      const t = yield* innerProducts(omega, k, products, rank, n);
      let trace = 0;
      for (let a = 0; a < rank; a++) trace += h[a * rank + a] as number;
      const hw = new Float64Array(rank);
      const hs = new Float64Array(rank);
      const values = new Float64Array(k);
      const pace = new Pace();
      for (let i = 0; i < k; i++) {
        const at = i * rank;
        if (pace.isDue(4 * rank * rank)) yield pace.taken();
        for (let a = 0; a < rank; a++) {
          hw[a] = dot(h, a * rank, w, at, rank);
          hs[a] = dot(h, a * rank, dependence, at, rank);
        }
        const sHs = dot(dependence, at, hs, 0, rank);
        const sw = dot(dependence, at, w, at, rank);
        const inside =
          dot(w, at, hw, 0, rank) -
          dot(t, at, w, at, rank) +
          sw * (dot(dependence, at, r, at, rank) - dot(dependence, at, hw, 0, rank)) +
          sw * sw * sHs +
          sw * (dot(t, at, dependence, at, rank) - dot(w, at, hs, 0, rank));
        const seen = dot(dependence, at, dependence, at, rank) > 0 ? rank - 1 : rank;
        let left = inside;
        // Where the others span everything nothing is left to estimate.
        if (distribution === "sphere" && seen >= n) left = 0;
        else if (distribution === "sphere") left *= (n - seen) / (n - dot(w, at, w, at, rank) + sw * sw);
        values[i] = trace - sHs + left;
      }
      return meanOfProbes(values, Number.POSITIVE_INFINITY);
    },
  };
}

/** Columns of Ω for m probes in R^n. */
export function xtraceSize(n: number, probes: number): number {
  return Math.min(Math.floor(probes / 2), n + 1);
}

/**
 * AΩ = QR with Q of full rank: Q a block of `rank` vectors, row i of `r` the coefficients r_i of A ω_i, and row i of
 * `dependence` the unit vector s_i orthogonal to all r_j, j ≠ i: leaving out ω_i takes Q s_i from the range. Where A ω_i
 * depends on the others nothing is taken and s_i = 0.
 *
 * The published form, columns of R⁻ᵀ, is for regular R. Here R = UΣVᵀ, and the coefficients in the basis QU are ΣVᵀ;
 * the dual vectors are the rows of VΣ⁻¹, and A ω_i is independent of the others exactly when e_i lies in the row
 * space, ‖v_i‖ = 1. That covers a zero or low-rank A, and probes that repeat one another.
 */
function* compressed(range: Float64Array, k: number, n: number) {
  const factors = yield* factorise(range, k, n);
  // The rows of R, a triangle the other way up, converge faster than its columns.
  const { rank, sigma, u, v } = yield* singularValues(factors.r, factors.p, k);
  const q = new Float64Array(rank * n);
  const r = new Float64Array(k * rank);
  const dependence = new Float64Array(k * rank);
  const pace = new Pace();
  for (let j = 0; j < rank; j++) {
    if (pace.isDue(2 * factors.p * n)) yield pace.taken();
    for (let a = 0; a < factors.p; a++) {
      addScaled(q, j * n, v[j * factors.p + a] as number, factors.q, a * n, n);
    }
  }
  const smallest = sigma.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY);
  for (let i = 0; i < k; i++) {
    let squares = 0;
    for (let j = 0; j < rank; j++) squares += (u[j * k + i] as number) ** 2;
    const independent = squares > 1 - independence;
    let length = 0;
    for (let j = 0; j < rank; j++) {
      const entry = u[j * k + i] as number;
      r[i * rank + j] = (sigma[j] as number) * entry;
      // Scaled by the smallest singular value kept, so that nothing overflows on the way to a unit vector.
      const dual = independent ? entry * (smallest / (sigma[j] as number)) : 0;
      dependence[i * rank + j] = dual;
      length += dual * dual;
    }
    for (let j = 0; j < rank && independent; j++) {
      dependence[i * rank + j] = (dependence[i * rank + j] as number) / Math.sqrt(length);
    }
  }
  return { q, r, rank, dependence };
}

/** How far ‖v_i‖² may be from 1 by rounding alone. */
const independence = 1e-10;
