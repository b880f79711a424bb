import { divideTerm, multiplyTerms } from "./powers.ts";
import type { Term } from "./term.ts";
import type { Workspace } from "./workspace.ts";

/** Terms of a quotient that is still worth finding. */
const longestQuotient = 24;

/** The sum q with q · divisor = dividend, by long division of polynomials in their bases; null when there is none. */
export function divideExactly(
  workspace: Workspace,
  dividend: readonly Term[],
  divisor: readonly Term[],
): readonly Term[] | null {
  const quotient: Term[] = [];
  let rest = dividend;
  const leading = leadingTerm(divisor);
  for (let step = 0; step < longestQuotient; step++) {
    const ratio = divideTerm(workspace, leadingTerm(rest), leading);
    if (ratio.factors.some((factor) => factor.symbolic || factor.exponent < 0)) return null;
    quotient.push(ratio);
    const taken = divisor.map((term) =>
      multiplyTerms(workspace, [term, ratio, { coefficient: -1, factors: [] }]),
    );
    rest = workspace.collect([...rest, ...taken]);
    if (rest.length === 0) return quotient;
    if (rest.length > dividend.length * divisor.length) return null;
  }
  return null;
}

function leadingTerm(terms: readonly Term[]): Term {
  return terms.reduce((best, term) => (comparePowers(term, best) > 0 ? term : best));
}

/** The lexicographic order of monomials, the base made first counting most. */
function comparePowers(a: Term, b: Term): number {
  for (let position = 0; ; position++) {
    const [left, right] = [a.factors[position], b.factors[position]];
    if (!left || !right) return left ? Math.sign(left.exponent) : right ? -Math.sign(right.exponent) : 0;
    if (left.base !== right.base)
      return left.base.id < right.base.id ? Math.sign(left.exponent) : -Math.sign(right.exponent);
    if (left.exponent !== right.exponent) return left.exponent - right.exponent;
    if (left.symbolic !== right.symbolic) return (left.symbolic?.id ?? -1) - (right.symbolic?.id ?? -1);
  }
}
