import { takeOutFactors } from "./factoring.ts";
import { combineFractions } from "./fractions.ts";
import { mergeIdentities, sumInsideCases } from "./identities.ts";
import { expand, expandedTerms } from "./products.ts";
import { sizeOfTerms } from "./size.ts";
import { addLike, keyOf, type Term } from "./term.ts";
import type { Workspace } from "./workspace.ts";

/** Sums of more terms are only collected: nobody reads them, and trying costs more the longer they are. */
const triedTerms = 60;
/** Sums inside sums that are being tried: inner ones below this depth are only collected. */
const triedDepth = 2;

/** Like terms added up: x·y·2 + 3·y·x = 5·x·y; identities between terms used. No further tries. */
export function collect(workspace: Workspace, terms: readonly Term[]): readonly Term[] {
  return mergeIdentities(workspace, addLike(terms));
}

/**
 * The sum of `terms` in the shortest form found: collected, multiplied out where that lets terms cancel, over
 * a common denominator, with common factors taken out. Equal to the sum wherever the sum is finite.
 */
export function addTerms(workspace: Workspace, terms: readonly Term[], depth: number): readonly Term[] {
  const collected = workspace.collect(terms);
  if (collected.length < 2 || collected.length > triedTerms || depth > triedDepth) return collected;
  // The same sums come up again and again while forms are tried.
  const key = `${depth} ${collected.map((term) => `${term.coefficient}·${keyOf(term)}`).join("+ ")}`;
  const known = workspace.sums.get(key);
  if (known) return known;
  if (!workspace.affords(collected.length)) return collected;
  const best = shortestForm(workspace, collected, depth);
  workspace.sums.set(key, best);
  return best;
}

function shortestForm(workspace: Workspace, collected: readonly Term[], depth: number): readonly Term[] {
  let best = collected;
  const shorter = (candidate: readonly Term[] | null): void => {
    if (candidate && sizeOfTerms(workspace, candidate) < sizeOfTerms(workspace, best)) best = candidate;
  };
  const multiplied = multiplyOut(workspace, collected);
  shorter(multiplied);
  shorter(combineFractions(workspace, collected, depth));
  if (multiplied) shorter(combineFractions(workspace, multiplied, depth));
  const found = best;
  shorter(takeOutFactors(workspace, found, depth));
  if (found !== collected) shorter(takeOutFactors(workspace, collected, depth));
  shorter(sumInsideCases(workspace, best, depth));
  return best;
}

/** The sum with its products of sums multiplied out, first all of them, then those that shorten it. */
function multiplyOut(workspace: Workspace, terms: readonly Term[]): readonly Term[] | null {
  const expansions = terms.map((term) => expand(workspace, term, expandedTerms));
  const possible = expansions.filter((expansion) => expansion !== null);
  const count = possible.reduce((total, expansion) => total + expansion.length, 0);
  if (possible.length === 0 || count > 4 * triedTerms || !workspace.affords(count)) return null;
  let best = collect(
    workspace,
    terms.flatMap((term, position) => expansions[position] ?? [term]),
  );
  let shortest = sizeOfTerms(workspace, best);
  for (const [kept, expansion] of expansions.entries()) {
    if (!expansion || possible.length < 2 || !workspace.affords(count)) continue;
    const candidate = collect(
      workspace,
      terms.flatMap((term, position) => (position === kept ? [term] : (expansions[position] ?? [term]))),
    );
    const size = sizeOfTerms(workspace, candidate);
    if (size < shortest) [best, shortest] = [candidate, size];
  }
  return best;
}
