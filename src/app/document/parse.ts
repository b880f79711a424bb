import { schemaVersion } from "./document.ts";
import { migrate } from "./migrate.ts";
import { type DocumentResult, validateDocument } from "./schema.ts";

/** The document a text holds, of any known version; a problem in one sentence otherwise. Never throws. */
export function parseDocument(text: string): DocumentResult {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { ok: false, problem: "This is not a Deldot document: it is not JSON." };
  }
  const migrated = migrate(value, schemaVersion);
  return migrated.ok ? validateDocument(migrated.value) : migrated;
}
