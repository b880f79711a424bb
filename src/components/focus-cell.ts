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

/** Asks a cell to begin, until it does or the focus has gone elsewhere. */
function begin(id: string, from: Element | null, frames: number): void {
  const element = elementOf(id);
  // What is written in is asked to begin; of a picture the plot is what keys work on.
  element?.dispatchEvent(new CustomEvent("edit-cell"));
  // What is asked to begin does so at the end of this turn.
  queueMicrotask(() => {
    awaited = frames > 0 && document.activeElement === from;
    if (awaited) requestAnimationFrame(() => begin(id, from, frames - 1));
    else element?.scrollIntoView({ block: "nearest" });
  });
}

let awaited = false;

/** Whether a cell is about to take the focus: keys that are pressed now are meant for it, and are no commands. */
export function isCellAwaited(): boolean {
  return awaited;
}

/** Moves the focus between the cells of the page. */
export const cellFocus: CellFocus = {
  focus(id) {
    if (id === null) return;
    afterwards(() => {
      const element = elementOf(id);
      element?.focus({ preventScroll: true });
      element?.scrollIntoView({ block: "nearest" });
    });
  },
  edit(id) {
    awaited = true;
    queueMicrotask(() => begin(id, document.activeElement, patience));
  },
};

/** The ids of the cells on the page, from the top. */
export function cellsOnPage(): readonly string[] {
  return [...document.querySelectorAll<HTMLElement>("[data-cell]")].map(
    ({ dataset }) => dataset.cell as string,
  );
}
