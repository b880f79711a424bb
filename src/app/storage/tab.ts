import { loadSlots, readItem, type TextStorage } from "./slots.ts";

const tabName = "deldot:tab";
/** The document that was on show last, in any tab. */
export const lastName = "deldot:last";

/**
 * The document this tab was on before a reload, or else the one that was on show last in any tab; null where nothing is
 * saved of either. `tab`: storage of this tab alone, as `sessionStorage` is.
 */
export function documentOfTab(tab: TextStorage, storage: TextStorage): string | null {
  for (const id of [readItem(tab, tabName), readItem(storage, lastName)]) {
    if (id !== null && loadSlots(storage, id)) return id;
  }
  return null;
}

export function rememberDocument(tab: TextStorage, storage: TextStorage, id: string): void {
  try {
    tab.setItem(tabName, id);
    storage.setItem(lastName, id);
  } catch {
    // A full storage: the newest document is found without being told.
  }
}
