import { countText } from "../../app/count-text.ts";
import { bounds } from "../../app/document/bounds.ts";

/** The text of a file, or why it is no table for a document. */
export type TableFile =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly problem: string };

/** Reads a table of points. Never rejects. */
export async function tableFile(file: Blob & { readonly name: string }): Promise<TableFile> {
  const most = countText(bounds.source);
  // Of numbers and what parts them each character is one byte.
  if (file.size > bounds.source) {
    const bytes = countText(file.size);
    return refused(`A table here has at most ${most} characters, and ${file.name} has ${bytes} bytes.`);
  }
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(await file.arrayBuffer());
    return text.includes("\0") ? refused(`${file.name} is not a text.`) : { ok: true, text };
  } catch {
    return refused(`${file.name} is not a text.`);
  }
}

function refused(problem: string): TableFile {
  return { ok: false, problem };
}
