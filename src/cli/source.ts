import { type Diagnostic, lineAndColumn, sentenceOf } from "../engine/language/diagnostic.ts";
import { Failure } from "./failure.ts";
import { nameOf, readText } from "./read.ts";

/** A piece of the source with the name it has in messages. */
interface Part {
  readonly name: string;
  /** Where the piece begins in the source. */
  readonly from: number;
}

/** What a FILE holds: definitions in the language, and for a notebook the seed it was saved with. */
export interface Source {
  readonly text: string;
  /** The texts that it is made of: the cells of a notebook, of which each is read by itself. */
  readonly texts: readonly string[];
  readonly seed: number;
  /** `FILE:line:column` of an offset, counted from 1, columns in characters. */
  place(offset: number): string;
}

/** Reads FILE: a text in the language, or a notebook whose code cells are taken one after the other. */
export async function readSource(file: string, stdin: AsyncIterable<Uint8Array>): Promise<Source> {
  const text = await readText(file, stdin);
  const name = nameOf(file);
  return isNotebook(text) ? readNotebook(name, text) : sourceOfText(name, text);
}

export function sourceOfText(name: string, text: string): Source {
  return { text, texts: [text], seed: 0, place: (offset) => place(text, [{ name, from: 0 }], offset) };
}

/** No text of the language begins with a brace, so whatever does is meant as a notebook. */
function isNotebook(text: string): boolean {
  return text.trimStart().startsWith("{");
}

async function readNotebook(name: string, text: string): Promise<Source> {
  // Loaded only here: a plain text file does not need the notebook's schema.
  const { parseDocument } = await import("../app/document/parse.ts");
  const { codeCells, sourceOf } = await import("../app/document/document.ts");
  const result = parseDocument(text);
  if (!result.ok) throw new Failure(1, `${name}:1:1: error: ${result.problem}`);
  const { document } = result;
  const source = sourceOf(document);
  const parts: Part[] = [];
  let from = 0;
  for (const [index, cell] of document.cells.entries()) {
    if (cell.kind !== "code") continue;
    parts.push({ name: `${name}#${index + 1}`, from });
    from += cell.source.length + 1;
  }
  const texts = codeCells(document).map((cell) => cell.source);
  return { text: source, texts, seed: document.seed, place: (offset) => place(source, parts, offset) };
}

function place(text: string, parts: readonly Part[], offset: number): string {
  const part = parts.findLast(({ from }) => from <= offset) ?? { name: "", from: 0 };
  return `${part.name}:${lineAndColumn(text.slice(part.from), offset - part.from)}`;
}

/** A diagnostic as one line: where, how bad, what, and what might help. */
export function diagnosticLine(source: Source, diagnostic: Diagnostic): string {
  return `${source.place(diagnostic.from)}: ${diagnostic.severity}: ${sentenceOf(diagnostic)}\n`;
}
