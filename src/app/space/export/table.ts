import { csvComment, csvHeader, csvRow, formatNumber } from "../../export/csv.ts";
import { type GridAxis, gridPoints, gridSize } from "../../export/grid.ts";
import type { Prepared } from "../../laboratory/subject.ts";
import { fieldAt } from "./field-at.ts";
import { isMapped } from "./grids.ts";
import type { TableTask } from "./protocol.ts";

/** Rows made between two looks at the clock. */
const rowsPerStep = 512;

/**
 * The table of grids as pieces of text, each with the share done: what it was made of, a header, and for each point its
 * coordinates, the field, the exact divergence, and the map where that is of something else.
 */
export function* spaceTable(
  prepared: Prepared,
  task: TableTask,
): Generator<{ readonly text: string; readonly progress: number }, void> {
  const { grids, named, subject, words, version, rows = Number.POSITIVE_INFINITY } = task;
  const { program, field } = prepared;
  const at = fieldAt(prepared, subject);
  const hasMap = isMapped(subject);
  const comment = csvComment({
    version,
    source: subject.source,
    field: field.name,
    parameters: program.parameters,
    time: program.time ? subject.time : null,
    seed: 0,
    facts: [["map", words], ...grids.map(({ name, axes }) => [name, rangesOf(axes)] as const)],
  });
  const header = csvHeader([
    ...(named ? ["slice"] : []),
    ...field.coordinateNames,
    ...field.coordinateNames.map((name) => `${field.name}_${name}`),
    "div",
    ...(hasMap ? ["map"] : []),
  ]);
  yield { text: comment + header, progress: 0 };
  const n = field.dimension;
  const total = Math.min(
    rows,
    grids.reduce((sum, { axes }) => sum + gridSize(axes), 0),
  );
  let done = 0;
  for (const { name, axes } of grids) {
    const size = gridSize(axes);
    for (let first = 0; first < size && done < total; first += rowsPerStep) {
      const count = Math.min(rowsPerStep, size - first, total - done);
      const places = gridPoints(axes, first, count);
      const points = at.rows(places);
      const components = at.components(places);
      const divergence = at.divergence(places);
      const map = hasMap ? at.map(places) : null;
      let text = "";
      for (let row = 0; row < count; row += 1) {
        if (named) text += `${name},`;
        text += csvRow([
          ...points.subarray(row * n, (row + 1) * n),
          ...components.subarray(row * n, (row + 1) * n),
          divergence[row] as number,
          ...(map ? [map[row] as number] : []),
        ]);
      }
      done += count;
      yield { text, progress: done / total };
    }
  }
}

/** As the command takes them. */
export function rangesOf(axes: readonly GridAxis[]): string {
  return axes
    .map(({ name, low, high, count }) => `${name}=${formatNumber(low)}:${formatNumber(high)}:${count}`)
    .join(",");
}
