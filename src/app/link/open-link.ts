import { parseDocument } from "../document/parse.ts";
import type { Documents } from "../library/documents.ts";
import type { Notebook } from "../store/notebook.ts";
import { documentTextOf } from "./link.ts";

/** Shows the document in an address, as one of its own: what is saved here stays as it is. */
export async function openLink(hash: string, notebook: Notebook, documents: Documents): Promise<void> {
  const linked = await documentTextOf(hash);
  const read = linked.ok ? parseDocument(linked.text) : linked;
  // It is saved when it is changed; until then the address has it.
  const problem = read.ok ? documents.openNew(read.document, false) : read.problem;
  notebook.set({ refusal: problem, shared: problem === null });
}
