import { keyOf } from "./key-of.ts";

/** Keys pressed together. */
export interface Combination {
  /** Letters in lower case, other keys as browsers name them. */
  readonly key: string;
  /** Ctrl, which is Command on Macs. */
  readonly ctrl: boolean;
  readonly shift: boolean;
  readonly alt: boolean;
}

/** What of a `KeyboardEvent` says which keys were pressed. */
export interface Stroke {
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
  /** The key is held, and was pressed before. */
  readonly repeat?: boolean;
}

const modifiers: ReadonlySet<string> = new Set(["Ctrl", "Shift", "Alt"]);

/** Keys whose names are written shorter than browsers have them. */
const names: Readonly<Record<string, string>> = {
  Esc: "Escape",
  Up: "ArrowUp",
  Down: "ArrowDown",
  Left: "ArrowLeft",
  Right: "ArrowRight",
  Space: " ",
};

/**
 * Keys as commands have them: `Ctrl+K`, `Shift+Enter`, `a`, `?`, and one after the other `d d`.
 * @throws {Error} where it is not written like that: a mistake of the program's
 */
export function parseKeys(text: string): readonly Combination[] {
  return text.split(" ").map((part) => {
    // The plus itself is the last sign of its combination.
    const ended = part === "+" || part.endsWith("++") ? `${part.slice(0, -1)}plus` : part;
    const [key = "", ...held] = ended.split("+").reverse();
    if (!key || held.some((name) => !modifiers.has(name))) throw new Error(`no keys: ${text}`);
    const name = key === "plus" ? "+" : (names[key] ?? key);
    return {
      key: name.length === 1 ? name.toLowerCase() : name,
      ctrl: held.includes("Ctrl"),
      shift: held.includes("Shift"),
      alt: held.includes("Alt"),
    };
  });
}

/** Whether a stroke is of this combination. */
export function matches({ key, ctrl, shift, alt }: Combination, stroke: Stroke, mac: boolean): boolean {
  const [held, other] = mac ? [stroke.metaKey, stroke.ctrlKey] : [stroke.ctrlKey, stroke.metaKey];
  if (held !== ctrl || other || stroke.altKey !== alt) return false;
  // Signs such as ? are typed with Shift on some keyboards and without on others.
  const isSign = key.length === 1 && !/[a-z ]/.test(key);
  return keyOf(stroke) === key && (isSign || stroke.shiftKey === shift);
}

/** Keys as they are shown, combination by combination and key by key: `[["Ctrl", "K"]]`, and on Macs `[["⌘", "K"]]`. */
export function keyLabels(text: string, mac: boolean): readonly (readonly string[])[] {
  return parseKeys(text).map(({ key, ctrl, shift, alt }) => [
    ...(ctrl ? [mac ? "⌘" : "Ctrl"] : []),
    ...(alt ? [mac ? "⌥" : "Alt"] : []),
    ...(shift ? [mac ? "⇧" : "Shift"] : []),
    labels[key] ?? (key.length === 1 ? key.toUpperCase() : key),
  ]);
}

const labels: Readonly<Record<string, string>> = {
  Escape: "Esc",
  ArrowUp: "↑",
  ArrowDown: "↓",
  ArrowLeft: "←",
  ArrowRight: "→",
  PageUp: "Page Up",
  PageDown: "Page Down",
  "-": "−",
  " ": "Space",
};

/** Keys as `aria-keyshortcuts` has them. */
export function ariaKeys(text: string, mac: boolean): string {
  return parseKeys(text)
    .map(({ key, ctrl, shift, alt }) =>
      [
        ctrl && (mac ? "Meta" : "Control"),
        alt && "Alt",
        shift && "Shift",
        key === " " ? "Space" : key.length === 1 ? key.toUpperCase() : key,
      ]
        .filter(Boolean)
        .join("+"),
    )
    .join(" ");
}
