import { bounds } from "../document/bounds.ts";
import type { Document } from "../document/document.ts";
import { serialiseDocument } from "../document/serialise.ts";
import type { Autosave } from "../storage/autosave.ts";
import { type Beginning, type KeptPage, keepNotebook } from "../storage/keep.ts";
import { loadSlots } from "../storage/slots.ts";
import type { Notebook } from "../store/notebook.ts";
import { hasErrors, shownFields } from "../store/picture.ts";
import type { Library } from "./library.ts";
import { isOnlyLooking } from "./looking.ts";
import { type Channel, createPresence } from "./presence.ts";
import { withRoom } from "./room.ts";

/** Which document this page is on, and going from one to another. Problems are one sentence; null is none. */
export interface Documents {
  readonly autosave: Autosave;
  /** All documents that are saved in this browser. */
  library(): Promise<Library>;
  /** Shows another document as a new one, and saves it. */
  openNew(document: Document): string | null;
  /** Goes on in a copy of the document on show, and leaves that to the other tabs. */
  openCopy(): string | null;
  /** Shows a document that came with the address; it is saved when it is changed. */
  openShared(document: Document): string | null;
  /** Whether a document of the reader's own was on show before that. */
  hasOwn(): boolean;
  /** Goes back to it. */
  keepMine(): Promise<string | null>;
  /** Saves what came with the address beside it, as it is. */
  keepShared(): void;
  /** Shows a saved document. */
  openSaved(id: string): Promise<string | null>;
  /** Goes back to the document that was on show before. */
  goBack(): Promise<string | null>;
  /** In a conflict: shows what another tab has written. */
  takeTheirs(): Promise<void>;
}

const notSaved = "The document on show could not be saved; save it as a file before you open another.";

/** What documents are kept with. */
export interface LibraryPage extends KeptPage, Pick<Window, "location" | "history"> {
  addEventListener(type: "pagehide" | "pageshow" | "storage", listener: () => void): void;
  readonly BroadcastChannel: new (name: string) => Channel;
}

/** Keeps the notebook's document from now on, and goes from one to another. */
export function keepDocuments(page: LibraryPage, notebook: Notebook, beginning: Beginning): Documents {
  const { newId } = beginning;
  const storage = withRoom(beginning.storage);
  notebook.store.subscribe(({ document, shared, replaced }, before) => {
    // Before it is saved: reading what came with the address does not make it the reader's.
    const isChanged = document !== before.document && replaced === before.replaced;
    if (isChanged && shared && !isOnlyLooking(before.document, document)) notebook.set({ shared: false });
  });
  const autosave = keepNotebook(page, notebook, { ...beginning, storage });
  notebook.store.subscribe((state, before) => {
    // The address no longer says what is on show; that of a frame says what the page around it shows, and goes on doing so.
    const isOther = state.document !== before.document || state.shared !== before.shared;
    if (isOther && !state.shared && state.showing !== "embed" && page.location.hash !== "")
      page.history.replaceState(null, "", page.location.pathname + page.location.search);
  });
  if (beginning.lasting) watchTabs(page, notebook, autosave, newId());
  /** Where the document that was on show before is saved, if it is. */
  let before: string | null = null;
  /** The last of them that is saved. */
  let own: string | null = null;
  let library: Library | null = null;

  function show(document: Document, shared = false): void {
    const { document: replaced } = notebook.store.getState();
    notebook.open(document, shared);
    const { reading, blanks } = notebook.store.getState();
    const least = document.cells.some(({ kind }) => kind === "space") ? 3 : 2;
    const isBlank = hasErrors(reading.program) || shownFields(reading.program, least).length === 0;
    // Of a copy it is the last good picture.
    if (isBlank && document.cells !== replaced.cells) notebook.set({ blanks: blanks + 1 });
  }

  function openAs(document: Document, shared: boolean): string | null {
    const left = autosave.move(newId(), () => {
      show(document, shared);
      return true;
    });
    if (left === null) return notSaved;
    before = left;
    if (loadSlots(storage, left)) own = left;
    if (!shared) autosave.touch();
    return null;
  }

  async function openSaved(id: string): Promise<string | null> {
    if (id === autosave.id()) return null;
    const { parseDocument } = await import("../document/parse.ts");
    let problem: string | null = notSaved;
    const left = autosave.move(id, (text) => {
      const read = text === null ? null : parseDocument(text);
      if (!read?.ok) {
        problem = read?.problem ?? "This document is not there any more.";
        return false;
      }
      problem = null;
      show(read.document);
      return true;
    });
    if (left !== null) before = left;
    return problem;
  }

  return {
    autosave,
    async library() {
      const { createLibrary } = await import("./library.ts");
      library ??= createLibrary(storage, newId);
      return library;
    },
    openNew: (document) => openAs(document, false),
    openCopy() {
      const { document } = notebook.store.getState();
      return openAs({ ...document, title: copyTitle(document.title) }, false);
    },
    openShared: (document) => openAs(document, true),
    hasOwn: () => own !== null && loadSlots(storage, own) !== null,
    keepMine: async () => (own === null ? notSaved : openSaved(own)),
    keepShared() {
      autosave.touch();
      autosave.flush();
      notebook.set({ shared: false });
    },
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
        if (!read.ok) {
          notebook.set({ refusal: read.problem });
          return false;
        }
        // What was on show is saved nowhere any more: the way back is to what the page still holds of it.
        before = null;
        show(read.document);
        return true;
      });
    },
  };
}

/** Says in the notebook's state whether another tab is on the same document. */
function watchTabs(page: LibraryPage, notebook: Notebook, autosave: Autosave, tab: string): void {
  const presence = createPresence(new page.BroadcastChannel("deldot"), tab, (elsewhere) =>
    notebook.set({ elsewhere }),
  );
  let shown = "";
  const show = () => {
    shown = autosave.id();
    presence.show(shown);
  };
  show();
  // Whatever takes the page to another document sets something of its state.
  notebook.store.subscribe(() => {
    if (autosave.id() !== shown) show();
  });
  page.addEventListener("pagehide", presence.leave);
  page.addEventListener("pageshow", show);
  page.document.addEventListener("visibilitychange", () => {
    if (page.document.visibilityState === "visible") show();
  });
}

function copyTitle(title: string): string {
  const mark = " (copy)";
  return `${title.slice(0, bounds.title - mark.length) || "Untitled"}${mark}`;
}

/** The document as it would be saved. */
export function textOf(notebook: Notebook): string {
  return serialiseDocument(notebook.store.getState().document);
}
