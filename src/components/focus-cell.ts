import type { CellFocus } from "../app/commands/cell-commands.ts";

/** The box of a cell. */
export function elementOf(id: string): HTMLElement | null {
  return document.querySelector(`[data-cell="${CSS.escape(id)}"]`);
}

/** When the page has drawn what has just changed. */
function afterwards(act: () => void): void {
  requestAnimationFrame(() => requestAnimationFrame(act));
}

/** Frames that a cell may take until it can be written in: its part of the page may be loaded for it. */
const patience = 120;

/** A cell that is about to take the focus: from where, and what has been typed for it meanwhile. */
let awaited: { from: Element | null; typed: string } | null = null;

/** Asks a cell to begin, until it does or the focus has gone elsewhere. */
function begin(id: string, frames: number): void {
  const element = elementOf(id);
  // What is written in is asked to begin; of a picture the plot is what keys work on. What has begun may be over already.
  if (isAwaited()) element?.dispatchEvent(new CustomEvent("edit-cell"));
  // What is asked to begin does so at the end of this turn.
  queueMicrotask(() => {
    if (frames > 0 && isAwaited()) requestAnimationFrame(() => begin(id, frames - 1));
    else {
      awaited = null;
      element?.scrollIntoView({ block: "nearest" });
    }
  });
}

/** Whether the focus has still to come; when it has, what was typed for it is written. */
function isAwaited(): boolean {
  if (!awaited || document.activeElement === awaited.from) return awaited !== null;
  const { typed } = awaited;
  awaited = null;
  // The one way to write that the editor and its undo take for typing.
  if (typed) document.execCommand("insertText", false, typed);
  return false;
}

/** Whether a key is meant for a cell that is about to take the focus, and is no command. Letters are kept for it. */
export function isKeptForCell(event: KeyboardEvent): boolean {
  if (!isAwaited() || !awaited) return false;
  const { key, ctrlKey, metaKey, altKey } = event;
  if (ctrlKey || metaKey) return false;
  if (key.length === 1 && !altKey) {
    event.preventDefault();
    awaited.typed += key;
  }
  return true;
}

/** Moves the focus between the cells of the page. */
export const cellFocus: CellFocus = {
  focus(id) {
    if (id === null) return;
    const element = elementOf(id);
    // Now, if it is there: keys that follow at once are for it.
    element?.focus({ preventScroll: true });
    afterwards(() => {
      const late = elementOf(id);
      // What is moved loses the focus; what has taken it meanwhile keeps it.
      if (!element || document.activeElement === document.body) late?.focus({ preventScroll: true });
      late?.scrollIntoView({ block: "nearest" });
    });
  },
  edit(id) {
    const mine = { from: document.activeElement, typed: "" };
    awaited = mine;
    queueMicrotask(() => {
      // A dialog that closes gives the focus back first.
      mine.from = document.activeElement;
      begin(id, patience);
    });
  },
};

/** The ids of the cells on the page, from the top. */
export function cellsOnPage(): readonly string[] {
  return [...document.querySelectorAll<HTMLElement>("[data-cell]")].map(
    ({ dataset }) => dataset.cell as string,
  );
}

/** Gives the focus to the cell after this one; the last one has it itself. */
export function goOn(id: string | null): void {
  const all = cellsOnPage();
  cellFocus.focus(all[all.indexOf(id ?? "") + 1] ?? id);
}
