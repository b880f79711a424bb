import type { Field, Program } from "../language/program.ts";
import type { Evaluator } from "./evaluation.ts";
import { compileForm } from "./form-evaluator.ts";
import { planOf } from "./plan.ts";
import { withoutErrors } from "./point-evaluator.ts";
import { vectorForm } from "./vector-form.ts";

/** The divergence in the cheapest form that the field's structure allows, compiled; float64 throughout. */
export function createStructuredEvaluator(program: Program, field: Field): Evaluator {
  const { form } = planOf(field).structured.chosen;
  return withoutErrors(form.passes, compileForm(program, vectorForm(field).point, form));
}
