import type { EvaluatorOptions } from "../engine/divergence/evaluation.ts";
import { planOf } from "../engine/divergence/plan.ts";
import type { Field } from "../engine/language/program.ts";
import type { KeyLayout } from "../engine/random/probes.ts";
import { isEstimate, type MethodChoice } from "./method-choice.ts";

/** The choice as the engine takes it, for a field. */
export function optionsOf(
  choice: MethodChoice,
  field: Field,
  { seed, layout }: { readonly seed: number; readonly layout: KeyLayout },
): EvaluatorOptions {
  if (isEstimate(choice)) return { ...choice, seed, layout };
  if (choice.method === "auto") return { method: planOf(field).chosen.method };
  return { ...choice, method: choice.method };
}
