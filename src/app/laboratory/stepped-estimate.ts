import type { Estimate, ProbeSettings } from "../../engine/divergence/estimate.ts";
import { meanOfProbes } from "../../engine/divergence/estimate.ts";
import { createTraceEstimator } from "../../engine/divergence/estimator.ts";
import { quadraticForms } from "../../engine/divergence/hutchinson.ts";
import type { StochasticMethod } from "../../engine/divergence/method.ts";
import type { LinearOperator } from "../../engine/divergence/operator.ts";
import { probeComplaint } from "../../engine/divergence/probe-needs.ts";
import { LimitError, limits } from "../../engine/limits.ts";
import { drawProbes, population } from "../../engine/random/distributions.ts";
import type { Key } from "../../engine/random/index.ts";

/** Operations of a step: some ten milliseconds. */
export const stepFlops = 4e6;

/** A trace estimator that lets others take their turn while it goes through its probes, where its method lets it. */
export interface SteppedEstimator {
  /** Draws all probes from one key. */
  draw(key: Key): void;
  /** The trace of the operator by the probes drawn last. Yields the share done. */
  estimate(operator: LinearOperator): Generator<number, Estimate>;
}

/**
 * Hutchinson's estimate some probes after others, bit for bit that of all at once; of the other methods, whose algebra
 * is of all probes together, an estimate is one step. `flops` are those of an estimate.
 * @throws RangeError in one sentence where the method cannot work with such probes, LimitError where they are too many
 */
export function createSteppedEstimator(
  method: StochasticMethod,
  settings: ProbeSettings,
  flops: number,
): SteppedEstimator {
  const { n, probes, distribution, layout } = settings;
  if (probes * n > limits.probeEntries) throw new LimitError("probeEntries", probes * n);
  if (method !== "hutchinson") {
    const whole = createTraceEstimator(method, settings);
    return {
      draw: whole.draw,
      // biome-ignore lint/correctness/useYield: it is one step.
      *estimate(operator) {
        return whole.estimate(operator);
      },
    };
  }
  const complaint = probeComplaint(method, probes, distribution);
  if (complaint !== null) throw new RangeError(complaint);
  const z = new Float64Array(probes * n);
  const perStep = Math.max(1, Math.floor((stepFlops * probes) / Math.max(1, flops)));
  return {
    draw: (key) => void drawProbes(key, probes, n, distribution, layout, z),
    *estimate(operator) {
      const values = new Float64Array(probes);
      for (let first = 0; first < probes; first += perStep) {
        const count = Math.min(perStep, probes - first);
        values.set(quadraticForms(operator, z.subarray(first * n, (first + count) * n), count), first);
        if (first + count < probes) yield (first + count) / probes;
      }
      return meanOfProbes(values, population(distribution, n));
    },
  };
}
