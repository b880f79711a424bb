import { dependenceOf } from "./dependence.ts";
import type { LinearMap } from "./linear-map.ts";

/** Where the matrix of a map may be other than zero. */
export interface Pattern {
  readonly n: number;
  /** For each output entry the tangent entries it is made of, ascending. Equal rows are one object. */
  readonly rows: readonly Int32Array[];
  readonly nonzeros: number;
  readonly isDiagonal: boolean;
}

/** Null when there are too many entries to follow. */
export function patternOf(map: LinearMap): Pattern | null {
  const dependence = dependenceOf(map);
  if (!dependence) return null;
  const { graph, sets, reachedBy } = dependence;
  const first = graph.starts.get(map.output);
  return patternOfRows(
    Array.from({ length: sets.universe }, (_, i) =>
      sets.get(first === undefined ? sets.empty : (reachedBy[first + i] as number)),
    ),
  );
}

export function patternOfRows(rows: readonly Int32Array[]): Pattern {
  return {
    n: rows.length,
    rows,
    nonzeros: rows.reduce((total, row) => total + row.length, 0),
    isDiagonal: rows.every((row, i) => row.length === 0 || (row.length === 1 && row[0] === i)),
  };
}
