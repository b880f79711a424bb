import type { Node } from "../graph/node.ts";
import { topological } from "../graph/traverse.ts";
import { abs, add, div, mul } from "../ops/index.ts";

/** What a value is put together by keeps the sizes of what it is put together from. */
const joined = new Set([
  "stack",
  "index",
  "broadcast",
  "sum",
  "matmul",
  "gather",
  "scatter",
  "concat",
  "sqrt",
]);

/**
 * How large the terms are that an output is the sum of, where its own value may be what is left of them: Σ|terms| for sums
 * and differences, through products, roots of sums and vectors; |value| of anything else. It is at least |value|, and what
 * floating point may be off by is of the order of its unit times this (running error analysis after Wilkinson, without
 * what further functions do to errors).
 */
export function termSize(output: Node): Node {
  const sizes = new Map<Node, Node>();
  const of = (node: Node) => sizes.get(node) as Node;
  for (const node of topological([output])) sizes.set(node, sizeFrom(node, node.inputs.map(of)));
  return of(output);
}

function sizeFrom(node: Node, sizes: readonly Node[]): Node {
  const { op, graph, attribute, inputs } = node;
  const [a, b] = sizes as [Node, Node];
  if (op.name === "neg") return a;
  if (op.name === "add" || op.name === "sub") return add(a, b);
  if (op.name === "mul") return mul(a, b);
  if (op.name === "div") return div(a, abs(inputs[1] as Node));
  const isPower = op.name === "integer-power" && (attribute as number) > 0;
  return joined.has(op.name) || isPower ? graph.make(op, sizes, attribute) : abs(node);
}
