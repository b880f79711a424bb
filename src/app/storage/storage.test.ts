import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { forbidden, save, TestStorage } from "../testing/test-storage.ts";
import { openStorage } from "./memory.ts";
import { loadSlots, removeSlots, slotNames, type TextStorage } from "./slots.ts";
import { documentOfTab, rememberDocument } from "./tab.ts";

const seed = 20261127;
const anyText = fc.string({ unit: "binary" });

describe("slots", () => {
  it(`give the newest save, and those of each document their own (seed ${seed})`, () => {
    const ids = fc.constantFrom("a", "b", "document", "a:0", "", "0", "é:1:0");
    fc.assert(
      fc.property(
        fc.array(fc.tuple(ids, anyText, fc.nat(2 ** 43)), { minLength: 1, maxLength: 12 }),
        (saves) => {
          const storage = new TestStorage();
          for (const [id, text, time] of saves) save(storage, id, text, time);
          for (const id of new Set(saves.map(([id]) => id))) {
            const own = saves.filter((each) => each[0] === id);
            const [, text, time] = own.at(-1) as (typeof own)[0];
            expect(loadSlots(storage, id)).toMatchObject({ revision: own.length, text, time });
          }
          removeSlots(storage, (saves[0] as (typeof saves)[0])[0]);
          expect(loadSlots(storage, (saves[0] as (typeof saves)[0])[0])).toBeNull();
        },
      ),
      { seed },
    );
  });

  it(`fall back on the older when the newer is torn at any place (seed ${seed})`, () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", minLength: 1 }), fc.nat(), fc.boolean(), (text, at, flip) => {
        const storage = new TestStorage();
        save(storage, "a", "older");
        save(storage, "a", text);
        const name = slotNames("a")[1];
        const whole = storage.getItem(name) as string;
        const place = at % whole.length;
        const flipped = String.fromCharCode(whole.charCodeAt(place) ^ 1);
        storage.setItem(name, whole.slice(0, place) + (flip ? flipped + whole.slice(place + 1) : ""));
        expect(loadSlots(storage, "a")).toMatchObject({ revision: 1, text: "older" });
        // The next save is put where the damage is, not over what is whole.
        save(storage, "a", "newer");
        expect(loadSlots(storage, "a")).toMatchObject({ revision: 2, text: "newer" });
        storage.items.delete(name);
        expect(loadSlots(storage, "a")).toMatchObject({ revision: 1, text: "older" });
      }),
      { seed },
    );
  });

  it("read what was saved when there was one document and no times", () => {
    // Frozen: written by the version before.
    const storage = new TestStorage(
      new Map([
        ["deldot:document:1", "633288103 7 5 older"],
        ["deldot:document:0", "845137111 8 13 12 monkeys @3"],
      ]),
    );
    expect(loadSlots(storage, "document")).toEqual({ revision: 8, time: 0, text: "12 monkeys @3", slot: 0 });
  });

  it("take unreadable storage for empty", () => {
    expect(loadSlots(forbidden, "a")).toBeNull();
  });
});

describe("storage", () => {
  it("that cannot be read is memory, and said not to last", () => {
    for (const find of [
      () => forbidden,
      () => null as unknown as TextStorage,
      () => {
        throw new DOMException("denied", "SecurityError");
      },
    ]) {
      const { storage, lasting } = openStorage(find);
      expect(lasting).toBe(false);
      save(storage, "a", "one");
      save(storage, "a", "two");
      save(storage, "b", "three");
      expect(loadSlots(storage, "a")?.text).toBe("two");
      expect(Array.from({ length: storage.length }, (_, position) => storage.key(position))).toEqual([
        ...slotNames("a"),
        slotNames("b")[0],
      ]);
      expect(storage.key(3)).toBeNull();
      removeSlots(storage, "a");
      expect(storage.length).toBe(1);
    }
    const whole = new TestStorage();
    expect(openStorage(() => whole)).toEqual({ storage: whole, lasting: true });
  });
});

describe("the document of a tab", () => {
  it("is its own after a reload, and in a new tab the one last on show", () => {
    const storage = new TestStorage();
    const [first, second] = [new TestStorage(), new TestStorage()];
    expect(documentOfTab(first, storage)).toBeNull();
    for (const id of ["a", "b"]) save(storage, id, id);
    rememberDocument(first, storage, "a");
    rememberDocument(second, storage, "b");
    expect(documentOfTab(first, storage)).toBe("a");
    expect(documentOfTab(second, storage)).toBe("b");
    expect(documentOfTab(new TestStorage(), storage)).toBe("b");
    removeSlots(storage, "a");
    expect(documentOfTab(first, storage)).toBe("b");
    removeSlots(storage, "b");
    expect(documentOfTab(first, storage)).toBeNull();
  });

  it("is forgotten where the storage is full or forbidden, and that harms nothing", () => {
    const full = new TestStorage();
    full.full = true;
    rememberDocument(full, full, "a");
    rememberDocument(forbidden, forbidden, "a");
    expect(documentOfTab(full, full)).toBeNull();
    expect(documentOfTab(forbidden, forbidden)).toBeNull();
  });
});
