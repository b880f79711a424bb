import { beforeEach, describe, expect, it } from "vitest";
import { createDocument, type Document } from "../document/document.ts";
import { serialiseDocument } from "../document/serialise.ts";
import { loadSlots, saveSlot } from "../storage/slots.ts";
import { createNotebook, type Notebook } from "../store/notebook.ts";
import { save, TestStorage } from "../testing/test-storage.ts";
import { type Documents, keepDocuments, type LibraryPage } from "./documents.ts";

const nothing = () => undefined;
const page = {
  location: new URL("https://deldot.test/"),
  addEventListener: nothing,
  document: { visibilityState: "visible", addEventListener: nothing },
} as unknown as LibraryPage;

const titled = (title: string) => createDocument(title, "F(x, y) = (x, y)");

describe("a document that another tab has changed", () => {
  let storage: TestStorage;
  let notebook: Notebook;
  let documents: Documents;
  const title = () => notebook.store.getState().document.title;
  /** Written by another tab. */
  function write(id: string, text: string): void {
    const newest = loadSlots(storage, id);
    saveSlot(storage, id, newest, { revision: (newest?.revision ?? 0) + 1, time: 0, text });
  }

  beforeEach(async () => {
    storage = new TestStorage();
    for (const id of ["first", "second"]) write(id, serialiseDocument(titled(id)));
    const shown: Document = titled("first");
    notebook = createNotebook(shown);
    let copies = 0;
    documents = keepDocuments(page, notebook, {
      storage,
      tab: new TestStorage(),
      lasting: false,
      id: "first",
      saved: loadSlots(storage, "first"),
      shown,
      newId: () => `copy ${++copies}`,
    });
    expect(await documents.openSaved("second")).toBeNull();
    notebook.setTitle("mine");
  });

  it("goes back to this tab's text once the other's was taken, not to the document before", async () => {
    write("second", serialiseDocument(titled("theirs")));
    documents.autosave.flush();
    await documents.takeTheirs();
    expect(title()).toBe("theirs");
    expect(await documents.goBack()).toBeNull();
    expect(title()).toBe("mine");
  });

  it("goes back to this tab's text from a document that was opened meanwhile", async () => {
    write("second", serialiseDocument(titled("theirs")));
    documents.autosave.flush();
    notebook.setTitle("mine as well");
    expect(await documents.openSaved("first")).toBeNull();
    expect(await documents.goBack()).toBeNull();
    expect(title()).toBe("mine as well");
  });

  it("goes back to this tab's text from a new document", async () => {
    write("second", serialiseDocument(titled("theirs")));
    documents.autosave.flush();
    expect(documents.openNew(titled("new"))).toBeNull();
    expect(await documents.goBack()).toBeNull();
    expect(title()).toBe("mine");
  });

  it("says why the other's text cannot be shown, and keeps this one's", async () => {
    write("second", '{"format":"deldot","schemaVersion":99}');
    documents.autosave.flush();
    await documents.takeTheirs();
    expect(title()).toBe("mine");
    expect(notebook.store.getState().refusal).toContain("newer Deldot");
  });
});

describe("a document that came with the address", () => {
  const link = "https://deldot.test/#link";
  let serial = 0;
  beforeEach(() => {
    serial = 0;
  });

  /** The page as it is opened with a link, where a document of the reader's own is saved. */
  function opened(storage: TestStorage, own: string | null) {
    const saved = own === null ? null : loadSlots(storage, own);
    const shown = titled(own ?? "first visit");
    const notebook = createNotebook(shown);
    const location = new URL(link);
    const history = {
      replaceState: (_: unknown, __: string, address: string) => {
        location.href = new URL(address, location).href;
      },
    };
    const documents = keepDocuments({ ...page, location, history } as unknown as LibraryPage, notebook, {
      storage,
      tab: new TestStorage(),
      lasting: false,
      id: own ?? "unsaved",
      saved,
      shown,
      newId: () => `new ${++serial}`,
    });
    const state = () => notebook.store.getState();
    return { documents, notebook, location, state };
  }

  const withOwn = () => {
    const storage = new TestStorage();
    save(storage, "own", serialiseDocument(titled("own")));
    return storage;
  };

  it("is gone back from to one's own, and nothing has been written", async () => {
    const storage = withOwn();
    const before = new Map(storage.items);
    const { documents, location, state } = opened(storage, "own");
    expect(documents.hasOwn()).toBe(false);
    for (const title of ["shared", "another"]) expect(documents.openShared(titled(title))).toBeNull();
    expect(state()).toMatchObject({ shared: true, document: { title: "another" } });
    expect([documents.hasOwn(), location.href]).toEqual([true, link]);
    documents.autosave.flush();
    expect(await documents.keepMine()).toBeNull();
    expect(state()).toMatchObject({ shared: false, document: { title: "own" } });
    expect([documents.autosave.id(), location.hash]).toEqual(["own", ""]);
    documents.autosave.flush();
    for (const [name, item] of before) expect(storage.items.get(name)).toBe(item);
    expect([...storage.items.keys()].filter((name) => /:[01]$/.test(name))).toEqual([...before.keys()]);
  });

  it("is saved as a new one beside it, and a reload begins from there", async () => {
    const storage = withOwn();
    const before = new Map(storage.items);
    const { documents, location, state } = opened(storage, "own");
    documents.openShared(titled("shared"));
    documents.keepShared();
    expect(state()).toMatchObject({ shared: false, document: { title: "shared" } });
    expect([documents.autosave.id(), location.hash]).toEqual(["new 1", ""]);
    for (const [name, item] of before) expect(storage.items.get(name)).toBe(item);
    expect(loadSlots(storage, "new 1")?.text).toBe(serialiseDocument(titled("shared")));
    expect((await documents.library()).list().map(({ title }) => title)).toEqual(["shared", "own"]);
    // Both are there to be gone on with.
    expect(await documents.keepMine()).toBeNull();
    expect(state().document.title).toBe("own");
    const again = opened(storage, "new 1");
    again.documents.openShared(titled("shared"));
    expect(again.documents.hasOwn()).toBe(true);
    again.documents.keepShared();
    const list = (await again.documents.library()).list();
    expect(list.map(({ title }) => title).sort()).toEqual(["own", "shared", "shared"]);
  });

  it("asks nothing where one has none", async () => {
    const { documents } = opened(new TestStorage(), null);
    documents.openShared(titled("shared"));
    expect(documents.hasOwn()).toBe(false);
    expect(await documents.keepMine()).toContain("could not be saved");
  });
});
