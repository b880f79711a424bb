/** The part of `localStorage` that is used; a quota passed makes `setItem` throw. */
export interface TextStorage {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
}

export interface Saved {
  /** Grows by one with every save. */
  readonly revision: number;
  readonly text: string;
}

/**
 * Two slots written in turn, each with the checksum of what it holds: a write that was cut short, or a slot that was
 * damaged, leaves the other one whole.
 */
export const slotNames = ["deldot:document:0", "deldot:document:1"] as const;

/** The newest whole save, or null where there is none. Unreadable storage counts as empty. */
export function loadSlots(storage: TextStorage): Saved | null {
  let newest: Saved | null = null;
  for (const name of slotNames) {
    const saved = decode(read(storage, name));
    if (saved && (!newest || saved.revision > newest.revision)) newest = saved;
  }
  return newest;
}

/** Writes into the slot that does not hold the previous revision. Throws what the storage throws. */
export function saveSlot(storage: TextStorage, saved: Saved): void {
  storage.setItem(slotNames[saved.revision % 2] as string, encode(saved));
}

function read(storage: TextStorage, name: string): string | null {
  try {
    return storage.getItem(name);
  } catch {
    return null;
  }
}

function encode({ revision, text }: Saved): string {
  const body = `${revision} ${text.length} ${text}`;
  return `${checksum(body)} ${body}`;
}

function decode(slot: string | null): Saved | null {
  const match = slot?.match(/^(\d+) ((\d+) (\d+) ([\s\S]*))$/);
  if (!match) return null;
  const [, sum, body = "", revision, length, text = ""] = match;
  if (Number(sum) !== checksum(body) || Number(length) !== text.length) return null;
  return { revision: Number(revision), text };
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
