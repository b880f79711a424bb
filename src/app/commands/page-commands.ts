import type { Cell } from "../document/document.ts";
import { drawSeed } from "../store/draw-seed.ts";
import { exportedCell } from "../store/exported.ts";
import type { Notebook } from "../store/notebook.ts";
import { addCell, type CellFocus } from "./cell-commands.ts";
import type { Command } from "./command.ts";
import { historyCommands, saveCommand } from "./document-commands.ts";

/** What the page opens when it is asked to. */
export interface PageActions {
  palette(): void;
  keys(): void;
  exportPicture(): void;
  exportSpace(): void;
  open(): void;
  share(): void;
  documents(): void;
  newDocument(): void;
  goOn(): void;
  examples(): void;
}

/** Kinds by the names they are added by. */
const kinds: Readonly<Record<string, Cell["kind"]>> = {
  text: "text",
  source: "code",
  picture: "plane",
  space: "space",
  compare: "compare",
  convergence: "convergence",
  cost: "cost",
  points: "points",
};
/** So many of them, the first, are commands of a cell where one is worked with. */
const ofCells = 4;

/** What can be done with the notebook as a whole. */
export function pageCommands(
  notebook: Notebook,
  actions: PageActions,
  focus: CellFocus,
  cells: () => readonly string[],
): readonly Command[] {
  const { document, active } = notebook.store.getState();
  const step = (by: number) => () => {
    const all = cells();
    const at = all.indexOf(active ?? "");
    const next = all[at < 0 ? (by > 0 ? 0 : all.length - 1) : at + by];
    if (next) focus.focus(next);
  };
  const position = document.cells.findIndex(({ id }) => id === active);
  const group = "Notebook";
  return [
    { id: "palette", group, title: "Find a command", keys: "Ctrl+K", run: actions.palette },
    { id: "keys", group, title: "Show all keys", keys: "?", run: actions.keys },
    ...historyCommands(notebook),
    saveCommand(notebook),
    { id: "open", group, title: "Open a file", keys: "Ctrl+O", run: actions.open },
    { id: "share", group, title: "Share: link, embed code, JAX, PyTorch …", run: actions.share },
    { id: "documents", group, title: "Documents: open, rename, delete, new", run: actions.documents },
    { id: "new", group, title: "New document", run: actions.newDocument },
    { id: "examples", group, title: "Examples: open a notebook or a field", run: actions.examples },
    {
      id: "export",
      group,
      title: "Export the picture or its numbers",
      keys: "Ctrl+E",
      enabled: exportedCell({ document, active }) !== null,
      run: actions.exportPicture,
    },
    {
      id: "export-space",
      group,
      title: "Export space: picture, slices, grid, surfaces …",
      enabled: document.cells[position]?.kind === "space",
      run: actions.exportSpace,
    },
    {
      id: "present",
      group,
      title: "Present: one cell at a time, in large type",
      keys: "Shift+P",
      run: () => notebook.set({ showing: "present", slide: 0 }),
    },
    { id: "next", group, title: "Next cell", keys: "j", cellKeys: "Down", run: step(1) },
    { id: "previous", group, title: "Previous cell", keys: "k", cellKeys: "Up", run: step(-1) },
    {
      id: "go-on",
      group,
      title: "Leave a cell for the one below",
      keys: "Shift+Enter",
      run: actions.goOn,
    },
    ...Object.entries(kinds)
      .slice(position < 0 ? 0 : ofCells)
      .map(([name, kind]) => ({
        id: `add-${name}`,
        group: "Cell",
        title: `Add ${name}${position < 0 ? "" : " below"}`,
        run: () => addCell(notebook, kind, position < 0 ? document.cells.length : position + 1, focus),
      })),
    { id: "seed", group, title: "Take a new seed", run: () => drawSeed(notebook) },
  ];
}
