import { bounds } from "../../app/document/bounds.ts";
import { defaultComparison } from "../../app/document/document.ts";
import type { MethodName } from "../../app/laboratory/method-words.ts";
import { isStochasticMethod, methods } from "../../engine/divergence/method.ts";
import type { MethodChoice } from "../../engine/divergence/method-choice.ts";
import { leastProbes, usualProbes } from "../../engine/divergence/probe-needs.ts";
import { limits } from "../../engine/limits.ts";

export const methodNames: readonly MethodName[] = ["auto", ...methods];

/** A choice with another method; what both take stays as it is. */
export function withMethod(choice: MethodChoice, method: MethodName): MethodChoice {
  if (method === "finite-difference")
    return { method, step: "step" in choice ? choice.step : defaultComparison.step };
  if (!isStochasticMethod(method)) return { method };
  const before = "probes" in choice ? choice : null;
  return {
    method,
    probes: Math.max(before?.probes ?? usualProbes, leastProbes[method]),
    distribution: before?.distribution ?? "rademacher",
    keys: before?.keys ?? "shared",
  };
}

/** A number of probes as the document keeps it: whole, and not more than are drawn. */
export function clampProbes(value: number): number {
  return Math.min(limits.probes, Math.max(1, Math.round(value)));
}

export function clampStep(value: number): number {
  const [least, most] = bounds.step;
  return Math.min(most, Math.max(least, value));
}
