import type { LabSubject } from "./useLabSubject.ts";

/** Why a cell has no field to compute, in one sentence; null where it has one. */
export function missingField(
  name: string | null,
  { subject, fields, error }: Pick<LabSubject, "subject" | "fields" | "error">,
): string | null {
  if (subject) return null;
  // What is not there may be there but for the error.
  if (error !== null) return `${name ?? "A field"} can be computed when the error in ${error} is gone.`;
  if (fields.length === 0)
    return "There is no field in this document yet: a code cell with F(x, y) = (x, y) defines one.";
  return `There is no field ${name} in this document: choose another.`;
}

/** What a cell shows while the source has an error; null where it shows what is there. */
export function staleField({
  field,
  error,
  isStale,
}: Pick<LabSubject, "field" | "error" | "isStale">): string | null {
  return isStale ? `There is an error in ${error}: this is of ${field?.name} as it was before.` : null;
}
