import type { Document } from "../document/document.ts";
import { serialiseDocument } from "../document/serialise.ts";
import type { Autosave } from "../storage/autosave.ts";
import { type Beginning, type KeptPage, keepNotebook } from "../storage/keep.ts";
import type { Notebook } from "../store/notebook.ts";
import type { Library } from "./library.ts";

/** Which document this page is on, and going from one to another. Problems are one sentence; null is none. */
export interface Documents {
  readonly autosave: Autosave;
  /** All documents that are saved in this browser. */
  library(): Promise<Library>;
  /** Shows another document as a new one, and saves it. */
  openNew(document: Document): string | null;
  /** Shows a document that came with the address; it is saved when it is changed. */
  openShared(document: Document): string | null;
  /** Shows a saved document. */
  openSaved(id: string): Promise<string | null>;
  /** Goes back to the document that was on show before. */
  goBack(): Promise<string | null>;
  /** In a conflict: shows what another tab has written. */
  takeTheirs(): Promise<void>;
}

const notSaved = "The document on show could not be saved; save it as a file before you open another.";

/** Keeps the notebook's document from now on, and goes from one to another. */
export function keepDocuments(
  page: KeptPage & Pick<Window, "location" | "history">,
  notebook: Notebook,
  beginning: Beginning,
): Documents {
  const { storage, newId } = beginning;
  const autosave = keepNotebook(page, notebook, beginning);
  notebook.store.subscribe((state, before) => {
    // The address no longer says what is on show.
    if (state.document !== before.document && !state.shared && page.location.hash !== "")
      page.history.replaceState(null, "", page.location.pathname + page.location.search);
  });
  /** Where the document that was on show before is saved, if it is. */
  let before: string | null = null;

  function openAs(document: Document, shared: boolean): string | null {
    const last = autosave.id();
    const isOpen = autosave.move(newId(), () => {
      notebook.open(document, shared);
      return true;
    });
    if (!isOpen) return notSaved;
    before = last;
    if (!shared) autosave.touch();
    return null;
  }

  async function openSaved(id: string): Promise<string | null> {
    if (id === autosave.id()) return null;
    const { parseDocument } = await import("../document/parse.ts");
    const last = autosave.id();
    let problem: string | null = notSaved;
    autosave.move(id, (text) => {
      const read = text === null ? null : parseDocument(text);
      if (!read?.ok) {
        problem = read?.problem ?? "This document is not there any more.";
        return false;
      }
      problem = null;
      before = last;
      notebook.open(read.document);
      return true;
    });
    return problem;
  }

  return {
    autosave,
    library: async () => (await import("./library.ts")).createLibrary(storage, newId),
    openNew: (document) => openAs(document, false),
    openShared: (document) => openAs(document, true),
    openSaved,
    async goBack() {
      const { replaced } = notebook.store.getState();
      if (!replaced) return null;
      const problem = before === null ? notSaved : await openSaved(before);
      // What was never saved is still here.
      return problem === null ? null : openAs(replaced, false);
    },
    async takeTheirs() {
      const { parseDocument } = await import("../document/parse.ts");
      autosave.takeTheirs((text) => {
        const read = parseDocument(text);
        if (read.ok) notebook.open(read.document);
        return read.ok;
      });
    },
  };
}

/** The document as it would be saved. */
export function textOf(notebook: Notebook): string {
  return serialiseDocument(notebook.store.getState().document);
}
