import { bounds } from "../document/bounds.ts";
import {
  loadSlots,
  readItem,
  removeSlots,
  type Saved,
  saveSlot,
  slotNames,
  type TextStorage,
} from "../storage/slots.ts";
import { lastName } from "../storage/tab.ts";
import { type Deleted, deletedIn, longestAside, mostAside, noteDeleted } from "./deleted.ts";
import { storageProblem } from "./problem.ts";

export interface LibraryEntry {
  readonly id: string;
  readonly title: string;
  /** When it was changed last, in milliseconds since 1970; 0 where it is not known. */
  readonly time: number;
}

/** What came of a change: why there was none, in one sentence. */
export type Kept =
  | { readonly ok: true; readonly id: string }
  | { readonly ok: false; readonly problem: string };

/** The documents of this browser. There is no index beside them that could be wrong: all is read off their slots. */
export interface Library {
  /** The last changed first. */
  list(): readonly LibraryEntry[];
  create(text: string): Kept;
  /** Gives a document another title. One that is open is told of it as of any other tab's change. */
  rename(id: string, title: string): Kept;
  /**
   * Takes a document out of the list; the last ones that were are kept aside for a while. The page is to be on another
   * document by then: a document that is written after it was deleted is there again.
   */
  remove(id: string): Kept;
  /** Those that are kept aside, the last deleted first, each with the time at which it was. */
  deleted(): readonly LibraryEntry[];
  /** Brings a deleted document back. */
  restore(id: string): Kept;
  /** Removes a deleted document for good. One that is not deleted any more stays. */
  forget(id: string): void;
}

const notThere = "This document is not there any more.";

export function createLibrary(
  storage: TextStorage,
  newId: () => string,
  now: () => number = Date.now,
): Library {
  /** Deleted last, where there was no room for a note that it was: it lives as long as the page. */
  let held: { readonly id: string; readonly newest: Saved; readonly time: number } | null = null;

  /** In the order in which they were deleted. Those whose time is over are removed for good. */
  function aside(): readonly Deleted[] {
    return deletedIn(storage).filter(({ id, time }) => {
      const isOver = time > 0 && now() - time > longestAside;
      if (isOver) attempt(id, () => removeSlots(storage, id));
      return !isOver;
    });
  }

  function asideBut(id: string): readonly Deleted[] {
    return aside().filter((other) => other.id !== id);
  }

  function saved(): readonly { id: string; newest: Saved }[] {
    const gone = new Set(aside().map(({ id }) => id));
    return documentIds(storage)
      .filter((id) => !gone.has(id))
      .map((id) => ({ id, newest: loadSlots(storage, id) }))
      .filter((found): found is { id: string; newest: Saved } => found.newest !== null);
  }

  function attempt(id: string, change: () => void): Kept {
    try {
      change();
      return { ok: true, id };
    } catch (error) {
      return { ok: false, problem: storageProblem(error) };
    }
  }

  return {
    list() {
      return saved()
        .map(({ id, newest }) => entryOf(id, newest))
        .sort((a, b) => b.time - a.time || (a.id < b.id ? -1 : 1));
    },
    create(text) {
      const id = newId();
      return attempt(id, () => saveSlot(storage, id, null, { revision: 1, time: now(), text }));
    },
    rename(id, title) {
      const newest = loadSlots(storage, id);
      const document = newest && objectIn(newest.text);
      if (!document) return { ok: false, problem: "This document cannot be read, so it cannot be renamed." };
      const text = `${JSON.stringify({ ...document, title: title.slice(0, bounds.title) }, null, 2)}\n`;
      return attempt(id, () =>
        saveSlot(storage, id, newest, { revision: newest.revision + 1, time: now(), text }),
      );
    },
    remove(id) {
      const newest = loadSlots(storage, id);
      if (!newest) return { ok: false, problem: notThere };
      return attempt(id, () => {
        const time = now();
        const deleted = [...asideBut(id), { id, revision: newest.revision, saved: newest.time, time }];
        // Room first: what is kept aside keeps one slot, and the note below has to fit.
        storage.removeItem(slotNames(id)[newest.slot === 0 ? 1 : 0]);
        for (const oldest of deleted.splice(0, deleted.length - mostAside)) removeSlots(storage, oldest.id);
        held = null;
        try {
          noteDeleted(storage, deleted);
        } catch {
          // Where not even the note fits, room is what is needed most.
          removeSlots(storage, id);
          held = { id, newest, time };
        }
        if (readItem(storage, lastName) === id) storage.removeItem(lastName);
      });
    },
    deleted() {
      const found = aside().flatMap(({ id, time }) => {
        const newest = loadSlots(storage, id);
        return newest ? { id, newest, time } : [];
      });
      return [...found, ...(held ? [held] : [])]
        .map(({ id, newest, time }) => ({ ...entryOf(id, newest), time }))
        .reverse();
    },
    restore(id) {
      const lost = held?.id === id ? held.newest : null;
      if (!lost && !aside().some((other) => other.id === id)) return { ok: false, problem: notThere };
      return attempt(id, () => {
        if (lost) saveSlot(storage, id, loadSlots(storage, id), lost);
        else noteDeleted(storage, asideBut(id));
        if (lost) held = null;
      });
    },
    forget(id) {
      if (held?.id === id) held = null;
      if (!aside().some((other) => other.id === id)) return;
      attempt(id, () => {
        removeSlots(storage, id);
        noteDeleted(storage, asideBut(id));
      });
    },
  };
}

/** The ids of all documents that have a slot, whole or not. Unreadable storage has none. */
function documentIds(storage: TextStorage): readonly string[] {
  const ids = new Set<string>();
  try {
    for (let position = 0; position < storage.length; position++) {
      const id = storage.key(position)?.match(/^deldot:(.+):[01]$/s)?.[1];
      if (id !== undefined) ids.add(id);
    }
  } catch {
    return [];
  }
  return [...ids];
}

/** Of texts that are no documents, or those of a later Deldot, too: nothing that was saved is left out. */
function entryOf(id: string, { text, time }: Saved): LibraryEntry {
  const title = objectIn(text)?.title;
  return { id, title: typeof title === "string" ? title.slice(0, bounds.title) : "", time };
}

function objectIn(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? (value as Readonly<Record<string, unknown>>)
      : null;
  } catch {
    return null;
  }
}
