import type { Node } from "../graph/node.ts";
import { limits } from "../limits.ts";
import {
  add,
  constant,
  constantValue,
  div,
  exp,
  integerPower,
  mul,
  neg,
  power,
  sqrt,
  sub,
} from "../ops/index.ts";
import { arrangeTerms, compareFactors, hasFunction } from "./order.ts";
import type { Factor, Term } from "./term.ts";
import type { Workspace } from "./workspace.ts";

/** The graph of a sum of terms, built in the order in which it is printed. */
export function writeSum(workspace: Workspace, terms: readonly Term[]): Node {
  let total: Node | null = null;
  for (const arranged of arrangeTerms(terms)) {
    const term = withoutMinus(workspace, arranged, total === null);
    if (total === null) total = writeTerm(workspace, term);
    else if (term.coefficient < 0)
      total = sub(total, writeTerm(workspace, { ...term, coefficient: -term.coefficient }));
    else total = add(total, writeTerm(workspace, term));
  }
  return total ?? constant(workspace.graph, 0);
}

/**
 * −2(x² − 1) as 2(1 − x²) where the term stands first, and −(tanh² u − 1) as (1 − tanh² u) anywhere: a sum that
 * has negative terms takes the sign.
 */
function withoutMinus(workspace: Workspace, term: Term, first: boolean): Term {
  if (term.coefficient >= 0) return term;
  const sums = term.factors.filter(({ base, exponent, symbolic }) => {
    if (symbolic || exponent < 1 || exponent % 2 !== 1) return false;
    const terms = workspace.termsOf(base);
    return terms.length > 1 && terms.some((item) => item.coefficient < 0);
  });
  const ofFunctions = sums.filter(({ base }) => workspace.termsOf(base).some(hasFunction));
  const turned = ofFunctions.length % 2 === 1 ? ofFunctions : first ? sums.slice(0, 1) : [];
  if (turned.length === 0) return term;
  const factors = term.factors.map((factor) => {
    if (!turned.includes(factor)) return factor;
    const opposite = workspace
      .termsOf(factor.base)
      .map((item) => ({ ...item, coefficient: -item.coefficient }));
    return { ...factor, base: workspace.nodeOf(opposite) };
  });
  return { factors, coefficient: -term.coefficient };
}

/** coefficient · (factors above) / (factors below). */
export function writeTerm(workspace: Workspace, term: Term): Node {
  const { graph, euler } = workspace;
  let above: Node | null = null;
  let below: Node | null = null;
  for (const factor of [...term.factors].sort(compareFactors)) {
    if (isBelow(factor)) {
      const node = writePower(factor, -factor.exponent, euler);
      below = below ? mul(below, node) : node;
    } else {
      const node = writePower(factor, factor.exponent, euler);
      above = above ? mul(above, node) : node;
    }
  }
  const { coefficient } = term;
  let over: Node;
  if (above === null) over = constant(graph, coefficient);
  else if (coefficient === 1) over = above;
  else over = coefficient === -1 ? neg(above) : mul(coefficient, above);
  return below ? div(over, below) : over;
}

/** Powers with a negative number as exponent are written under the bar. */
export const isBelow = (factor: Factor): boolean => factor.symbolic === null && factor.exponent < 0;

/** True for terms that are written as fractions because of a factor, not of a number. */
export const hasBar = (term: Term): boolean => term.factors.some(isBelow);

function writePower({ base, symbolic }: Factor, exponent: number, euler: Node): Node {
  if (symbolic) {
    const whole =
      exponent === 0 ? symbolic : exponent < 0 ? sub(symbolic, -exponent) : add(symbolic, exponent);
    return base === euler ? exp(whole) : power(base, whole);
  }
  if (base === euler) return exp(constant(base.graph, exponent));
  if (exponent === 0.5) return sqrt(base);
  if (Number.isInteger(exponent) && exponent <= limits.integerExponent && constantValue(base) === null) {
    return integerPower(base, exponent);
  }
  return power(base, exponent);
}
