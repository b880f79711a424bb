import type { Slice } from "../../shaders/slice.ts";
import { formatNumber } from "./csv.ts";

/** What a table of points on a slice says of where they lie. */
export function sliceFacts(slice: Slice | null): readonly (readonly [string, string])[] {
  if (!slice) return [];
  const vector = (numbers: readonly number[]) => `(${numbers.map(formatNumber).join(", ")})`;
  return [["slice", `${vector(slice.origin)} + s ${vector(slice.across)} + t ${vector(slice.up)}`]];
}
