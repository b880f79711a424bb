import type { Field, Program } from "../language/program.ts";
import type { Evaluator, EvaluatorOptions } from "./evaluation.ts";
import { compileForm } from "./form-evaluator.ts";
import { isStochasticMethod, type Method, type StochasticMethod } from "./method.ts";
import { generalForm, isUnrolled } from "./plan.ts";
import { createPointEvaluator, withoutErrors } from "./point-evaluator.ts";
import { createStochasticEvaluator } from "./stochastic-evaluator.ts";
import { createStructuredEvaluator } from "./structured-evaluator.ts";
import { differenceForm, type TraceForm } from "./trace-form.ts";
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
  // Few dimensions are written out as one graph, in which the passes share what they have in common.
  if (method === "structured") return createStructuredEvaluator(program, field);
  if (isUnrolled(field)) return createPointEvaluator(program, field, method, options);
  const vector = vectorForm(field);
  const form = formFor(field, method, options);
  const passes = method === "finite-difference" ? 2 * form.passes : form.passes;
  return withoutErrors(passes, compileForm(program, vector.point, form));
}

function formFor(
  field: Field,
  method: Exclude<Method, StochasticMethod | "structured">,
  { step = 1e-3 }: EvaluatorOptions,
): TraceForm {
  const vector = vectorForm(field);
  return method === "finite-difference" ? differenceForm(vector, step) : generalForm(vector, method);
}
