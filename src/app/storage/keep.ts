import type { Document } from "../document/document.ts";
import { serialiseDocument } from "../document/serialise.ts";
import { isFull } from "../library/problem.ts";
import type { Notebook } from "../store/notebook.ts";
import { type Autosave, createAutosave, type Keeping, type SaveState } from "./autosave.ts";
import { earlyPrefix } from "./early.ts";
import type { Saved, TextStorage } from "./slots.ts";
import { rememberDocument } from "./tab.ts";

/** Where the page keeps documents, and what it has read and shown of them before anything could be written. */
export interface Beginning {
  readonly storage: TextStorage;
  /** Storage of this tab alone. */
  readonly tab: TextStorage;
  /** Whether what `storage` keeps outlives the page. */
  readonly lasting: boolean;
  readonly id: string;
  readonly saved: Saved | null;
  readonly shown: Document;
  newId(): string;
}

/** The part of a window that is listened to. */
export interface KeptPage {
  addEventListener(type: "pagehide" | "storage", listener: () => void): void;
  readonly document: {
    readonly visibilityState: string;
    addEventListener(type: "visibilitychange", listener: () => void): void;
  };
}

/** Keeps the notebook's document from now on: while it changes, and as the page goes. */
export function keepNotebook(page: KeptPage, notebook: Notebook, beginning: Beginning): Autosave {
  const { storage, tab, lasting, id, saved, shown, newId } = beginning;
  const { store } = notebook;
  const autosave = createAutosave(storage, id, saved, {
    text: () => serialiseDocument(store.getState().document),
    onState: (state, error) => {
      notebook.set({ saving: lasting ? keepingOf(state, error) : "fleeting" });
      // What waited for the next visit is written.
      if (state === "saved" || state === "conflict") storage.removeItem(earlyPrefix + id);
    },
    onDocument: (id) => rememberDocument(tab, storage, id),
    newId,
  });
  store.subscribe((state, before) => {
    // What was just opened has not been changed, nor has what came with the address while it is only read.
    const isChanged = state.document !== before.document && state.replaced === before.replaced;
    if (isChanged && !store.getState().shared) autosave.touch();
  });
  page.addEventListener("storage", autosave.look);
  page.addEventListener("pagehide", autosave.flush);
  page.document.addEventListener("visibilitychange", () => {
    if (page.document.visibilityState === "hidden") autosave.flush();
    else autosave.look();
  });
  if (store.getState().document !== shown) autosave.touch();
  return autosave;
}

function keepingOf(state: SaveState, error: unknown): Keeping {
  return state === "failed" && isFull(error) ? "full" : state;
}
