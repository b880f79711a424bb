import type { Node } from "../graph/node.ts";
import { constant, constantValue } from "../ops/index.ts";
import { multiplyCoefficients, raiseCoefficient } from "./rational.ts";
import { atomTerm, byBase, type Factor, numberTerm, type Term } from "./term.ts";

/** Powers of powers that are read as one; deeper ones stay as they were made. */
const readDepth = 8;

export const isSum = (node: Node): boolean => node.op.name === "add" || node.op.name === "sub";
export const isProduct = (node: Node): boolean => node.op.name === "mul" || node.op.name === "div";

export interface SignedNode {
  readonly node: Node;
  readonly negative: boolean;
}

/**
 * The summands of a sum, with their signs, reading through additions, subtractions and signs that `enter`
 * allows (those used nowhere else, when a form of the whole is wanted).
 */
export function summandsOf(root: Node, enter: (node: Node) => boolean = () => true): SignedNode[] {
  const found: SignedNode[] = [];
  const stack: SignedNode[] = [{ node: root, negative: false }];
  for (let item = stack.pop(); item; item = stack.pop()) {
    const { node, negative } = item;
    const open = node === root || enter(node);
    const [a, b] = node.inputs;
    if (open && isSum(node) && a && b) {
      stack.push({ node: b, negative: negative !== (node.op.name === "sub") }, { node: a, negative });
    } else if (open && node.op.name === "neg" && a) stack.push({ node: a, negative: !negative });
    else found.push(item);
  }
  return found;
}

export interface PoweredNode {
  readonly node: Node;
  /** 1 above the bar, −1 below. */
  readonly exponent: number;
}

/** The factors of a product or quotient; signs come as factors −1. */
export function multiplicandsOf(root: Node, enter: (node: Node) => boolean = () => true): PoweredNode[] {
  const found: PoweredNode[] = [];
  const stack: PoweredNode[] = [{ node: root, exponent: 1 }];
  for (let item = stack.pop(); item; item = stack.pop()) {
    const { node, exponent } = item;
    const open = node === root || enter(node);
    const [a, b] = node.inputs;
    if (open && isProduct(node) && a && b) {
      stack.push({ node: b, exponent: node.op.name === "div" ? -exponent : exponent }, { node: a, exponent });
    } else if (open && node.op.name === "neg" && a) {
      stack.push({ node: a, exponent }, { node: constant(root.graph, -1), exponent });
    } else found.push(item);
  }
  return found;
}

/**
 * A product, quotient or power as one term, just as it stands: sums, functions and roots are its bases. Whole
 * powers of one base are one factor, but nothing cancels, so that the term is defined where the graph is.
 */
export function readTerm(root: Node, enter: (node: Node) => boolean = () => true, depth = 0): Term {
  let coefficient = 1;
  const factors: Factor[] = [];
  const places = new Map<string, number>();
  for (const { node, exponent } of multiplicandsOf(root, enter)) {
    const part = readPower(node, exponent, enter, depth);
    coefficient = multiplyCoefficients(coefficient, part.coefficient);
    for (const factor of part.factors) {
      const key = `${factor.base.id}${factor.exponent < 0 ? "-" : "+"}`;
      const place = places.get(key);
      const same = place === undefined ? undefined : factors[place];
      if (place !== undefined && same && isWhole(factor)) {
        factors[place] = { ...same, exponent: same.exponent + factor.exponent };
      } else {
        if (isWhole(factor)) places.set(key, factors.length);
        factors.push(factor);
      }
    }
  }
  return { coefficient, factors: factors.sort(byBase) };
}

const isWhole = ({ exponent, symbolic }: Factor): boolean => !symbolic && Number.isInteger(exponent);

function readPower(node: Node, exponent: number, enter: (node: Node) => boolean, depth: number): Term {
  const value = constantValue(node);
  if (value !== null) return numberTerm(raiseCoefficient(value, exponent));
  const [base, power] = node.inputs;
  switch (base && depth < readDepth ? node.op.name : "") {
    case "integer-power":
      return raised(base as Node, exponent * (node.attribute as number), enter, depth);
    case "sqrt":
      return raised(base as Node, exponent / 2, enter, depth);
    case "exp":
      if (exponent !== 1) return { coefficient: 1, factors: [{ base: node, exponent, symbolic: null }] };
      return {
        coefficient: 1,
        factors: [{ base: constant(node.graph, Math.E), exponent: 0, symbolic: base as Node }],
      };
    case "power": {
      const fixed = power ? constantValue(power) : null;
      if (fixed !== null && Number.isFinite(fixed))
        return raised(base as Node, exponent * fixed, enter, depth);
      if (exponent !== 1) break;
      return { coefficient: 1, factors: [{ base: base as Node, exponent: 0, symbolic: power as Node }] };
    }
  }
  return { coefficient: 1, factors: [{ base: node, exponent, symbolic: null }] };
}

/** base^exponent; whole powers of products are read as products of powers. */
function raised(base: Node, exponent: number, enter: (node: Node) => boolean, depth: number): Term {
  if (Number.isInteger(exponent)) {
    const inner = readTerm(base, enter, depth + 1);
    if (inner.factors.every(isWhole)) {
      return {
        coefficient: raiseCoefficient(inner.coefficient, exponent),
        factors: inner.factors.map((factor) => ({ ...factor, exponent: factor.exponent * exponent })),
      };
    }
  }
  return { coefficient: 1, factors: [{ base, exponent, symbolic: null }] };
}

/** The terms of a sum (or the one term of anything else), as they stand. */
export function readTerms(root: Node, enter: (node: Node) => boolean = () => true): Term[] {
  return summandsOf(root, enter).flatMap(({ node, negative }) => {
    const value = constantValue(node);
    if (value === 0) return [];
    const term = isSum(node) ? atomTerm(node) : readTerm(node, enter);
    return [negative ? { ...term, coefficient: -term.coefficient } : term];
  });
}
