import type { Bindings } from "../../engine/divergence/bindings.ts";
import type { Estimate, TraceEstimator } from "../../engine/divergence/estimate.ts";
import { createTraceEstimator } from "../../engine/divergence/estimator.ts";
import { JacobianOperator } from "../../engine/divergence/jacobian-operator.ts";
import type { StochasticMethod } from "../../engine/divergence/method.ts";
import type { EstimateChoice } from "../../engine/divergence/method-choice.ts";
import { LimitError, limits } from "../../engine/limits.ts";
import type { ProbeDistribution } from "../../engine/random/distributions.ts";
import { foldIn, type Key, type KeyLayout, prngKey } from "../../engine/random/index.ts";
import type { Steps } from "../tasks/scheduler.ts";
import { stepFlops } from "./sample-errors.ts";
import type { Prepared, Subject } from "./subject.ts";

/** An estimator whose probes are drawn anew for every repetition; one draw serves all points. */
export interface RepeatedEstimates {
  /** Draws the probes of a repetition: those of fold_in(PRNGKey(seed), repetition). */
  draw(repetition: number): void;
  /** The estimate at row `i` of `points` by the probes drawn last. */
  at(points: Float64Array, i: number, bindings: Bindings): Estimate;
}

/** The key of a repetition. */
export function repetitionKey(seed: number, repetition: number): Key {
  return foldIn(prngKey(seed), repetition);
}

/** Of the Jacobian at points that it is moved to. Throws RangeError in one sentence where the method cannot work with such probes, LimitError where they are too many. */
export function repeatedEstimates(
  jacobian: JacobianOperator,
  method: StochasticMethod,
  settings: {
    readonly probes: number;
    readonly distribution: ProbeDistribution;
    readonly layout: KeyLayout;
    readonly seed: number;
  },
): RepeatedEstimates {
  const { n } = jacobian;
  const { probes, distribution, layout, seed } = settings;
  if (probes * n > limits.probeEntries) throw new LimitError("probeEntries", probes * n);
  const estimator: TraceEstimator = createTraceEstimator(method, { n, probes, distribution, layout });
  return {
    draw: (repetition) => estimator.draw(repetitionKey(seed, repetition)),
    at(points, i, bindings) {
      jacobian.moveTo(points, i, bindings);
      return estimator.estimate(jacobian);
    },
  };
}

/** Repetitions for a measured variance: one in 400 gives it to 7 %; and what they may cost together. */
const mostRepetitions = 400;
const fewestRepetitions = 30;
const repetitionFlops = 2e8;

/** The variance of an estimate at a place, from many of them with other keys. `flops` are those of one. */
export function* measuredVariance(
  { program, field, bindings }: Prepared,
  { seed, layout }: Subject,
  { method, probes, distribution }: EstimateChoice,
  flops: number,
  place: Float64Array,
  progressOf: () => number,
): Steps<{ measuredVariance: number; repetitions: number }, never> {
  const estimates = repeatedEstimates(new JacobianOperator(program, field), method, {
    probes,
    distribution,
    layout,
    seed,
  });
  const affordable = Math.floor(repetitionFlops / Math.max(1, flops));
  const repetitions = Math.max(fewestRepetitions, Math.min(mostRepetitions, affordable));
  const perStep = Math.max(1, Math.floor(stepFlops / Math.max(1, flops)));
  let mean = 0;
  let squares = 0;
  for (let repetition = 0; repetition < repetitions; repetition++) {
    estimates.draw(repetition);
    const { value } = estimates.at(place, 0, bindings);
    const off = value - mean;
    mean += off / (repetition + 1);
    squares += off * (value - mean);
    if (repetition % perStep === perStep - 1) yield progressOf();
  }
  return { measuredVariance: squares / (repetitions - 1), repetitions };
}
