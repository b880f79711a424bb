import { csvComment, csvHeader, csvRow } from "../export/csv.ts";
import { sliceFacts } from "../export/slice-facts.ts";
import { type Compiled, methodOf, placesOf } from "./compile.ts";
import type { LinesTask, WorldLine } from "./protocol.ts";

/**
 * The table of lines as pieces of text, in order: comment and header, then each line. Each piece comes with the share
 * done.
 */
export function* linesTable(
  compiled: Compiled,
  { lines, subject, version }: LinesTask,
): Generator<{ text: string; progress: number }, void> {
  const { program, field, bindings, values, exact } = compiled;
  const comment = csvComment({
    version,
    source: subject.source,
    field: field.name,
    parameters: program.parameters,
    time: program.time ? subject.time : null,
    seed: subject.seed,
    facts: [
      ["exact", `${methodOf(subject)}, ${exact.passes} passes`],
      ...sliceFacts(compiled.slice),
      ["points", `along ${lines.length} streamlines, in the direction of the field`],
      ["arc", "length along the line, in units of the coordinates"],
    ],
  });
  const names = field.coordinateNames;
  const n = field.dimension;
  const components = names.map((name) => `${field.name}_${name}`);
  const header = csvHeader(["line", "point", "arc", ...names, ...components, "exact"]);
  yield { text: comment + header, progress: 0 };
  for (const [l, line] of lines.entries()) {
    const places = placesOf(compiled, line.points);
    const arcs = compiled.slice ? arcsInSpace(line, places, n) : line.arcs;
    const vectors = values.components(places, bindings);
    const divergences = exact.evaluate(places, bindings).values;
    let text = "";
    for (const [k, arc] of arcs.entries()) {
      const own = [n * k, n * (k + 1)] as const;
      text += csvRow([
        l + 1,
        k + 1,
        arc,
        ...places.subarray(...own),
        ...vectors.subarray(...own),
        divergences[k] as number,
      ]);
    }
    yield { text, progress: (l + 1) / lines.length };
  }
}

/** Lengths of a line whose points are these rows of R^n: each step is as much longer as its chord is. */
function arcsInSpace({ points, arcs }: WorldLine, places: Float64Array, n: number): Float64Array {
  let length = 0;
  return arcs.map((arc, k) => {
    if (k === 0) return arc;
    const chord = distance(points, 2, k);
    if (chord > 0) length += ((arc - (arcs[k - 1] as number)) * distance(places, n, k)) / chord;
    return length;
  });
}

/** From row k − 1 to row k. */
function distance(rows: Float64Array, width: number, k: number): number {
  const to = rows.subarray(width * k, width * (k + 1));
  return Math.hypot(...to.map((value, i) => value - (rows[width * (k - 1) + i] as number)));
}
