import {
  all,
  type ConstantNode,
  create,
  type FactoryFunctionMap,
  type FunctionNode,
  type MathNode,
  type OperatorNode,
  type ParenthesisNode,
  type SymbolNode,
} from "mathjs";

/** mathjs without complex numbers: √−1 is NaN, as everywhere in the engine. */
const math = create(all as FactoryFunctionMap, { predictable: true });
const { derivative, parse } = math;

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
 * The sum of mathjs expressions in x and y at a point; NaN where one is not a real number. Every operation adds
 * its own rounding to the uncertainty, and hands on what it makes of that of its operands: acos′(tanh u) is firm
 * at small u and worth nothing at u = 19, where tanh u rounds to 1 or its neighbour.
 */
export function symbolicSum(nodes: readonly MathNode[]): (x: number, y: number) => Judged {
  const tape = new Tape();
  const terms = nodes.map((node) => tape.place(node));
  return (x, y) => {
    const judged = tape.run(x, y);
    return judge(
      addition,
      terms.map((place) => judged[place] as Judged),
    );
  };
}

/** What an elementary function or an operation may err by, relatively: two units in the last place. */
const rounding = 2 * Number.EPSILON;

export type Operation = (...values: number[]) => unknown;

const addition: Operation = (...values) => values.reduce((a, b) => a + b, 0);

/** mathjs looks for a fraction near every exponent, which is slow and only matters to roots of negative numbers. */
const power: Operation = (x, y) => {
  const value = (x as number) ** (y as number);
  return Number.isNaN(value) ? math.pow(x as number, y as number) : value;
};

interface Step {
  readonly operation: Operation;
  readonly operands: readonly number[];
  /** Made of numbers only, which count as exact: the exponent 2/3 has to stay a fraction. */
  readonly isNumber: boolean;
}

/** Expressions as a list of operations, each distinct one once: derivatives repeat their parts without end. */
class Tape {
  private readonly steps: Step[] = [];
  private readonly places = new Map<string, number>();

  /** Where the value of an expression will stand; 0 and 1 are x and y. */
  place(node: MathNode): number {
    switch (node.type) {
      case "ParenthesisNode":
        return this.place((node as ParenthesisNode).content);
      case "ConstantNode": {
        const value = Number((node as ConstantNode).value);
        return this.step(String(value), () => value, []);
      }
      case "SymbolNode":
        return ["x", "y"].indexOf((node as SymbolNode).name);
      case "FunctionNode":
      case "OperatorNode": {
        const { args, fn } = node as FunctionNode | OperatorNode;
        const name = typeof fn === "string" ? fn : fn.name;
        const operation = name === "pow" ? power : (math[name as "sin"] as Operation);
        return this.step(
          name,
          operation,
          args.map((arg) => this.place(arg)),
        );
      }
      default:
        throw new Error(`no rule for ${node.type}`);
    }
  }

  run(x: number, y: number): Judged[] {
    const judged: Judged[] = [x, y].map((value) => ({ value, uncertainty: 0 }));
    for (const step of this.steps) {
      const operands = step.operands.map((place) => judged[place] as Judged);
      const next = judge(step.operation, operands);
      judged.push(step.isNumber ? { value: next.value, uncertainty: 0 } : next);
    }
    return judged;
  }

  private step(name: string, operation: Operation, operands: readonly number[]): number {
    const key = [name, ...operands].join(" ");
    const known = this.places.get(key);
    if (known !== undefined) return known;
    const place = 2 + this.steps.length;
    const isNumber = operands.every((operand) => this.steps[operand - 2]?.isNumber);
    this.steps.push({ operation, operands, isNumber });
    this.places.set(key, place);
    return place;
  }
}

/** The result of an operation on uncertain operands: its own rounding, and what it makes of theirs. */
export function judge(operation: Operation, operands: readonly Judged[]): Judged {
  const values = operands.map((operand) => operand.value);
  if (values.some(Number.isNaN)) return { value: Number.NaN, uncertainty: Number.NaN };
  const real = (given: readonly number[]) => {
    const result = operation(...given);
    return typeof result === "number" ? result : Number.NaN;
  };
  const value = real(values);
  let uncertainty = rounding * Math.abs(value);
  operands.forEach((operand, i) => {
    if (operand.uncertainty === 0) return;
    const moved = [-1, 1].map((sign) => real(values.with(i, operand.value + sign * operand.uncertainty)));
    uncertainty += Math.max(...moved.map((other) => Math.abs(other - value)));
  });
  return { value, uncertainty };
}
