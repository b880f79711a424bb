import type { Field } from "../language/program.ts";
import type { KeyLayout } from "../random/probes.ts";
import type { EvaluatorOptions } from "./evaluation.ts";
import { isEstimate, type MethodChoice } from "./method-choice.ts";
import { planOf } from "./plan.ts";

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
