import type { MapSettings } from "../../../shaders/protocol.ts";
import { sidesOf } from "../../../shaders/sides.ts";
import { csvComment, csvHeader, csvRow } from "../../export/csv.ts";
import type { Prepared } from "../../laboratory/subject.ts";
import { fieldAt } from "./field-at.ts";
import { isMapped } from "./grids.ts";
import type { TableTask } from "./protocol.ts";
import { rowsOf } from "./rows.ts";

/**
 * The table of points as pieces of text, each with the share done: what it was made of, a header, and for each point its
 * coordinates, the field, the exact divergence, and the map where that is of something else.
 */
export function* spaceTable(
  prepared: Prepared,
  task: TableTask,
): Generator<{ readonly text: string; readonly progress: number }, void> {
  const { subject, words, version, seed, rows = Number.POSITIVE_INFINITY } = task;
  const { program, field } = prepared;
  const at = fieldAt(prepared, subject);
  const hasMap = isMapped(subject);
  const { columns, facts, parts } = rowsOf(task.points);
  const comment = csvComment({
    version,
    source: subject.source,
    field: field.name,
    parameters: program.parameters,
    time: program.time ? subject.time : null,
    seed,
    facts: [["map", words], ["exact", "structured"], ...(subject.map ? mapFacts(subject.map) : []), ...facts],
  });
  const header = csvHeader([
    ...columns,
    ...field.coordinateNames,
    ...field.coordinateNames.map((name) => `${field.name}_${name}`),
    "div",
    ...(hasMap ? ["map"] : []),
  ]);
  yield { text: comment + header, progress: 0 };
  const n = field.dimension;
  let left = rows;
  for (const { places: all, before, progress } of parts) {
    const places = all.subarray(0, 3 * left);
    const points = at.rows(places);
    const components = at.components(places);
    const divergence = at.divergence(places);
    const map = hasMap ? at.map(places) : null;
    let text = "";
    for (const [row, value] of divergence.entries()) {
      text += before(row);
      text += csvRow([
        ...points.subarray(row * n, (row + 1) * n),
        ...components.subarray(row * n, (row + 1) * n),
        value,
        ...(map ? [map[row] as number] : []),
      ]);
    }
    yield { text, progress };
    left -= divergence.length;
    if (left <= 0) return;
  }
}

/** What a map that is not exact was made with. */
function mapFacts(map: MapSettings): (readonly [string, string])[] {
  const { kind, probes, distribution, keys, layout } = map;
  const sides = sidesOf(map);
  const how = `${probes} ${distribution} probes, ${keys} keys, ${layout} layout`;
  return [
    ...(kind === "standard-error" || kind === "predicted-error" || sides.includes("estimate")
      ? [["estimate", `hutchinson, ${how}`] as const]
      : []),
    ...(sides.includes("difference") ? [["step", String(map.compare.step)] as const] : []),
  ];
}
