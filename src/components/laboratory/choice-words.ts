import type { MethodChoice } from "../../app/document/document.ts";
import { distributionLabels, methodLabels } from "./method-choice.ts";

/** `Hutchinson, 16 Rademacher probes`: a choice as it stands beside others. */
export function choiceWords(choice: MethodChoice): string {
  const name = methodLabels[choice.method];
  if ("step" in choice) return `${name}, h = ${choice.step}`;
  if (!("probes" in choice)) return name;
  const { probes, distribution } = choice;
  return `${name}, ${probes} ${distributionLabels[distribution]} ${probes === 1 ? "probe" : "probes"}`;
}
