import { createDocument, type PlaneCell } from "../document/document.ts";
import { createNotebook } from "../store/notebook.ts";
import { createView, type View } from "../store/view.ts";

/** The view of a document of one source, for tests. */
export function viewOf(source: string, plane: Partial<PlaneCell> = {}): View {
  return createView(createNotebook(createDocument("", source, plane)), "plane");
}
