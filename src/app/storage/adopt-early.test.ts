import { describe, expect, it } from "vitest";
import { createDocument } from "../document/document.ts";
import { serialiseDocument } from "../document/serialise.ts";
import { firstPage } from "../first-example.ts";
import { save, TestStorage } from "../testing/test-storage.ts";
import { whole } from "../welcome.ts";
import { adoptEarly } from "./adopt-early.ts";
import { earlyPrefix } from "./early.ts";
import { loadSlots } from "./slots.ts";
import { lastName } from "./tab.ts";

const edited = createDocument("Edited", "F(x, y) = (x, 2 y)");
const text = serialiseDocument(edited);
const other = serialiseDocument(createDocument("Other", "F(x, y) = (y, x)"));

/** A storage in which an edit of document "a" waits, made when its save had that revision. */
function waiting(revision: number, document: unknown = edited, partial = false) {
  const storage = new TestStorage();
  storage.setItem(`${earlyPrefix}a`, JSON.stringify({ revision, time: 7, partial, document }));
  return storage;
}

const waits = (storage: TestStorage) => storage.getItem(`${earlyPrefix}a`) !== null;

describe("an edit that was made before it could be written", () => {
  it("is the document's next save", async () => {
    for (const before of [0, 2]) {
      const storage = waiting(before);
      for (let k = 0; k < before; k += 1) save(storage, "a", other);
      await adoptEarly(storage, () => "new");
      expect(loadSlots(storage, "a")).toMatchObject({ text, time: 7, revision: before + 1 });
      expect(storage.getItem(lastName)).toBe("a");
      expect(waits(storage)).toBe(false);
    }
  });

  it("is a document of its own where another tab has written meanwhile", async () => {
    const storage = waiting(1);
    for (const saved of [other, other]) save(storage, "a", saved);
    await adoptEarly(storage, () => "new");
    expect(loadSlots(storage, "a")?.text).toBe(other);
    expect(loadSlots(storage, "new")?.text).toBe(text);
    expect(waits(storage)).toBe(false);
  });

  it("is not written again where it is there already", async () => {
    const storage = waiting(0);
    save(storage, "a", text);
    await adoptEarly(storage, () => "new");
    expect(loadSlots(storage, "a")?.revision).toBe(1);
    expect(loadSlots(storage, "new")).toBeNull();
    expect(waits(storage)).toBe(false);
  });

  it("waits on where there is no room, and is left out where it is no document", async () => {
    const full = waiting(0);
    full.full = true;
    await adoptEarly(full, () => "new");
    expect(waits(full)).toBe(true);
    expect(loadSlots(full, "a")).toBeNull();

    for (const nonsense of [null, 5, { format: "other" }]) {
      const storage = waiting(0, nonsense);
      await adoptEarly(storage, () => "new");
      expect(storage.items.size).toBe(0);
    }
    const cut = new TestStorage(new Map([[`${earlyPrefix}a`, '{"revision":0,"time":1,"docu']]));
    await adoptEarly(cut, () => "new");
    expect(cut.items.size).toBe(0);
  });

  it("is made whole where it is of what a new visitor sees", async () => {
    const first = { ...firstPage(), title: "Edited" };
    const storage = waiting(0, first, true);
    await adoptEarly(storage, () => "new");
    expect(loadSlots(storage, "a")?.text).toBe(serialiseDocument(whole(first)));
  });
});
