import { defaultComparison, type PlaneCell } from "../app/document/document.ts";
import type { Comparison } from "../shaders/protocol.ts";

/** What a plane compares. */
export function comparedOf({ compare }: PlaneCell): Comparison {
  return compare ?? defaultComparison;
}
