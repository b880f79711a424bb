/** How graphs are written: one builder per op. Numbers among the arguments become constants. */
import type { Graph } from "../graph/graph.ts";
import type { Attribute, Node } from "../graph/node.ts";
import type { Op } from "../graph/op.ts";
import type { Shape } from "../graph/shape.ts";
import { constant, nodesOf, type Operand } from "./constant.ts";
import { opNamed } from "./registry.ts";

/** Looks the op up at the first use: rules are written before all ops are loaded. */
function late(name: string): () => Op {
  let op: Op | null = null;
  return () => {
    op ??= opNamed(name);
    return op;
  };
}

function unary(name: string): (x: Operand) => Node {
  const op = late(name);
  return (x) => make(op(), [x]);
}

function binary(name: string): (a: Operand, b: Operand) => Node {
  const op = late(name);
  return (a, b) => make(op(), [a, b]);
}

/** Builders whose argument is a node, with an attribute. */
function attributed<A extends Attribute>(name: string): (x: Node, attribute: A) => Node {
  const op = late(name);
  return (x, attribute) => x.graph.make(op(), [x], attribute);
}

function make(op: Op, operands: readonly Operand[]): Node {
  const nodes = nodesOf(...operands);
  return (nodes[0] as Node).graph.make(op, nodes);
}

export const add = binary("add");
export const sub = binary("sub");
export const mul = binary("mul");
export const div = binary("div");
export const neg = unary("neg");
export const power = binary("power");

export const sqrt = unary("sqrt");
export const exp = unary("exp");
export const log = unary("log");
export const sin = unary("sin");
export const cos = unary("cos");
export const atan2 = binary("atan2");
export const sinh = unary("sinh");
export const cosh = unary("cosh");
export const tanh = unary("tanh");
export const sechSquared = unary("sech-squared");
export const oneMinusSquare = unary("one-minus-square");
export const erfc = unary("erfc");
export const sigmoid = unary("sigmoid");
export const softplus = unary("softplus");
export const hypot = binary("hypot");
export const abs = unary("abs");
export const sign = unary("sign");
export const floor = unary("floor");
export const min = binary("min");
export const max = binary("max");

export const less = binary("less");
export const lessEqual = binary("less-equal");
export const equal = binary("equal");
export const notEqual = binary("not-equal");
export const and = binary("and");
export const or = binary("or");
export const not = unary("not");
export const greater = (a: Operand, b: Operand): Node => less(b, a);
export const greaterEqual = (a: Operand, b: Operand): Node => lessEqual(b, a);

const selectOp = late("select");

/** `whenTrue` where the condition is not 0, else `whenFalse`. */
export function select(condition: Operand, whenTrue: Operand, whenFalse: Operand): Node {
  return make(selectOp(), [condition, whenTrue, whenFalse]);
}

const integerPowerOf = attributed<number>("integer-power");

/** xⁿ for whole n ≥ 0. */
export function integerPower(x: Node, exponent: number): Node {
  if (exponent === 0) return broadcast(constant(x.graph, 1), x.shape);
  return exponent === 1 ? x : integerPowerOf(x, exponent);
}

const sincOf = attributed<number>("sinc");

/** Derivative of the given order of sin(πx)/(πx). */
export const sinc = (x: Node, order = 0): Node => sincOf(x, order);

const stackOp = late("stack");

/** Numbers make a vector, rows a matrix. */
export function stack(graph: Graph, items: readonly Node[]): Node {
  return graph.make(stackOp(), items);
}

/** Entry of a vector, row of a matrix; counted from 0. */
export const index = attributed<number>("index");

/** The sum of all entries. */
export const sum = unary("sum") as (target: Node) => Node;

const broadcastOf = attributed<Shape>("broadcast");

/** A number repeated over a shape. */
export function broadcast(target: Node, shape: Shape): Node {
  return shape.length === 0 ? target : broadcastOf(target, shape);
}

export function zeros(graph: Graph, shape: Shape): Node {
  return broadcast(constant(graph, 0), shape);
}

/** The sum of many terms; null ones count as zero. */
export function sumOf(graph: Graph, terms: readonly (Node | null)[]): Node {
  let total: Node | null = null;
  for (const term of terms) if (term) total = total === null ? term : add(total, term);
  return total ?? constant(graph, 0);
}
