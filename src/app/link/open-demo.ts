import { demos } from "../demos.ts";
import type { Document } from "../document/document.ts";
import { parseDocument } from "../document/parse.ts";
import type { Notebook } from "../store/notebook.ts";

/** The build puts it in; the same for the same demos. */
declare const deldotDemos: string;

/** How many were asked for: of several that are on their way the last one is shown, whichever comes first. */
let asked = 0;

/** Shows one of the notebooks that come with the page, through `open`; says why where it cannot. */
export async function openDemo(
  id: string,
  notebook: Notebook,
  open: (document: Document) => string | null | Promise<string | null>,
): Promise<void> {
  const demo = demos.find((one) => one.id === id);
  if (!demo) {
    notebook.set({ refusal: "There is no such notebook here." });
    return;
  }
  asked += 1;
  const own = asked;
  try {
    const response = await fetch(`${demo.file}?${deldotDemos}`);
    if (!response.ok) throw new Error(response.statusText);
    const read = parseDocument(await response.text());
    if (own !== asked) return;
    notebook.set({ refusal: read.ok ? await open(read.document) : read.problem });
  } catch {
    if (own !== asked) return;
    notebook.set({ refusal: `“${demo.title}” could not be loaded.` });
  }
}
