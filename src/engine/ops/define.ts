import type { Graph } from "../graph/graph.ts";
import type { Attribute, Node } from "../graph/node.ts";
import type { Conformance, Elementwise, ElementwiseText, Op } from "../graph/op.ts";
import { type Shape, ShapeError, sameShape, scalarShape, sizeOf } from "../graph/shape.ts";
import { limits } from "../limits.ts";
import { arrayOp, literal, tableOf, uniformValue } from "./array.ts";
import { add, mul, stack, sum } from "./build.ts";
import { constant, constantOp } from "./constant.ts";
import { register } from "./registry.ts";
import { stackOp } from "./structure.ts";

export interface ElementwiseDefinition {
  name: string;
  arity: number;
  value(args: readonly number[], attribute: Attribute): number;
  /** ∂out/∂args[i]; null where zero everywhere. */
  partials(args: readonly Node[], out: Node, attribute: Attribute): readonly (Node | null)[];
  text: ElementwiseText;
  conformance: Conformance;
  rewrite?(args: readonly Node[], graph: Graph, attribute: Attribute): Node | null;
  /** For linear ops: the cotangent of input `position`, entry by entry. */
  transpose?(args: readonly Node[], cotangent: Node, position: number): Node;
  /** For ops whose tangent is not Σ partial · tangent. */
  jvp?(node: Node, tangents: readonly (Node | null)[]): Node | null;
  /** For ops where a zero of one argument takes away the others; else an entry is made of one entry of each. */
  reads?: Op["reads"];
}

/** A function of numbers applied entry by entry: all an op needs follows from its definition on scalars. */
export function defineElementwise(definition: ElementwiseDefinition): Op {
  const { name, arity, value, partials, text, conformance, transpose } = definition;
  const elementwise: Elementwise = { arity, value, partials, text, conformance };
  const op: Op = {
    name,
    elementwise,
    shape: (inputs) => broadcastShape(name, inputs),
    rewrite: (graph, inputs, attribute) =>
      foldConstants(graph, elementwise, inputs, attribute) ??
      definition.rewrite?.(inputs, graph, attribute) ??
      distributeOverStacks(graph, op, inputs, attribute),
    evaluate: (node, inputs) => evaluateEntries(node, inputs, elementwise),
    jvp: definition.jvp ?? ((node, tangents) => sumOfPartials(node, tangents, elementwise)),
    transpose:
      transpose &&
      ((node, cotangent, linear) =>
        node.inputs.map((input, position) =>
          linear[position] ? unbroadcast(transpose(node.inputs, cotangent, position), input.shape) : null,
        )),
    reads:
      definition.reads ??
      ((node, entry, visit) => {
        node.inputs.forEach((input, position) => {
          visit(position, input.shape.length === 0 ? 0 : entry);
        });
      }),
    flops: (node) => (name === "stop-gradient" ? 0 : sizeOf(node.shape)),
    scalars: (node, inputs) =>
      Array.from({ length: sizeOf(node.shape) }, (_, entry) =>
        node.graph.make(
          op,
          inputs.map((entries) => entries[entries.length === 1 ? 0 : entry] as Node),
          node.attribute,
        ),
      ),
  };
  return register(op);
}

function broadcastShape(name: string, inputs: readonly Node[]): Shape {
  let shape = scalarShape;
  for (const input of inputs) {
    if (input.shape.length === 0) continue;
    if (shape.length === 0) shape = input.shape;
    else if (!sameShape(shape, input.shape)) throw new ShapeError(name, [shape, input.shape]);
  }
  return shape;
}

/** Numbers are worked out while building. */
function foldConstants(
  graph: Graph,
  op: Elementwise,
  inputs: readonly Node[],
  attribute: Attribute,
): Node | null {
  if (inputs.length === 0) return null;
  if (inputs.some((input) => input.op === arrayOp)) return foldArrays(graph, op, inputs, attribute);
  if (!inputs.every((input) => input.op === constantOp)) return null;
  return constant(
    graph,
    op.value(
      inputs.map((input) => input.attribute as number),
      attribute,
    ),
  );
}

function foldArrays(
  graph: Graph,
  op: Elementwise,
  inputs: readonly Node[],
  attribute: Attribute,
): Node | null {
  if (!inputs.every((input) => input.op === arrayOp || uniformValue(input) !== null)) return null;
  const { shape } = inputs.find((input) => input.op === arrayOp) as Node;
  if (inputs.some((input) => input.shape.length > 0 && !sameShape(input.shape, shape))) return null;
  const columns = inputs.map((input) =>
    input.op === arrayOp
      ? (tableOf(input).entries as Float64Array)
      : Float64Array.of(uniformValue(input) as number),
  );
  return literal(graph, shape, evaluateEntries({ shape, attribute }, columns, op));
}

/** Arithmetic on short literal vectors is done entry by entry, so that planar graphs are scalar throughout. */
function distributeOverStacks(
  graph: Graph,
  op: Op,
  inputs: readonly Node[],
  attribute: Attribute,
): Node | null {
  let length = -1;
  for (const input of inputs) {
    if (input.shape.length === 0) continue;
    if (input.op !== stackOp || input.inputs.length > limits.unrolledLength) return null;
    if (length >= 0 && length !== input.inputs.length) return null;
    length = input.inputs.length;
  }
  if (length < 0) return null;
  return stack(
    graph,
    Array.from({ length }, (_, entry) =>
      graph.make(
        op,
        inputs.map((input) => (input.op === stackOp ? (input.inputs[entry] as Node) : input)),
        attribute,
      ),
    ),
  );
}

function evaluateEntries(
  node: Pick<Node, "shape" | "attribute">,
  inputs: readonly Float64Array[],
  op: Elementwise,
): Float64Array {
  const out = new Float64Array(sizeOf(node.shape));
  const args: number[] = new Array(inputs.length).fill(0);
  for (let entry = 0; entry < out.length; entry++) {
    for (let position = 0; position < inputs.length; position++) {
      const input = inputs[position] as Float64Array;
      args[position] = input[input.length === 1 ? 0 : entry] as number;
    }
    out[entry] = op.value(args, node.attribute);
  }
  return out;
}

function sumOfPartials(node: Node, tangents: readonly (Node | null)[], op: Elementwise): Node | null {
  const partials = op.partials(node.inputs, node, node.attribute);
  let total: Node | null = null;
  tangents.forEach((tangent, position) => {
    const partial = partials[position];
    if (!tangent || !partial) return;
    const term = mul(partial, tangent);
    total = total === null ? term : add(total, term);
  });
  return total;
}

/** A scalar that was broadcast receives the sum of the entries' cotangents. */
function unbroadcast(cotangent: Node, shape: Shape): Node {
  return shape.length === 0 && cotangent.shape.length > 0 ? sum(cotangent) : cotangent;
}

/** A call by name in both languages. */
export function callText(name: string, glslName = name): ElementwiseText {
  return {
    javascript: (args) => `${name}(${args.join(", ")})`,
    glsl: (args) => `${glslName}(${args.join(", ")})`,
  };
}

/** An infix expression, the same in both languages. */
export function infixText(operator: string): ElementwiseText {
  const write = (args: readonly string[]) => `(${args.join(` ${operator} `)})`;
  return { javascript: write, glsl: write };
}
