import { emptyCell, fullOf, withCellAt, withDuplicate, withMoved, withoutCell } from "../document/cells.ts";
import { type Cell, type Document, withCell } from "../document/document.ts";
import type { Notebook } from "../store/notebook.ts";
import type { Command } from "./command.ts";

/** What the page does when cells change: where the focus goes. */
export interface CellFocus {
  /** Gives a cell the focus, or none where it is null. */
  focus(id: string | null): void;
  /** Begins writing in a cell. */
  edit(id: string): void;
}

/** Whether there is room for one cell more; where there is not, it is said. */
function hasRoom(notebook: Notebook): boolean {
  const refusal = fullOf(notebook.store.getState().document);
  if (refusal) notebook.set({ refusal });
  return refusal === null;
}

/** Adds an empty cell at a position, and begins it. */
export function addCell(
  notebook: Notebook,
  kind: Cell["kind"],
  at: number,
  { edit }: Pick<CellFocus, "edit">,
): void {
  if (!hasRoom(notebook)) return;
  const added = emptyCell(notebook.store.getState().document, kind);
  notebook.change(null, (document) => withCellAt(document, added, at));
  edit(added.id);
}

/** What is done within a cell, where that is writing. */
const editing: Partial<Record<Cell["kind"], string>> = { text: "Edit text", code: "Edit source" };

/** What can be done with a cell. Each is one step of the history. */
export function cellCommands(notebook: Notebook, id: string, focusing: CellFocus): readonly Command[] {
  const { focus, edit } = focusing;
  const { document } = notebook.store.getState();
  const position = document.cells.findIndex((cell) => cell.id === id);
  const cell = document.cells[position];
  if (!cell) return [];
  const last = document.cells.length - 1;
  const change = (make: (document: Document) => Document) => notebook.change(null, make);
  const toggle = (what: "collapsed" | "hidden", on: boolean) =>
    change((document) =>
      withCell(document, id, ({ [what]: _, ...rest }: Cell & { hidden?: boolean | undefined }) => ({
        ...(rest as Cell),
        ...(on && { [what]: true }),
      })),
    );
  const add = (kind: Cell["kind"], at: number) => addCell(notebook, kind, at, focusing);
  const isHidden = cell.kind === "code" && cell.hidden === true;
  const group = "Cell";
  return [
    {
      id: "edit",
      group,
      title: editing[cell.kind] ?? "Work in the cell",
      cellKeys: "Enter",
      run: () => edit(id),
    },
    { id: "text-above", group, title: "Add text above", keys: "a", run: () => add("text", position) },
    { id: "text-below", group, title: "Add text below", keys: "b", run: () => add("text", position + 1) },
    { id: "code-above", group, title: "Add source above", keys: "Shift+a", run: () => add("code", position) },
    {
      id: "code-below",
      group,
      title: "Add source below",
      keys: "Shift+b",
      run: () => add("code", position + 1),
    },
    {
      id: "plane-below",
      group,
      title: "Add picture below",
      keys: "p",
      run: () => add("plane", position + 1),
    },
    {
      id: "space-below",
      group,
      title: "Add space below",
      keys: "s",
      run: () => add("space", position + 1),
    },
    {
      id: "up",
      group,
      title: "Move cell up",
      keys: "Alt+Up",
      enabled: position > 0,
      run: () => {
        change((document) => withMoved(document, id, position - 1));
        focus(id);
      },
    },
    {
      id: "down",
      group,
      title: "Move cell down",
      keys: "Alt+Down",
      enabled: position < last,
      run: () => {
        change((document) => withMoved(document, id, position + 1));
        focus(id);
      },
    },
    {
      id: "duplicate",
      group,
      title: "Duplicate cell",
      keys: "Shift+d",
      enabled: true,
      run: () => hasRoom(notebook) && change((document) => withDuplicate(document, id)),
    },
    {
      id: "collapse",
      group,
      title: cell.collapsed ? "Expand cell" : "Collapse cell",
      keys: "o",
      run: () => {
        toggle("collapsed", !cell.collapsed);
        focus(id);
      },
    },
    {
      id: "hide",
      group,
      title: isHidden ? "Show source" : "Hide source",
      keys: "h",
      enabled: cell.kind === "code",
      run: () => {
        toggle("hidden", !isHidden);
        focus(id);
      },
    },
    {
      id: "delete",
      group,
      title: "Delete cell",
      keys: "d d",
      run: () => {
        change((document) => withoutCell(document, id));
        focus((document.cells[position + 1] ?? document.cells[position - 1])?.id ?? null);
      },
    },
  ];
}
