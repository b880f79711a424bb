import {
  divergenceFormula,
  expandedFormula,
  type Formula,
  fieldFormula,
} from "../../engine/formula/index.ts";
import type { Program } from "../../engine/language/program.ts";
import type { Picture } from "../store/picture.ts";

/** A line of the formula panel. */
export interface FormulaLine {
  readonly name: string;
  readonly mathml: string;
  readonly latex: string;
}

/** The lines of the latest picture whose formulas differ, and what they were made from. */
let latest: { readonly key: string; readonly lines: readonly FormulaLine[] } | null = null;

/**
 * The field as it was read and its divergence, simplified; for a field written without arguments also what it comes
 * to. The numbers of sliders are names in formulas, so moving a slider makes nothing new.
 */
export function formulasOf({ program, field }: Picture): readonly FormulaLine[] {
  const key = `${field.name}\n${withoutSliderValues(program)}`;
  if (latest?.key === key) return latest.lines;
  const lines = [line(field.name, fieldFormula(program, field))];
  if (field.syntax.parameters === null)
    lines.push(line(`${field.name} worked out`, expandedFormula(program, field)));
  lines.push(line(`divergence of ${field.name}`, divergenceFormula(program, field)));
  latest = { key, lines };
  return lines;
}

function line(name: string, { mathml, latex }: Formula): FormulaLine {
  return { name, mathml, latex };
}

function withoutSliderValues({ source, parameters }: Program): string {
  const literals = parameters.map(({ literal }) => literal).sort((a, b) => b.from - a.from);
  return literals.reduce((text, { from, to }) => `${text.slice(0, from)}□${text.slice(to)}`, source);
}
