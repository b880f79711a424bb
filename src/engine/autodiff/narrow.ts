import type { Node } from "../graph/node.ts";
import { topological } from "../graph/traverse.ts";
import { gather, index, mul, sum } from "../ops/index.ts";

/**
 * The same outputs, where a product of a matrix and a vector of which only some entries are read is made by the rows
 * for these entries alone: the diagonal of a Jacobian reads one entry of each tangent.
 */
export function narrowed(outputs: readonly Node[]): Node[] {
  const order = topological(outputs);
  const rows = rowsRead(order, outputs);
  if (rows.size === 0) return [...outputs];
  const image = new Map<Node, Node>();
  const imageOf = (node: Node) => image.get(node) ?? node;
  for (const node of order) {
    const [target] = node.inputs;
    if (target && node.op.name === "index" && rows.has(target)) {
      const [a, b] = target.inputs.map(imageOf) as [Node, Node];
      image.set(node, productEntry(a, b, node.attribute as number));
    } else if (!rows.has(node) && node.inputs.some((input) => imageOf(input) !== input)) {
      image.set(node, node.graph.make(node.op, node.inputs.map(imageOf), node.attribute));
    }
  }
  return outputs.map(imageOf);
}

/** Products with a vector that nothing but `index` reads, and of which some entries are not read. */
function rowsRead(order: readonly Node[], outputs: readonly Node[]): Set<Node> {
  const read = new Map<Node, number>();
  const whole = new Set<Node>(outputs);
  for (const { op, inputs } of order) {
    for (const input of inputs) {
      if (op.name !== "index") whole.add(input);
      else read.set(input, (read.get(input) ?? 0) + 1);
    }
  }
  const some = [...read].filter(
    ([node, count]) =>
      node.op.name === "matmul" &&
      node.shape.length === 1 &&
      !whole.has(node) &&
      count < (node.shape[0] as number),
  );
  return new Set(some.map(([node]) => node));
}

function productEntry(a: Node, b: Node, position: number): Node {
  if (a.shape.length === 2) return sum(mul(index(a, position), b));
  const [rows, columns] = b.shape as [number, number];
  const places = Int32Array.from({ length: rows }, (_, i) => i * columns + position);
  return sum(mul(a, gather(b, [rows], places)));
}
