import type { Field, Program } from "../language/program.ts";
import type { Evaluator, EvaluatorOptions } from "./evaluation.ts";
import { isStochasticMethod } from "./method.ts";
import { createPointEvaluator } from "./point-evaluator.ts";
import { createStochasticEvaluator } from "./stochastic-evaluator.ts";

export { type Bindings, bindingOf, bindingsOf } from "./bindings.ts";
export type { DivergenceValues, Evaluator, EvaluatorOptions } from "./evaluation.ts";
export { createFieldEvaluator } from "./point-evaluator.ts";

/**
 * A compiled divergence of the field by one method; float64 throughout.
 * @throws RangeError in one sentence when a stochastic method cannot work with the probes asked for
 */
export function createEvaluator(program: Program, field: Field, options: EvaluatorOptions): Evaluator {
  const { method } = options;
  return isStochasticMethod(method)
    ? createStochasticEvaluator(program, field, method, options)
    : createPointEvaluator(program, field, method, options);
}
