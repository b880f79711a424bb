/**
 * Complex numbers as pairs of nodes. Values are plain real arithmetic; what is known besides is which function of
 * which complex numbers a pair is, so that its derivative is the complex one: a product with f′(z). A tangent turned by
 * i then gives, node by node, the tangent turned by i, and u_x − v_y of a holomorphic f is a node less itself: zero.
 */
import type { Node } from "../graph/node.ts";
import type { Op } from "../graph/op.ts";
import { scalarShape } from "../graph/shape.ts";
import { topological } from "../graph/traverse.ts";
import { constant, constantValue } from "./constant.ts";
import { register } from "./registry.ts";

export interface Complex {
  readonly re: Node;
  readonly im: Node;
}

type Function<Argument, Result> = (args: readonly Argument[], exponent: number) => Result;

interface Rule {
  /** The parts, in ops on real numbers. */
  readonly value: Function<Complex, Complex>;
  /** The tangent of the value; zero for arguments that stand still. */
  readonly tangent: (args: readonly Complex[], tangents: readonly Complex[], exponent: number) => Complex;
}

const rules: Rule[] = [];

/**
 * A part of a function of complex numbers: the first input is its value, the others are the arguments' parts, which only
 * the derivative looks at. The attribute is the rule, the part, and the exponent of powers.
 */
export const complexPartOp: Op = register({
  name: "complex-part",
  shape: () => scalarShape,
  rewrite(_graph, [value, ...args]) {
    const isKnown = value && (constantValue(value) !== null || args.includes(value));
    return isKnown ? value : null;
  },
  evaluate: (_node, [value]) => (value as Float64Array).slice(),
  jvp(node, tangents) {
    const [rule, part, exponent] = node.attribute as readonly [number, number, number];
    const still = constant(node.graph, 0);
    const moved = tangents.map((tangent) => tangent ?? still);
    const { re, im } = (rules[rule] as Rule).tangent(pairsOf(node.inputs), pairsOf(moved), exponent);
    return part === 0 ? re : im;
  },
  transpose: (node, cotangent) => node.inputs.map((_, position) => (position === 0 ? cotangent : null)),
  reads: (_node, entry, visit) => visit(0, entry),
  flops: () => 0,
  scalars: (_node, [value]) => value ?? [],
  carriers: ({ inputs }) => inputs.slice(1),
});

/** The same outputs as plain real arithmetic: for readers that take no more derivatives. */
export function plain(outputs: readonly Node[]): Node[] {
  const image = new Map<Node, Node>();
  for (const node of topological(outputs, sourcesOf)) {
    const inputs = sourcesOf(node).map((item) => image.get(item) ?? item);
    if (node.op === complexPartOp) image.set(node, inputs[0] as Node);
    else if (inputs.some((item, position) => item !== node.inputs[position]))
      image.set(node, node.graph.make(node.op, inputs, node.attribute));
  }
  return outputs.map((output) => image.get(output) ?? output);
}

/** What the value is made of. */
const sourcesOf = ({ op, inputs }: Node) => (op === complexPartOp ? inputs.slice(0, 1) : inputs);

function pairsOf([, ...parts]: readonly Node[]): Complex[] {
  return Array.from({ length: parts.length / 2 }, (_, k) => ({
    re: parts[2 * k] as Node,
    im: parts[2 * k + 1] as Node,
  }));
}

/** A function of complex numbers as a pair of parts. */
export function define(value: Rule["value"], tangent: Rule["tangent"]): Function<Complex, Complex> {
  const rule = rules.push({ value, tangent }) - 1;
  return (args, exponent) => {
    const { re, im } = value(args, exponent);
    const parts = args.flatMap((arg) => [arg.re, arg.im]);
    const part = (node: Node, which: number) =>
      node.graph.make(complexPartOp, [node, ...parts], [rule, which, exponent]);
    return { re: part(re, 0), im: part(im, 1) };
  };
}
