import { parseDocument } from "../document/parse.ts";
import type { DocumentResult } from "../document/schema.ts";
import { adoptEarly } from "../storage/adopt-early.ts";
import { loadSlots, type Saved, type TextStorage } from "../storage/slots.ts";
import { documentOfTab } from "../storage/tab.ts";

/** A document as it was left, and what is made of its text. */
export interface Left {
  readonly id: string;
  readonly saved: Saved;
  readonly read: DocumentResult;
}

const instead = "It is kept in this browser's storage; this is the first example instead.";

/** The document that this tab was on, or else the newest of this browser; null where nothing is saved. */
export async function findLeft(
  tab: TextStorage,
  storage: TextStorage,
  newId: () => string,
): Promise<Left | null> {
  await adoptEarly(storage, newId);
  // Which is the newest is looked for only where this tab does not know it.
  const id =
    documentOfTab(tab, storage) ??
    (await import("./library.ts")).createLibrary(storage, newId).list()[0]?.id ??
    null;
  const saved = id === null ? null : loadSlots(storage, id);
  if (id === null || !saved) return null;
  const read = parseDocument(saved.text);
  return { id, saved, read: read.ok ? read : { ok: false, problem: `${read.problem} ${instead}` } };
}
