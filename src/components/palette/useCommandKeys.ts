import { useLayoutEffect, useRef } from "react";
import type { Command } from "../../app/commands/command.ts";
import { type Focused, isInDialog, isWritten } from "../../app/commands/focus.ts";
import { Keyboard } from "../../app/commands/keyboard.ts";
import { isKeptForCell } from "../focus-cell.ts";
import { isMac } from "./isMac.ts";

/** What browsers' own menus ask for. */
const ofMenus: Readonly<Record<string, string | undefined>> = { historyUndo: "undo", historyRedo: "redo" };

/** Runs the commands whose keys are pressed, anywhere on the page, unless what has the focus uses them itself. */
export function useCommandKeys(commands: readonly Command[]): void {
  const latest = useRef(commands);
  useLayoutEffect(() => {
    latest.current = commands;
  }, [commands]);
  useLayoutEffect(() => {
    const keyboard = new Keyboard(isMac);
    const onKeyDown = (event: KeyboardEvent) => {
      // What has been used is used.
      if (event.defaultPrevented || event.isComposing || (!event.repeat && isKeptForCell(event))) return;
      const command = keyboard.command(event, pathOf(event), latest.current, event.timeStamp);
      if (!command) return;
      event.preventDefault();
      if (command !== "used") command.run();
    };
    const onBeforeInput = (event: InputEvent) => {
      const id = ofMenus[event.inputType];
      if (!id || isInDialog(pathOf(event))) return;
      event.preventDefault();
      // From within a dialog browsers go on to what was written before it was opened.
      if (document.querySelector("dialog[open]")) return;
      latest.current.find((command) => command.id === id && command.enabled !== false)?.run();
    };
    const listening = new AbortController();
    const { signal } = listening;
    window.addEventListener("keydown", onKeyDown, { signal });
    window.addEventListener("beforeinput", onBeforeInput, { signal });
    return () => listening.abort();
  }, []);
}

/** Whether the event belongs to a text that is being written, or to a dialog. */
export function isInText(event: Event): boolean {
  const path = pathOf(event);
  return isInDialog(path) || path.some(isWritten);
}

/** The focused element and all it stands in, also where they stand in a shadow. */
function pathOf(event: Event): readonly Focused[] {
  const elements = event.composedPath().filter((target) => target instanceof HTMLElement);
  // What has the focus in a dialog keeps it until the next frame when the dialog closes.
  const closed = elements.findLastIndex((element) => element instanceof HTMLDialogElement && !element.open);
  return elements.slice(closed + 1).map((element) => ({
    name: element.localName,
    type: element instanceof HTMLInputElement ? element.type : undefined,
    role: element.getAttribute("role"),
    editable: element.isContentEditable,
    cell: element.dataset.cell !== undefined,
  }));
}
