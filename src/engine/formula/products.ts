import type { Node } from "../graph/node.ts";
import { abs, select, sign, sin } from "../ops/index.ts";
import { tanOp } from "../ops/trigonometric.ts";
import { divideExactly } from "./division.ts";
import { multiplyTerms, raiseTerms } from "./powers.ts";
import { sizeOfTerms } from "./size.ts";
import { atomTerm, type Factor, type Term, withFactor } from "./term.ts";
import type { Workspace } from "./workspace.ts";
import { hasBar } from "./write.ts";

/** Terms a product of sums may be multiplied out into while looking for a shorter form. */
export const expandedTerms = 24;

/** A product in the shorter of its forms: as it is, or multiplied out. */
export function simplifyProduct(workspace: Workspace, product: Term, depth = 0): readonly Term[] {
  if (product.coefficient === 0) return [];
  const term = cancelSums(workspace, reduceFactors(workspace, product));
  const cases = insideCases(workspace, term, depth);
  if (cases) return cases;
  const expanded = expand(workspace, term, expandedTerms);
  if (!expanded || !workspace.affords(expanded.length)) return [term];
  const sum =
    expanded.some(hasBar) && depth < 3 ? workspace.add(expanded, depth + 1) : workspace.collect(expanded);
  const longer = sizeOfTerms(workspace, sum) - sizeOfTerms(workspace, [term]);
  const scaledSum = term.factors.length === 1 && term.factors[0]?.exponent === 1;
  return longer < 0 || (longer === 0 && scaledSum) ? sum : [term];
}

/** k·if(c, a, b) as if(c, ka, kb) where that is shorter. */
function insideCases(workspace: Workspace, term: Term, depth: number): readonly Term[] | null {
  const position = term.factors.findIndex(
    ({ base, exponent, symbolic }) => base.op.name === "select" && exponent === 1 && !symbolic,
  );
  const cases = term.factors[position]?.base;
  const bare = term.factors.length === 1 && term.coefficient === 1;
  if (!cases || bare || !workspace.affords(term.factors.length)) return null;
  const rest = withFactor(term, position, null);
  const [condition, whenTrue, whenFalse] = cases.inputs as [Node, Node, Node];
  const branch = (node: Node): Node => {
    const factor = raiseTerms(workspace, workspace.termsOf(node), 1);
    return workspace.nodeOf(simplifyProduct(workspace, multiplyTerms(workspace, [rest, factor]), depth));
  };
  const inside = select(condition, branch(whenTrue), branch(whenFalse));
  const form = inside.op.name === "select" ? [atomTerm(inside)] : workspace.termsOf(inside);
  // A number before cases, or a bar under them, reads worse than it counts.
  const grace = rest.factors.length === 0 ? 4 : 0;
  return sizeOfTerms(workspace, form) < sizeOfTerms(workspace, [term]) + grace ? form : null;
}

/**
 * The term with its sums multiplied out, as a list that is not collected yet; null when there is no sum above
 * the bar or the list would be longer than `most`.
 */
export function expand(workspace: Workspace, term: Term, most: number): Term[] | null {
  const sums = term.factors.filter((factor) => isExpandable(workspace, factor));
  let count = 1;
  for (const { base, exponent } of sums) count *= workspace.termsOf(base).length ** exponent;
  if (sums.length === 0 || count > most) return null;
  const rest: Term = {
    coefficient: term.coefficient,
    factors: term.factors.filter((factor) => !sums.includes(factor)),
  };
  let expanded: Term[] = [rest];
  for (const { base, exponent } of sums) {
    for (let time = 0; time < exponent; time++) {
      const summands = workspace.termsOf(base);
      expanded = expanded.flatMap((left) => summands.map((right) => multiplyTerms(workspace, [left, right])));
    }
  }
  return expanded;
}

function isExpandable(workspace: Workspace, { base, exponent, symbolic }: Factor): boolean {
  return (
    symbolic === null && exponent >= 1 && Number.isInteger(exponent) && workspace.termsOf(base).length > 1
  );
}

/** |u|² → u², u·sgn u → |u|, |u|·sgn u → u, u/|u| → sgn u, sin/cos → tan, tan·cos → sin. */
function reduceFactors(workspace: Workspace, product: Term): Term {
  let term = product;
  for (let step = 0; step < 8; step++) {
    const reduced = reduceOnce(workspace, term);
    if (!reduced) return term;
    term = reduced;
  }
  return term;
}

function reduceOnce(workspace: Workspace, term: Term): Term | null {
  for (const [position, factor] of term.factors.entries()) {
    const [argument] = factor.base.inputs;
    if (!argument || factor.symbolic || !Number.isInteger(factor.exponent)) continue;
    const without = (exponent: number): Term =>
      withFactor(
        term,
        position,
        exponent === factor.exponent ? null : { ...factor, exponent: factor.exponent - exponent },
      );
    const times = (kept: Term, node: Node, exponent: number): Term =>
      multiplyTerms(workspace, [kept, raiseTerms(workspace, workspace.termsOf(node), exponent)]);
    switch (factor.base.op.name) {
      case "abs": {
        if (factor.exponent % 2 === 0) return times(without(factor.exponent), argument, factor.exponent);
        if (factor.exponent === -1 && exponentOf(term, argument) === 1) {
          return times(times(without(-1), argument, -1), sign(argument), 1);
        }
        break;
      }
      case "sign": {
        if (factor.exponent !== 1) break;
        if (exponentOf(term, argument) === 1) return times(times(without(1), argument, -1), abs(argument), 1);
        const partner = term.factors.find(
          ({ base }) => base.op.name === "abs" && base.inputs[0] === argument,
        );
        if (partner && !partner.symbolic && partner.exponent === 1) {
          return times(times(without(1), partner.base, -1), argument, 1);
        }
        break;
      }
      case "cos": {
        const sine = term.factors.find(
          ({ base, symbolic }) => base.op.name === "sin" && base.inputs[0] === argument && !symbolic,
        );
        const shared = sine && Number.isInteger(sine.exponent) && sine.exponent * factor.exponent < 0;
        if (!sine || !shared) break;
        const size = Math.min(Math.abs(sine.exponent), Math.abs(factor.exponent)) * Math.sign(sine.exponent);
        const tangent = workspace.graph.make(tanOp, [argument]);
        return times(times(without(-size), sine.base, -size), tangent, size);
      }
      case "tan": {
        const cosine = term.factors.find(
          ({ base, symbolic }) => base.op.name === "cos" && base.inputs[0] === argument && !symbolic,
        );
        if (!cosine || cosine.exponent !== factor.exponent) break;
        return times(
          times(without(factor.exponent), cosine.base, -factor.exponent),
          sin(argument),
          factor.exponent,
        );
      }
    }
  }
  return null;
}

function exponentOf(term: Term, base: Node): number {
  const factor = term.factors.find((item) => item.base === base);
  return factor && !factor.symbolic ? factor.exponent : 0;
}

/** (x² − 1)/(x − 1) → x + 1, where one sum divides another without a rest. */
function cancelSums(workspace: Workspace, term: Term): Term {
  for (const over of term.factors) {
    if (!isExpandable(workspace, over)) continue;
    const above = workspace.termsOf(over.base);
    for (const under of term.factors) {
      const below = workspace.termsOf(under.base);
      if (under.symbolic || under.exponent > -1 || !Number.isInteger(under.exponent) || below.length < 2)
        continue;
      if (!workspace.affords(above.length * below.length)) return term;
      const quotient = divideExactly(workspace, above, below);
      const inverse = quotient ? null : divideExactly(workspace, below, above);
      const whole = quotient ?? inverse;
      if (!whole) continue;
      const one: Term = { coefficient: 1, factors: [] };
      return multiplyTerms(workspace, [
        term,
        raiseTerms(workspace, [{ ...one, factors: [{ ...over, exponent: 1 }] }], -1),
        { ...one, factors: [{ ...under, exponent: 1 }] },
        raiseTerms(workspace, whole, quotient ? 1 : -1),
      ]);
    }
  }
  return term;
}
