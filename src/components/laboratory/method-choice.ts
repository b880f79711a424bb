import { bounds } from "../../app/document/bounds.ts";
import { defaultComparison, type MethodChoice } from "../../app/document/document.ts";
import {
  isStochasticMethod,
  type Method,
  methods,
  type StochasticMethod,
} from "../../engine/divergence/method.ts";
import { leastProbes, usualProbes } from "../../engine/divergence/probe-needs.ts";
import { limits } from "../../engine/limits.ts";
import type { ProbeDistribution } from "../../engine/random/distributions.ts";

export type MethodName = Method | "auto";

export const methodNames: readonly MethodName[] = ["auto", ...methods];

export const methodLabels: Readonly<Record<MethodName, string>> = {
  auto: "cheapest exact",
  "jacobian-forward": "Jacobian, forward",
  "jacobian-reverse": "Jacobian, reverse",
  "per-component": "per component",
  structured: "structured",
  hutchinson: "Hutchinson",
  "hutch++": "Hutch++",
  "na-hutch++": "NA-Hutch++",
  xtrace: "XTrace",
  "finite-difference": "finite difference",
};

export const distributionLabels: Readonly<Record<ProbeDistribution, string>> = {
  rademacher: "Rademacher",
  gaussian: "Gaussian",
  sphere: "sphere",
  coordinate: "coordinate",
  orthogonal: "orthogonal",
  hadamard: "Hadamard",
};

/** `Hutchinson, Gaussian`. */
export function estimatorWords({
  method,
  distribution,
}: {
  readonly method: StochasticMethod;
  readonly distribution: ProbeDistribution;
}): string {
  return `${methodLabels[method]}, ${distributionLabels[distribution]}`;
}

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
