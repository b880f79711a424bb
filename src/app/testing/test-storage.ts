import { loadSlots, saveSlot, type TextStorage } from "../storage/slots.ts";

/** Storage for tests: it can be full, and the tab that writes into it can be killed in the middle of a write. */
export class TestStorage implements TextStorage {
  readonly items: Map<string, string>;
  full = false;
  /** Characters of keys and values that there is room for. */
  room = Number.POSITIVE_INFINITY;
  /** Of the next value this share is written, and nothing any more after it. */
  tearsAt: number | null = null;
  dead = false;

  /** `items`: those of another one, for a second tab on the same storage. */
  constructor(items = new Map<string, string>()) {
    this.items = items;
  }
  get length(): number {
    return this.items.size;
  }
  key(position: number): string | null {
    return [...this.items.keys()][position] ?? null;
  }
  getItem(key: string): string | null {
    return this.items.get(key) ?? null;
  }
  setItem(key: string, value: string): void {
    if (this.dead) throw new Error("The tab is not there any more.");
    const fits = this.room === Number.POSITIVE_INFINITY || this.lengthWith(key, value) <= this.room;
    if (this.full || !fits) throw new DOMException("full", "QuotaExceededError");
    if (this.tearsAt === null) return void this.items.set(key, value);
    this.items.set(key, value.slice(0, Math.floor(this.tearsAt * value.length)));
    this.dead = true;
    throw new Error("The tab was killed.");
  }
  private lengthWith(key: string, value: string): number {
    return [...new Map(this.items).set(key, value)].flat().join("").length;
  }
  removeItem(key: string): void {
    if (this.dead) throw new Error("The tab is not there any more.");
    this.items.delete(key);
  }
}

/** Storage that is forbidden. */
export const forbidden: TextStorage = {
  get length(): number {
    throw new DOMException("denied", "SecurityError");
  },
  key() {
    throw new DOMException("denied", "SecurityError");
  },
  getItem() {
    throw new DOMException("denied", "SecurityError");
  },
  setItem() {
    throw new DOMException("denied", "SecurityError");
  },
  removeItem() {
    throw new DOMException("denied", "SecurityError");
  },
};

/** Saves a text as the next revision, as one tab alone does. */
export function save(storage: TextStorage, id: string, text: string, time = 0): void {
  const newest = loadSlots(storage, id);
  saveSlot(storage, id, newest, { revision: (newest?.revision ?? 0) + 1, time, text });
}
