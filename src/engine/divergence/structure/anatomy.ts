import type { Field } from "../../language/program.ts";
import { vectorForm } from "../vector-form.ts";
import { type LinearMap, linearise } from "./linear-map.ts";
import { cutEntries } from "./narrow-cut.ts";
import { type Pattern, patternOf } from "./pattern.ts";
import { prune } from "./prune.ts";
import { type TraceColouring, traceColouring } from "./trace-colouring.ts";

/** What the plan goes by: where the Jacobian of a field may be other than zero, and what that allows. */
export interface Anatomy {
  readonly pattern: Pattern;
  readonly colouring: TraceColouring;
  /** What of the Jacobian reaches its diagonal; null where all does. */
  readonly hollow: { readonly pattern: Pattern; readonly colouring: TraceColouring } | null;
  /** The fewest numbers that all dependence goes through; null unless they are fewer than n. */
  readonly cut: Cut | null;
}

export interface Cut {
  readonly width: number;
  /** For each number of the cut the coordinates it is made of. */
  readonly from: readonly Int32Array[];
  /** For each the components that it goes into. */
  readonly to: readonly Int32Array[];
}

/** Null where there are too many entries to follow. */
export function anatomyOf(field: Field): Anatomy | null {
  const { point, output } = vectorForm(field);
  const map = linearise(point, output);
  const whole = coloured(map);
  if (!whole) return null;
  const pruned = prune(map);
  return { ...whole, hollow: pruned && coloured(pruned), cut: cutOf(map, whole.pattern.n) };
}

function coloured(map: LinearMap): { pattern: Pattern; colouring: TraceColouring } | null {
  const pattern = patternOf(map);
  return pattern && { pattern, colouring: traceColouring(map, pattern, pattern.n) };
}

function cutOf(map: LinearMap, n: number): Cut | null {
  const found = cutEntries(map);
  if (!found || found.cut.length >= n) return null;
  const { cut, sets, reachedBy, reaches } = found;
  return {
    width: cut.length,
    from: Array.from(cut, (entry) => sets.get(reachedBy[entry] as number)),
    to: Array.from(cut, (entry) => sets.get(reaches[entry] as number)),
  };
}
