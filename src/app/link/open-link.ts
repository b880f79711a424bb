import { parseDocument } from "../document/parse.ts";
import type { Documents } from "../library/documents.ts";
import type { Notebook } from "../store/notebook.ts";
import { documentTextOf } from "./link.ts";

/** Shows the document in an address, as one of its own: what is saved here stays as it is. */
export async function openLink(hash: string, notebook: Notebook, documents: Documents): Promise<void> {
  const linked = await documentTextOf(hash);
  const read = linked.ok ? parseDocument(linked.text) : linked;
  const problem = read.ok ? documents.openShared(read.document) : read.problem;
  notebook.set({ refusal: problem });
}
