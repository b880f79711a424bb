import { createJacobianEvaluator } from "../../engine/api/jacobian-evaluator.ts";
import type { DivergenceValues, Evaluator } from "../../engine/divergence/evaluation.ts";
import { createEvaluator } from "../../engine/divergence/evaluator.ts";
import { JacobianOperator } from "../../engine/divergence/jacobian-operator.ts";
import { type EstimateChoice, isEstimate, type MethodChoice } from "../../engine/divergence/method-choice.ts";
import { methodCost } from "../../engine/divergence/method-cost.ts";
import { optionsOf } from "../../engine/divergence/method-options.ts";
import { affordableDimension } from "../../engine/divergence/stochastic-evaluator.ts";
import { predictedVariance } from "../../engine/divergence/variance-law.ts";
import { pointKey, prngKey } from "../../engine/random/index.ts";
import { metered } from "./meter.ts";
import { createSteppedEstimator } from "./stepped-estimate.ts";
import type { Prepared, Subject } from "./subject.ts";

/** Operations for a point up to which it is one call of the engine's: some tenth of a second. */
export const callFlops = 5e7;

/** An evaluator that others can take their turn in the midst of. */
export interface SteppedEvaluator extends Pick<Evaluator, "passes" | "predictsVariance"> {
  /** As an Evaluator's. Yields the share done. */
  evaluate(
    points: Float64Array,
    bindings: Prepared["bindings"],
    firstIndex?: number,
  ): Generator<number, DivergenceValues>;
}

/**
 * The engine's evaluator; where a point takes long and the method lets its probes come one after the other, an evaluator
 * with the same probes whose sums are the same to rounding. Throws what the engine's does.
 */
export function createSteppedEvaluator(
  choice: MethodChoice,
  prepared: Pick<Prepared, "program" | "field">,
  subject: Pick<Subject, "seed" | "layout">,
  predictVariance = false,
): SteppedEvaluator {
  const { program, field } = prepared;
  const options = optionsOf(choice, field, subject);
  const { flops } = methodCost(field, options) ?? { flops: 0 };
  if (isEstimate(choice) && choice.method === "hutchinson" && flops > callFlops)
    return probeByProbe(choice, prepared, subject, flops, predictVariance);
  const evaluator = createEvaluator(
    program,
    field,
    predictVariance ? options : { ...options, predictVariance },
  );
  const { passes, predictsVariance } = evaluator;
  return {
    passes,
    predictsVariance,
    // biome-ignore lint/correctness/useYield: it is one step.
    *evaluate(...at) {
      return evaluator.evaluate(...at);
    },
  };
}

function probeByProbe(
  { method, probes, distribution, keys }: EstimateChoice,
  { program, field }: Pick<Prepared, "program" | "field">,
  { seed, layout }: Pick<Subject, "seed" | "layout">,
  flops: number,
  predictVariance: boolean,
): SteppedEvaluator {
  const n = field.dimension;
  const operator = new JacobianOperator(program, field);
  const estimator = createSteppedEstimator(method, { n, probes, distribution, layout }, flops);
  const jacobianAt =
    predictVariance && n <= affordableDimension ? createJacobianEvaluator(program, field) : null;
  const key = prngKey(seed);
  let isDrawn = false;
  return {
    passes: probes,
    predictsVariance: jacobianAt !== null,
    *evaluate(points, bindings, firstIndex = 0) {
      const count = points.length / n;
      const [values, standardError] = [new Float64Array(count), new Float64Array(count)];
      for (let i = 0; i < count; i++) {
        if (keys === "per-point" || !isDrawn) {
          estimator.draw(keys === "per-point" ? pointKey(key, firstIndex + i) : key);
          isDrawn = true;
          yield i / count;
        }
        operator.moveTo(points, i, bindings);
        const estimate = yield* metered(estimator.estimate(operator), (share) => (i + share) / count);
        values[i] = estimate.value;
        standardError[i] = estimate.standardError;
      }
      const jacobians = jacobianAt?.(points, bindings);
      const variance = (_: number, i: number) => {
        const own = (jacobians as Float64Array).subarray(i * n * n, (i + 1) * n * n);
        return predictedVariance(own, n, distribution, probes);
      };
      return { values, standardError, predictedVariance: jacobians ? values.map(variance) : null };
    },
  };
}
