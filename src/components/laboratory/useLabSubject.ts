import { useMemo } from "react";
import type { LabCell } from "../../app/document/document.ts";
import { pictureSubject } from "../../app/laboratory/picture-subject.ts";
import type { Subject } from "../../app/laboratory/subject.ts";
import { labPicture } from "../../app/store/picture.ts";
import type { Field } from "../../engine/language/program.ts";
import { useNotebook } from "../session.ts";

export interface LabSubject {
  /** null where the document has no such field, or what it needs has an error. */
  readonly subject: Subject | null;
  readonly field: Field | null;
  /** Names of all fields of the document. */
  readonly fields: readonly string[];
}

/** What a cell of the laboratory is about: the field with the cells that it needs, and no others. */
export function useLabSubject(cell: LabCell | null): LabSubject {
  const reading = useNotebook((state) => state.reading);
  const seed = useNotebook((state) => state.document.seed);
  const name = cell?.field ?? null;
  const time = cell?.time ?? 0;
  return useMemo(() => {
    const fields = reading.program.fields.map((field) => field.name);
    const picture = labPicture(reading, name);
    if (!picture) return { subject: null, field: null, fields };
    return { subject: pictureSubject(picture, time, seed), field: picture.field, fields };
  }, [reading, seed, name, time]);
}
