import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createDocument } from "../document/document.ts";
import { parseDocument } from "../document/parse.ts";
import { serialiseDocument } from "../document/serialise.ts";
import { loadSlots, saveSlot, slotNames } from "../storage/slots.ts";
import { rememberDocument } from "../storage/tab.ts";
import { forbidden, TestStorage } from "../testing/test-storage.ts";
import { createLibrary } from "./library.ts";
import { storageProblem } from "./problem.ts";
import { withRoom } from "./room.ts";

const seed = 20261127;
const full =
  "The storage of this browser is full: delete documents that are not needed any more, or save this one as a file.";

const gone = "This document is not there any more.";

const textOf = (title: string, source = "F(x, y) = (x, y)") =>
  serialiseDocument(createDocument(title, source));

function setup() {
  const storage = new TestStorage();
  let serial = 0;
  let clock = 1000;
  const elsewhere = () =>
    createLibrary(
      withRoom(storage),
      () => `id-${++serial}`,
      () => ++clock,
    );
  const library = elsewhere();
  const later = (milliseconds: number) => {
    clock += milliseconds;
  };
  const create = (title: string) => {
    const kept = library.create(textOf(title));
    if (!kept.ok) throw new Error(kept.problem);
    return kept.id;
  };
  const titles = () => library.list().map(({ title }) => title);
  const textIn = (id: string) => loadSlots(storage, id)?.text;
  return { storage, library, create, titles, textIn, later, elsewhere };
}

describe("the library", () => {
  it("lists what there is, the last changed first", () => {
    const { library, create, titles, textIn } = setup();
    expect(library.list()).toEqual([]);
    const ids = ["one", "two", "three"].map(create);
    expect(library.list()).toEqual([
      { id: ids[2], title: "three", time: 1003 },
      { id: ids[1], title: "two", time: 1002 },
      { id: ids[0], title: "one", time: 1001 },
    ]);
    expect(library.rename(ids[0] as string, "first")).toEqual({ ok: true, id: ids[0] });
    expect(titles()).toEqual(["first", "three", "two"]);
    expect(textIn(ids[0] as string)).toBe(textOf("first"));
  });

  it(`renames the document itself and nothing else of it (seed ${seed})`, () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "binary" }),
        fc.string({ unit: "binary", maxLength: 400 }),
        (source, title) => {
          const { library, textIn } = setup();
          const kept = library.create(textOf("before", source));
          if (!kept.ok) throw new Error(kept.problem);
          library.rename(kept.id, title);
          const document = createDocument(title.slice(0, 300), source);
          expect(textIn(kept.id)).toBe(serialiseDocument(document));
          expect(parseDocument(textIn(kept.id) ?? "")).toEqual({ ok: true, document });
        },
      ),
      { seed, numRuns: 40 },
    );
    const { library, textIn, storage } = setup();
    // What a later Deldot has in it is kept.
    const later = '{"format":"deldot","schemaVersion":9,"title":"a","__proto__":{"x":1},"more":[1.5]}';
    saveSlot(storage, "later", null, { revision: 1, time: 0, text: later });
    library.rename("later", "b");
    expect(JSON.parse(textIn("later") ?? "")).toEqual(JSON.parse(later.replace('"a"', '"b"')));
    saveSlot(storage, "other", null, { revision: 1, time: 0, text: "no document" });
    expect(library.rename("other", "b")).toMatchObject({ ok: false });
    expect(textIn("other")).toBe("no document");
    expect(library.rename("nothing", "b")).toMatchObject({ ok: false });
  });

  it("has the document there was before there was a library, and whatever else has whole slots", () => {
    const { library, storage, titles } = setup();
    const items: readonly [string, string][] = [
      ["deldot:document:1", '1096518176 7 17 {"title":"older"}'],
      ["deldot:document:0", '167127540 8 17 {"title":"newer"}'],
      ["deldot:refused", "?"],
      ["deldot:last", "x"],
      ["deldot:tab:x", "x"],
      ["deldot:broken:0", "1 1@1 2 {}"],
      ["other:a:0", "x"],
    ];
    for (const [key, value] of items) storage.items.set(key, value);
    expect(library.list()).toEqual([{ id: "document", title: "newer", time: 0 }]);
    for (const text of ["no document", '{"title":5}', "[]", "null", '"x"', `{"title":"${"x".repeat(400)}"}`])
      saveSlot(storage, text, null, { revision: 1, time: 5, text });
    expect(titles().sort()).toEqual(["", "", "", "", "", "newer", "x".repeat(300)]);
  });

  it("brings back what was deleted, any of it, as it was", () => {
    const { library, create, titles, textIn, storage, later } = setup();
    const [one = "", two = "", three = ""] = ["one", "two", "three"].map(create);
    library.rename(two, "two, later");
    expect(library.remove(two)).toEqual({ ok: true, id: two });
    later(5000);
    expect(library.remove(three)).toEqual({ ok: true, id: three });
    expect(titles()).toEqual(["one"]);
    const [last, first] = library.deleted();
    expect([last, first]).toMatchObject([
      { id: three, title: "three" },
      { id: two, title: "two, later" },
    ]);
    expect((last?.time ?? 0) - (first?.time ?? 0)).toBeGreaterThanOrEqual(5000);
    // One slot is enough for what is kept aside.
    expect([...storage.items.keys()].filter((key) => key.startsWith(`deldot:${two}:`))).toHaveLength(1);
    expect(library.restore(two)).toEqual({ ok: true, id: two });
    expect(library.restore(two)).toEqual({ ok: false, problem: gone });
    expect(library.deleted().map(({ id }) => id)).toEqual([three]);
    expect(library.restore(three)).toEqual({ ok: true, id: three });
    expect(library.deleted()).toEqual([]);
    expect(titles()).toEqual(["two, later", "three", "one"]);
    expect([textIn(one), textIn(two)]).toEqual([textOf("one"), textOf("two, later")]);
    expect(library.remove("nothing")).toEqual({ ok: false, problem: gone });
    expect(library.restore("nothing")).toEqual({ ok: false, problem: gone });
  });

  it("finds what was deleted on another page, or in another tab, as well", () => {
    const { library, create, storage, elsewhere } = setup();
    const [one = "", two = ""] = ["one", "two"].map(create);
    library.remove(one);
    const other = elsewhere();
    expect(other.deleted()).toEqual(library.deleted());
    other.remove(two);
    expect(library.deleted().map(({ id }) => id)).toEqual([two, one]);
    expect(library.restore(one)).toMatchObject({ ok: true });
    // What one tab has brought back is not another's to delete.
    other.forget(one);
    expect(other.restore(one)).toMatchObject({ ok: false });
    other.forget(two);
    expect(library.restore(two)).toMatchObject({ ok: false });
    expect(library.list().map(({ id }) => id)).toEqual([one]);
    expect([...storage.items.keys()]).toEqual([slotNames(one)[0]]);
  });

  it("keeps ten aside, for a week", () => {
    const { library, create, titles, storage, later } = setup();
    const ids = Array.from({ length: 12 }, (_, k) => create(`${k}`));
    for (const id of ids) library.remove(id);
    expect(titles()).toEqual([]);
    const aside = () => library.deleted().map(({ title }) => title);
    expect(aside()).toEqual(["11", "10", "9", "8", "7", "6", "5", "4", "3", "2"]);
    const day = 86_400_000;
    later(3 * day);
    library.remove(create("later"));
    later(4 * day - 1000);
    expect(aside()).toHaveLength(10);
    later(2000);
    expect(aside()).toEqual(["later"]);
    expect(titles()).toEqual([]);
    expect([...storage.items.keys()].filter((key) => /:[01]$/.test(key))).toHaveLength(1);
  });

  it("keeps what was deleted before it was said when", () => {
    const { library, create, storage, later } = setup();
    library.remove(create("one"));
    storage.items.set("deldot:deleted", '[{"id":"id-1","revision":1}]');
    later(1e12);
    expect(library.deleted()).toEqual([{ id: "id-1", title: "one", time: 0 }]);
    expect(library.restore("id-1")).toMatchObject({ ok: true });
  });

  it("never removes for good what was written after it was deleted", () => {
    const { library, create, titles, storage, later } = setup();
    const ids = Array.from({ length: 3 }, (_, k) => create(`${k}`));
    for (const id of ids) library.remove(id);
    const newest = loadSlots(storage, "id-2");
    saveSlot(storage, "id-2", newest, { revision: 2, time: 9999, text: textOf("alive") });
    expect(titles()).toEqual(["alive"]);
    for (const id of ids) library.forget(id);
    later(1e12);
    expect(titles()).toEqual(["alive"]);
    expect(library.deleted()).toEqual([]);
    expect([...storage.items.keys()].sort()).toEqual([...slotNames("id-2")]);
  });

  it("has all in the list again where what says which are deleted is damaged", () => {
    for (const damage of [
      "",
      "{",
      "null",
      "[1,null,{}]",
      '[{"id":"id-1"}]',
      '[{"id":1,"revision":1}]',
      "[[[[",
    ]) {
      const { library, create, titles, storage } = setup();
      create("one");
      library.remove(create("two"));
      storage.items.set("deldot:deleted", damage);
      expect(titles()).toEqual(["two", "one"]);
      expect(library.deleted()).toEqual([]);
      library.remove("id-1");
      expect(titles()).toEqual(["two"]);
    }
  });

  it("forgets which document was on show last when that is deleted", () => {
    const { library, create, storage } = setup();
    const [one = "", two = ""] = ["one", "two"].map(create);
    rememberDocument(new TestStorage(), storage, two);
    library.remove(one);
    expect(storage.getItem("deldot:last")).toBe(two);
    library.remove(two);
    expect(storage.getItem("deldot:last")).toBeNull();
  });

  it("deletes where there is no room for anything, and still brings back", () => {
    for (const renamed of [true, false]) {
      const { library, create, titles, storage } = setup();
      const id = create("one");
      create("two");
      if (renamed) library.rename(id, "one, later");
      storage.room = [...storage.items].flat().join("").length;
      expect(library.create("")).toEqual({ ok: false, problem: full });
      expect(library.remove(id)).toEqual({ ok: true, id });
      expect(titles()).toEqual(["two"]);
      const title = renamed ? "one, later" : "one";
      expect(library.deleted()).toMatchObject([{ id, title }]);
      expect(library.restore(id)).toMatchObject({ ok: true });
      expect(library.deleted()).toEqual([]);
      expect(titles()).toContain(title);
      expect(library.restore(id)).toEqual({ ok: false, problem: gone });
      library.remove(id);
      library.forget(id);
      expect(library.create(textOf("3"))).toMatchObject({ ok: true });
      expect(library.deleted()).toEqual([]);
    }
  });

  it("says in words when the storage is full or forbidden, and loses nothing", () => {
    const { library, create, titles, storage } = setup();
    const id = create("one");
    library.rename(id, "two");
    const small = library.create('{"title":"aside"}');
    const aside = small.ok ? small.id : "";
    library.remove(aside);
    const before = new Map(storage.items);
    storage.room = [...storage.items].flat().join("").length;
    expect(library.create(textOf("more", "x".repeat(2000)))).toEqual({ ok: false, problem: full });
    expect(library.rename(id, "x".repeat(300))).toEqual({ ok: false, problem: full });
    expect(storage.items).toEqual(before);
    expect(titles()).toEqual(["two"]);
    // What was deleted comes back even so.
    storage.full = true;
    expect(library.restore(aside)).toMatchObject({ ok: true });
    expect(titles()).toEqual(["aside", "two"]);

    const none = createLibrary(withRoom(forbidden), () => "a");
    expect(none.list()).toEqual([]);
    expect(none.deleted()).toEqual([]);
    expect(none.create("text")).toMatchObject({ ok: false, problem: storageProblem(null) });
    expect(none.remove("a")).toMatchObject({ ok: false });
    for (const problem of [full, storageProblem(null), storageProblem(new DOMException("", "SecurityError"))])
      expect(problem).toMatch(/^[A-Z][^.]+\.$/);
  });
});
