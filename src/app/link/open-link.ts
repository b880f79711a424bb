import type { Document } from "../document/document.ts";
import { parseDocument } from "../document/parse.ts";
import type { Notebook } from "../store/notebook.ts";
import { documentTextOf } from "./link.ts";

/** Shows the document in an address through `open`, as one of its own: what is saved here stays as it is. */
export async function openLink(
  hash: string,
  notebook: Notebook,
  open: (document: Document) => Promise<string | null>,
): Promise<void> {
  const linked = await documentTextOf(hash);
  const read = linked.ok ? parseDocument(linked.text) : linked;
  const problem = read.ok ? await open(read.document) : read.problem;
  notebook.set({ refusal: problem });
}
