import {
  divergenceFormula,
  expandedFormula,
  type Formula,
  fieldFormula,
  functionFormula,
} from "../../engine/formula/index.ts";
import type { Program } from "../../engine/language/program.ts";
import type { Picture } from "../store/picture.ts";
import { partFor, type Reading, readingOf } from "../store/reading.ts";

/** A line of the formula panel. */
export interface FormulaLine {
  readonly name: string;
  readonly mathml: string;
  readonly latex: string;
}

/** The lines of so many sources are kept: more than stand on a page, and each is short. */
const linesKept = 64;

/** The lines last made, by what they were made from. */
const kept = new Map<string, readonly FormulaLine[]>();

/**
 * The field as it was read and its divergence, simplified; for a field written without arguments also what it comes
 * to. The numbers of sliders are names in formulas, so moving a slider makes nothing new.
 */
export function formulasOf({ program, field }: Picture): readonly FormulaLine[] {
  return remembered(`field ${field.name}`, program, () => {
    const lines = [line(field.name, fieldFormula(program, field))];
    if (field.syntax.parameters === null)
      lines.push(line(`${field.name} worked out`, expandedFormula(program, field)));
    return [...lines, line(`divergence of ${field.name}`, divergenceFormula(program, field))];
  });
}

/** The functions that a code cell defines, as they were read; null while there is an error in what it needs. */
export function definitionsOf(reading: Reading, cell: string): readonly FormulaLine[] | null {
  const own = readingOf(reading, cell);
  if (!own) return [];
  const program = partFor(reading, own.from);
  if (!program) return null;
  const names = new Set(own.functions.map(({ name }) => name));
  return remembered(`cell ${[...names].join(" ")}`, program, () =>
    program.functions
      .filter(({ name }) => names.has(name))
      .map((definition) => line(definition.name, functionFormula(program, definition))),
  );
}

function remembered(
  what: string,
  program: Program,
  make: () => readonly FormulaLine[],
): readonly FormulaLine[] {
  const key = `${what}\n${withoutSliderValues(program)}`;
  const lines = kept.get(key) ?? make();
  // The one used last goes last.
  kept.delete(key);
  kept.set(key, lines);
  if (kept.size > linesKept) kept.delete(kept.keys().next().value as string);
  return lines;
}

function line(name: string, { mathml, latex }: Formula): FormulaLine {
  return { name, mathml, latex };
}

function withoutSliderValues({ source, parameters }: Program): string {
  const literals = parameters.map(({ literal }) => literal).sort((a, b) => b.from - a.from);
  return literals.reduce((text, { from, to }) => `${text.slice(0, from)}□${text.slice(to)}`, source);
}
