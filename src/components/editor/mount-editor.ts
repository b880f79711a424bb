import type { Notebook } from "../../app/store/notebook.ts";
import { readingOf } from "../../app/store/reading.ts";
import { goOn } from "../focus-cell.ts";
import { createEditor, type EditorPlace } from "./create-editor.ts";

/** An editor on the page; it is there until it is destroyed. */
export interface MountedEditor extends EditorPlace {
  destroy(): void;
}

/** Puts an editor of a code cell's source into an element: each follows what becomes of the other. */
export function mountEditor(element: HTMLElement, notebook: Notebook, id: string): MountedEditor {
  const root = element.shadowRoot ?? element.attachShadow({ mode: "open" });
  const { store } = notebook;
  const text = readingOf(store.getState().reading, id)?.source ?? "";
  const editor = createEditor(root, text, {
    change: (text) => notebook.setSource(id, text),
    leave: () => goOn(id),
  });
  const follow = ({ reading } = store.getState()) => {
    const cell = readingOf(reading, id);
    if (cell) editor.show(cell);
  };
  const forget = store.subscribe((state, before) => {
    if (state.reading !== before.reading) follow(state);
  });
  follow();
  return {
    ...editor,
    destroy() {
      forget();
      editor.destroy();
    },
  };
}
