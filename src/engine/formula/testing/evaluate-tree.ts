import type { MathTree } from "../math-tree.ts";

export type TreeBindings = ReadonlyMap<string, number>;

/** Thrown for what has no value: something left out, vectors, operators. */
export class NoValue extends Error {}

/**
 * The value of a printed formula, by what its signs mean on paper: an oracle that knows nothing of graphs.
 * Truth is 1 or 0.
 */
export function evaluateTree(tree: MathTree, bindings: TreeBindings): number {
  const value = (item: MathTree): number => evaluateTree(item, bindings);
  switch (tree.kind) {
    case "number":
      return tree.value;
    case "constant":
      return { pi: Math.PI, e: Math.E, infinity: Number.POSITIVE_INFINITY }[tree.name];
    case "symbol": {
      const bound = tree.name === "NaN" ? Number.NaN : bindings.get(tree.name);
      if (bound === undefined) throw new NoValue(`${tree.name} is not bound`);
      return bound;
    }
    case "sum":
      return tree.terms.reduce(
        (total, term) => (term.negative ? total - value(term.tree) : total + value(term.tree)),
        0,
      );
    case "product":
      return tree.factors.reduce((total, factor) => total * value(factor), 1);
    case "quotient":
      return value(tree.numerator) / value(tree.denominator);
    case "power":
      return value(tree.base) ** value(tree.exponent);
    case "root":
      return tree.degree === 3 ? Math.cbrt(value(tree.radicand)) : Math.sqrt(value(tree.radicand));
    case "call": {
      if (tree.head.kind !== "symbol") throw new NoValue("a function without a name");
      const result = evaluateCall(tree.head.name, tree.args.map(value));
      return tree.exponent ? result ** value(tree.exponent) : result;
    }
    case "fence": {
      const inner = value(tree.inner);
      return {
        abs: Math.abs(inner),
        norm: Math.abs(inner),
        floor: Math.floor(inner),
        ceil: Math.ceil(inner),
      }[tree.fence];
    }
    case "relation": {
      const operands = tree.operands.map(value);
      const holds = (position: number): boolean => {
        const [a, b] = [operands[position] as number, operands[position + 1] as number];
        switch (tree.operators[position]) {
          case "<":
            return a < b;
          case "≤":
            return a <= b;
          case ">":
            return a > b;
          case "≥":
            return a >= b;
          case "=":
            return a === b;
          case "≠":
            return a !== b;
          case "and":
            return a !== 0 && b !== 0;
          default:
            throw new NoValue("a relation without a value");
        }
      };
      if (tree.operators.every((operator) => operator === "or"))
        return operands.some((operand) => operand !== 0) ? 1 : 0;
      return tree.operators.every((_, position) => holds(position)) ? 1 : 0;
    }
    case "not":
      return value(tree.operand) === 0 ? 1 : 0;
    case "cases": {
      const branch = tree.branches.find(({ condition }) => condition === null || value(condition) !== 0);
      if (!branch) throw new NoValue("no case holds");
      return value(branch.value);
    }
    default:
      throw new NoValue(tree.kind);
  }
}

function evaluateCall(name: string, args: readonly number[]): number {
  const [x = Number.NaN, y = Number.NaN] = args;
  switch (name) {
    case "sin":
      return Math.sin(x);
    case "cos":
      return Math.cos(x);
    case "tan":
      return Math.tan(x);
    case "arcsin":
      return Math.asin(x);
    case "arccos":
      return Math.acos(x);
    case "arctan":
      return Math.atan(x);
    case "atan2":
      return Math.atan2(x, y);
    case "sinh":
      return Math.sinh(x);
    case "cosh":
      return Math.cosh(x);
    case "tanh":
      return Math.tanh(x);
    case "arsinh":
      return Math.asinh(x);
    case "arcosh":
      return Math.acosh(x);
    case "artanh":
      return Math.atanh(x);
    case "ln":
      return Math.log(x);
    case "exp":
      return Math.exp(x);
    case "sgn":
      return Math.sign(x);
    case "sigma":
      return 1 / (1 + Math.exp(-x));
    case "erf":
      return errorFunction(x);
    case "max":
      return Math.max(...args);
    case "min":
      return Math.min(...args);
    default:
      throw new NoValue(`the function ${name}`);
  }
}

/** erf x = 2/√π Σ (−1)ⁿ x^(2n+1)/(n!(2n+1)), summed directly; good to ten digits for |x| ≤ 3. */
function errorFunction(x: number): number {
  if (Number.isNaN(x)) return x;
  if (Math.abs(x) > 3) throw new NoValue("erf far out");
  let term = x;
  let total = x;
  for (let n = 1; n < 80; n++) {
    term *= (-x * x) / n;
    total += term / (2 * n + 1);
  }
  return (2 / Math.sqrt(Math.PI)) * total;
}
