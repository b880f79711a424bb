import { loadSlots, removeSlots, type Saved, saveSlot, type TextStorage } from "./slots.ts";

/** Milliseconds from the first unsaved change to the write. Not postponed by further changes. */
const writeDelay = 300;

/**
 * "conflict": another tab has written into the document, and which text it is to have is for people to say. "deleted": it
 * was deleted there, and is only on show.
 */
export type SaveState = "saved" | "pending" | "failed" | "conflict" | "deleted";

/** "full": a write failed for want of room. "fleeting": what is written is gone with the page. */
export type Keeping = SaveState | "full" | "fleeting";

/** What an autosave has of its page. */
export interface SavedPage {
  /** The present document as text. */
  text(): string;
  /** `error`: what the storage threw. */
  onState(state: SaveState, error?: unknown): void;
  /** This tab is on this document, and there is something saved of it. */
  onDocument(id: string): void;
  /** An id that no document has. */
  newId(): string;
}

/** Shows a text in the same turn. False where it is none that can be shown: then all stays as it is. */
export type Open<Text> = (text: Text) => boolean;

export interface Autosave {
  /** The document this tab is on. */
  id(): string;
  /** Something changed: `text` will be asked for within 300 ms. */
  touch(): void;
  /** Writes what is pending at once, as when the page goes away. */
  flush(): void;
  /** Another tab may have written, or deleted the document: notices it before the next write. */
  look(): void;
  /**
   * Goes on with another document, null where nothing is saved of it. The id is that of the text it has left, in a conflict
   * a document of its own; null where that cannot be saved.
   */
  move(id: string, open: Open<string | null>): string | null;
  /** In a conflict: writes over the other tab's text. */
  keepMine(): void;
  /** In a conflict: goes on with the other tab's text. */
  takeTheirs(open: Open<string>): boolean;
  /** In a conflict: leaves the document to the other tab and goes on in a new one. */
  keepBoth(): void;
}

/** Where a tab's text is written. */
interface Place {
  readonly id: string;
  /** What the tab last read or wrote there. */
  readonly known: Saved | null;
  /** What it wrote that over: it comes back where the newer one is damaged. */
  readonly before: Saved | null;
}

/** Two tabs that write in the same moment write the same revision. */
function isSame(one: Saved, other: Saved | null): boolean {
  return one.revision === other?.revision && one.text === other.text;
}

/**
 * Keeps `text()` in the two slots of a document, of which `read` is what the page has read: there is nothing that could
 * write before that, so that a page that fails to start cannot overwrite what was there. A refused write (quota) is
 * reported as "failed" and tried again at the next change. What another tab has written since this one last read or
 * wrote is never written over unasked: from then on, until someone has chosen, this tab's text is kept in a document of
 * its own.
 */
export function createAutosave(
  storage: TextStorage,
  document: string,
  read: Saved | null,
  page: SavedPage,
  now: () => number = Date.now,
): Autosave {
  let timer: ReturnType<typeof setTimeout> | null = null;
  /** There is text that is in no slot. */
  let unsaved = false;
  let place: Place = { id: document, known: read, before: null };
  /** The document was found to be saved nowhere any more. */
  let deleted = false;
  /** The document that another tab has written into, while `place` is that of a copy. */
  let disputed: string | null = null;

  function isForeign(newest: Saved | null): newest is Saved {
    return newest !== null && !isSame(newest, place.known) && !isSame(newest, place.before);
  }

  function stepAside(): void {
    disputed ??= place.id;
    place = { id: page.newId(), known: null, before: null };
  }

  function write(): boolean {
    stop();
    const text = page.text();
    try {
      let newest = loadSlots(storage, place.id);
      if (isForeign(newest) && newest.text !== text) {
        stepAside();
        newest = null;
      }
      const { id, known } = place;
      if (newest?.text === text) place = { id, known: newest, before: null };
      else {
        // Higher than this tab has known, too: where the newest was damaged, other tabs may still know it.
        const revision = Math.max(newest?.revision ?? 0, known?.revision ?? 0) + 1;
        const saved = saveSlot(storage, id, newest, { revision, time: now(), text });
        place = { id, known: saved, before: newest };
      }
      unsaved = false;
      deleted = false;
      if (!known && !disputed) page.onDocument(id);
      page.onState(disputed ? "conflict" : "saved");
      return true;
    } catch (error) {
      page.onState(disputed ? "conflict" : "failed", error);
      return false;
    }
  }

  function stop(): void {
    if (timer !== null) clearTimeout(timer);
    timer = null;
  }

  function settle(id: string, known: Saved | null): void {
    stop();
    unsaved = false;
    deleted = false;
    disputed = null;
    place = { id, known, before: null };
    if (known) page.onDocument(id);
    page.onState("saved");
  }

  /** What only this tab has written and nobody needs any more. */
  function drop({ id, known }: Place): void {
    const newest = loadSlots(storage, id);
    if (newest && isSame(newest, known)) removeSlots(storage, id);
  }

  if (read) page.onDocument(document);
  return {
    id: () => disputed ?? place.id,
    touch() {
      unsaved = true;
      if (timer !== null) return;
      if (!disputed) page.onState("pending");
      timer = setTimeout(write, writeDelay);
    },
    flush() {
      if (unsaved) write();
    },
    look() {
      if (disputed) return;
      const newest = loadSlots(storage, place.id);
      const before = deleted;
      deleted = newest === null && place.known !== null;
      // What is about to be written is kept again.
      if (deleted !== before && !unsaved) page.onState(deleted ? "deleted" : "saved");
      if (!isForeign(newest)) return;
      // Of the same revision: what this tab has written was written over in the same moment.
      if (unsaved || newest.revision === place.known?.revision || newest.text === page.text()) write();
      else {
        stepAside();
        page.onState("conflict");
      }
    },
    move(id, open) {
      if (unsaved && !write()) return null;
      const left = place.id;
      const saved = loadSlots(storage, id);
      if (!open(saved?.text ?? null)) return null;
      settle(id, saved);
      return left;
    },
    keepMine() {
      if (!disputed) return;
      const copy = place;
      place = { id: disputed, known: loadSlots(storage, disputed), before: null };
      disputed = null;
      unsaved = true;
      if (write()) drop(copy);
    },
    takeTheirs(open) {
      const theirs = disputed && loadSlots(storage, disputed);
      if (!disputed || !theirs || !open(theirs.text)) return false;
      const copy = place;
      settle(disputed, theirs);
      drop(copy);
      return true;
    },
    keepBoth() {
      if (!disputed || !write()) return;
      disputed = null;
      page.onDocument(place.id);
      page.onState("saved");
    },
  };
}
