import { createEvaluator, type Evaluator, type EvaluatorOptions } from "../../engine/divergence/evaluator.ts";
import {
  type ExactMethod,
  isStochasticMethod,
  type StochasticMethod,
} from "../../engine/divergence/method.ts";
import { planOf } from "../../engine/divergence/plan.ts";
import type { Field } from "../../engine/language/program.ts";
import { LimitError, limits } from "../../engine/limits.ts";
import type { ProbeDistribution } from "../../engine/random/distributions.ts";
import type { KeySharing } from "../../engine/random/probes.ts";
import { TaskError } from "../tasks/task-error.ts";
import type { Prepared, Subject } from "./subject.ts";

/** A way to compute a divergence with all its settings. `auto` is the cheapest exact method of the field's plan. */
export type MethodChoice =
  | { readonly method: ExactMethod | "structured" | "auto" }
  | { readonly method: "finite-difference"; readonly step: number }
  | EstimateChoice;

export interface EstimateChoice {
  readonly method: StochasticMethod;
  readonly probes: number;
  readonly distribution: ProbeDistribution;
  readonly keys: KeySharing;
}

export function isEstimate(choice: MethodChoice): choice is EstimateChoice {
  return isStochasticMethod(choice.method);
}

/** `hutchinson, 16 rademacher probes`. */
export function methodWords(choice: MethodChoice): string {
  if (isEstimate(choice)) {
    const { method, probes, distribution, keys } = choice;
    const own = keys === "per-point" ? ", a key for each point" : "";
    return `${method}, ${probes} ${distribution} ${probes === 1 ? "probe" : "probes"}${own}`;
  }
  if ("step" in choice) return `finite-difference, h = ${choice.step}`;
  return choice.method === "auto" ? "the cheapest exact method" : choice.method;
}

/** The choice as the engine takes it, for a field. */
export function optionsOf(
  choice: MethodChoice,
  field: Field,
  { seed, layout }: Pick<Subject, "seed" | "layout">,
): EvaluatorOptions {
  if (isEstimate(choice)) return { ...choice, seed, layout };
  if (choice.method === "auto") return { method: planOf(field).chosen.method };
  return { ...choice, method: choice.method };
}

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
