import type { Node } from "../graph/node.ts";
import { sizeOf } from "../graph/shape.ts";
import { topological } from "../graph/traverse.ts";
import { integerPower, sub, tanh } from "../ops/index.ts";

/** Scalar entries worked out for one formula: beyond, vectors are printed as vectors. */
export const mostEntries = 20_000;

/** Ops that exist for their rounding or their derivative only, as they are written on paper. */
const onPaper: ReadonlyMap<string, (x: Node) => Node> = new Map([
  ["sech-squared", (x: Node) => sub(1, integerPower(tanh(x), 2))],
  ["complex-part", (x: Node) => x],
  ["one-minus-square", (x: Node) => sub(1, integerPower(x, 2))],
]);

/** The same graphs in ops that formulas know; shared parts stay shared. */
function asOnPaper(outputs: readonly Node[]): Node[] {
  const image = new Map<Node, Node>();
  for (const node of topological(outputs)) {
    const inputs = node.inputs.map((item) => image.get(item) ?? item);
    const written = onPaper.get(node.op.name)?.(inputs[0] as Node);
    if (written) image.set(node, written);
    else if (inputs.some((item, position) => item !== node.inputs[position]))
      image.set(node, node.graph.make(node.op, inputs, node.attribute));
  }
  return outputs.map((output) => image.get(output) ?? output);
}

/**
 * The entries of each output as scalar graphs, row-major, with every vector on the way taken apart. Null when
 * that would take more than `mostEntries` scalars.
 */
export function scalarEntries(given: readonly Node[]): Node[][] | null {
  const outputs = asOnPaper(given);
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
