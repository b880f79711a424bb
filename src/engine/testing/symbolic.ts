import { all, create, type FactoryFunctionMap, type MathNode } from "mathjs";

/** mathjs without complex numbers: √−1 is NaN, as everywhere in the engine. */
const { derivative, parse } = create(all as FactoryFunctionMap, { predictable: true });

/** What a formula may be made of to be in the language and differentiable by mathjs. */
export const sharedFunctions = [
  "sin",
  "cos",
  "tan",
  "asin",
  "acos",
  "atan",
  "sinh",
  "cosh",
  "tanh",
  "asinh",
  "acosh",
  "atanh",
  "exp",
  "log",
  "log10",
  "sqrt",
  "cbrt",
  "abs",
] as const;

/** A value of an oracle, and how far rounding inside it may have moved it. */
export interface Judged {
  readonly value: number;
  readonly uncertainty: number;
}

/** mathjs's symbolic derivative of a formula's text along names, one after the other; not simplified. */
export function symbolicDerivative(text: string, ...along: readonly string[]): MathNode {
  return along.reduce<MathNode>((node, name) => derivative(node, name, { simplify: false }), parse(text));
}

/**
 * The sum of mathjs expressions in x and y at a point; NaN where one is not a real number. Its uncertainty is how
 * far it moves when the point moves by a few units in the last place: what is that sensitive can not be compared.
 */
export function symbolicSum(nodes: readonly MathNode[]): (x: number, y: number) => Judged {
  const terms = nodes.map((node) => node.compile());
  const at = (x: number, y: number) => {
    const values = terms.map((term): unknown => term.evaluate({ x, y }));
    return values.reduce<number>(
      (total, value) => total + (typeof value === "number" ? value : Number.NaN),
      0,
    );
  };
  const nudge = 4 * Number.EPSILON;
  return (x, y) => {
    const value = at(x, y);
    const neighbours = [
      at(x * (1 + nudge), y),
      at(x * (1 - nudge), y),
      at(x, y * (1 + nudge)),
      at(x, y * (1 - nudge)),
    ];
    return { value, uncertainty: Math.max(...neighbours.map((other) => Math.abs(other - value))) };
  };
}
