import { commonFactors, divideTerm, multiplyTerms, raiseTerms } from "./powers.ts";
import { simplifyProduct } from "./products.ts";
import { contentOf } from "./rational.ts";
import { sizeOfTerms } from "./size.ts";
import type { Term } from "./term.ts";
import type { Workspace } from "./workspace.ts";

/** Factors taken out of one sum, one after another. */
const mostRounds = 6;

/**
 * Common factors taken out where that is shorter: 2e^(−r²) − 2x²e^(−r²) = 2(1 − x²)e^(−r²). Null when nothing
 * changes.
 */
export function takeOutFactors(
  workspace: Workspace,
  terms: readonly Term[],
  depth: number,
): readonly Term[] | null {
  let best: readonly Term[] | null = null;
  let current = terms;
  for (let round = 0; round < mostRounds; round++) {
    const size = sizeOfTerms(workspace, current);
    let shortest = size;
    let next: readonly Term[] | null = null;
    for (const group of groupsOf(current)) {
      const candidate = takeOut(workspace, current, group, depth);
      const candidateSize = candidate ? sizeOfTerms(workspace, candidate) : size;
      if (candidate && candidateSize < shortest) [next, shortest] = [candidate, candidateSize];
    }
    if (!next) return best;
    current = next;
    best = next;
  }
  return best;
}

/** The sets of terms that share a base above the bar or below it, and the set of all. */
function groupsOf(terms: readonly Term[]): Term[][] {
  const groups = new Map<string, Term[]>();
  const join = (key: string, term: Term): void => {
    const group = groups.get(key);
    if (group) group.push(term);
    else groups.set(key, [term]);
  };
  for (const term of terms) {
    for (const { base, exponent, symbolic } of term.factors) {
      join(symbolic ? `${base.id}:${symbolic.id}` : `${base.id}${exponent < 0 ? "-" : "+"}`, term);
    }
  }
  const shared = [...groups.values()].filter((group) => group.length > 1 && group.length < terms.length);
  return terms.length > 1 ? [[...terms], ...shared] : shared;
}

function takeOut(
  workspace: Workspace,
  terms: readonly Term[],
  group: readonly Term[],
  depth: number,
): readonly Term[] | null {
  if (!workspace.affords(group.length)) return null;
  const common: Term = {
    coefficient: contentOf(group.map((term) => term.coefficient)),
    factors: commonFactors(group),
  };
  if (common.coefficient === 1 && common.factors.length === 0) return null;
  const inner = workspace.add(
    group.map((term) => divideTerm(workspace, term, common)),
    depth + 1,
  );
  const product = simplifyProduct(
    workspace,
    multiplyTerms(workspace, [common, raiseTerms(workspace, inner, 1)]),
    depth + 1,
  );
  const members = new Set<Term>(group);
  return workspace.collect([...terms.filter((term) => !members.has(term)), ...product]);
}
