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

/** Roles whose elements take letters or arrows: text, lists that are searched by typing, and plots. */
const takers: ReadonlySet<string> = new Set([
  "application",
  "textbox",
  "searchbox",
  "combobox",
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

/** Combinations that text fields have themselves, undoing and choosing among them. */
const ofEditing = /^[zyaxcvbiu]$|^(?:Arrow|Home|End|Backspace|Delete)/;

/**
 * Whether the combination belongs to what has the focus, so that it is no command. As in Jupyter, letters are commands
 * only outside of text fields and plots; those with Ctrl, and Shift with Enter, are so everywhere. Within a dialog there are
 * no commands.
 * @param path the focused element and all it stands in, from the inside out
 */
export function isTaken(combination: Combination, path: readonly Focused[]): boolean {
  const { key, ctrl, alt, shift } = combination;
  if (path.some(({ name }) => name === "dialog")) return true;
  const [focused] = path;
  if (!focused) return false;
  if (path.some(takesLetters)) {
    if (ctrl) return ofEditing.test(key);
    return !alt && !(shift && key === "Enter");
  }
  if (ctrl || alt) return false;
  if (pressed.has(focused.name)) return pressing.has(key);
  if (shift) return false;
  if (focused.name !== "input") return false;
  const isRange = focused.type === "range" || focused.type === "radio";
  return pressing.has(key) || (isRange && (key.startsWith("Arrow") || moving.has(key)));
}

function takesLetters({ name, type, role, editable }: Focused): boolean {
  if (editable || name === "textarea" || name === "select") return true;
  if (name === "input") return type !== "range" && !switches.has(type ?? "text");
  return role ? takers.has(role) : false;
}
