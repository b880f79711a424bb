import type { LabSubject } from "./useLabSubject.ts";

/** Why a cell has no field to compute, in one sentence; null where it has one. */
export function missingField(name: string | null, { subject, fields }: LabSubject): string | null {
  if (subject) return null;
  if (fields.length === 0) return "There is no field in this document yet: write one in a code cell.";
  if (name !== null && !fields.includes(name)) return `There is no field ${name} in this document.`;
  return name === null
    ? "No field can be used: each one, or something that it needs, has an error."
    : `${name} cannot be used: it, or something that it needs, has an error.`;
}
