import type { Graph } from "../graph/graph.ts";
import type { Node } from "../graph/node.ts";
import type { Op } from "../graph/op.ts";
import { scalarShape } from "../graph/shape.ts";

/** A number. */
export const constantOp: Op = {
  name: "constant",
  shape: () => scalarShape,
  evaluate: (node) => Float64Array.of(node.attribute as number),
  jvp: () => null,
  reads: () => {},
  flops: () => 0,
  scalars: (node) => [node],
};

export function constant(graph: Graph, value: number): Node {
  return graph.make(constantOp, [], value);
}

/** The number a node is, or null when it is not one. */
export function constantValue(node: Node): number | null {
  return node.op === constantOp ? (node.attribute as number) : null;
}

export function isConstant(node: Node, value: number): boolean {
  return node.op === constantOp && node.attribute === value;
}

/** An argument of a builder: a node, or a number that becomes one in the other argument's graph. */
export type Operand = Node | number;

export function nodesOf(...operands: readonly Operand[]): Node[] {
  const owner = operands.find((operand) => typeof operand !== "number");
  if (owner === undefined || typeof owner === "number") throw new Error("a builder needs at least one node");
  return operands.map((operand) => (typeof operand === "number" ? constant(owner.graph, operand) : operand));
}
