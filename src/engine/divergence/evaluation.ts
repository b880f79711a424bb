import type { ProbeDistribution } from "../random/distributions.ts";
import type { KeyLayout, KeySharing } from "../random/index.ts";
import { finished, type Work } from "../work.ts";
import type { Bindings } from "./bindings.ts";
import type { Method } from "./method.ts";

export interface EvaluatorOptions {
  readonly method: Method;
  /** Probes of a stochastic method: the jvps and vjps it may spend on a point; default the least it can do with. */
  readonly probes?: number;
  /** Of independent probes only the first so many, to watch an estimate settle; default all. */
  readonly taken?: number;
  /** Default rademacher. */
  readonly distribution?: ProbeDistribution;
  readonly seed?: number;
  readonly layout?: KeyLayout;
  readonly keys?: KeySharing;
  /** Step of the finite difference; default 1e-3. */
  readonly step?: number;
  /**
   * Whether variances are predicted, where there is a law: that takes the exact Jacobian, n jvps more at every point.
   * Default: when n ≤ 64.
   */
  readonly predictVariance?: boolean;
}

export interface DivergenceValues {
  /** One per point. */
  readonly values: Float64Array;
  /**
   * Of the estimate; null for methods without probes, NaN where the probes do not tell it (a single one). It is
   * right for joint probes too (estimate.ts), and 0 where they are exact; for xtrace it is that method's own estimate.
   */
  readonly standardError: Float64Array | null;
  /**
   * Variance of the m-probe estimate by the law of the distribution, from the exact J; null when the method is exact,
   * when no law is known (all but hutchinson) and when it was not asked for.
   */
  readonly predictedVariance: Float64Array | null;
}

export interface Evaluator {
  /** jvps or vjps per point (function values for a finite difference); the prediction of variances not counted. */
  readonly passes: number;
  /** Whether an estimate takes n passes or more, which would have given the divergence without error. */
  readonly costsMoreThanExact: boolean;
  /** Whether `predictedVariance` will be there. */
  readonly predictsVariance: boolean;
  /**
   * Values at N points given row by row (N·n numbers). With per-point keys the probes of row i are those of
   * index `firstIndex + i`, so that blocks of a stream agree with the whole.
   */
  evaluate(points: Float64Array, bindings: Bindings, firstIndex?: number): DivergenceValues;
  /** The same numbers, in steps. */
  steps(points: Float64Array, bindings: Bindings, firstIndex?: number): Work<DivergenceValues>;
}

/** An evaluator that does its steps all at once, too. */
export function evaluatorFrom(stepped: Omit<Evaluator, "evaluate">): Evaluator {
  return { ...stepped, evaluate: (...at) => finished(stepped.steps(...at)) };
}
