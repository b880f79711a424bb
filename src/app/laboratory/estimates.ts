import type { Bindings } from "../../engine/divergence/bindings.ts";
import type { Estimate } from "../../engine/divergence/estimate.ts";
import { createTraceEstimator } from "../../engine/divergence/estimator.ts";
import { JacobianOperator } from "../../engine/divergence/jacobian-operator.ts";
import type { StochasticMethod } from "../../engine/divergence/method.ts";
import type { EstimateChoice } from "../../engine/divergence/method-choice.ts";
import type { ProbeDistribution } from "../../engine/random/distributions.ts";
import { foldIn, type Key, type KeyLayout, prngKey } from "../../engine/random/index.ts";
import { stepFlops, type Work } from "../../engine/work.ts";
import { counted, createMeter } from "../tasks/meter.ts";
import type { Steps } from "../tasks/scheduler.ts";
import type { Prepared, Subject } from "./subject.ts";

/** An estimator whose probes are drawn anew for every repetition; one draw serves all points. */
export interface RepeatedEstimates {
  /** Draws the probes of a repetition: those of fold_in(PRNGKey(seed), repetition). */
  draw(repetition: number): Work<void>;
  /** The estimate at row `i` of `points` by the probes drawn last. */
  at(points: Float64Array, i: number, bindings: Bindings): Work<Estimate>;
}

/** The key of a repetition. */
export function repetitionKey(seed: number, repetition: number): Key {
  return foldIn(prngKey(seed), repetition);
}

/** Of the Jacobian at points that it is moved to. Throws as createTraceEstimator does. */
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
  const { seed } = settings;
  const estimator = createTraceEstimator(method, { ...settings, n: jacobian.n });
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

/** How often an estimate of so many operations is repeated. */
export function repetitionsOf(work: number): number {
  const affordable = Math.floor(repetitionFlops / Math.max(1, work));
  return Math.max(fewestRepetitions, Math.min(mostRepetitions, affordable));
}

/** The variance of an estimate at a place, from many of them with other keys. `work` is what one takes. */
export function* measuredVariance(
  { program, field, bindings }: Prepared,
  { seed, layout }: Subject,
  { method, probes, distribution }: EstimateChoice,
  work: number,
  place: Float64Array,
  progressOf: (share: number) => number,
): Steps<{ measuredVariance: number; repetitions: number }, never> {
  const settings = { probes, distribution, layout, seed };
  const estimates = repeatedEstimates(new JacobianOperator(program, field), method, settings);
  const repetitions = repetitionsOf(work);
  const meter = createMeter(repetitions, progressOf);
  const perStep = Math.max(1, Math.floor(stepFlops / Math.max(1, work)));
  let mean = 0;
  let squares = 0;
  for (let repetition = 0; repetition < repetitions; repetition++) {
    const share = meter(1);
    yield* counted(estimates.draw(repetition), work, () => share(0));
    const { value } = yield* counted(estimates.at(place, 0, bindings), work, share);
    const off = value - mean;
    mean += off / (repetition + 1);
    squares += off * (value - mean);
    if (repetition % perStep === perStep - 1) yield share(1);
  }
  return { measuredVariance: squares / (repetitions - 1), repetitions };
}
