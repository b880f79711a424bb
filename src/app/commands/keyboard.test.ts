import { describe, expect, it } from "vitest";
import type { Command } from "./command.ts";
import { type Focused, isTaken } from "./focus.ts";
import { Keyboard } from "./keyboard.ts";
import { parseKeys, type Stroke } from "./keys.ts";

const body: readonly Focused[] = [{ name: "body" }];
const field: readonly Focused[] = [{ name: "textarea" }, ...body];

function stroke(text: string): Stroke {
  const { key, ctrl, shift, alt } = parseKeys(text)[0] as ReturnType<typeof parseKeys>[number];
  return { key, code: "", ctrlKey: ctrl, metaKey: false, shiftKey: shift, altKey: alt };
}

const command = (keys: string | undefined, enabled?: boolean): Command => ({
  id: keys ?? "none",
  title: keys ?? "none",
  run: () => {},
  ...(keys !== undefined && { keys }),
  ...(enabled !== undefined && { enabled }),
});
const idOf = (asked: ReturnType<Keyboard["command"]>) => (asked === "used" ? asked : (asked?.id ?? null));
const commands = [
  command(undefined),
  command("a", false),
  command("a"),
  command("d d"),
  command("d x"),
  command("x"),
  command("Ctrl+K"),
  command("Shift+Enter"),
  command("Enter"),
  command("?"),
];

describe("commands by keys", () => {
  it("are the first that can be asked for", () => {
    const keyboard = new Keyboard(false);
    expect(keyboard.command(stroke("a"), body, commands, 0)).toBe(commands[2]);
    expect(keyboard.command(stroke("b"), body, commands, 1)).toBeNull();
    expect(keyboard.command(stroke("Ctrl+K"), body, commands, 2)).toMatchObject({ id: "Ctrl+K" });
  });

  it("are asked for by two keys one after the other, soon enough", () => {
    const keyboard = new Keyboard(false);
    const press = (key: string, time: number) => idOf(keyboard.command(stroke(key), body, commands, time));
    expect([press("d", 0), press("d", 400)]).toEqual([null, "d d"]);
    expect([press("d", 1000), press("x", 1400)]).toEqual([null, "d x"]);
    expect([press("d", 2000), press("d", 3500), press("d", 3600)]).toEqual([null, null, "d d"]);
    expect([press("d", 5000), press("a", 5100), press("d", 5200)]).toEqual([null, "a", null]);
    // Keys that are held are no keys of their own.
    expect([press("d", 7000), press("Shift", 7100), press("d", 7200)]).toEqual([null, null, "d d"]);
  });

  it("are not asked for by what is written", () => {
    const keyboard = new Keyboard(false);
    const press = (key: string) => idOf(keyboard.command(stroke(key), field, commands, 0));
    expect(["a", "d", "d", "?", "Enter"].map(press)).toEqual([null, null, null, null, null]);
    expect(["Ctrl+K", "Shift+Enter"].map(press)).toEqual(["Ctrl+K", "Shift+Enter"]);
  });
});

describe("keys that browsers would use otherwise", () => {
  const undo = { ...command("Ctrl+Z"), repeats: true };
  const redo = { ...command("Ctrl+Shift+Z"), otherKeys: ["Ctrl+Y"] };
  const save = command("Ctrl+S");
  const other = command("d d");
  const all = [undo, redo, save, other];
  const press = (stroked: Stroke, path = body, commands: readonly Command[] = all) =>
    new Keyboard(false).command(stroked, path, commands, 0);
  const held = (keys: string): Stroke => ({ ...stroke(keys), repeat: true });

  it("are used though their command cannot be asked for, wherever the focus is", () => {
    const none = all.map((one) => ({ ...one, enabled: false }));
    for (const keys of ["Ctrl+Z", "Ctrl+Shift+Z", "Ctrl+Y", "Ctrl+S"])
      for (const path of [body, field, [{ name: "div", role: "application" }, ...body]])
        expect(press(stroke(keys), path, none), keys).toBe("used");
    // One that can be comes first.
    expect(press(stroke("Ctrl+S"), body, [...none, save])).toBe(save);
    expect(press(stroke("Ctrl+C"), body, none)).toBeNull();
  });

  it("undo and redo in texts as elsewhere, by all of their keys", () => {
    for (const path of [body, field]) {
      expect(press(stroke("Ctrl+Z"), path)).toBe(undo);
      expect(press(stroke("Ctrl+Y"), path)).toBe(redo);
      expect(press(stroke("Ctrl+Shift+Z"), path)).toBe(redo);
    }
  });

  it("are used while they are held, and run once but for those that repeat", () => {
    expect(press(held("Ctrl+S"))).toBe("used");
    expect(press(held("Ctrl+Z"))).toBe(undo);
    expect(press(held("d"))).toBeNull();
    const keyboard = new Keyboard(false);
    const letters = [stroke("d"), held("d"), stroke("d")];
    expect(letters.map((one, k) => keyboard.command(one, body, all, 100 * k))).toEqual([null, null, other]);
  });

  it("are used within a dialog, and run nothing; its texts undo for themselves", () => {
    const within = (name: string) => [{ name }, { name: "dialog" }, ...body];
    for (const name of ["button", "input"])
      for (const one of [stroke("Ctrl+S"), held("Ctrl+S")]) expect(press(one, within(name))).toBe("used");
    for (const keys of ["Ctrl+Z", "Ctrl+Y"]) {
      expect(press(stroke(keys), within("button")), keys).toBe("used");
      expect(press(stroke(keys), within("input")), keys).toBeNull();
    }
    expect(press(stroke("d"), within("button"))).toBeNull();
  });
});

describe("keys of a cell", () => {
  const down: Command = { id: "next", title: "Next", keys: "j", cellKeys: "Down", run: () => {} };
  const cell: readonly Focused[] = [{ name: "div", cell: true }, ...body];
  const press = (key: string, path: readonly Focused[]) =>
    idOf(new Keyboard(false).command(stroke(key), path, [down], 0));

  it("are commands where it has the focus itself, beside those that are so anywhere", () => {
    expect(["j", "Down", "Shift+Down"].map((key) => press(key, cell))).toEqual(["next", "next", null]);
    for (const path of [body, [{ name: "button" }, ...cell], [{ name: "div", role: "application" }, ...cell]])
      expect(press("Down", path)).toBeNull();
  });
});

describe("keys that what has the focus uses itself", () => {
  const taken = (keys: string, ...path: Focused[]) =>
    isTaken(parseKeys(keys)[0] as never, [...path, ...body]);
  const texts: Focused[] = [
    { name: "textarea" },
    { name: "select" },
    { name: "input" },
    { name: "input", type: "number" },
    { name: "div", editable: true },
    { name: "div", role: "application" },
    { name: "div", role: "textbox" },
    { name: "div", role: "searchbox" },
    { name: "div", role: "combobox" },
    { name: "ul", role: "listbox" },
  ];
  const undoing = ["Ctrl+Z", "Ctrl+Shift+Z", "Ctrl+Y"];
  const editing = ["Ctrl+A", "Ctrl+X", "Ctrl+C", "Ctrl+V", "Ctrl+Left", "Ctrl+Backspace"];

  it.each(texts)("are letters, for $name $type $role", (focused) => {
    for (const keys of ["a", "?", "Enter", "Esc", "Up", "Space", "Shift+A"])
      expect(taken(keys, focused), keys).toBe(true);
    for (const keys of ["Ctrl+K", "Ctrl+S", "Shift+Enter", "Ctrl+Enter", "Alt+Up", ...undoing])
      expect(taken(keys, focused), keys).toBe(false);
  });

  it.each(texts)("are those of editing where text is written, for $name $type $role", (focused) => {
    const isWritten = focused.name !== "select" && !["application", "listbox"].includes(focused.role ?? "");
    for (const keys of editing) expect(taken(keys, focused), keys).toBe(isWritten);
  });

  it("are letters within a plot", () => {
    expect(taken("a", { name: "button" }, { name: "div", role: "application" })).toBe(true);
  });

  it("are those that press and move, for buttons and switches", () => {
    for (const name of ["button", "a", "summary"]) {
      expect(taken("Enter", { name })).toBe(true);
      expect(taken("Space", { name })).toBe(true);
      expect(taken("Shift+Enter", { name })).toBe(true);
      expect(taken("a", { name })).toBe(false);
      expect(taken("Up", { name })).toBe(false);
    }
    for (const type of ["range", "radio"]) {
      expect(taken("Left", { name: "input", type })).toBe(true);
      expect(taken("a", { name: "input", type })).toBe(false);
    }
    expect(taken("Space", { name: "input", type: "checkbox" })).toBe(true);
    expect(taken("Up", { name: "input", type: "checkbox" })).toBe(false);
  });

  it("are all, within a dialog, but those with Ctrl, which a text there has as well as its undoing", () => {
    const dialog: Focused = { name: "dialog" };
    for (const within of [{ name: "button" }, { name: "input" }]) {
      for (const keys of ["a", "?", "Enter", "Esc", "Up", "Alt+Up"])
        expect(taken(keys, within, dialog), keys).toBe(true);
      for (const keys of ["Ctrl+K", "Ctrl+S"]) expect(taken(keys, within, dialog), keys).toBe(false);
      for (const keys of [...undoing, ...editing])
        expect(taken(keys, within, dialog), keys).toBe(within.name === "input");
    }
  });

  it("are none where nothing has the focus", () => {
    for (const keys of ["a", "Enter", "Esc", "Up", "Ctrl+Z"]) expect(taken(keys), keys).toBe(false);
  });
});
