import { countText } from "../../app/count-text.ts";
import { bounds } from "../../app/document/bounds.ts";

/** A text as a table for a document, or why it is none. */
export type TableText =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly problem: string };

/** A table as it is typed or pasted. */
export function tableText(text: string): TableText {
  const { length } = text;
  return length > bounds.source ? tooLong(`this has ${countText(length)}`) : { ok: true, text };
}

/** Reads a table of points. Never rejects. */
export async function tableFile(file: Blob & { readonly name: string }): Promise<TableText> {
  // Of numbers and what parts them each character is one byte.
  if (file.size > bounds.source) return tooLong(`${file.name} has ${countText(file.size)} bytes`);
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(await file.arrayBuffer());
    return text.includes("\0") ? refused(`${file.name} is not a text.`) : { ok: true, text };
  } catch {
    return refused(`${file.name} is not a text.`);
  }
}

function tooLong(what: string): TableText {
  return refused(`A table here has at most ${countText(bounds.source)} characters, and ${what}.`);
}

function refused(problem: string): TableText {
  return { ok: false, problem };
}
