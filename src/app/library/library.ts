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
   * Takes a document out of the list; the last ones that were are kept aside. The page is to be on another document by
   * then: a document that is written after it was deleted is there again.
   */
  remove(id: string): Kept;
  /** Brings back what was deleted last; null where nothing is kept aside. */
  undo(): LibraryEntry | null;
  /** Removes for good what was deleted, for room. */
  forget(): void;
}

/** Deleted documents that are kept aside: more than one deletes by mistake before one notices. */
const keptAside = 8;

const deletedName = "deldot:deleted";

/** A document is deleted while nothing has been written since: its newest save is the one it had, in its only slot. */
interface Deleted {
  readonly id: string;
  readonly revision: number;
}

export function createLibrary(
  storage: TextStorage,
  newId: () => string,
  now: () => number = Date.now,
): Library {
  /** Deleted last, where there was no room for a note that it was: it lives as long as the page. */
  let held: { readonly id: string; readonly newest: Saved } | null = null;

  /** In the order in which they were deleted. Where what says so is damaged, none is: they are in the list again. */
  function deleted(): readonly Deleted[] {
    return parsedList(readItem(storage, deletedName)).filter(
      ({ id, revision }) =>
        loadSlots(storage, id)?.revision === revision &&
        slotNames(id).some((name) => readItem(storage, name) === null),
    );
  }

  function saved(): readonly { id: string; newest: Saved }[] {
    const gone = new Set(deleted().map(({ id }) => id));
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
      if (!newest) return { ok: false, problem: "This document is not there any more." };
      return attempt(id, () => {
        const aside = [...deleted().filter((other) => other.id !== id), { id, revision: newest.revision }];
        // Room first: what is kept aside keeps one slot, and the note below has to fit.
        storage.removeItem(slotNames(id)[newest.slot === 0 ? 1 : 0]);
        for (const oldest of aside.splice(0, aside.length - keptAside)) removeSlots(storage, oldest.id);
        held = null;
        try {
          storage.setItem(deletedName, JSON.stringify(aside));
        } catch {
          // Where not even the note fits, room is what is needed most.
          removeSlots(storage, id);
          held = { id, newest };
        }
        if (readItem(storage, lastName) === id) storage.removeItem(lastName);
      });
    },
    undo() {
      const aside = [...deleted()];
      const last = held ?? aside.at(-1);
      const newest = held?.newest ?? (last ? loadSlots(storage, last.id) : null);
      if (!last || !newest) return null;
      const kept = attempt(last.id, () => {
        if (held) saveSlot(storage, last.id, loadSlots(storage, last.id), newest);
        else storage.setItem(deletedName, JSON.stringify(aside.slice(0, -1)));
        held = null;
      });
      return kept.ok ? entryOf(last.id, newest) : null;
    },
    forget() {
      held = null;
      attempt("", () => {
        for (const { id } of deleted()) removeSlots(storage, id);
        storage.removeItem(deletedName);
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
  const value = parsed(text);
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : null;
}

function parsedList(text: string | null): readonly Deleted[] {
  const list = text === null ? null : parsed(text);
  if (!Array.isArray(list)) return [];
  return list.filter(
    (item): item is Deleted => typeof item?.id === "string" && Number.isSafeInteger(item.revision),
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
