import { countText } from "../../app/count-text.ts";
import type { PointRows } from "../../app/laboratory/points.ts";
import type { Running } from "./useTask.ts";

/** Rows and columns on show: more is what the CSV is for. */
export const rowsShown = 200;
const columnsShown = 48;
/** Columns that stay at the start where some are left out; the others stay at the end, where results are. */
const columnsBefore = 8;

/** The first rows of a table of results. */
export interface ShownRows {
  /** All columns, and the positions of those on show. */
  readonly columns: readonly string[];
  readonly shown: readonly number[];
  /** Row by row, of the columns on show. */
  readonly rows: readonly (readonly number[])[];
}

/** How many of the parts it takes for the rows on show. */
export function partsNeeded(parts: readonly PointRows[]): number {
  const enough = parts.findIndex((part) => part.first + heightOf(part) >= rowsShown);
  return enough < 0 ? parts.length : enough + 1;
}

/** What is shown of the parts that have come; null while there are none. */
export function shownRows(parts: readonly PointRows[]): ShownRows | null {
  const columns = parts[0]?.columns;
  if (!columns) return null;
  const width = columns.length;
  const left = Math.max(0, width - columnsShown);
  const shown = [...columns.keys()].filter(
    (k) => left === 0 || k < columnsBefore || k >= columnsBefore + left,
  );
  const rows = parts.flatMap((part) =>
    Array.from({ length: heightOf(part) }, (_, row) =>
      shown.map((k) => part.values[row * width + k] as number),
    ),
  );
  return { columns, shown, rows: rows.slice(0, rowsShown) };
}

/** Rows of all parts together. */
export function countOf(parts: readonly PointRows[]): number {
  const last = parts.at(-1);
  return last ? last.first + heightOf(last) : 0;
}

function heightOf({ columns, values }: PointRows): number {
  return values.length / columns.length;
}

/** `The first 200 of 5 000 rows; all are in the CSV.` */
function rowsText({ columns, shown, rows }: ShownRows, count: number): string {
  const left = columns.length - shown.length;
  const without = left > 0 ? ` without ${left} of their ${columns.length} columns` : "";
  if (rows.length < count)
    return `The first ${rows.length} of ${countText(count)} rows${without}; all are in the CSV.`;
  const all = `${count} ${count === 1 ? "row" : "rows"} in all`;
  return left > 0 ? `${all},${without}; they are in the CSV.` : `${all}.`;
}

/** What is said below the rows on show, of which `count` have come in the present run. */
export function footText(status: Running<"points">["status"], table: ShownRows, count: number): string {
  if (count === 0) return "These are the results of the settings before.";
  if (status === "running") return `${countText(count)} rows so far.`;
  if (status === "cancelled") return `Cancelled after ${countText(count)} rows.`;
  if (status === "failed") return `Stopped after ${countText(count)} rows: the rest could not be computed.`;
  return rowsText(table, count);
}
