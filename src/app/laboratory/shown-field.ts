import type { Document, LabCell } from "../document/document.ts";
import type { Notebook } from "../store/notebook.ts";
import { hasErrors, labPicture, type Picture, type Shown } from "../store/picture.ts";
import type { Reading } from "../store/reading.ts";

/**
 * The field of a cell of the laboratory after the sources or its choice changed: as of a picture, the last good one stays
 * while the source has an error, and no other field takes its place meanwhile.
 */
export function nextField(previous: Picture | null, reading: Reading, name: string | null): Shown {
  const isWrong = hasErrors(reading.program);
  const wanted = isWrong ? (name ?? previous?.field.name ?? null) : name;
  const present = labPicture(reading, wanted);
  if (present) return { picture: present, stale: false };
  const field = isWrong && previous?.program.fields.find((own) => own.name === wanted);
  if (!previous || !field) return { picture: null, stale: false };
  return { picture: { program: previous.program, field }, stale: true };
}

interface Last {
  readonly picture: Picture | null;
  /** Tells one document from another that was opened since. */
  readonly replaced: Document | null;
}

/** By notebooks, and by the ids of cells: what shows a cell, and its maps, come and go. */
const last = new WeakMap<Notebook, Map<string, Last>>();

/** The field that a cell shows. */
export function shownField(notebook: Notebook, { id, field }: Pick<LabCell, "id" | "field">): Shown {
  const { reading, replaced } = notebook.store.getState();
  const ofAll = last.get(notebook) ?? new Map<string, Last>();
  last.set(notebook, ofAll);
  const before = ofAll.get(id);
  const shown = nextField(before?.replaced === replaced ? before.picture : null, reading, field);
  ofAll.set(id, { picture: shown.picture, replaced });
  return shown;
}

/** Where the first error of the sources is, in words that may follow "in"; null where there is none. */
export function errorPlace({ program, cells }: Reading): string | null {
  const error = program.diagnostics.find(({ severity }) => severity === "error");
  if (!error) return null;
  const at = program.texts.findLastIndex(({ from }) => from <= error.from);
  const before = program.source.slice(program.texts[at]?.from ?? 0, error.from);
  return `line ${before.split("\n").length} of ${cells.length > 1 ? `source ${at + 1}` : "the source"}`;
}
