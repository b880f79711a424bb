import type { Node } from "../graph/node.ts";
import { addCoefficients } from "./rational.ts";

/**
 * base^(exponent + symbolic). The number e as base stands for the exponential function. Bases are graph nodes,
 * so equal bases are identical.
 */
export interface Factor {
  readonly base: Node;
  readonly exponent: number;
  /** The part of the exponent that is not a number. */
  readonly symbolic: Node | null;
}

/** coefficient · Π factors; a sum is a list of terms. Factors are sorted by base, each base once. */
export interface Term {
  readonly coefficient: number;
  readonly factors: readonly Factor[];
}

export const numberTerm = (coefficient: number): Term => ({ coefficient, factors: [] });

export const atomTerm = (base: Node): Term => ({
  coefficient: 1,
  factors: [{ base, exponent: 1, symbolic: null }],
});

/** Equal for terms that differ only in their coefficient. */
export function keyOf(term: Term): string {
  let key = "";
  for (const { base, exponent, symbolic } of term.factors)
    key += `${base.id}^${exponent}${symbolic ? `:${symbolic.id}` : ""} `;
  return key;
}

export const byBase = (a: Factor, b: Factor): number => a.base.id - b.base.id;

/** The term with factor `position` replaced, or left out when `factor` is null. */
export function withFactor(term: Term, position: number, factor: Factor | null): Term {
  const factors = factor ? term.factors.with(position, factor) : term.factors.toSpliced(position, 1);
  return { coefficient: term.coefficient, factors };
}

/** The number the sum of `terms` is, or null. */
export function numberOf(terms: readonly Term[]): number | null {
  const [only] = terms;
  if (!only) return 0;
  return terms.length === 1 && only.factors.length === 0 ? only.coefficient : null;
}

/** Terms with equal factors as one, in order of first appearance; what adds up to zero is gone. */
export function addLike(terms: readonly Term[]): Term[] {
  const merged = new Map<string, Term>();
  for (const term of terms) {
    const key = keyOf(term);
    const known = merged.get(key);
    merged.set(
      key,
      known ? { ...known, coefficient: addCoefficients(known.coefficient, term.coefficient) } : term,
    );
  }
  return [...merged.values()].filter((term) => term.coefficient !== 0);
}
