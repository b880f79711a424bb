import type { Node } from "../graph/node.ts";
import { constantValue } from "../ops/index.ts";
import {
  call,
  exponential,
  type MathTree,
  number,
  power,
  product,
  quotient,
  root,
  type SignedTerm,
  sum,
} from "./math-tree.ts";
import { numberTree, numeralOf } from "./numerals.ts";
import { compareFactors } from "./order.ts";
import type { Factor, Term } from "./term.ts";
import { isBelow } from "./write.ts";

export interface TermNotation {
  /** The tree of a part of a term, already made. */
  treeOf(node: Node): MathTree;
  /** True where e is a name of the document, so that the exponential function is written exp(…). */
  readonly eIsTaken: boolean;
}

/** Terms in their order as a sum with signs. */
export function sumTree(terms: readonly Term[], notation: TermNotation): MathTree {
  if (terms.length === 0) return number(0);
  return sum(terms.map((term) => termTree(term, notation)));
}

/** One term as a product, or as a fraction when anything stands below the bar. */
function termTree(term: Term, notation: TermNotation): SignedTerm {
  const { coefficient } = term;
  const negative = coefficient < 0 || Object.is(coefficient, -0);
  const factors = [...term.factors].sort(compareFactors);
  if (Number.isNaN(coefficient)) return { negative: false, tree: numberTree(coefficient) };
  const { over, under } =
    coefficient === 0 ? { over: number(0), under: null } : numeralOf(Math.abs(coefficient));
  const above = factors.filter((factor) => !isBelow(factor)).map((factor) => factorTree(factor, 1, notation));
  const below = factors.filter(isBelow).map((factor) => factorTree(factor, -1, notation));
  placeNumeral(above, over);
  placeNumeral(below, under);
  const numerator = above.length > 0 ? product(above) : number(1);
  return { negative, tree: below.length > 0 ? quotient(numerator, product(below)) : numerator };
}

/** Numbers stand before the other factors, ln 2 and its like after them. */
function placeNumeral(factors: MathTree[], numeral: MathTree | null): void {
  const parts = numeral ? factorsOf(numeral) : [];
  factors.unshift(...parts.filter((part) => part.kind !== "call"));
  factors.push(...parts.filter((part) => part.kind === "call"));
}

function factorsOf(tree: MathTree): readonly MathTree[] {
  return tree.kind === "product" && tree.operator === "implicit" ? tree.factors : [tree];
}

/** base^(side · exponent). */
function factorTree(factor: Factor, side: 1 | -1, notation: TermNotation): MathTree {
  const { base, symbolic } = factor;
  const exponent = side * factor.exponent;
  const value = constantValue(base);
  const isEuler = value === Math.E;
  if (symbolic) {
    const whole = exponentTree(symbolic, exponent, notation);
    if (isEuler) return notation.eIsTaken ? call("exp", [whole]) : exponential(whole);
    return power(value === null ? notation.treeOf(base) : numberTree(value), whole);
  }
  const tree = value === null ? notation.treeOf(base) : numberTree(value);
  if (exponent === 1) return tree;
  if (exponent === 0.5) return root(tree);
  return power(tree, numberTree(exponent));
}

function exponentTree(symbolic: Node, exponent: number, notation: TermNotation): MathTree {
  const tree = notation.treeOf(symbolic);
  if (exponent === 0) return tree;
  const first: SignedTerm[] = tree.kind === "sum" ? [...tree.terms] : [{ negative: false, tree }];
  return sum([...first, { negative: exponent < 0, tree: numberTree(Math.abs(exponent)) }]);
}
