import { beforeEach, describe, expect, it } from "vitest";
import { withoutCell } from "../document/cells.ts";
import { createDocument, type Document, type SpaceCell, withCell } from "../document/document.ts";
import { serialiseDocument } from "../document/serialise.ts";
import { defaultSpace } from "../document/space-cell.ts";
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

  it("is only read where one looks about in it, and is the reader's with the first change of it", () => {
    const storage = withOwn();
    const { documents, notebook, location, state } = opened(storage, "own");
    documents.openShared({ ...titled("shared"), cells: [...titled("shared").cells, defaultSpace("space")] });
    const before = new Map(storage.items);
    const space = <Setting extends Partial<SpaceCell>>(setting: Setting) =>
      notebook.change(null, (document) =>
        withCell(document, "space", (cell) => ({ ...(cell as SpaceCell), ...setting })),
      );
    const looking = [
      () => notebook.setPlane("plane", { cursor: { x: 1, y: 2 } }),
      () => notebook.setPlane("plane", { view: { x: 1, y: 0, span: 3 } }),
      () => notebook.setPlane("plane", { time: 2 }),
      () => space({ cursor: [1, 0, 0] }),
      () => space({ camera: { ...defaultSpace("").camera, azimuth: 7 } }),
      () => space({ collapsed: true }),
      notebook.undo,
      notebook.redo,
    ];
    for (const look of looking) {
      const shown = state().document;
      look();
      expect(state().document).not.toBe(shown);
      documents.autosave.flush();
      expect([state().shared, location.href]).toEqual([true, link]);
      expect(storage.items).toEqual(before);
    }

    notebook.setPlane("plane", { pins: [{ x: 1, y: 2 }] });
    expect([state().shared, location.hash]).toEqual([false, ""]);
    documents.autosave.flush();
    // With where the reader was.
    expect(loadSlots(storage, "new 1")?.text).toBe(serialiseDocument(state().document));
    expect(state().document.cells.at(-1)).toMatchObject({ collapsed: true, cursor: [1, 0, 0] });
    const own = [...before].filter(([name]) => name.startsWith("deldot:own"));
    expect(own).toHaveLength(1);
    for (const [name, item] of own) expect(storage.items.get(name)).toBe(item);
  });

  it.each([
    ["its title", (notebook: Notebook) => notebook.setTitle("another")],
    ["its seed", (notebook: Notebook) => notebook.setSeed(9)],
    ["a source", (notebook: Notebook) => notebook.setSource("code", "G(x, y) = (y, x)")],
    ["a layer", (notebook: Notebook) => notebook.setPlane("plane", { streamlines: false })],
    [
      "its cells",
      (notebook: Notebook) => notebook.change(null, (document) => withoutCell(document, "plane")),
    ],
  ])("is the reader's once %s is another", (_, change) => {
    const storage = withOwn();
    const { documents, notebook, location, state } = opened(storage, "own");
    documents.openShared(titled("shared"));
    change(notebook);
    expect([state().shared, location.hash]).toEqual([false, ""]);
    documents.autosave.flush();
    expect(loadSlots(storage, "new 1")?.text).toBe(serialiseDocument(state().document));
  });

  it("stays in the address within another page, whatever is changed there", () => {
    const { documents, notebook, location, state } = opened(new TestStorage(), null);
    notebook.set({ showing: "embed" });
    documents.openShared(titled("shared"));
    notebook.setTitle("changed");
    expect([state().document.title, location.href]).toEqual(["changed", link]);
  });

  it("asks nothing where one has none", async () => {
    const { documents } = opened(new TestStorage(), null);
    documents.openShared(titled("shared"));
    expect(documents.hasOwn()).toBe(false);
    expect(await documents.keepMine()).toContain("could not be saved");
  });
});
