import { beforeEach, describe, expect, it } from "vitest";
import { createDocument, type Document } from "../document/document.ts";
import { serialiseDocument } from "../document/serialise.ts";
import { loadSlots, saveSlot } from "../storage/slots.ts";
import { createNotebook, type Notebook } from "../store/notebook.ts";
import { TestStorage } from "../testing/test-storage.ts";
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
