import { planOf } from "../../engine/divergence/plan.ts";
import { anatomyOf } from "../../engine/divergence/structure/anatomy.ts";
import type { Pattern } from "../../engine/divergence/structure/pattern.ts";
import type { TraceColouring } from "../../engine/divergence/structure/trace-colouring.ts";
import type { Field } from "../../engine/language/program.ts";

/** Dimension up to which a Jacobian is drawn entry by entry. */
export const mostDrawn = 128;

/** The Jacobian of a field as it is drawn: where it may be other than zero, and what the plan makes of that. */
export interface StructurePicture {
  readonly n: number;
  readonly coordinateNames: readonly string[];
  /** What the plan goes by: a structure's name, or a general method. */
  readonly chosen: string;
  readonly why: string;
  /** For each row of J the columns that may be other than zero, ascending. */
  readonly rows: readonly (readonly number[])[];
  readonly colouring: Colours | null;
  /** What reaches the diagonal of J, where that is not all, with its own colours. */
  readonly hollow: {
    readonly rows: readonly (readonly number[])[];
    readonly colouring: Colours | null;
  } | null;
  /** The numbers that all dependence goes through, where they are fewer than n. */
  readonly cut: {
    readonly width: number;
    /** For each of them the coordinates it is made of. */
    readonly from: readonly (readonly number[])[];
    /** For each the components it goes into. */
    readonly to: readonly (readonly number[])[];
  } | null;
}

/** No two coordinates of one colour act on one another, or their actions cancel: one pass for each colour. */
export interface Colours {
  readonly count: number;
  /** Of each coordinate, and so of each column. */
  readonly colours: readonly number[];
  /** Entries that may be left out because they and their mirror images add up to zero, by rows. */
  readonly cancelling: readonly (readonly number[])[];
}

/** null where n is too large to draw, or the Jacobian too large to follow. */
export function structurePicture(field: Field): StructurePicture | null {
  const { dimension: n, coordinateNames } = field;
  if (n > mostDrawn) return null;
  const anatomy = anatomyOf(field);
  if (!anatomy) return null;
  const { chosen } = planOf(field);
  const { pattern, colouring, hollow, cut } = anatomy;
  return {
    n,
    coordinateNames,
    chosen: chosen.structure ?? chosen.method,
    why: chosen.why,
    rows: listed(pattern.rows),
    colouring: coloursOf(pattern, colouring),
    hollow: hollow && {
      rows: listed(hollow.pattern.rows),
      colouring: coloursOf(hollow.pattern, hollow.colouring),
    },
    cut: cut && { width: cut.width, from: listed(cut.from), to: listed(cut.to) },
  };
}

function coloursOf(whole: Pattern, { count, colours, pattern }: TraceColouring): Colours | null {
  if (!colours || !pattern) return null;
  const cancelling = whole.rows.map((row, i) => {
    const left = new Set(pattern.rows[i]);
    return [...row].filter((column) => !left.has(column));
  });
  return { count, colours: [...colours], cancelling };
}

function listed(rows: readonly Int32Array[]): number[][] {
  return rows.map((row) => [...row]);
}
