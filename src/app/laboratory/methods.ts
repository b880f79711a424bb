import { createEvaluator, type Evaluator } from "../../engine/divergence/evaluator.ts";
import type { MethodChoice } from "../../engine/divergence/method-choice.ts";
import { optionsOf } from "../../engine/divergence/method-options.ts";
import { LimitError, limits } from "../../engine/limits.ts";
import { TaskError } from "../tasks/task-error.ts";
import type { Prepared, Subject } from "./subject.ts";

/** An evaluator that does not predict variances at every point. */
export function evaluatorOf(
  choice: MethodChoice,
  { program, field }: Pick<Prepared, "program" | "field">,
  subject: Pick<Subject, "seed" | "layout">,
): Evaluator {
  return createEvaluator(program, field, { ...optionsOf(choice, field, subject), predictVariance: false });
}

/** The result of some work with a method, or in one sentence why the method cannot do it. */
export function attempted<Value>(work: () => Value): Value | { readonly problem: string } {
  try {
    return work();
  } catch (error) {
    return { problem: problemOf(error) };
  }
}

/** Why a method cannot be used, in one sentence. Throws what is no such reason. */
export function problemOf(error: unknown): string {
  if (error instanceof TaskError) return error.message;
  if (error instanceof LimitError)
    return `This is too large: it passes the limit of ${limits[error.limit]} (${error.limit}).`;
  if (error instanceof RangeError) return `${error.message.replace(/\.$/, "")}.`;
  throw error;
}
