import type { Node } from "../graph/node.ts";
import { abs, constant, constantValue, exp, power } from "../ops/index.ts";
import { sortTerms } from "./order.ts";
import {
  addCoefficients,
  divideCoefficients,
  exactPower,
  multiplyCoefficients,
  raiseCoefficient,
  wholeContentOf,
} from "./rational.ts";
import { atomTerm, byBase, type Factor, numberOf, numberTerm, type Term } from "./term.ts";
import type { Workspace } from "./workspace.ts";

/** A product being gathered: one entry per base. */
export class Gathering {
  coefficient = 1;
  private readonly workspace: Workspace;
  private readonly exponents = new Map<Node, { number: number; symbolic: Term[] }>();

  constructor(workspace: Workspace) {
    this.workspace = workspace;
  }

  /** Multiplies by `term`. */
  take(term: Term): void {
    this.workspace.charge(1 + term.factors.length);
    this.coefficient = multiplyCoefficients(this.coefficient, term.coefficient);
    for (const { base, exponent, symbolic } of term.factors) {
      const entry = this.exponents.get(base) ?? { number: 0, symbolic: [] };
      entry.number = addCoefficients(entry.number, exponent);
      if (symbolic) entry.symbolic.push(...this.workspace.termsOf(symbolic));
      this.exponents.set(base, entry);
    }
  }

  /** The product as one term. */
  term(): Term {
    const factors: Factor[] = [];
    let { coefficient } = this;
    for (const [base, { number, symbolic }] of this.exponents) {
      const factor = this.factor(base, number, symbolic);
      if (typeof factor === "number") coefficient = multiplyCoefficients(coefficient, factor);
      else factors.push(factor);
    }
    return { coefficient, factors: factors.sort(byBase) };
  }

  private factor(base: Node, number: number, symbolic: readonly Term[]): Factor | number {
    const rest: Term[] = [];
    let exponent = number;
    for (const term of symbolic.length > 0 ? this.workspace.add(symbolic) : []) {
      if (term.factors.length === 0) exponent = addCoefficients(exponent, term.coefficient);
      else rest.push(term);
    }
    if (rest.length > 0) return { base, exponent, symbolic: this.workspace.nodeOf(rest) };
    if (exponent === 0) return 1;
    const value = constantValue(base);
    if (base === this.workspace.euler) return constantValue(exp(constant(base.graph, exponent))) ?? 1;
    if (value === null) return { base, exponent, symbolic: null };
    return Number.isInteger(exponent)
      ? raiseCoefficient(value, exponent)
      : (exactPower(value, exponent) ?? constantValue(power(base, exponent)) ?? 1);
  }
}

/**
 * A sum as one term: its numeric content and, when `apart`, the factors common to its terms, times what is
 * left, which begins with a positive coefficient. So x − y and 2y − 2x have the same base.
 */
export function asTerm(workspace: Workspace, terms: readonly Term[], apart: boolean): Term {
  const [first] = terms;
  if (!first) return numberTerm(0);
  if (terms.length === 1) return first;
  const common = apart ? commonFactors(terms) : [];
  const leading = sortTerms(terms)[0] as Term;
  const size = wholeContentOf(terms.map((term) => term.coefficient));
  const content: Term = { coefficient: leading.coefficient < 0 ? -size : size, factors: common };
  if (content.coefficient === 1 && common.length === 0) return atomTerm(workspace.nodeOf(terms));
  const base = workspace.nodeOf(terms.map((term) => divideTerm(workspace, term, content)));
  const gathering = new Gathering(workspace);
  gathering.take(content);
  gathering.take(atomTerm(base));
  return gathering.term();
}

export function multiplyTerms(workspace: Workspace, terms: readonly Term[]): Term {
  const gathering = new Gathering(workspace);
  for (const term of terms) gathering.take(term);
  return gathering.term();
}

export function divideTerm(workspace: Workspace, term: Term, divisor: Term): Term {
  const factors = divisor.factors.map(({ base, exponent, symbolic }) => ({
    base,
    exponent: -exponent,
    symbolic: symbolic && scaled(workspace, symbolic, -1),
  }));
  const quotient = multiplyTerms(workspace, [
    { coefficient: term.coefficient, factors: term.factors },
    { coefficient: 1, factors },
  ]);
  return { ...quotient, coefficient: divideCoefficients(quotient.coefficient, divisor.coefficient) };
}

/** The factors every term has, each with its lowest exponent: what is left has no new fractions. */
export function commonFactors(terms: readonly Term[]): Factor[] {
  const [first, ...others] = terms;
  const common: Factor[] = [];
  for (const factor of first?.factors ?? []) {
    let { exponent } = factor;
    const everywhere = others.every((term) => {
      const other = term.factors.find(({ base }) => base === factor.base);
      if (!other || other.symbolic !== factor.symbolic) return false;
      if (factor.symbolic) return other.exponent === factor.exponent;
      if (Math.sign(other.exponent) !== Math.sign(exponent) || !Number.isInteger(other.exponent - exponent))
        return false;
      if (other.exponent < exponent) exponent = other.exponent;
      return true;
    });
    if (everywhere) common.push({ ...factor, exponent });
  }
  return common;
}

/**
 * (Σ terms)^exponent for a number as exponent, as one term. Even powers under a root leave an absolute value;
 * products stay together under a root, since √(ab) is defined where √a √b need not be.
 */
export function raiseTerms(workspace: Workspace, terms: readonly Term[], exponent: number): Term {
  const whole = Number.isInteger(exponent);
  const term = asTerm(workspace, terms, whole);
  if (exponent === 1) return term;
  if (whole) return raiseWhole(workspace, term, exponent);
  const scale = term.coefficient === 1 ? 1 : exactPower(term.coefficient, exponent);
  const [only] = term.factors;
  if (scale !== null && only && term.factors.length === 1) {
    const factor = raiseFactor(workspace, only, exponent);
    if (factor) return multiplyTerms(workspace, [numberTerm(scale), { coefficient: 1, factors: [factor] }]);
  }
  if (only === undefined && scale !== null) return numberTerm(scale);
  return { coefficient: 1, factors: [{ base: workspace.nodeOf(terms), exponent, symbolic: null }] };
}

function raiseWhole(workspace: Workspace, term: Term, exponent: number): Term {
  const factors = term.factors.map((factor) => ({
    base: factor.base,
    exponent: multiplyCoefficients(factor.exponent, exponent),
    symbolic: factor.symbolic && scaled(workspace, factor.symbolic, exponent),
  }));
  return multiplyTerms(workspace, [{ coefficient: raiseCoefficient(term.coefficient, exponent), factors }]);
}

function raiseFactor(workspace: Workspace, factor: Factor, exponent: number): Factor | null {
  const product = multiplyCoefficients(factor.exponent, exponent);
  if (factor.base === workspace.euler) {
    return {
      base: factor.base,
      exponent: product,
      symbolic: factor.symbolic && scaled(workspace, factor.symbolic, exponent),
    };
  }
  if (factor.symbolic) return null;
  const even = Number.isInteger(factor.exponent) && factor.exponent % 2 === 0;
  const signless = Number.isInteger(product) && product % 2 === 0;
  return { base: even && !signless ? abs(factor.base) : factor.base, exponent: product, symbolic: null };
}

/** base^exponent where the exponent is not a number. */
export function raiseSymbolic(workspace: Workspace, terms: readonly Term[], exponent: readonly Term[]): Term {
  const value = numberOf(terms);
  const [only] = terms;
  const factor = only?.factors[0];
  const plain = terms.length === 1 && only?.coefficient === 1 && only.factors.length === 1 && factor;
  let base = workspace.nodeOf(terms);
  let raised: readonly Term[] = exponent;
  if (plain && factor.base === workspace.euler && factor.symbolic && factor.exponent === 0) {
    base = workspace.euler;
    const inner = workspace.termsOf(factor.symbolic);
    if (inner.length !== 1 || exponent.length !== 1) return powerAtom(workspace, terms, exponent);
    raised = [multiplyTerms(workspace, [...inner, ...exponent])];
  } else if (value !== null && value <= 0) return powerAtom(workspace, terms, exponent);
  return multiplyTerms(workspace, [
    { coefficient: 1, factors: [{ base, exponent: 0, symbolic: workspace.nodeOf(raised) }] },
  ]);
}

function powerAtom(workspace: Workspace, terms: readonly Term[], exponent: readonly Term[]): Term {
  return {
    coefficient: 1,
    factors: [{ base: workspace.nodeOf(terms), exponent: 0, symbolic: workspace.nodeOf(exponent) }],
  };
}

function scaled(workspace: Workspace, node: Node, scale: number): Node {
  return workspace.nodeOf(
    workspace
      .termsOf(node)
      .map((term) => ({ ...term, coefficient: multiplyCoefficients(term.coefficient, scale) })),
  );
}
