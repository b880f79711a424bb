import type { Program } from "../../engine/language/program.ts";
import type { SpaceCell } from "../document/document.ts";

/** The field that a cell is of; where it names none the first one of three numbers, or else of more. */
export function spaceField({ field }: SpaceCell, { fields }: Program): string | null {
  if (field !== null) return field;
  const own =
    fields.find(({ dimension }) => dimension === 3) ?? fields.find(({ dimension }) => dimension > 3);
  return own?.name ?? null;
}
