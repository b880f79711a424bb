import type { Field } from "../../engine/language/program.ts";
import { counted, parseNumber } from "./numbers.ts";

/** Why a line is not a row of a table of points, in words that may follow the place and a colon. */
export class RowError extends Error {}

/** What points are points of. */
export type PointSpace = Pick<Field, "name" | "dimension" | "coordinateNames">;

/**
 * Reads the lines of a table one after the other, one row a point: numbers between commas, semicolons, tabs or spaces;
 * empty lines and lines that begin with # are passed over. The first row may be a header: no cell of it is a number, or it
 * names all coordinates of the field. Then the points are taken from those columns, whatever else the table holds, so
 * that the output of one run is good input for the next. The function gives null where a line is no point; it throws
 * RowError where it should be.
 */
export function createRowReader({
  name,
  dimension,
  coordinateNames,
}: PointSpace): (line: string) => number[] | null {
  /** Which column each coordinate is in; null until the first row has been seen. */
  let columns: readonly number[] | null = null;
  let width = 0;
  return (line) => {
    const text = line.trim();
    if (text === "" || text.startsWith("#")) return null;
    const cells = cellsOf(text);
    if (columns === null) {
      width = cells.length;
      const words = cells.filter((cell) => parseNumber(cell) === null).length;
      const named = coordinateNames.map((own) => cells.indexOf(own));
      const byName = words > 0 && named.every((column) => column >= 0);
      if (!byName && width !== dimension) {
        throw new RowError(`${counted(width)} in a row, but ${name} takes ${counted(dimension)}`);
      }
      columns = byName ? named : coordinateNames.map((_, index) => index);
      // A row with a number in it is a point that was mistyped, not to be passed over.
      if (byName || words === width) return null;
    }
    if (cells.length !== width)
      throw new RowError(`${counted(cells.length)} in this row, ${width} in the rows before`);
    return columns.map((column) => {
      const cell = cells[column] ?? "";
      const value = parseNumber(cell);
      if (value === null) throw new RowError(`"${cell}" is not a number`);
      return value;
    });
  };
}

function cellsOf(row: string): string[] {
  const separator = row.includes(",") ? "," : row.includes(";") ? ";" : row.includes("\t") ? "\t" : /\s+/;
  return row.split(separator).map((cell) => unquoted(cell.trim()));
}

function unquoted(cell: string): string {
  return cell.startsWith('"') ? cell.replace(/^"(.*)"$/, "$1").trim() : cell;
}
