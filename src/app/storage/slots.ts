/** The part of `localStorage` that is used; a quota passed makes `setItem` throw. */
export interface TextStorage {
  readonly length: number;
  key(position: number): string | null;
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

export interface Saved {
  /** Grows with every save of the document. */
  readonly revision: number;
  /** When it was saved, in milliseconds since 1970; 0 where it was not said. */
  readonly time: number;
  readonly text: string;
  /** The slot it was found in. */
  readonly slot: 0 | 1;
}

/**
 * Two slots for each document, written in turn, each with the checksum of what it holds: a write that was cut short, or
 * a slot that was damaged, leaves the other one whole. When there was one document its slots were those of the document
 * that is called "document" now.
 */
export const slotNames = (id: string) => [`deldot:${id}:0`, `deldot:${id}:1`] as const;

/** The newest whole save of a document, or null where there is none. Unreadable storage counts as empty. */
export function loadSlots(storage: TextStorage, id: string): Saved | null {
  let newest: Saved | null = null;
  for (const slot of [0, 1] as const) {
    const saved = decode(readItem(storage, slotNames(id)[slot]), slot);
    if (saved && (!newest || saved.revision > newest.revision)) newest = saved;
  }
  return newest;
}

/** Writes into the slot that does not hold `newest`, the newest whole save. Throws what the storage throws. */
export function saveSlot(
  storage: TextStorage,
  id: string,
  newest: Saved | null,
  { revision, time, text }: Omit<Saved, "slot">,
): Saved {
  const slot = newest?.slot === 0 ? 1 : 0;
  const body = `${revision}@${time} ${text.length} ${text}`;
  storage.setItem(slotNames(id)[slot], `${checksum(body)} ${body}`);
  return { revision, time, text, slot };
}

export function removeSlots(storage: TextStorage, id: string): void {
  for (const name of slotNames(id)) storage.removeItem(name);
}

export function readItem(storage: TextStorage, name: string): string | null {
  try {
    return storage.getItem(name);
  } catch {
    return null;
  }
}

/** Saves from before there were times have none. */
function decode(item: string | null, slot: 0 | 1): Saved | null {
  const match = item?.match(/^(\d+) ((\d+)(?:@(\d+))? (\d+) ([\s\S]*))$/);
  if (!match) return null;
  const [, sum, body = "", revision, time = 0, length, text = ""] = match;
  if (Number(sum) !== checksum(body) || Number(length) !== text.length) return null;
  return { revision: Number(revision), time: Number(time), text, slot };
}

/** FNV-1a over the low and high bytes of the UTF-16 units: meant to notice accidents, not forgeries. */
function checksum(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    hash = Math.imul(hash ^ (unit & 0xff), 0x01000193);
    hash = Math.imul(hash ^ (unit >>> 8), 0x01000193);
  }
  return hash >>> 0;
}
