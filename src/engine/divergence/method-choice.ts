import type { ProbeDistribution } from "../random/distributions.ts";
import type { KeySharing } from "../random/probes.ts";
import { type ExactMethod, isStochasticMethod, type StochasticMethod } from "./method.ts";

/** A way to compute a divergence, with what it takes. `auto` is the cheapest exact method of the field's plan. */
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
