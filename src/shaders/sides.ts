import type { MethodChoice } from "../engine/divergence/method-choice.ts";
import { type Comparison, defaultMethods, type MapSettings, type Side } from "./protocol.ts";

/** The ways of computing the divergence that a map shows, left or only one first; none where it shows a spread. */
export function sidesOf({ kind, compare }: Pick<MapSettings, "kind" | "compare">): readonly Side[] {
  if (kind === "error" || kind === "lens") return [compare.left, compare.right];
  return kind === "standard-error" || kind === "predicted-error" ? [] : [kind];
}

/** Whether a map depends on the probes themselves, not only on how many and of which kind they are. */
export function usesProbes(map: Pick<MapSettings, "kind" | "compare">): boolean {
  return map.kind === "standard-error" || sidesOf(map).includes("estimate");
}

/** Whether the rounding of float32 is what a map is to show. */
export function showsRounding(map: MapSettings): boolean {
  const sides = sidesOf(map);
  const fine = (side: Side) => side === "float64" || side === "method";
  return sides.includes("difference") || (sides.length > 1 && sides.some(fine));
}

/** `hutch++, 6 sphere probes`: a method as it stands in a caption. */
function methodName(choice: MethodChoice): string {
  if ("probes" in choice) return `${choice.method}, ${choice.probes} ${choice.distribution} probes`;
  if ("step" in choice) return `${choice.method}, h = ${choice.step}`;
  return choice.method === "auto" ? "cheapest exact" : choice.method;
}

/** What the two ways are called beside each other, left and right. */
export function sideNames(
  { left, right, methods = defaultMethods }: Comparison,
  field: string,
): readonly [string, string] {
  return [sideName(left, right, field, methods.left), sideName(right, left, field, methods.right)];
}

/** The two exact ones are called by their numbers. */
function sideName(side: Side, beside: Side, field: string, method: MethodChoice): string {
  if (side === "method") return methodName(method);
  if (side === "exact" && beside !== "estimate" && beside !== "difference") return "float32";
  return side === "difference" ? `Δₕ ${field}` : side;
}

/** What a map is of, in signs and in words. */
export function mapWords(
  map: Pick<MapSettings, "kind" | "compare">,
  field: string,
): { caption: string; words: string } {
  const { step, methods = defaultMethods } = map.compare;
  const divergence = `ivergence of ${field}`;
  const withStep = sidesOf(map).includes("difference") ? `, h = ${step}` : "";
  const [one, other] = sideNames(map.compare, field);
  switch (map.kind) {
    case "exact":
      return { caption: `∇·${field}`, words: `D${divergence}` };
    case "float64":
      return { caption: `∇·${field}, float64`, words: `D${divergence} in float64` };
    case "method":
      return {
        caption: `∇·${field} by ${methodName(methods.left)}`,
        words: `D${divergence} by ${methodName(methods.left)}, float64`,
      };
    case "estimate":
      return { caption: `≈ ∇·${field}`, words: `Estimate of the d${divergence}` };
    case "difference":
      return {
        caption: `Δₕ ${field}${withStep}`,
        words: `Finite difference for the d${divergence}${withStep}`,
      };
    case "error":
      return {
        caption: `${one} − ${other}${withStep}`,
        words: `Signed error of the d${divergence}, ${one} − ${other}${withStep}`,
      };
    case "lens":
      return {
        caption: `${one} | ${other}${withStep}`,
        words: `D${divergence}, ${one} on the left, ${other} on the right${withStep}`,
      };
    case "standard-error":
      return { caption: "standard error", words: `Standard error of the estimate of the d${divergence}` };
    case "predicted-error":
      return {
        caption: "predicted error",
        words: `Standard error that the law of variance predicts for the d${divergence}`,
      };
  }
}
