import { serialiseDocument } from "../document/serialise.ts";
import { downloadBlob, fileName } from "../export/download.ts";
import type { Notebook } from "../store/notebook.ts";
import type { Command } from "./command.ts";

const group = "Notebook";

/** One step of the document's history back, and forth again; wherever it is shown. */
export function historyCommands({ store, undo, redo }: Notebook): readonly Command[] {
  const { past, future } = store.getState().history;
  return [
    {
      id: "undo",
      group,
      title: "Undo",
      keys: "Ctrl+Z",
      enabled: past.length > 0,
      repeats: true,
      run: undo,
    },
    {
      id: "redo",
      group,
      title: "Redo",
      keys: "Ctrl+Shift+Z",
      otherKeys: ["Ctrl+Y"],
      enabled: future.length > 0,
      repeats: true,
      run: redo,
    },
  ];
}

export function saveCommand(notebook: Notebook): Command {
  return {
    id: "save",
    group,
    title: "Save the document as a file",
    keys: "Ctrl+S",
    run: () => saveDocument(notebook),
  };
}

/** Saves the whole document, as it is typed. */
export function saveDocument(notebook: Notebook): void {
  const { document } = notebook.store.getState();
  const blob = new Blob([serialiseDocument(document)], { type: "application/json" });
  downloadBlob(blob, fileName(document.title, "deldot.json"));
}
