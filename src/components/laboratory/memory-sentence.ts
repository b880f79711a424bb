import { countText } from "../../app/count-text.ts";
import type { CompareFigures } from "../../app/laboratory/compare.ts";
import { roughText } from "../numbers.ts";

/** What the stored intermediates come to. */
export function memorySentence(memory: CompareFigures["memory"], field: string): string {
  const { forward, reverse, evaluation } = memory;
  const against =
    forward.peak < reverse.peak
      ? `, ${roughText(reverse.peak / Math.max(1, forward.peak))} times forward mode's ${countText(forward.peak)}`
      : `, and forward mode ${countText(forward.peak)}`;
  return `A pass in reverse keeps up to ${countText(reverse.peak)} numbers at once${against}; ${field} alone keeps ${countText(evaluation.peak)}.`;
}
