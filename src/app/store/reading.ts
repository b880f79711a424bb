import { checkTexts } from "../../engine/language/check.ts";
import type { Diagnostic } from "../../engine/language/diagnostic.ts";
import type { FunctionDefinition, Parameter, Program } from "../../engine/language/program.ts";
import type { Range } from "../../engine/language/syntax.ts";
import { codeCells, type Document } from "../document/document.ts";

/** What the checker makes of all code cells of a document together: names are global. */
export interface Reading {
  readonly program: Program;
  /** The code cells that the program's texts are of, in their order. */
  readonly cells: readonly string[];
  /** Programs of some of the cells that pictures were made from, by the positions and the sources of those cells. */
  readonly parts: Map<string, Program>;
}

/** The reading of a document; the very same one as before where the sources are. */
export function readDocument(document: Document, before: Reading | null): Reading {
  const cells = codeCells(document);
  const ids = cells.map(({ id }) => id);
  const sources = cells.map(({ source }) => source);
  const isSame =
    before?.cells.length === ids.length &&
    ids.every((id, at) => id === before.cells[at]) &&
    sources.every((source, at) => source === textAt(before.program, at));
  if (isSame) return before;
  const program = checkTexts(sources.length > 0 ? sources : [""]);
  return { program, cells: ids, parts: new Map(before?.parts) };
}

function textAt({ source, texts }: Program, at: number): string {
  const { from, to } = texts[at] as Range;
  return source.slice(from, to);
}

/** Programs of parts that are kept, those asked for last: more than pictures change back and forth between. */
const partsKept = 48;

/**
 * The program of those cells that the definitions of one of them need, directly or not: what pictures and numbers are
 * computed from, so that a change elsewhere is nothing to them. null where one of these cells has an error.
 */
export function partFor({ program, parts }: Reading, offset: number): Program | null {
  const needed = neededBy(program, textPosition(program, offset));
  if (needed.some((at) => hasErrorIn(program, program.texts[at] as Range))) return null;
  if (needed.length === program.texts.length) return program;
  const sources = needed.map((at) => textAt(program, at));
  const key = JSON.stringify(sources);
  const part = parts.get(key) ?? checkTexts(sources);
  // To the end of the line, so that it is not the next to go.
  parts.delete(key);
  parts.set(key, part);
  if (parts.size > partsKept) parts.delete(parts.keys().next().value as string);
  return part;
}

function textPosition({ texts }: Program, offset: number): number {
  return Math.max(
    0,
    texts.findLastIndex(({ from }) => from <= offset),
  );
}

/** The positions of the texts that the definitions of one need, directly or not, and its own. */
export function neededBy({ texts }: Program, start: number): number[] {
  const needed = new Set([start]);
  // The set grows while it is read.
  for (const at of needed) for (const need of texts[at]?.needs ?? []) needed.add(need);
  return [...needed].sort((a, b) => a - b);
}

function hasErrorIn({ diagnostics }: Program, { from, to }: Range): boolean {
  return diagnostics.some((one) => one.severity === "error" && one.from >= from && one.from <= to);
}

/** What the reading says of one cell. Ranges are in the program's source, of which the cell's text is [from, to). */
export interface CellReading extends Range {
  readonly program: Program;
  readonly source: string;
  readonly diagnostics: readonly Diagnostic[];
  readonly parameters: readonly Parameter[];
  readonly functions: readonly FunctionDefinition[];
}

/** What was read of each cell: found once for all of them, since all are asked for at each change. */
const cellReadings = new WeakMap<Reading, ReadonlyMap<string, CellReading>>();

/** null where there is no such code cell; the same one for the same reading. */
export function readingOf(reading: Reading, id: string): CellReading | null {
  let all = cellReadings.get(reading);
  if (!all) {
    all = readCells(reading);
    cellReadings.set(reading, all);
  }
  return all.get(id) ?? null;
}

function readCells({ program, cells }: Reading): ReadonlyMap<string, CellReading> {
  const all = cells.map((_, at) => ({
    ...(program.texts[at] as Range),
    program,
    source: textAt(program, at),
    diagnostics: [] as Diagnostic[],
    parameters: [] as Parameter[],
    functions: [] as FunctionDefinition[],
  }));
  const readingAt = ({ from }: Range) => all[textPosition(program, from)];
  for (const one of program.diagnostics) readingAt(one)?.diagnostics.push(one);
  for (const one of program.parameters) readingAt(one.literal)?.parameters.push(one);
  for (const one of program.functions) readingAt(one.syntax.nameRange)?.functions.push(one);
  return new Map(all.map((reading, at) => [cells[at] as string, reading]));
}

/** The cell with the definition at an offset of the program's source. */
export function cellAt({ program, cells }: Reading, offset: number): string {
  return cells[textPosition(program, offset)] ?? "";
}
