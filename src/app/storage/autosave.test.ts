import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { save, TestStorage } from "../testing/test-storage.ts";
import { createAutosave, type SaveState } from "./autosave.ts";
import { loadSlots, slotNames } from "./slots.ts";

describe("autosave", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  /** A tab on a document, which shows what it reads and opens. */
  function tabOn(items: Map<string, string>, id = "a", name = "tab") {
    const storage = new TestStorage(items);
    const read = loadSlots(storage, id);
    const states: SaveState[] = [];
    const documents: string[] = [];
    const page = { text: read?.text ?? "first" };
    let serial = 0;
    const autosave = createAutosave(storage, id, read, {
      text: () => page.text,
      onState: (state) => states.push(state),
      onDocument: (id) => documents.push(id),
      newId: () => `${name}-${++serial}`,
    });
    const type = (text: string) => {
      page.text = text;
      autosave.touch();
    };
    const open = (text: string | null) => {
      // As the page does: what is shown changes, which touches.
      type(text ?? "a new one");
      return true;
    };
    return { storage, states, documents, page, autosave, type, open, state: () => states.at(-1) };
  }

  function setup() {
    return tabOn(new Map());
  }

  /** Two tabs on one document: the first has written into it since the second read it. */
  function disputed() {
    const items = new Map<string, string>();
    const theirs = tabOn(items, "a", "theirs");
    theirs.type("common");
    vi.runAllTimers();
    const mine = tabOn(items, "a", "mine");
    expect(mine.page.text).toBe("common");
    theirs.type("theirs");
    vi.runAllTimers();
    mine.type("mine");
    vi.runAllTimers();
    const text = (id: string) => loadSlots(mine.storage, id)?.text ?? null;
    return { theirs, mine, text };
  }

  it("says that another tab has deleted the document, until it is kept again or restored", () => {
    const items = new Map<string, string>();
    const mine = tabOn(items);
    mine.autosave.look();
    expect(mine.states, "nothing was saved that could be deleted").toEqual([]);
    mine.type("mine");
    vi.runAllTimers();
    const saved = new Map(items);
    for (const name of slotNames("a")) items.delete(name);
    mine.autosave.look();
    expect(mine.state()).toBe("deleted");
    expect(loadSlots(mine.storage, "a")).toBeNull();
    for (const [name, item] of saved) items.set(name, item);
    mine.autosave.look();
    expect(mine.state()).toBe("saved");

    for (const name of slotNames("a")) items.delete(name);
    mine.autosave.look();
    mine.type("mine still");
    mine.autosave.look();
    expect(mine.state()).toBe("pending");
    vi.runAllTimers();
    mine.autosave.look();
    expect(mine.state()).toBe("saved");
    expect(loadSlots(mine.storage, "a")?.text).toBe("mine still");
  });

  it("writes nothing before there is a change", () => {
    const items = new Map<string, string>();
    save(new TestStorage(items), "a", "kept");
    const before = new Map(items);
    for (const tab of [tabOn(items, "a"), tabOn(items, "b")]) {
      tab.autosave.flush();
      tab.autosave.look();
      vi.runAllTimers();
      expect(items).toEqual(before);
      expect(tab.states).toEqual([]);
    }
  });

  it("takes what was written between the page's reading and its own beginning for another tab's", () => {
    const storage = new TestStorage();
    save(storage, "a", "read");
    const read = loadSlots(storage, "a");
    save(storage, "a", "written meanwhile");
    const states: SaveState[] = [];
    const autosave = createAutosave(storage, "a", read, {
      text: () => "read and changed",
      onState: (state) => states.push(state),
      onDocument: () => {},
      newId: () => "copy",
    });
    autosave.touch();
    autosave.flush();
    expect(states).toEqual(["pending", "conflict"]);
    expect(loadSlots(storage, "a")?.text).toBe("written meanwhile");
    expect(loadSlots(storage, "copy")?.text).toBe("read and changed");
  });

  it("writes within 300 ms of the first change, however many follow", () => {
    const { storage, type } = setup();
    for (let key = 0; key < 10; key++) {
      type(`typed ${key}`);
      vi.advanceTimersByTime(40);
    }
    expect(loadSlots(storage, "a")?.text).toBe("typed 7");
    vi.runAllTimers();
    expect(loadSlots(storage, "a")?.text).toBe("typed 9");
  });

  it("writes at once when the page goes away, and only then when nothing is pending", () => {
    const { storage, type, autosave } = setup();
    type("last words");
    autosave.flush();
    expect(loadSlots(storage, "a")).toMatchObject({ revision: 1, text: "last words" });
    autosave.flush();
    vi.runAllTimers();
    expect(loadSlots(storage, "a")?.revision).toBe(1);
  });

  it("says when the storage is full and keeps what was there, and tries again when the page goes", () => {
    const { storage, state, type, autosave } = setup();
    type("first");
    vi.runAllTimers();
    storage.full = true;
    type("too long");
    vi.runAllTimers();
    expect(state()).toBe("failed");
    expect(loadSlots(storage, "a")?.text).toBe("first");
    storage.full = false;
    autosave.touch();
    vi.runAllTimers();
    expect(loadSlots(storage, "a")?.text).toBe("too long");
    storage.full = true;
    type("last words");
    vi.runAllTimers();
    storage.full = false;
    autosave.flush();
    expect(loadSlots(storage, "a")?.text).toBe("last words");
    expect(state()).toBe("saved");
  });

  it("tells which document the tab is on once something is saved of it", () => {
    const { documents, type, autosave, open, storage } = setup();
    expect(documents).toEqual([]);
    for (const text of ["one", "two"]) {
      type(text);
      vi.runAllTimers();
    }
    expect(documents).toEqual(["a"]);
    save(storage, "b", "other");
    expect(autosave.move("b", open)).toBe("a");
    expect(documents).toEqual(["a", "b"]);
    expect(autosave.move("new", open)).toBe("b");
    expect([autosave.id(), ...documents]).toEqual(["new", "a", "b"]);
    const again = tabOn(storage.items);
    expect(again.documents).toEqual(["a"]);
  });

  it("saves what is pending before it goes on with another document, and stays where it cannot", () => {
    const { storage, type, page, autosave, open, state } = setup();
    save(storage, "b", "other");
    type("pending");
    expect(autosave.move("b", open)).toBe("a");
    expect(page.text).toBe("other");
    vi.runAllTimers();
    const text = (id: string) => loadSlots(storage, id)?.text;
    expect([text("a"), text("b"), loadSlots(storage, "b")?.revision]).toEqual(["pending", "other", 1]);
    type("other, changed");
    storage.full = true;
    expect(autosave.move("a", open)).toBeNull();
    expect([autosave.id(), page.text, state()]).toEqual(["b", "other, changed", "failed"]);
    storage.full = false;
    expect(autosave.move("a", () => false)).toBeNull();
    expect([autosave.id(), text("a"), text("b")]).toEqual(["b", "pending", "other, changed"]);
    // A new one is written when there is a change.
    expect(autosave.move("c", open)).toBe("b");
    vi.runAllTimers();
    expect(text("c")).toBeUndefined();
    type("new");
    vi.runAllTimers();
    expect(text("c")).toBe("new");
  });

  it("never writes over what another tab has written, and keeps what is typed here meanwhile", () => {
    const { mine, theirs, text } = disputed();
    expect(mine.state()).toBe("conflict");
    expect([text("a"), text("mine-1"), mine.autosave.id()]).toEqual(["theirs", "mine", "a"]);
    mine.type("mine, longer");
    vi.runAllTimers();
    theirs.type("theirs, longer");
    vi.runAllTimers();
    expect([text("a"), text("mine-1")]).toEqual(["theirs, longer", "mine, longer"]);
    expect([mine.state(), theirs.state()]).toEqual(["conflict", "saved"]);
    expect(mine.documents).toEqual(["a"]);
    mine.storage.full = true;
    mine.type("mine, too long");
    vi.runAllTimers();
    expect(mine.state()).toBe("conflict");
    expect(text("mine-1")).toBe("mine, longer");
  });

  it("keeps mine when told to, and then the other tab is told", () => {
    const { mine, theirs, text } = disputed();
    mine.autosave.keepMine();
    expect([text("a"), text("mine-1"), mine.state(), mine.autosave.id()]).toEqual([
      "mine",
      null,
      "saved",
      "a",
    ]);
    theirs.autosave.look();
    expect(theirs.state()).toBe("conflict");
    // Nothing was typed there since: no copy is made of what nobody has changed.
    expect(text("theirs-1")).toBeNull();
    theirs.type("theirs again");
    vi.runAllTimers();
    expect([text("a"), text("theirs-1")]).toEqual(["mine", "theirs again"]);
    mine.type("mine again");
    vi.runAllTimers();
    expect([text("a"), mine.state()]).toEqual(["mine again", "saved"]);
  });

  it("keeps the copy where mine cannot be written", () => {
    const { mine, text } = disputed();
    mine.storage.full = true;
    mine.autosave.keepMine();
    expect([text("a"), text("mine-1"), mine.state()]).toEqual(["theirs", "mine", "failed"]);
    mine.storage.full = false;
    mine.type("mine");
    vi.runAllTimers();
    expect([text("a"), mine.state()]).toEqual(["mine", "saved"]);
  });

  it("takes theirs when told to and when they can be shown", () => {
    const { mine, theirs, text } = disputed();
    expect(mine.autosave.takeTheirs(() => false)).toBe(false);
    expect([mine.page.text, text("mine-1"), mine.state()]).toEqual(["mine", "mine", "conflict"]);
    expect(mine.autosave.takeTheirs(mine.open)).toBe(true);
    vi.runAllTimers();
    expect([mine.page.text, text("a"), text("mine-1"), mine.state()]).toEqual([
      "theirs",
      "theirs",
      null,
      "saved",
    ]);
    mine.type("both");
    vi.runAllTimers();
    theirs.autosave.look();
    expect([text("a"), mine.state(), theirs.state()]).toEqual(["both", "saved", "conflict"]);
  });

  it("keeps both when told to: this tab goes on in a new document", () => {
    const { mine, theirs, text } = disputed();
    mine.autosave.keepBoth();
    expect([mine.autosave.id(), mine.state(), mine.documents.at(-1)]).toEqual(["mine-1", "saved", "mine-1"]);
    mine.type("mine for ever");
    theirs.type("theirs for ever");
    vi.runAllTimers();
    expect([text("a"), text("mine-1")]).toEqual(["theirs for ever", "mine for ever"]);
    expect([mine.state(), theirs.state()]).toEqual(["saved", "saved"]);
  });

  it("leaves a copy alone that another tab has worked on", () => {
    for (const choose of ["keepMine", "takeTheirs"] as const) {
      const { mine, text } = disputed();
      const third = tabOn(mine.storage.items, "mine-1", "third");
      expect(third.page.text).toBe("mine");
      third.type("third");
      vi.runAllTimers();
      if (choose === "keepMine") mine.autosave.keepMine();
      else mine.autosave.takeTheirs(mine.open);
      expect([text("a"), text("mine-1")]).toEqual([choose === "keepMine" ? "mine" : "theirs", "third"]);
    }
    // Nor is it written over; the conflict is about the same document as before.
    const { mine, text } = disputed();
    const third = tabOn(mine.storage.items, "mine-1", "third");
    third.type("third");
    vi.runAllTimers();
    mine.type("mine, longer");
    vi.runAllTimers();
    expect([text("mine-1"), text("mine-2"), mine.state()]).toEqual(["third", "mine, longer", "conflict"]);
    mine.autosave.keepMine();
    expect([text("a"), text("mine-1"), text("mine-2")]).toEqual(["mine, longer", "third", null]);
  });

  it("sees no conflict in texts that are the same, nor in a choice without one", () => {
    const { mine, theirs, text } = disputed();
    mine.autosave.keepMine();
    theirs.page.text = "mine";
    theirs.autosave.look();
    expect(theirs.state()).toBe("saved");
    for (const tab of [mine, theirs]) {
      tab.autosave.keepMine();
      tab.autosave.keepBoth();
      expect(tab.autosave.takeTheirs(tab.open)).toBe(false);
      expect(tab.autosave.id()).toBe("a");
    }
    theirs.type("next");
    vi.runAllTimers();
    expect([text("a"), theirs.state()]).toEqual(["next", "saved"]);
  });

  it("notices a text that another tab wrote in the same moment, and keeps this one", () => {
    const { mine, theirs, text } = disputed();
    mine.autosave.takeTheirs(mine.open);
    // Both have read the same and write: the later write is over the earlier.
    const before = new Map(mine.storage.items);
    mine.type("mine at once");
    mine.autosave.flush();
    for (const [key, value] of before) mine.storage.items.set(key, value);
    theirs.type("theirs at once");
    theirs.autosave.flush();
    expect(text("a")).toBe("theirs at once");
    mine.autosave.look();
    expect(mine.state()).toBe("conflict");
    expect([text("a"), text("mine-2")]).toEqual(["theirs at once", "mine at once"]);
  });

  it("takes damage for damage, not for another tab", () => {
    const { storage, type, state } = setup();
    for (const text of ["one", "two"]) {
      type(text);
      vi.runAllTimers();
    }
    storage.items.set(slotNames("a")[1], "damaged");
    type("three");
    vi.runAllTimers();
    expect(state()).toBe("saved");
    expect(loadSlots(storage, "a")).toMatchObject({ revision: 3, text: "three" });
    storage.items.clear();
    type("four");
    vi.runAllTimers();
    expect(loadSlots(storage, "a")).toMatchObject({ revision: 4, text: "four" });
    expect(storage.length).toBe(1);
  });
});
