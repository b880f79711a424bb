import type { Program } from "../../engine/language/program.ts";
import type { Cell } from "../document/document.ts";
import { chooseField, labPicture } from "./picture.ts";
import { type Reading, readingOf } from "./reading.ts";

/** The code cells with numbers that what a cell shows is computed from, in their order. */
export function slidersFor(cell: Cell, reading: Reading): readonly string[] {
  const program = programOf(cell, reading);
  const names = new Set(program?.parameters.map(({ name }) => name));
  return reading.cells.filter((id) => readingOf(reading, id)?.parameters.some(({ name }) => names.has(name)));
}

/** The program of the field that a cell is of; null where it is of none. */
function programOf(cell: Cell, reading: Reading): Program | null {
  if (cell.kind === "text" || cell.kind === "code" || (cell.kind === "cost" && cell.family !== null))
    return null;
  return labPicture(reading, fieldNameOf(cell, reading))?.program ?? null;
}

/** The name of that field, as each kind of cell chooses it; null for the first of the document. */
function fieldNameOf(cell: Exclude<Cell, { kind: "text" | "code" }>, { program }: Reading): string | null {
  if (cell.kind !== "plane" && cell.kind !== "space") return cell.field;
  return chooseField(program, cell.field, cell.kind === "plane" ? 2 : 3)?.name ?? null;
}
