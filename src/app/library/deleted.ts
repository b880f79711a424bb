import { loadSlots, readItem, slotNames, type TextStorage } from "../storage/slots.ts";

const noteName = "deldot:deleted";

/** Deleted documents that are kept aside: more than one deletes by mistake before one notices. */
export const mostAside = 10;
/** Milliseconds for which they are. */
export const longestAside = 7 * 24 * 60 * 60 * 1000;

/** A document is deleted while nothing has been written since: its newest save is the one it had, in its only slot. */
export interface Deleted {
  readonly id: string;
  readonly revision: number;
  /** The time of that save; null where it was not noted. A tab that knows an older one may write the same revision. */
  readonly saved: number | null;
  /** When it was deleted, in milliseconds since 1970; 0 where it is not known. */
  readonly time: number;
}

/** In the order in which they were deleted. Where what says so is damaged, none is: they are in the list again. */
export function deletedIn(storage: TextStorage): readonly Deleted[] {
  return parsedList(readItem(storage, noteName)).filter(({ id, revision, saved }) => {
    const newest = loadSlots(storage, id);
    const isSame = newest?.revision === revision && (saved === null || newest.time === saved);
    return isSame && slotNames(id).some((name) => readItem(storage, name) === null);
  });
}

/** Says which documents are deleted. Throws what the storage throws. */
export function noteDeleted(storage: TextStorage, deleted: readonly Deleted[]): void {
  if (deleted.length > 0) storage.setItem(noteName, JSON.stringify(deleted));
  else storage.removeItem(noteName);
}

function parsedList(text: string | null): readonly Deleted[] {
  try {
    const list: unknown = JSON.parse(text ?? "");
    if (!Array.isArray(list)) return [];
    return list
      .filter((item) => typeof item?.id === "string" && Number.isSafeInteger(item.revision))
      .map(({ id, revision, saved, time }) => ({
        id,
        revision,
        saved: Number.isSafeInteger(saved) ? saved : null,
        time: Number.isSafeInteger(time) ? time : 0,
      }));
  } catch {
    return [];
  }
}
