import { loadSlots, saveSlot, type TextStorage } from "./slots.ts";

/** Milliseconds from the first unsaved change to the write. Not postponed by further changes. */
const writeDelay = 300;

export type SaveState = "saved" | "pending" | "failed";

export interface Autosave {
  /** The text saved last time; must come before the first write. */
  load(): string | null;
  /** Something changed: `text` will be asked for within 300 ms. Ignored before `load`. */
  touch(): void;
  /** Writes what is pending at once, as when the page goes away. */
  flush(): void;
}

/**
 * Keeps `text()` in two slots of `storage`. Nothing is written before `load` has read, so that a page that fails to
 * start cannot overwrite what was there. A refused write (quota) is reported as "failed" and tried again at the
 * next change.
 */
export function createAutosave(
  storage: TextStorage,
  text: () => string,
  onState: (state: SaveState) => void,
): Autosave {
  let loaded = false;
  let timer: ReturnType<typeof setTimeout> | null = null;

  function write(): void {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    const present = text();
    // Another tab may have written since: the newest revision there is, not the last of this tab, is what counts.
    const newest = loadSlots(storage);
    try {
      if (newest?.text !== present)
        saveSlot(storage, { revision: (newest?.revision ?? 0) + 1, text: present });
      onState("saved");
    } catch {
      onState("failed");
    }
  }

  return {
    load() {
      loaded = true;
      return loadSlots(storage)?.text ?? null;
    },
    touch() {
      if (!loaded || timer !== null) return;
      onState("pending");
      timer = setTimeout(write, writeDelay);
    },
    flush() {
      if (timer !== null) write();
    },
  };
}
