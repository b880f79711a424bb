import type { Field } from "../engine/language/program.ts";
import { badArgument, Failure } from "./failure.ts";
import { counted, parseNumber } from "./numbers.ts";
import { nameOf, readChunks } from "./read.ts";

/** Characters of one row; a row of ten thousand numbers in full precision has a quarter of a million. */
const longestRow = 4 << 20;

/**
 * The points of a file, one row a point: numbers between commas, semicolons, tabs or spaces; empty lines and lines
 * that begin with # are passed over. The first row may be a header; when it names all coordinates of the field, the
 * points are taken from those columns, whatever else the table holds, so that the output of one run is good input
 * for the next.
 * @throws Failure with the line that does not fit
 */
export async function* readPointFile(
  file: string,
  field: Field,
  stdin: AsyncIterable<Uint8Array>,
): AsyncGenerator<number[]> {
  /** Which column each coordinate is in; null until the first row has been seen. */
  let columns: readonly number[] | null = null;
  let width = 0;
  let lineNumber = 0;
  for await (const line of readLines(file, stdin)) {
    lineNumber += 1;
    const text = line.trim();
    if (text === "" || text.startsWith("#")) continue;
    const cells = cellsOf(text);
    const fail = (sentence: string) => new Failure(2, `${nameOf(file)}:${lineNumber}: error: ${sentence}`);
    if (columns === null) {
      width = cells.length;
      const header = cells.some((cell) => parseNumber(cell) === null);
      const named = field.coordinateNames.map((name) => cells.indexOf(name));
      const byName = header && named.every((column) => column >= 0);
      if (!byName && width !== field.dimension) {
        throw fail(`${counted(width)} in a row, but ${field.name} takes ${counted(field.dimension)}`);
      }
      columns = byName ? named : field.coordinateNames.map((_, index) => index);
      if (header) continue;
    }
    if (cells.length !== width)
      throw fail(`${counted(cells.length)} in this row, ${width} in the rows before`);
    yield columns.map((column) => {
      const cell = cells[column] ?? "";
      const value = parseNumber(cell);
      if (value === null) throw fail(`"${cell}" is not a number`);
      return value;
    });
  }
}

function cellsOf(row: string): string[] {
  const separator = row.includes(",") ? "," : row.includes(";") ? ";" : row.includes("\t") ? "\t" : /\s+/;
  return row.split(separator).map((cell) =>
    cell
      .trim()
      .replace(/^"(.*)"$/, "$1")
      .trim(),
  );
}

async function* readLines(file: string, stdin: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder("utf-8");
  let rest = "";
  for await (const chunk of readChunks(file, stdin)) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split("\n");
    rest = lines.pop() ?? "";
    if (rest.length > longestRow) throw badArgument(`${nameOf(file)} is not a table: it has no line ends`);
    yield* lines;
  }
  rest += decoder.decode();
  if (rest !== "") yield rest;
}
