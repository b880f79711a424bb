import { draggedWith, landingsOf, withMovedBefore } from "../app/document/drag.ts";
import { rowsOf } from "../app/document/rows.ts";
import type { Notebook } from "../app/store/notebook.ts";
import { cellFocus, elementOf } from "./focus-cell.ts";

/** What is seen while a cell is carried: it goes with the pointer, and a line is where it would land. */
export interface Carried {
  readonly x: number;
  readonly y: number;
  /** null where it would stay as it is. */
  readonly line: { readonly left: number; readonly top: number; readonly width: number } | null;
}

/** CSS pixels that a pointer goes before a press is a drag. */
const slack = 5;
/** So far into another row, or at its half, what is carried lands beyond it. */
const reach = 110;
/** Nearer to the edge than this, in CSS pixels, what is beyond comes into sight … */
const edge = 70;
/** … at so many pixels in a millisecond at most, */
const fastest = 1;
/** of which a frame counts for so many at most: what comes into sight is to be seen. */
const longestFrame = 50;

/**
 * Carries a cell from where it is pressed until it is let go, which is one step of the history, or given up: by Escape, or
 * by the system.
 * @param show is told what is to be seen; null: nothing any more
 */
export function carryCell(
  notebook: Notebook,
  id: string,
  press: PointerEvent,
  handle: HTMLElement,
  show: (carried: Carried | null) => void,
): void {
  const { pointerId } = press;
  const stop = new AbortController();
  const { signal } = stop;
  let pointer = { x: press.clientX, y: press.clientY };
  let before: string | null = null;
  let frame = 0;
  let last = 0;
  const ids = () => draggedWith(notebook.store.getState().document.cells, id);
  const moved = () => withMovedBefore(notebook.store.getState().document, ids(), before);

  function end(): void {
    stop.abort();
    cancelAnimationFrame(frame);
    if (handle.hasPointerCapture(pointerId)) handle.releasePointerCapture(pointerId);
    for (const element of document.querySelectorAll("[data-carried]"))
      element.removeAttribute("data-carried");
    show(null);
  }

  function follow(now: number): void {
    const { cells } = notebook.store.getState().document;
    if (!cells.some((cell) => cell.id === id)) {
      end();
      return;
    }
    scroll(pointer.y, last === 0 ? 0 : Math.min(longestFrame, now - last));
    last = now;
    const rows = rowsOf(cells);
    const boxes = rows.map(({ key }) => elementOf(key)?.getBoundingClientRect() ?? new DOMRect());
    const own = rows.findIndex(({ key, code }) => key === id || code === id);
    const at = boxes.filter((box, k) => pointer.y >= threshold(box, k - own)).length;
    before = landingsOf(cells)[at] ?? null;
    const stays = moved() === notebook.store.getState().document;
    show({ ...pointer, line: stays ? null : lineAt(boxes, at) });
    frame = requestAnimationFrame(follow);
  }

  function begin(): void {
    for (const one of ids()) elementOf(one)?.setAttribute("data-carried", "");
    frame = requestAnimationFrame(follow);
  }

  handle.setPointerCapture(pointerId);
  const listen = { signal };
  handle.addEventListener(
    "pointermove",
    ({ clientX, clientY }) => {
      const far = Math.hypot(clientX - press.clientX, clientY - press.clientY) >= slack;
      pointer = { x: clientX, y: clientY };
      if (frame === 0 && far) begin();
    },
    listen,
  );
  handle.addEventListener(
    "pointerup",
    () => {
      const landed = frame !== 0;
      end();
      if (!landed) return;
      notebook.change(null, moved);
      cellFocus.focus(id);
    },
    listen,
  );
  handle.addEventListener("pointercancel", end, listen);
  window.addEventListener(
    "keydown",
    (event) => {
      if (event.key !== "Escape") return;
      event.preventDefault();
      event.stopPropagation();
      end();
    },
    { signal, capture: true },
  );
}

/** Below this height what is carried lands after a row; `beyond` is how many rows below its own that is. */
function threshold({ top, bottom, height }: DOMRect, beyond: number): number {
  const into = Math.min(reach, height / 2);
  if (beyond === 0) return top + height / 2;
  return beyond > 0 ? top + into : bottom - into;
}

/** What the notebook scrolls in: its own place, or on a narrow page the page. */
function scroller(): { readonly element: Element; readonly top: number; readonly bottom: number } {
  const main = document.querySelector("main");
  if (main && getComputedStyle(main).overflowY === "auto") {
    const { top, bottom } = main.getBoundingClientRect();
    return { element: main, top, bottom };
  }
  return { element: document.documentElement, top: 0, bottom: innerHeight };
}

function scroll(y: number, elapsed: number): void {
  const { element, top, bottom } = scroller();
  const share = Math.max(0, y - (bottom - edge)) - Math.max(0, top + edge - y);
  if (share !== 0) element.scrollBy(0, Math.max(-1, Math.min(1, share / edge)) * fastest * elapsed);
}

/** Between the rows above and below, within what is in sight. */
function lineAt(boxes: readonly DOMRect[], at: number): Carried["line"] {
  const [above, below] = [boxes[at - 1], boxes[at]];
  const level = ((above?.bottom ?? below?.top ?? 0) + (below?.top ?? above?.bottom ?? 0)) / 2;
  const { element, top, bottom } = scroller();
  const { left, width } = element.getBoundingClientRect();
  return { left, width: Math.min(width, innerWidth), top: Math.max(top + 2, Math.min(bottom - 4, level)) };
}
