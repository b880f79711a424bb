import type { MapSettings, Side } from "./protocol.ts";

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
  return sidesOf(map).some((side) => side === "difference" || (side === "float64" && map.kind !== "float64"));
}

/** What a way of computing is called beside another: the two exact ones by their numbers. */
export function sideName(side: Side, beside: Side, field: string): string {
  if (side === "exact" && (beside === "float64" || beside === "exact")) return "float32";
  return side === "difference" ? `Δₕ ${field}` : side;
}

/** What a map is of, in signs and in words. */
export function mapWords(
  map: Pick<MapSettings, "kind" | "compare">,
  field: string,
): { caption: string; words: string } {
  const { left, right, step } = map.compare;
  const divergence = `ivergence of ${field}`;
  const withStep = sidesOf(map).includes("difference") ? `, h = ${step}` : "";
  const one = sideName(left, right, field);
  const other = sideName(right, left, field);
  switch (map.kind) {
    case "exact":
      return { caption: `∇·${field}`, words: `D${divergence}` };
    case "float64":
      return { caption: `∇·${field}, float64`, words: `D${divergence} in float64` };
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
