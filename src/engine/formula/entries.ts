import type { Node } from "../graph/node.ts";
import { sizeOf } from "../graph/shape.ts";
import { topological } from "../graph/traverse.ts";

/** Scalar entries worked out for one formula: beyond, vectors are printed as vectors. */
export const mostEntries = 20_000;

/**
 * The entries of each output as scalar graphs, row-major, with every vector on the way taken apart. Null when
 * that would take more than `mostEntries` scalars.
 */
export function scalarEntries(outputs: readonly Node[]): Node[][] | null {
  const order = topological(outputs);
  if (order.every((node) => node.shape.length === 0)) return outputs.map((output) => [output]);
  const entries = new Map<Node, readonly Node[]>();
  let count = 0;
  for (const node of order) {
    if (node.inputs.length === 0 && node.shape.length === 0) {
      entries.set(node, [node]);
      continue;
    }
    const inputs = node.inputs.map((item) => entries.get(item) ?? []);
    count += Math.max(sizeOf(node.shape), ...inputs.map((item) => item.length));
    if (count > mostEntries) return null;
    entries.set(node, node.op.scalars(node, inputs));
  }
  return outputs.map((output) => [...(entries.get(output) ?? [])]);
}
