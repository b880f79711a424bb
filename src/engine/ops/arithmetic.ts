import type { Graph } from "../graph/graph.ts";
import type { Node } from "../graph/node.ts";
import type { Op } from "../graph/op.ts";
import { sameShape } from "../graph/shape.ts";
import { limits } from "../limits.ts";
import { uniformValue } from "./array.ts";
import { add, broadcast, div, integerPower, mul, neg, select, sub } from "./build.ts";
import { constant, constantValue, isConstant } from "./constant.ts";
import { defineElementwise, infixText } from "./define.ts";
import { selectOp } from "./select.ts";
import { isZeroAt } from "./zero-entries.ts";

const wide = [-3, 3] as const;
/** GLSL rounds + − × correctly; numbers below 1.2e-38 may become 0. */
const rounded = { absolute: 1.2e-38, relative: 1.2e-7 };

export const negOp: Op = defineElementwise({
  name: "neg",
  arity: 1,
  value: ([a]) => -(a as number),
  partials: ([a]) => [constant((a as Node).graph, -1)],
  jvp: (_node, [tangent]) => (tangent ? neg(tangent) : null),
  transpose: (_args, cotangent) => neg(cotangent),
  text: { javascript: ([a]) => `(-${a})`, glsl: ([a]) => `(-${a})` },
  conformance: { domain: [wide], glsl: { absolute: 0, relative: 0 } },
  rewrite([a]) {
    if (!a) return null;
    if (a.op === negOp) return a.inputs[0] ?? null;
    if (a.op === subOp) return sub(a.inputs[1] as Node, a.inputs[0] as Node);
    return null;
  },
});

export const addOp: Op = defineElementwise({
  name: "add",
  arity: 2,
  value: ([a, b]) => (a as number) + (b as number),
  partials: ([a]) => ones(a as Node, 2),
  transpose: (_args, cotangent) => cotangent,
  text: infixText("+"),
  conformance: { domain: [wide, wide], glsl: rounded },
  rewrite([a, b]) {
    if (!a || !b) return null;
    if (uniformValue(a) === 0) return shapedBeside(b, a);
    if (uniformValue(b) === 0) return shapedBeside(a, b);
    if (b.op === negOp) return sub(a, b.inputs[0] as Node);
    if (a.op === negOp) return sub(b, a.inputs[0] as Node);
    if (a === b) return mul(2, a);
    return ordered(a, b, addOp);
  },
});

export const subOp: Op = defineElementwise({
  name: "sub",
  arity: 2,
  value: ([a, b]) => (a as number) - (b as number),
  partials: ([a]) => [constant((a as Node).graph, 1), constant((a as Node).graph, -1)],
  jvp(_node, [ta, tb]) {
    if (ta && tb) return sub(ta, tb);
    return ta ?? (tb ? neg(tb) : null);
  },
  transpose: (_args, cotangent, position) => (position === 0 ? cotangent : neg(cotangent)),
  text: infixText("-"),
  conformance: { domain: [wide, wide], glsl: rounded },
  rewrite([a, b], graph) {
    if (!a || !b) return null;
    if (uniformValue(b) === 0) return shapedBeside(a, b);
    if (uniformValue(a) === 0) return shapedBeside(neg(b), a);
    if (a === b) return broadcast(constant(graph, 0), a.shape);
    if (b.op === negOp) return add(a, b.inputs[0] as Node);
    return null;
  },
});

export const mulOp: Op = defineElementwise({
  name: "mul",
  arity: 2,
  value: ([a, b]) => (a as number) * (b as number),
  partials: ([a, b]) => [b as Node, a as Node],
  transpose: (args, cotangent, position) => mul(args[1 - position] as Node, cotangent),
  reads(node, entry, visit) {
    const places = node.inputs.map((input) => (input.shape.length === 0 ? 0 : entry)) as [number, number];
    const [a, b] = node.inputs as [Node, Node];
    if (!isZeroAt(b, places[1])) visit(0, places[0]);
    if (!isZeroAt(a, places[0])) visit(1, places[1]);
  },
  text: infixText("*"),
  conformance: { domain: [wide, wide], glsl: rounded },
  rewrite([a, b], graph) {
    if (!a || !b) return null;
    return timesConstant(graph, a, b) ?? timesConstant(graph, b, a) ?? timesStructure(a, b);
  },
});

export const divOp: Op = defineElementwise({
  name: "div",
  arity: 2,
  value: ([a, b]) => (a as number) / (b as number),
  partials: ([, b], out) => [div(1, b as Node), neg(div(out, b as Node))],
  jvp(node, [ta, tb]) {
    const [, denominator] = node.inputs as [Node, Node];
    const drop = tb ? mul(node, tb) : null;
    if (ta && drop) return div(sub(ta, drop), denominator);
    return ta ? div(ta, denominator) : drop && neg(div(drop, denominator));
  },
  transpose: (args, cotangent) => div(cotangent, args[1] as Node),
  text: infixText("/"),
  // GLSL: 2.5 ulp.
  conformance: { domain: [wide, [0.3, 3]], glsl: { absolute: 1.2e-38, relative: 3e-7 } },
  rewrite([a, b], graph) {
    if (!a || !b) return null;
    if (isConstant(b, 1)) return shapedBeside(a, b);
    if (isConstant(b, -1)) return shapedBeside(neg(a), b);
    if (isConstant(a, 0))
      return broadcast(constant(graph, 0), sameShape(a.shape, b.shape) ? a.shape : b.shape);
    if (a.op === negOp) return neg(div(a.inputs[0] as Node, b));
    if (b.op === negOp) return neg(div(a, b.inputs[0] as Node));
    return throughSelect(a, (branch) => div(branch, b));
  },
});

function ones(like: Node, count: number): Node[] {
  return Array.from({ length: count }, () => constant(like.graph, 1));
}

/** `node` with the shape it has beside `other`. */
function shapedBeside(node: Node, other: Node): Node {
  return node.shape.length === 0 ? broadcast(node, other.shape) : node;
}

/** a + b and b + a, a · b and b · a are the same bits: keep one of them. Numbers stand first. */
function ordered(a: Node, b: Node, op: Op): Node | null {
  const swap =
    (constantValue(b) !== null && constantValue(a) === null) || (constantValue(a) === null && b.id < a.id);
  return swap ? a.graph.make(op, [b, a]) : null;
}

function timesConstant(graph: Graph, factor: Node, other: Node): Node | null {
  const value = uniformValue(factor);
  if (value === 0) return broadcast(constant(graph, 0), factor.shape.length > 0 ? factor.shape : other.shape);
  if (value === 1) return shapedBeside(other, factor);
  if (value === -1) return shapedBeside(neg(other), factor);
  return null;
}

function timesStructure(a: Node, b: Node): Node | null {
  if (a.op === negOp) return neg(mul(a.inputs[0] as Node, b));
  if (b.op === negOp) return neg(mul(a, b.inputs[0] as Node));
  if (a === b && limits.integerExponent >= 2) return integerPower(a, 2);
  return (
    throughSelect(a, (branch) => mul(branch, b)) ??
    throughSelect(b, (branch) => mul(a, branch)) ??
    ordered(a, b, mulOp)
  );
}

/**
 * A branch that contributes nothing must stay nothing: if(c, u, 0)·v becomes if(c, u·v, 0), so that an infinite
 * v of the branch not taken never meets the zero. Reverse mode would otherwise give NaN where forward mode
 * gives a number.
 */
function throughSelect(a: Node, apply: (branch: Node) => Node): Node | null {
  if (a.op !== selectOp) return null;
  const [condition, whenTrue, whenFalse] = a.inputs as [Node, Node, Node];
  if (isConstant(whenFalse, 0)) return select(condition, apply(whenTrue), whenFalse);
  if (isConstant(whenTrue, 0)) return select(condition, whenTrue, apply(whenFalse));
  return null;
}
