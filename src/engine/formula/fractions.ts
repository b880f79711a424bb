import type { Node } from "../graph/node.ts";
import { divideExactly } from "./division.ts";
import { multiplyTerms, raiseTerms } from "./powers.ts";
import { expand, simplifyProduct } from "./products.ts";
import { sizeOfTerms } from "./size.ts";
import { type Term, withFactor } from "./term.ts";
import type { Workspace } from "./workspace.ts";

/** Terms of a numerator that is still worth multiplying out. */
const numeratorTerms = 160;

/** A numerator this much longer than the terms it comes from will not make them shorter. */
const longestGrowth = 1.5;

/**
 * Terms that divide by powers of the same base, brought over one denominator where that is shorter:
 * 2/r² − (2x² + 2y²)/r⁴ = 0 with r² = x² + y². Roots of the base count as its powers. Null when nothing changes.
 */
export function combineFractions(
  workspace: Workspace,
  terms: readonly Term[],
  depth: number,
): readonly Term[] | null {
  let best: readonly Term[] | null = null;
  let current = terms;
  for (const base of denominatorsOf(workspace, terms)) {
    for (const withWholes of [false, true]) {
      const combined = combineOver(workspace, current, base, withWholes, depth);
      if (!combined || sizeOfTerms(workspace, combined) >= sizeOfTerms(workspace, current)) continue;
      current = combined;
      best = combined;
    }
  }
  return best;
}

/** The bases found under bars, each once. */
function denominatorsOf(workspace: Workspace, terms: readonly Term[]): Set<Node> {
  const bases = new Set<Node>();
  for (const term of terms) {
    for (const { base, exponent, symbolic } of term.factors) {
      if (!symbolic && exponent < 0 && workspace.termsOf(base).length > 1) bases.add(base);
    }
  }
  return bases;
}

function dividesBySum(workspace: Workspace, term: Term): boolean {
  return term.factors.some(
    ({ base, exponent, symbolic }) => !symbolic && exponent < 0 && workspace.termsOf(base).length > 1,
  );
}

function combineOver(
  workspace: Workspace,
  terms: readonly Term[],
  base: Node,
  withWholes: boolean,
  depth: number,
): readonly Term[] | null {
  const exponents = terms.map((term) => exponentOf(term, base));
  const lowest = Math.min(...exponents.map((exponent) => exponent ?? 0));
  if (lowest >= 0) return null;
  const isIn = (position: number): boolean => {
    const exponent = exponents[position];
    if (exponent === undefined || exponent === null) return false;
    if (!Number.isInteger(exponent - lowest)) return false;
    return exponent < 0 || (withWholes && !dividesBySum(workspace, terms[position] as Term));
  };
  const inside = terms.filter((_, position) => isIn(position));
  if (inside.length < 2) return null;
  const outside = terms.filter((_, position) => !isIn(position));
  const numerator: Term[] = [];
  for (const term of inside) {
    const lifted = lift(term, base, lowest);
    const expanded = expand(workspace, lifted, numeratorTerms) ?? [lifted];
    if (numerator.length + expanded.length > numeratorTerms || !workspace.affords(expanded.length))
      return null;
    numerator.push(...expanded);
  }
  const collected = workspace.collect(numerator);
  if (collected.length === 0) return outside;
  if (sizeOfTerms(workspace, collected) > longestGrowth * sizeOfTerms(workspace, inside)) return null;
  const total = workspace.add(collected, depth + 1);
  const multiple = divideExactly(
    workspace,
    numeratorOf(workspace, total),
    numeratorOf(workspace, workspace.termsOf(base)),
  );
  if (multiple) {
    const rest: Term = { coefficient: 1, factors: [{ base, exponent: lowest + 1, symbolic: null }] };
    const left =
      lowest + 1 === 0
        ? multiple
        : simplifyProduct(
            workspace,
            multiplyTerms(workspace, [raiseTerms(workspace, multiple, 1), rest]),
            depth + 1,
          );
    return workspace.collect([...outside, ...left]);
  }
  const denominator: Term = { coefficient: 1, factors: [{ base, exponent: lowest, symbolic: null }] };
  const whole = simplifyProduct(
    workspace,
    multiplyTerms(workspace, [raiseTerms(workspace, total, 1), denominator]),
    depth + 1,
  );
  return workspace.collect([...outside, ...whole]);
}

/** A sum with everything multiplied out, as far as that is short. */
function numeratorOf(workspace: Workspace, terms: readonly Term[]): readonly Term[] {
  return workspace.collect(terms.flatMap((term) => expand(workspace, term, numeratorTerms) ?? [term]));
}

/** The numeric exponent of `base` in the term, 0 where it is absent, null where it is not a number. */
function exponentOf(term: Term, base: Node): number | null {
  const factor = term.factors.find((item) => item.base === base);
  if (!factor) return 0;
  return factor.symbolic ? null : factor.exponent;
}

/** term / base^lowest. */
function lift(term: Term, base: Node, lowest: number): Term {
  const position = term.factors.findIndex((item) => item.base === base);
  const factor = term.factors[position];
  if (factor) {
    const exponent = factor.exponent - lowest;
    return withFactor(term, position, exponent === 0 ? null : { ...factor, exponent });
  }
  const factors = [...term.factors, { base, exponent: -lowest, symbolic: null }];
  return { coefficient: term.coefficient, factors: factors.sort((a, b) => a.base.id - b.base.id) };
}
