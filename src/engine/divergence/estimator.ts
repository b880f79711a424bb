import type { ProbeSettings, TraceEstimator } from "./estimate.ts";
import { createHutchPlusPlus } from "./hutch-plus-plus.ts";
import { createHutchinson } from "./hutchinson.ts";
import type { StochasticMethod } from "./method.ts";
import { createNaHutchPlusPlus } from "./na-hutch-plus-plus.ts";
import { refuseProbes } from "./probe-needs.ts";
import { createXTrace } from "./xtrace.ts";

const create: Readonly<Record<StochasticMethod, (settings: ProbeSettings) => TraceEstimator>> = {
  hutchinson: createHutchinson,
  "hutch++": createHutchPlusPlus,
  "na-hutch++": createNaHutchPlusPlus,
  xtrace: createXTrace,
};

/**
 * An estimator of the trace of any n×n matrix that is known by its products. Nothing is drawn yet.
 * @throws RangeError in one sentence when the method cannot work with such probes
 * @throws LimitError when the probes would not fit in memory
 */
export function createTraceEstimator(method: StochasticMethod, settings: ProbeSettings): TraceEstimator {
  refuseProbes(method, settings);
  return create[method](settings);
}
