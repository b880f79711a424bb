import { parseArange } from "./arange.ts";
import { counted } from "./numbers.ts";
import { createRowReader, type PointSpace, RowError } from "./row-reader.ts";

/** Numbers in one table of points on the page: 8 MB, and CSV of some twenty. */
export const mostNumbers = 1_000_000;
/** Characters of one table. */
export const mostCharacters = 32_000_000;

export type ParsedPoints =
  | {
      readonly ok: true;
      /** Row after row, n numbers each. */
      readonly points: Float64Array;
      readonly count: number;
    }
  | {
      readonly ok: false;
      /** The line that does not fit, counted from 1. */
      readonly line: number;
      /** One sentence that begins with the line. */
      readonly problem: string;
    };

/** A table of points as it is pasted, or `arange(500) as 50x10`; nothing else is ever thrown or returned. */
export function parsePoints(text: string, space: PointSpace): ParsedPoints {
  const { name, dimension } = space;
  const lines = text.slice(0, mostCharacters).split(/\r\n|[\n\r]/);
  const [only, more] = lines
    .map((line, index) => ({ line, number: index + 1 }))
    .filter(({ line }) => line.trim() !== "" && !line.trimStart().startsWith("#"));
  let at = only?.number ?? 1;
  try {
    if (text.length > mostCharacters)
      throw new RowError(`a table has at most ${mostCharacters} characters, and this has ${text.length}`);
    if (!only) throw new RowError("there are no points here");
    const table = more ? null : parseArange(only.line, dimension, mostNumbers);
    if (table) {
      if (table.columns !== dimension)
        throw new RowError(`${counted(table.columns)} in a row, but ${name} takes ${counted(dimension)}`);
      if (table.rows === 0) throw new RowError("there are no points here");
      return { ok: true, points: table.numbers, count: table.rows };
    }
    const read = createRowReader(space);
    const numbers: number[] = [];
    for (const [index, line] of lines.entries()) {
      at = index + 1;
      const row = read(line);
      if (!row) continue;
      for (const value of row) numbers.push(value);
      if (numbers.length > mostNumbers)
        throw new RowError(`a table has at most ${mostNumbers} numbers, and here are more`);
    }
    if (numbers.length === 0) throw new RowError("there are no points below the header");
    return { ok: true, points: Float64Array.from(numbers), count: numbers.length / dimension };
  } catch (error) {
    if (!(error instanceof RowError)) throw error;
    return { ok: false, line: at, problem: `Line ${at}: ${error.message}.` };
  }
}
