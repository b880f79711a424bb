import { dot, largestOf } from "../linear/products.ts";
import { projectOut, rangeBasis } from "../linear/range.ts";
import { drawing, population } from "../random/distributions.ts";
import { split } from "../random/index.ts";
import { meanOfProbes, notANumber, type ProbeSettings, type TraceEstimator } from "./estimate.ts";
import { quadraticForms } from "./hutchinson.ts";
import { applied } from "./operator.ts";

/**
 * Hutch++ (Meyer, Musco, Musco and Woodruff, "Hutch++: optimal stochastic trace estimation", SOSA 2021): with
 * Q = orth(A S), the trace of A on the range of Q is taken exactly and what is left is estimated,
 * t̂ = tr QᵀAQ + tr GᵀAG/k, G ← (I − QQᵀ)G.
 *
 * S takes a third of the m passes, A Q another and G the rest: S and G have ⌈m/3⌉ and ⌊m/3⌋ columns, but ⌊m/3⌋ and
 * ⌈m/3⌉ for m = 4, 7, 10 …, where the other way round would spend m + 1. S needs no more than n columns. The two come
 * from the keys of split(key, 2). Given Q the estimate has no bias, whatever A, since G is independent of it; for the
 * same reason the standard error is that of the second term. The published bound on the variance is for positive
 * semidefinite A, which a Jacobian seldom is; no law is known.
 */
export function createHutchPlusPlus({ n, probes, distribution, layout }: ProbeSettings): TraceEstimator {
  const { sketched, k } = hutchPlusPlusSizes(n, probes);
  const sketch = new Float64Array(sketched * n);
  const z = new Float64Array(k * n);
  return {
    passes: probes,
    *draw(key) {
      const keys = split(key, 2, layout);
      yield* drawing(keys.slice(0, 2), sketched, n, distribution, layout, sketch);
      yield* drawing(keys.slice(2), k, n, distribution, layout, z);
    },
    *estimate(operator) {
      const range = yield* applied(operator, sketch, sketched);
      if (!Number.isFinite(largestOf(range))) return notANumber;
      const { q, rank } = yield* rangeBasis(range, sketched, n);
      const products = yield* applied(operator, q, rank);
      let exact = 0;
      for (let i = 0; i < rank; i++) exact += dot(q, i * n, products, i * n, n);
      const rest = z.slice();
      yield* projectOut(rest, k, q, rank, n);
      const { value, standardError } = meanOfProbes(
        yield* quadraticForms(operator, rest, k),
        population(distribution, n),
      );
      return { value: exact + value, standardError };
    },
  };
}

/** Columns of S and of G for m probes in R^n. */
export function hutchPlusPlusSizes(
  n: number,
  probes: number,
): { readonly sketched: number; readonly k: number } {
  const sketched = Math.min(Math.floor((probes + 1) / 3), n);
  return { sketched, k: probes - 2 * sketched };
}
