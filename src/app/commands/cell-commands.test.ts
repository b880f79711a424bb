import { expect, it } from "vitest";
import { bounds } from "../document/bounds.ts";
import { createDocument, type Document, type TextCell } from "../document/document.ts";
import { createNotebook } from "../store/notebook.ts";
import { cellCommands } from "./cell-commands.ts";

const nowhere = { focus: () => {}, edit: () => {} };

function notebookOf(texts: number) {
  const { cells, ...rest } = createDocument("", "F(x, y) = (x, y)");
  const more = Array.from(
    { length: texts },
    (_, k): TextCell => ({ id: `t${k}`, kind: "text", source: `${k}` }),
  );
  const document: Document = { ...rest, cells: [...more, ...cells] };
  return createNotebook(document);
}

it.each(["duplicate", "text-above", "code-below"])(
  "%s says why where a notebook is full, and changes nothing",
  (id) => {
    for (const [texts, isFull] of [
      [3, false],
      [bounds.cells - 2, true],
    ] as const) {
      const notebook = notebookOf(texts);
      const before = notebook.store.getState().document;
      cellCommands(notebook, "t1", nowhere)
        .find((command) => command.id === id)
        ?.run();
      const { document, refusal } = notebook.store.getState();
      expect(document.cells.length - before.cells.length).toBe(isFull ? 0 : 1);
      expect(refusal).toBe(isFull ? `A notebook has at most ${bounds.cells} cells.` : null);
    }
  },
);
