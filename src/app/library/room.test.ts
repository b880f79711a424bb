import { describe, expect, it } from "vitest";
import { createDocument } from "../document/document.ts";
import { serialiseDocument } from "../document/serialise.ts";
import { createAutosave, type SaveState } from "../storage/autosave.ts";
import { loadSlots, slotNames } from "../storage/slots.ts";
import { TestStorage } from "../testing/test-storage.ts";
import { createLibrary } from "./library.ts";
import { withRoom } from "./room.ts";

/** A storage with documents of a thousand characters and more, of which those named are deleted, and no room left. */
function brimful(titles: readonly string[], deleted: readonly string[]) {
  const storage = new TestStorage();
  const roomy = withRoom(storage);
  let clock = 0;
  const library = createLibrary(
    roomy,
    () => `new ${++clock}`,
    () => ++clock,
  );
  const ids = new Map<string, string>();
  for (const title of titles) {
    const kept = library.create(serialiseDocument(createDocument(title, "x".repeat(1000))));
    if (kept.ok) ids.set(title, kept.id);
  }
  for (const title of deleted) library.remove(ids.get(title) as string);
  storage.room = [...storage.items].flat().join("").length;
  const aside = () => library.deleted().map(({ title }) => title);
  return { storage, roomy, library, aside, id: (title: string) => ids.get(title) as string };
}

describe("a storage with deleted documents", () => {
  it("has room for what is written, which takes the place of the first deleted and of no more than it needs", () => {
    const { storage, roomy, library, aside } = brimful(["a", "b", "c", "d"], ["b", "c", "a"]);
    expect(() => storage.setItem("deldot:x:0", "y".repeat(500))).toThrow();
    roomy.setItem("deldot:x:0", "y".repeat(500));
    expect(aside()).toEqual(["a", "c"]);
    roomy.setItem("deldot:x:1", "y".repeat(2000));
    expect(aside()).toEqual(["a"]);
    expect(storage.getItem("deldot:x:1")).toHaveLength(2000);
    expect(library.list().map(({ title }) => title)).toEqual(["d"]);
  });

  it("puts all back where what is written does not fit even so, or is refused for another reason", () => {
    const { storage, roomy, aside } = brimful(["a", "b", "c"], ["a", "b"]);
    const before = new Map(storage.items);
    expect(() => roomy.setItem("deldot:x:0", "y".repeat(9000))).toThrow("full");
    expect(storage.items).toEqual(before);
    expect(aside()).toEqual(["b", "a"]);
    storage.tearsAt = 0;
    expect(() => roomy.setItem("deldot:deleted", "?")).toThrow("killed");
    storage.dead = true;
    expect(() => roomy.setItem("deldot:x:0", "y")).toThrow("not there");
    expect(aside()).toEqual([]);
    storage.items.set("deldot:deleted", before.get("deldot:deleted") as string);
    expect(aside()).toEqual(["b", "a"]);
  });

  it("removes none for what is no longer than what it replaces, as a note that one was brought back", () => {
    const { storage, library, aside, id } = brimful(["a", "b", "c"], ["a", "b"]);
    storage.full = true;
    expect(library.restore(id("b"))).toMatchObject({ ok: false });
    expect(aside()).toEqual(["b", "a"]);
    storage.full = false;
    expect(library.restore(id("b"))).toMatchObject({ ok: true });
    expect(aside()).toEqual(["a"]);
  });

  it("lets a document be written on that was deleted in another tab, at the cost of others", () => {
    const { storage, roomy, aside, id } = brimful(["on show", "b", "c"], ["on show", "b"]);
    const [own] = [id("on show")];
    const states: SaveState[] = [];
    const text = serialiseDocument(createDocument("gone on with", "y".repeat(900)));
    const autosave = createAutosave(roomy, own, loadSlots(storage, own), {
      text: () => text,
      onState: (state) => states.push(state),
      onDocument: () => undefined,
      newId: () => "copy",
    });
    autosave.touch();
    autosave.flush();
    expect(states).toEqual(["pending", "saved"]);
    expect(aside()).toEqual([]);
    expect(loadSlots(storage, own)?.text).toBe(text);
    // Its older text, too: a write that is cut short would leave that.
    for (const name of slotNames(own)) expect(storage.getItem(name)).not.toBeNull();
  });
});
