import { formatSignificant } from "../shaders/figure/ticks.ts";

/** A count: all its digits in groups of three, or three of them where there are many. A dash where nothing is counted. */
export function countText(count: number | null): string {
  if (count === null) return "–";
  if (count >= 1e7) return formatSignificant(count, 3);
  return String(Math.round(count)).replace(/\B(?=(\d{3})+$)/g, "\u202f");
}
