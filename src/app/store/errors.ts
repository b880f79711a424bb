import type { Diagnostic } from "../../engine/language/diagnostic.ts";
import { neededBy, type Reading, readingOf } from "./reading.ts";

const isError = ({ severity }: Diagnostic): boolean => severity === "error";

/** The errors of all cells. */
export function errorsIn({ program }: Reading): readonly Diagnostic[] {
  return program.diagnostics.filter(isError);
}

/** Those of one cell. */
export function errorsOf(reading: Reading, id: string): readonly Diagnostic[] {
  return readingOf(reading, id)?.diagnostics.filter(isError) ?? [];
}

/** The first error in other cells that the definitions of this one need; null where there is none, or where it has its own. */
export function errorNeeded(reading: Reading, id: string): Diagnostic | null {
  const { program, cells } = reading;
  if (!program.diagnostics.some(isError)) return null;
  for (const at of [cells.indexOf(id), ...neededBy(program, cells.indexOf(id))]) {
    const cell = cells[at];
    const [error] = cell === undefined ? [] : errorsOf(reading, cell);
    if (error) return cell === id ? null : error;
  }
  return null;
}
