import { readItem, slotNames, type TextStorage } from "../storage/slots.ts";
import { deletedIn } from "./deleted.ts";
import { isFull } from "./problem.ts";

/**
 * A storage that has room while there are deleted documents: what does not fit takes the place of those, the first deleted
 * first. Where it does not fit all the same, they are put back.
 */
export function withRoom(storage: TextStorage): TextStorage {
  /** What was removed, as it was; null where there is nothing to remove, or only what is written over. */
  function removeOldest(written: string): readonly [string, string] | null {
    for (const { id } of deletedIn(storage)) {
      const names = slotNames(id);
      if (names.some((name) => name === written)) continue;
      for (const name of names) {
        const item = storage.getItem(name);
        if (item === null) continue;
        storage.removeItem(name);
        return [name, item];
      }
    }
    return null;
  }

  function putBack(removed: readonly (readonly [string, string])[]): void {
    try {
      for (const [name, item] of removed.toReversed()) storage.setItem(name, item);
    } catch {
      // Another tab has taken the room.
    }
  }

  return {
    get length() {
      return storage.length;
    },
    key: (position) => storage.key(position),
    getItem: (name) => storage.getItem(name),
    removeItem: (name) => storage.removeItem(name),
    setItem(name, value) {
      const removed: (readonly [string, string])[] = [];
      for (;;) {
        try {
          storage.setItem(name, value);
          return;
        } catch (error) {
          // What is no longer than what it replaces is not refused for want of room.
          const isLonger = value.length > (readItem(storage, name)?.length ?? -1);
          const oldest = isFull(error) && isLonger ? removeOldest(name) : null;
          if (!oldest) {
            putBack(removed);
            throw error;
          }
          removed.push(oldest);
        }
      }
    },
  };
}
