import type { Method, StochasticMethod } from "../../engine/divergence/method.ts";
import type { EstimateChoice, MethodChoice } from "../../engine/divergence/method-choice.ts";
import { isEstimate } from "../../engine/divergence/method-choice.ts";
import type { ProbeDistribution } from "../../engine/random/distributions.ts";

export type MethodName = Method | "auto";

/** Methods as they are offered, and as they stand in a sentence. */
export const methodLabels: Readonly<Record<MethodName, string>> = {
  auto: "cheapest exact",
  "jacobian-forward": "forward Jacobian",
  "jacobian-reverse": "reverse Jacobian",
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

/** `Hutchinson, 16 Rademacher probes`: a choice as it stands beside others. */
export function methodWords(choice: MethodChoice): string {
  const name = methodLabels[choice.method];
  if (!isEstimate(choice)) return "step" in choice ? `${name}, h = ${choice.step}` : name;
  const own = choice.keys === "per-point" ? ", a key for each point" : "";
  return `${name}, ${probesWords(choice)}${own}`;
}

/** `Hutchinson with 16 Rademacher probes`: a choice as the subject of a sentence. */
export function subjectWords(choice: MethodChoice): string {
  if (isEstimate(choice)) return `${methodLabels[choice.method]} with ${probesWords(choice)}`;
  return choice.method === "auto" ? "the cheapest exact method" : methodWords(choice);
}

function probesWords({ probes, distribution }: EstimateChoice): string {
  return `${probes} ${distributionLabels[distribution]} ${probes === 1 ? "probe" : "probes"}`;
}

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
