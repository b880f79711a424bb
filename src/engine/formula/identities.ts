import type { Node } from "../graph/node.ts";
import type { Op } from "../graph/op.ts";
import { coshOp, sinhOp } from "../ops/hyperbolic.ts";
import { select } from "../ops/index.ts";
import { cosOp, sinOp } from "../ops/trigonometric.ts";
import { multiplyTerms, raiseTerms } from "./powers.ts";
import { multiplyCoefficients } from "./rational.ts";
import { addLike, atomTerm, keyOf, type Term, withFactor } from "./term.ts";
import type { Workspace } from "./workspace.ts";

/**
 * f² and its partner: f² + sign·g² = total (sin² + cos² = 1, cosh² − sinh² = 1), and so
 * total·R − f²R = sign·g²R.
 */
interface SquareIdentity {
  readonly partner: Op;
  readonly sign: 1 | -1;
  /** f² + sign·partner² is this number. */
  readonly total: 1 | -1;
}

const squares: ReadonlyMap<string, SquareIdentity> = new Map<string, SquareIdentity>([
  ["sin", { partner: cosOp, sign: 1, total: 1 }],
  ["cos", { partner: sinOp, sign: 1, total: 1 }],
  ["cosh", { partner: sinhOp, sign: -1, total: 1 }],
  ["sinh", { partner: coshOp, sign: -1, total: -1 }],
]);

/** Uses of identities in one sum; each one leaves fewer terms or the same with none of its kind. */
const mostUses = 32;

/** Like terms that an identity between functions makes one: sin²u + cos²u, 1 − sin²u, (eᵘ − 1) + 1, cases. */
export function mergeIdentities(workspace: Workspace, terms: readonly Term[]): readonly Term[] {
  let merged = terms;
  for (let use = 0; use < mostUses; use++) {
    const next = mergeSquares(workspace, merged) ?? mergeCases(workspace, merged);
    if (!next) return merged;
    merged = next;
  }
  return merged;
}

function mergeSquares(workspace: Workspace, terms: readonly Term[]): Term[] | null {
  if (terms.length < 2) return null;
  const byKey = new Map(terms.map((term) => [keyOf(term), term]));
  for (const term of terms) {
    for (const [position, factor] of term.factors.entries()) {
      const { base, exponent, symbolic } = factor;
      const [argument] = base.inputs;
      if (symbolic || !argument) continue;
      if (base.op.name === "expm1" && exponent === 1) {
        const rest = withFactor(term, position, null);
        const partner = byKey.get(keyOf(rest));
        if (partner?.coefficient === term.coefficient) {
          const factorE = raiseTerms(
            workspace,
            [{ coefficient: 1, factors: [{ base: workspace.euler, exponent: 0, symbolic: argument }] }],
            1,
          );
          return replace(terms, [term, partner], [multiplyTerms(workspace, [rest, factorE])]);
        }
      }
      const identity = squares.get(base.op.name);
      if (!identity || !(exponent >= 2)) continue;
      const rest = withFactor(term, position, exponent === 2 ? null : { ...factor, exponent: exponent - 2 });
      const other = workspace.graph.make(identity.partner, [argument]);
      const otherSquare = multiplyTerms(workspace, [
        rest,
        { coefficient: 1, factors: [{ base: other, exponent: 2, symbolic: null }] },
      ]);
      const partner = byKey.get(keyOf(otherSquare));
      if (partner && partner.coefficient === identity.sign * term.coefficient) {
        const coefficient = multiplyCoefficients(term.coefficient, identity.total);
        return replace(terms, [term, partner], [{ ...rest, coefficient }]);
      }
      const plain = byKey.get(keyOf(rest));
      if (plain && plain.coefficient === -identity.total * term.coefficient) {
        const coefficient = multiplyCoefficients(otherSquare.coefficient, -identity.sign);
        return replace(terms, [term, plain], [{ ...otherSquare, coefficient }]);
      }
    }
  }
  return null;
}

/** if(c, a, b) + k·if(c, a′, b′) → if(c, a + ka′, b + kb′). */
function mergeCases(workspace: Workspace, terms: readonly Term[]): readonly Term[] | null {
  const seen = new Map<Node, Term>();
  for (const term of terms) {
    const cases = casesOf(term);
    const condition = cases?.inputs[0];
    if (!condition) continue;
    const partner = seen.get(condition);
    if (partner) return replace(terms, [partner, term], intoCases(workspace, condition, [partner, term], 0));
    seen.set(condition, term);
  }
  return null;
}

/** The whole sum inside the cases of its one term that is cases: if(c, a, b) + r → if(c, a + r, b + r). */
export function sumInsideCases(
  workspace: Workspace,
  terms: readonly Term[],
  depth: number,
): readonly Term[] | null {
  const [only, second] = terms.filter((term) => casesOf(term));
  const condition = only && !second && terms.length > 1 ? casesOf(only)?.inputs[0] : undefined;
  return condition ? intoCases(workspace, condition, terms, depth + 1) : null;
}

/** Terms added up branch by branch; those that are not cases go into both branches. */
function intoCases(
  workspace: Workspace,
  condition: Node,
  terms: readonly Term[],
  depth: number,
): readonly Term[] {
  const branch = (position: number): Node => {
    const parts = terms.flatMap((term) => {
      const cases = casesOf(term);
      if (cases?.inputs[0] !== condition) return [term];
      return workspace.termsOf(cases.inputs[position] as Node).map((item) => ({
        ...item,
        coefficient: multiplyCoefficients(item.coefficient, term.coefficient),
      }));
    });
    return workspace.nodeOf(workspace.add(parts, depth));
  };
  const merged = select(condition, branch(1), branch(2));
  return merged.op.name === "select" ? [atomTerm(merged)] : workspace.termsOf(merged);
}

/** The select a term is a multiple of. */
function casesOf(term: Term): Node | null {
  const [only] = term.factors;
  const plain = term.factors.length === 1 && only && !only.symbolic && only.exponent === 1;
  return plain && only.base.op.name === "select" ? only.base : null;
}

function replace(terms: readonly Term[], gone: readonly Term[], added: readonly Term[]): Term[] {
  return addLike([...terms.filter((term) => !gone.includes(term)), ...added]);
}
