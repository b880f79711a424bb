import { parseDocument } from "../document/parse.ts";
import type { DocumentResult } from "../document/schema.ts";
import { withDocuments } from "../library/with-documents.ts";
import type { Session } from "../session.ts";
import { documentKeyword, isPng, PngError, readText } from "./png-chunks.ts";

/** Bytes of a file that are looked at: a document stands before a picture's pixels. */
const mostRead = 64e6;
/** Bytes of a document as text: some ten times the longest source. */
const mostText = 16e6;

/** Shows the document that a file is or carries; what is on show can be gone back to. Says why where there is none. */
export async function openFile(session: Pick<Session, "notebook" | "documents">, file: Blob): Promise<void> {
  const found = await documentIn(file);
  const { notebook } = session;
  if (found.ok)
    await withDocuments(session, ({ openNew }) => notebook.set({ refusal: openNew(found.document) }));
  else notebook.set({ refusal: found.problem });
}

/** The document that a file is, or that a PNG carries. Never rejects. */
export async function documentIn(file: Blob): Promise<DocumentResult> {
  try {
    const bytes = new Uint8Array(await file.slice(0, mostRead).arrayBuffer());
    if (isPng(bytes)) {
      const text = await readText(bytes, documentKeyword);
      return text === null ? refused("This PNG carries no Deldot document.") : parseDocument(text);
    }
    if (file.size > mostText) return refused("This file is too large to be a Deldot document.");
    return parseDocument(new TextDecoder().decode(bytes));
  } catch (error) {
    return refused(error instanceof PngError ? error.message : "This file cannot be read.");
  }
}

function refused(problem: string): DocumentResult {
  return { ok: false, problem };
}
