import type { Node } from "../graph/node.ts";
import { functionNotation } from "./function-notation.ts";
import {
  call,
  ellipsis,
  type MathTree,
  number,
  power,
  product,
  type RelationOperator,
  symbol,
} from "./math-tree.ts";

/** Writes an op from the trees of its inputs. */
type OpNotation = (args: readonly MathTree[], node: Node) => MathTree;

const named =
  (name: string): OpNotation =>
  (args) =>
    functionNotation(name, args);

/** Comparisons begin with what varies: x > 0 rather than 0 < x. */
function comparison(operator: RelationOperator, turned: RelationOperator): OpNotation {
  return (args) => {
    const [a, b] = pair(args);
    return isNumber(a) && !isNumber(b)
      ? { kind: "relation", operands: [b, a], operators: [turned] }
      : { kind: "relation", operands: [a, b], operators: [operator] };
  };
}

/** a and (b and c) as one chain. */
function logic(operator: "and" | "or"): OpNotation {
  return (args) => {
    const operands = args.flatMap((arg) =>
      arg.kind === "relation" && arg.operators[0] === operator ? arg.operands : [arg],
    );
    return { kind: "relation", operands, operators: operands.slice(1).map(() => operator) };
  };
}

/** max(max(a, b), c) as max(a, b, c). */
function associative(name: string): OpNotation {
  return (args) =>
    call(
      name,
      args.flatMap((arg) =>
        arg.kind === "call" && arg.head.kind === "symbol" && arg.head.name === name && !arg.exponent
          ? arg.args
          : [arg],
      ),
    );
}

/**
 * How each op is written, by its name, except those of algebra (`algebraicOps`), which are gathered into sums
 * and products first. Every registered op is in one of the two.
 */
export const opNotations: Readonly<Record<string, OpNotation>> = {
  stack: (args) => ({
    kind: "matrix",
    rows: args.map((arg) =>
      arg.kind === "matrix" && arg.rows.every((cells) => cells.length === 1) ? arg.rows.flat() : [arg],
    ),
  }),
  index: (args, node) => {
    const [target] = pair(args);
    const position = number(node.attribute as number);
    return target.kind === "subscript"
      ? { ...target, subscripts: [...target.subscripts, position] }
      : { kind: "subscript", base: target, subscripts: [position] };
  },
  // Formulas are written entry by entry; the names are for what is too large for that.
  array: (_args, node) => ellipsis(`${node.shape.join("×")} numbers`),
  gather: (args) => call("gather", args),
  scatter: (args) => call("scatter", args),
  concat: (args) => call("concat", args),
  matmul: (args) => product(args),
  sum: named("sum"),
  broadcast: ([arg], node) => product([arg ?? ellipsis(), power(symbol("1"), number(node.shape[0] ?? 1))]),
  cbrt: named("cbrt"),
  expm1: named("expm1"),
  log: named("log"),
  log1p: named("log1p"),
  log2: named("log2"),
  log10: named("log10"),
  sin: named("sin"),
  cos: named("cos"),
  tan: named("tan"),
  asin: named("asin"),
  acos: named("acos"),
  atan: named("atan"),
  atan2: named("atan2"),
  sinc: (args, node) => sincTree(args, node.attribute as number),
  sinh: named("sinh"),
  cosh: named("cosh"),
  tanh: named("tanh"),
  asinh: named("asinh"),
  acosh: named("acosh"),
  atanh: named("atanh"),
  abs: named("abs"),
  sign: named("sign"),
  floor: named("floor"),
  ceil: named("ceil"),
  round: named("round"),
  mod: named("mod"),
  min: associative("min"),
  max: associative("max"),
  select: named("if"),
  less: comparison("<", ">"),
  "less-equal": comparison("≤", "≥"),
  equal: comparison("=", "="),
  "not-equal": comparison("≠", "≠"),
  and: logic("and"),
  or: logic("or"),
  not: ([operand]) => ({ kind: "not", operand: operand ?? ellipsis() }),
  erf: named("erf"),
  erfc: named("erfc"),
  sigmoid: named("sigmoid"),
  softplus: named("softplus"),
  hypot: named("hypot"),
  "stop-gradient": named("stop_gradient"),
  "complex-part": ([value]) => value ?? ellipsis(),
};

/** Ops that are read as sums, products and powers, and the leaves. */
export const algebraicOps: ReadonlySet<string> = new Set([
  "constant",
  "input",
  "add",
  "sub",
  "neg",
  "mul",
  "div",
  "integer-power",
  "one-minus-square",
  "sech-squared",
  "power",
  "sqrt",
  "exp",
]);

/** Derivatives of sinc are written with the order raised: sinc⁽²⁾(x). */
function sincTree(args: readonly MathTree[], order: number): MathTree {
  const plain = call("sinc", args);
  if (order === 0 || plain.kind !== "call") return plain;
  return { ...plain, head: power(symbol("sinc"), { kind: "tuple", items: [number(order)] }) };
}

function pair(args: readonly MathTree[]): readonly [MathTree, MathTree] {
  return [args[0] ?? ellipsis(), args[1] ?? ellipsis()];
}

/** A number, perhaps with a sign or a bar. */
function isNumber(tree: MathTree): boolean {
  if (tree.kind === "sum") return tree.terms.length === 1 && tree.terms.every((term) => isNumber(term.tree));
  if (tree.kind === "quotient") return isNumber(tree.numerator) && isNumber(tree.denominator);
  return tree.kind === "number" || tree.kind === "constant";
}
