import type { Combination } from "./keys.ts";

/** What of an element says which keys it uses itself. */
export interface Focused {
  /** In lower case. */
  readonly name: string;
  /** Of an input. */
  readonly type?: string | undefined;
  readonly role?: string | null | undefined;
  readonly editable?: boolean | undefined;
  /** Whether it is a cell of the page. */
  readonly cell?: boolean | undefined;
}

/** Inputs that are not written into. */
const switches: ReadonlySet<string> = new Set([
  "checkbox",
  "radio",
  "button",
  "submit",
  "reset",
  "color",
  "file",
]);

/** Roles of what text is written in. */
const writing: ReadonlySet<string> = new Set(["textbox", "searchbox", "combobox"]);

/** Roles of what else takes letters or arrows: lists that are searched by typing, and plots. */
const takers: ReadonlySet<string> = new Set([
  "application",
  "listbox",
  "menu",
  "menubar",
  "tree",
  "grid",
  "spinbutton",
]);

const pressed: ReadonlySet<string> = new Set(["button", "a", "summary"]);
const pressing: ReadonlySet<string> = new Set(["Enter", " "]);
const moving: ReadonlySet<string> = new Set(["Home", "End", "PageUp", "PageDown"]);

/** Combinations with Ctrl that text fields have themselves. */
const ofEditing = /^[axcvbiu]$|^(?:Arrow|Home|End|Backspace|Delete)/;
/** And those that are the document's, whose texts they are, but in dialogs: what is written there is none of it. */
const ofUndoing = /^[zy]$/;

/**
 * Whether the combination belongs to what has the focus, so that it is no command. As in Jupyter, letters are commands
 * only outside of text fields and plots; those with Ctrl, and Shift with Enter, are so everywhere. Within a dialog there are
 * none but those with Ctrl.
 * @param path the focused element and all it stands in, from the inside out
 */
export function isTaken(combination: Combination, path: readonly Focused[]): boolean {
  const { key, ctrl, alt, shift } = combination;
  const isWriting = path.some(isWritten);
  const isEditing = isWriting && ofEditing.test(key);
  if (isInDialog(path)) return !ctrl || isEditing || (isWriting && ofUndoing.test(key));
  const [focused] = path;
  if (!focused) return false;
  if (path.some(takesLetters)) {
    if (ctrl) return isEditing;
    return !alt && !(shift && key === "Enter");
  }
  if (ctrl || alt) return false;
  if (pressed.has(focused.name)) return pressing.has(key);
  if (shift) return false;
  if (focused.name !== "input") return false;
  const isRange = focused.type === "range" || focused.type === "radio";
  return pressing.has(key) || (isRange && (key.startsWith("Arrow") || moving.has(key)));
}

/** Whether the focus is within a dialog. */
export function isInDialog(path: readonly Focused[]): boolean {
  return path.some(({ name }) => name === "dialog");
}

/** Whether text is written in it. */
export function isWritten({ name, type, role, editable }: Focused): boolean {
  if (editable || name === "textarea") return true;
  if (name === "input") return type !== "range" && !switches.has(type ?? "text");
  return role ? writing.has(role) : false;
}

function takesLetters(focused: Focused): boolean {
  const { name, role } = focused;
  return isWritten(focused) || name === "select" || (role ? takers.has(role) : false);
}
