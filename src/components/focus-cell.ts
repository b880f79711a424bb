import type { CellFocus } from "../app/commands/cell-commands.ts";

/** The box of a cell. */
export function elementOf(id: string): HTMLElement | null {
  return document.querySelector(`[data-cell="${CSS.escape(id)}"]`);
}

/** When the page has drawn what has just changed. */
function afterwards(act: () => void): void {
  requestAnimationFrame(() => requestAnimationFrame(act));
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
    const begin = () => {
      const element = elementOf(id);
      if (!element || element.contains(document.activeElement)) return;
      element.scrollIntoView({ block: "nearest" });
      // What is written in is asked to begin; of a picture the plot is what keys work on.
      element.dispatchEvent(new CustomEvent("edit-cell"));
    };
    // At once, so that what is typed next is no command; and later where what takes the focus has still to come.
    queueMicrotask(begin);
    afterwards(begin);
  },
};

/** The ids of the cells on the page, from the top. */
export function cellsOnPage(): readonly string[] {
  return [...document.querySelectorAll<HTMLElement>("[data-cell]")].map(
    ({ dataset }) => dataset.cell as string,
  );
}
