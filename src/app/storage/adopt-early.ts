import { parseDocument } from "../document/parse.ts";
import { serialiseDocument } from "../document/serialise.ts";
import { type Early, earlyPrefix } from "./early.ts";
import { loadSlots, readItem, saveSlot, type TextStorage } from "./slots.ts";
import { lastName } from "./tab.ts";

/**
 * Puts what pages changed, and were ended before they could write it, into the slots of its document; of one that another
 * tab has written since then, into those of a new one. What a new visitor sees is made whole. What cannot be read is left out, what there is no room for waits on.
 */
export async function adoptEarly(storage: TextStorage, newId: () => string): Promise<void> {
  const names = Array.from({ length: storage.length }, (_, at) => storage.key(at));
  for (const name of names) if (name?.startsWith(earlyPrefix)) await adopt(storage, name, newId);
}

async function adopt(storage: TextStorage, name: string, newId: () => string): Promise<void> {
  const early = await read(readItem(storage, name));
  try {
    if (early) {
      const { revision, time, text } = early;
      const own = name.slice(earlyPrefix.length);
      const newest = loadSlots(storage, own);
      const isOwn = newest === null || newest.revision === revision;
      // Where it is there already, the page was ended after it had written it.
      if (newest?.text !== text) {
        const next = { revision: revision + 1, time, text };
        saveSlot(storage, isOwn ? own : newId(), isOwn ? newest : null, next);
        if (isOwn) storage.setItem(lastName, own);
      }
    }
    storage.removeItem(name);
  } catch {
    // There is no room: it waits for the next visit.
  }
}

/** null where it is no document. */
async function read(
  item: string | null,
): Promise<(Pick<Early, "revision" | "time"> & { readonly text: string }) | null> {
  try {
    const { revision, time, partial, document } = JSON.parse(item ?? "") as Early;
    const parsed = parseDocument(JSON.stringify(document));
    if (!parsed.ok || !Number.isSafeInteger(revision) || !Number.isFinite(time)) return null;
    const welcome = partial ? await import("../welcome.ts").catch(() => null) : null;
    const whole = welcome?.whole(parsed.document) ?? parsed.document;
    return { revision, time, text: serialiseDocument(whole) };
  } catch {
    return null;
  }
}
