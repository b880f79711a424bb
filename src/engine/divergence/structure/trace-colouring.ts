import { limits } from "../../limits.ts";
import { dropAntisymmetric } from "./antisymmetry.ts";
import { colour } from "./colouring.ts";
import { unlessTooLarge } from "./dependence.ts";
import type { LinearMap } from "./linear-map.ts";
import type { Pattern } from "./pattern.ts";

/** Colours for the trace of a map, and the pattern that they are colours of; n and none where there are too many entries. */
export interface TraceColouring {
  readonly count: number;
  readonly colours: Int32Array | null;
  /** What is left of the map's pattern without entries whose sum with their mirror image is zero. */
  readonly pattern: Pattern | null;
}

export function traceColouring(map: LinearMap, pattern: Pattern | null, n: number): TraceColouring {
  // So full a pattern takes nearly n colours, and long to tell.
  if (!pattern || pattern.nonzeros > limits.colouredEntries) return { count: n, colours: null, pattern };
  const plain = colour(pattern);
  if (plain.count < 2) return { ...plain, pattern };
  const rest = unlessTooLarge(() => dropAntisymmetric(map, pattern)) ?? pattern;
  const better = colour(rest);
  return better.count < plain.count ? { ...better, pattern: rest } : { ...plain, pattern };
}
