import { describe, expect, it } from "vitest";
import { ariaKeys, keyLabels, matches, parseKeys, type Stroke } from "./keys.ts";

const stroke = (key: string, change: Partial<Stroke> = {}): Stroke => ({
  key,
  code: /^[a-z]$/i.test(key) ? `Key${key.toUpperCase()}` : "",
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...change,
});
const only = (text: string) => parseKeys(text)[0] as ReturnType<typeof parseKeys>[number];

describe("keys", () => {
  it("are read", () => {
    expect(parseKeys("Ctrl+Shift+K")).toEqual([{ key: "k", ctrl: true, shift: true, alt: false }]);
    expect(parseKeys("d d")).toHaveLength(2);
    expect(only("Esc").key).toBe("Escape");
    expect(only("Alt+Up")).toEqual({ key: "ArrowUp", ctrl: false, shift: false, alt: true });
    expect(only("Space").key).toBe(" ");
    expect(only("Ctrl++")).toMatchObject({ key: "+", ctrl: true });
    expect(only("+")).toMatchObject({ key: "+", ctrl: false });
    for (const wrong of ["", "Ctrl+", "Strg+K", "a  b", "K+Ctrl"])
      expect(() => parseKeys(wrong), wrong).toThrow("no keys");
  });

  it("are those of a stroke, with all that is held and no more", () => {
    expect(matches(only("a"), stroke("a"), false)).toBe(true);
    expect(matches(only("a"), stroke("A"), false)).toBe(true);
    for (const held of ["ctrlKey", "metaKey", "shiftKey", "altKey"])
      expect(matches(only("a"), stroke("a", { [held]: true }), false), held).toBe(false);
    expect(matches(only("Shift+Enter"), stroke("Enter", { shiftKey: true }), false)).toBe(true);
    expect(matches(only("Shift+Enter"), stroke("Enter"), false)).toBe(false);
    expect(matches(only("a"), stroke("b"), false)).toBe(false);
  });

  it("have Command for Ctrl on Macs", () => {
    expect(matches(only("Ctrl+K"), stroke("k", { ctrlKey: true }), false)).toBe(true);
    expect(matches(only("Ctrl+K"), stroke("k", { metaKey: true }), false)).toBe(false);
    expect(matches(only("Ctrl+K"), stroke("k", { metaKey: true }), true)).toBe(true);
    expect(matches(only("Ctrl+K"), stroke("k", { ctrlKey: true }), true)).toBe(false);
  });

  it("are signs whichever way a keyboard has them, and places where it has other letters", () => {
    expect(matches(only("?"), stroke("?", { shiftKey: true }), false)).toBe(true);
    expect(matches(only("?"), stroke("?"), false)).toBe(true);
    expect(matches(only("Ctrl+K"), stroke("л", { code: "KeyK", ctrlKey: true }), false)).toBe(true);
    // A French keyboard has its A where others have Q.
    expect(matches(only("a"), stroke("a", { code: "KeyQ" }), false)).toBe(true);
    expect(matches(only("q"), stroke("a", { code: "KeyQ" }), false)).toBe(false);
  });

  it("are shown as people know them", () => {
    expect(keyLabels("Ctrl+Shift+K", false)).toEqual([["Ctrl", "Shift", "K"]]);
    expect(keyLabels("Ctrl+Shift+K", true)).toEqual([["⌘", "⇧", "K"]]);
    expect(keyLabels("d d", false)).toEqual([["D"], ["D"]]);
    expect(keyLabels("Alt+Up", false)).toEqual([["Alt", "↑"]]);
    expect(ariaKeys("Ctrl+Shift+k", false)).toBe("Control+Shift+K");
    expect(ariaKeys("Ctrl+Enter", true)).toBe("Meta+Enter");
    expect(ariaKeys("d d", false)).toBe("D D");
  });
});
