import type { Graph } from "../graph/graph.ts";
import type { InputAttribute, InputRole, Node } from "../graph/node.ts";
import type { Op } from "../graph/op.ts";
import { type Shape, scalarShape, sizeOf } from "../graph/shape.ts";
import { index } from "./build.ts";

/** A value from outside: a coordinate, a slider, time, a probe, or a bound variable of a transform. */
export const inputOp: Op = {
  name: "input",
  shape: (_inputs, attribute) => (attribute as InputAttribute).shape,
  evaluate(node) {
    throw new Error(`input ${(node.attribute as InputAttribute).name} is not bound`);
  },
  jvp: () => null,
  reads: () => {},
  flops: () => 0,
  scalars: (node) =>
    node.shape.length === 0
      ? [node]
      : Array.from({ length: sizeOf(node.shape) }, (_, entry) => entryOf(node, entry)),
};

export function input(
  graph: Graph,
  role: InputRole,
  name: string,
  position: number,
  shape: Shape = scalarShape,
): Node {
  return graph.make(inputOp, [], { role, name, index: position, shape });
}

export function inputAttribute(node: Node): InputAttribute | null {
  return node.op === inputOp ? (node.attribute as InputAttribute) : null;
}

function entryOf(node: Node, entry: number): Node {
  if (node.shape.length === 1) return index(node, entry);
  const columns = sizeOf(node.shape.slice(1));
  return entryOf(index(node, Math.floor(entry / columns)), entry % columns);
}
