import { dot, innerProducts, largestOf, traceOfProduct } from "../linear/products.ts";
import { pseudoInverse } from "../linear/singular-values.ts";
import { drawing, population } from "../random/distributions.ts";
import { split } from "../random/index.ts";
import { Pace } from "../work.ts";
import { meanOfProbes, notANumber, type ProbeSettings, type TraceEstimator } from "./estimate.ts";
import { quadraticForms } from "./hutchinson.ts";
import { applied, transposeApplied } from "./operator.ts";

/**
 * NA-Hutch++ (Meyer, Musco, Musco and Woodruff 2021), the variant whose products do not wait for one another: with
 * Z = A R and W = Aᵀ S, Ã = Z (SᵀZ)⁺ Wᵀ is a low-rank approximation of A, and
 * t̂ = tr((SᵀZ)⁺ WᵀZ) + [tr GᵀAG − tr(GᵀZ (SᵀZ)⁺ WᵀG)]/k.
 * The paper has W = A S, A being symmetric there; a Jacobian is not, so W takes vjps, as many as S has columns.
 *
 * R, S and G take a sixth, a third and a half of the m passes (and one column each at least; R and S no more than n),
 * from the keys of split(key, 3). Since G is independent of the other two, the estimate has no bias whatever A, and the
 * standard error is that of the bracket. No law of its variance is known.
 */
export function createNaHutchPlusPlus({ n, probes, distribution, layout }: ProbeSettings): TraceEstimator {
  const { a, b, k } = naHutchPlusPlusSizes(n, probes);
  const right = new Float64Array(a * n);
  const left = new Float64Array(b * n);
  const z = new Float64Array(k * n);
  return {
    passes: probes,
    *draw(key) {
      const keys = split(key, 3, layout);
      yield* drawing(keys.slice(0, 2), a, n, distribution, layout, right);
      yield* drawing(keys.slice(2, 4), b, n, distribution, layout, left);
      yield* drawing(keys.slice(4), k, n, distribution, layout, z);
    },
    *estimate(operator) {
      const range = yield* applied(operator, right, a);
      const corange = yield* transposeApplied(operator, left, b);
      if (!Number.isFinite(largestOf(range) + largestOf(corange))) return notANumber;
      // SᵀZ is b×a: its column j is Sᵀz_j.
      const core = yield* pseudoInverse(yield* innerProducts(range, a, left, b, n), a, b);
      const exact = traceOfProduct(core, yield* innerProducts(corange, b, range, a, n), a, b);
      const values = yield* quadraticForms(operator, z, k);
      const fromRange = yield* innerProducts(z, k, range, a, n);
      const fromCorange = yield* innerProducts(z, k, corange, b, n);
      const pace = new Pace();
      for (let j = 0; j < k; j++) {
        // gᵀZ (SᵀZ)⁺ Wᵀg
        let known = 0;
        for (let i = 0; i < a; i++) {
          known += (fromRange[j * a + i] as number) * dot(core, i * b, fromCorange, j * b, b);
        }
        values[j] = (values[j] as number) - known;
        if (pace.isDue(2 * a * b)) yield pace.taken();
      }
      const { value, standardError } = meanOfProbes(values, population(distribution, n));
      return { value: exact + value, standardError };
    },
  };
}

/** Columns of R, S and G for m probes in R^n. */
export function naHutchPlusPlusSizes(
  n: number,
  probes: number,
): { readonly a: number; readonly b: number; readonly k: number } {
  const a = Math.min(Math.max(1, Math.floor(probes / 6)), n);
  const b = Math.min(Math.max(1, Math.floor(probes / 3)), n);
  return { a, b, k: probes - a - b };
}
