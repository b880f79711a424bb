import type { TextStorage } from "./slots.ts";

/**
 * The storage, and whether what it keeps lasts. It may be forbidden (private windows, embedded pages) or damaged, or there
 * is none to be used; then documents live as long as the page.
 */
export function openStorage(find: () => TextStorage | null): {
  readonly storage: TextStorage;
  readonly lasting: boolean;
} {
  try {
    const storage = find();
    storage?.getItem("deldot:last");
    if (storage) return { storage, lasting: true };
  } catch {}
  return { storage: memoryStorage(), lasting: false };
}

function memoryStorage(): TextStorage {
  const items = new Map<string, string>();
  return {
    get length() {
      return items.size;
    },
    key: (position) => [...items.keys()][position] ?? null,
    getItem: (key) => items.get(key) ?? null,
    setItem: (key, value) => void items.set(key, value),
    removeItem: (key) => void items.delete(key),
  };
}
