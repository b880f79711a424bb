import type { Field, Program } from "../language/program.ts";
import type { Evaluator, EvaluatorOptions } from "./evaluation.ts";
import { compileForm } from "./form-evaluator.ts";
import { isStochasticMethod } from "./method.ts";
import { generalForm, isUnrolled, planOf } from "./plan.ts";
import { createPointEvaluator } from "./point-evaluator.ts";
import { createStochasticEvaluator } from "./stochastic-evaluator.ts";
import { vectorForm } from "./vector-form.ts";

export { type Bindings, bindingOf, bindingsOf } from "./bindings.ts";
export type { DivergenceValues, Evaluator, EvaluatorOptions } from "./evaluation.ts";
export { createFieldEvaluator } from "./point-evaluator.ts";

/**
 * A compiled divergence of the field by one method; float64 throughout.
 * @throws RangeError in one sentence when a stochastic method cannot work with the probes asked for
 */
export function createEvaluator(program: Program, field: Field, options: EvaluatorOptions): Evaluator {
  const { method } = options;
  if (isStochasticMethod(method)) return createStochasticEvaluator(program, field, method, options);
  if (method === "finite-difference") return createPointEvaluator(program, field, method, options);
  // Few dimensions are written out as one graph, in which the passes share what they have in common.
  if (method !== "structured" && isUnrolled(field)) return createPointEvaluator(program, field, method);
  const vector = vectorForm(field);
  const form = method === "structured" ? planOf(field).structured.chosen.form : generalForm(vector, method);
  const values = compileForm(program, vector.point, form);
  return {
    passes: form.passes,
    costsMoreThanExact: false,
    predictsVariance: false,
    evaluate: (points, bindings) => ({
      values: values(points, bindings),
      standardError: null,
      predictedVariance: null,
    }),
  };
}
