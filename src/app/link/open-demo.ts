import { demos } from "../demos.ts";
import type { Document } from "../document/document.ts";
import { parseDocument } from "../document/parse.ts";
import type { DocumentResult } from "../document/schema.ts";
import type { Notebook } from "../store/notebook.ts";

/** The build puts it in; the same for the same demos. */
declare const deldotDemos: string;

/** How many were asked for: of several that are on their way the last one is shown, whichever comes first. */
let asked = 0;

/** Those that were asked for and not opened since. */
const fetched = new Map<string, Promise<DocumentResult>>();

/** One of the notebooks that come with the page, which may be opened soon. Rejects where it cannot be had. */
export function fetchDemo(id: string): Promise<DocumentResult> {
  const known = fetched.get(id) ?? readDemo(id);
  fetched.set(id, known);
  known.catch(() => fetched.delete(id));
  return known;
}

async function readDemo(id: string): Promise<DocumentResult> {
  const demo = demos.find((one) => one.id === id);
  if (!demo) return { ok: false, problem: "There is no such notebook here." };
  const response = await fetch(`${demo.file}?${deldotDemos}`);
  if (!response.ok) throw new Error(response.statusText);
  return parseDocument(await response.text());
}

/** Shows one of the notebooks that come with the page, through `open`; says why where it cannot. */
export async function openDemo(
  id: string,
  notebook: Notebook,
  open: (document: Document) => string | null | Promise<string | null>,
): Promise<void> {
  asked += 1;
  const own = asked;
  try {
    const read = await fetchDemo(id);
    fetched.delete(id);
    if (own !== asked) return;
    notebook.set({ refusal: read.ok ? await open(read.document) : read.problem });
  } catch {
    if (own !== asked) return;
    notebook.set({ refusal: `“${demos.find((one) => one.id === id)?.title}” could not be loaded.` });
  }
}
