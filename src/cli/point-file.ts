import { createRowReader, RowError } from "../app/points/row-reader.ts";
import type { Field } from "../engine/language/program.ts";
import { badArgument, Failure } from "./failure.ts";
import { nameOf, readChunks } from "./read.ts";

/** Characters of one row; a row of ten thousand numbers in full precision has a quarter of a million. */
const longestRow = 4 << 20;

/**
 * The points of a file, one row a point, as `createRowReader` has them.
 * @throws Failure with the line that does not fit
 */
export async function* readPointFile(
  file: string,
  field: Field,
  stdin: AsyncIterable<Uint8Array>,
): AsyncGenerator<number[]> {
  const read = createRowReader(field);
  let lineNumber = 0;
  for await (const line of readLines(file, stdin)) {
    lineNumber += 1;
    try {
      const row = read(line);
      if (row) yield row;
    } catch (error) {
      if (!(error instanceof RowError)) throw error;
      throw new Failure(2, `${nameOf(file)}:${lineNumber}: error: ${error.message}`);
    }
  }
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
