import type { Node } from "../graph/node.ts";
import { numeralOf } from "./numerals.ts";
import { tokensOf } from "./shorten.ts";
import type { Factor, Term } from "./term.ts";
import type { Workspace } from "./workspace.ts";
import { hasBar, isBelow } from "./write.ts";

/**
 * How many symbols a reader sees: a letter, number, sign, bar or pair of brackets' half counts one. The measure
 * by which the simplifier chooses between forms; shared parts count wherever they stand.
 */
export function sizeOfTerms(workspace: Workspace, terms: readonly Term[]): number {
  let size = 0;
  let allNegative = true;
  for (const term of terms) {
    size += sizeOfTerm(workspace, term) + 1;
    if (term.coefficient >= 0) allNegative = false;
  }
  if (terms.length === 0) return 1;
  return allNegative ? size : size - 1;
}

export function sizeOfNode(workspace: Workspace, node: Node): number {
  const known = workspace.sizes.get(node);
  if (known !== undefined) return known;
  const terms = workspace.termsOf(node);
  const [only] = terms;
  const itself =
    terms.length === 1 &&
    only?.coefficient === 1 &&
    only.factors.length === 1 &&
    only.factors[0]?.base === node;
  const size = itself ? sizeOfAtom(workspace, node) : sizeOfTerms(workspace, terms);
  workspace.sizes.set(node, size);
  return size;
}

function sizeOfAtom(workspace: Workspace, node: Node): number {
  if (node.inputs.length === 0 || node.op.name === "index") return 1;
  let size = 2;
  for (const input of node.inputs) size += sizeOfNode(workspace, input) + 1;
  return size;
}

function sizeOfTerm(workspace: Workspace, term: Term): number {
  const [top, bottom] = sizeOfCoefficient(term.coefficient);
  const above = term.factors.filter((factor) => !isBelow(factor));
  const below = term.factors.filter(isBelow);
  const bar = bottom > 0 || below.length > 0 ? 1 : 0;
  const over =
    top +
    sizeOfFactors(workspace, above, top === 0 && above.length === 1 && (bar > 0 || term.coefficient === 1));
  const under = bottom + sizeOfFactors(workspace, below, bottom === 0 && below.length === 1);
  return Math.max(over, 1) + under + bar;
}

const coefficientSizes = new Map<number, readonly [over: number, under: number]>();
/** The table is emptied before it grows past this. */
const keptSizes = 4096;

/** Symbols above and below the bar. */
function sizeOfCoefficient(coefficient: number): readonly [over: number, under: number] {
  if (!Number.isFinite(coefficient) || coefficient === 0) return [1, 0];
  const known = coefficientSizes.get(coefficient);
  if (known) return known;
  const { over, under } = numeralOf(Math.abs(coefficient));
  const size = [over ? tokensOf(over) : 0, under ? tokensOf(under) : 0] as const;
  if (coefficientSizes.size >= keptSizes) coefficientSizes.clear();
  coefficientSizes.set(coefficient, size);
  return size;
}

function sizeOfFactors(workspace: Workspace, factors: readonly Factor[], alone: boolean): number {
  let size = 0;
  for (const factor of factors) size += sizeOfFactor(workspace, factor, alone);
  return size;
}

/** Fractions inside a factor read worse than they count. */
const nestedBar = 3;

function sizeOfFactor(workspace: Workspace, { base, exponent, symbolic }: Factor, alone: boolean): number {
  const terms = workspace.termsOf(base);
  const sum = terms.length > 1;
  const nested = sum && terms.some(hasBar) ? nestedBar : 0;
  const width = nested + (base === workspace.euler ? 1 : sizeOfNode(workspace, base));
  if (symbolic) return width + (sum ? 2 : 0) + sizeOfNode(workspace, symbolic) + (exponent === 0 ? 0 : 2);
  const size = Math.abs(exponent);
  if (size === 1) return width + (sum && !alone ? 2 : 0);
  if (size === 0.5) return width + 1;
  return width + (sum ? 2 : 0) + (Number.isInteger(size) ? 1 : 3);
}
