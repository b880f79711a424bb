/** Step n of the chain turns a document of version n into one of version n + 1; it sees unvalidated values. */
export type Migration = (old: Readonly<Record<string, unknown>>) => Record<string, unknown>;

/** Index 0 is the step from version 1 to 2. */
export const migrations: readonly Migration[] = [
  // Version 2 has more kinds of cells, and cells that are collapsed: what there was is as it was.
  (old) => ({ ...old }),
];

export type MigrationResult =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly problem: string };

/**
 * Brings a document of any known version to version `current`. A newer one is refused: this program cannot know
 * what it would lose. `chain` and `current` are arguments so that the chain itself can be tested.
 */
export function migrate(
  value: unknown,
  current: number,
  chain: readonly Migration[] = migrations,
): MigrationResult {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return { ok: false, problem: "This is not a Deldot document." };
  }
  let document = value as Readonly<Record<string, unknown>>;
  if (document.format !== "deldot") {
    return { ok: false, problem: 'This is not a Deldot document: it has no "format": "deldot".' };
  }
  const version = document.schemaVersion;
  if (typeof version !== "number" || !Number.isInteger(version) || version < 1) {
    return { ok: false, problem: "This Deldot document does not say which version it is." };
  }
  if (version > current) {
    return {
      ok: false,
      problem: `This document was made by a newer Deldot (format ${version}; this one reads up to ${current}).`,
    };
  }
  for (let from = version; from < current; from++) {
    const step = chain[from - 1];
    if (!step) return { ok: false, problem: `Documents of format ${from} can no longer be read.` };
    document = { ...step(document), schemaVersion: from + 1 };
  }
  return { ok: true, value: document };
}
