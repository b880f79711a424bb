import { useMemo } from "react";
import type { LabCell } from "../../app/document/document.ts";
import { pictureSubject } from "../../app/laboratory/picture-subject.ts";
import { errorPlace, shownField } from "../../app/laboratory/shown-field.ts";
import type { Subject } from "../../app/laboratory/subject.ts";
import type { Field } from "../../engine/language/program.ts";
import { useNotebook, useSession } from "../session.ts";

export interface LabSubject {
  /** null where the document has no such field, or what it needs has an error and never was without. */
  readonly subject: Subject | null;
  readonly field: Field | null;
  /** Names of all fields that can be chosen. */
  readonly fields: readonly string[];
  /** Whether the field's value depends on the time. */
  readonly isTimed: boolean;
  /** The field is of the text as it was before it had an error. */
  readonly isStale: boolean;
  /** Where the first error of the sources is; null where there is none. */
  readonly error: string | null;
}

/** What a cell of the laboratory is about: the field with the cells that it needs, and no others. */
export function useLabSubject(cell: LabCell | null): LabSubject {
  const { notebook } = useSession();
  const reading = useNotebook((state) => state.reading);
  const seed = useNotebook((state) => state.document.seed);
  const [id, name, time] = [cell?.id ?? "", cell?.field ?? null, cell?.time ?? 0];
  return useMemo(() => {
    const { picture, stale } = shownField(notebook, { id, field: name });
    const names = reading.program.fields.map((field) => field.name);
    const own = picture?.field.name;
    return {
      subject: picture && pictureSubject(picture, time, seed),
      field: picture?.field ?? null,
      fields: own === undefined || names.includes(own) ? names : [...names, own],
      isTimed: picture?.program.time != null,
      isStale: stale,
      error: errorPlace(reading),
    };
  }, [notebook, reading, seed, id, name, time]);
}
