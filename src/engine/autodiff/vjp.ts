import type { Node } from "../graph/node.ts";
import { dependents, topological } from "../graph/traverse.ts";
import { input } from "../ops/index.ts";
import { Cotangent, readPositions } from "./cotangent.ts";
import { jvp, type Tangent } from "./jvp.ts";

/**
 * Reverse mode by linearise, then transpose: the jvp with respect to fresh tangents is a linear graph, and its
 * transpose carries cotangents of the outputs back to all inputs in one pass. Returns one cotangent per input;
 * null where it is zero.
 */
export function vjp(
  outputs: readonly Node[],
  inputs: readonly Node[],
  cotangents: readonly Tangent[],
): Tangent[] {
  const first = inputs[0] ?? outputs[0];
  if (!first) return [];
  const { graph } = first;
  const fresh = inputs.map((node) => input(graph, "tangent", "dx", graph.nextSerial(), node.shape));
  const linear = jvp(outputs, inputs, fresh);
  return transpose(linear, fresh, cotangents);
}

/**
 * The transpose of a linear graph: given outputs linear in `inputs` and a cotangent of each output, the
 * cotangents of the inputs. Every op on the way must state its transpose.
 */
export function transpose(
  outputs: readonly Tangent[],
  inputs: readonly Node[],
  cotangents: readonly Tangent[],
): Tangent[] {
  const received = new Map<Node, Cotangent>();
  const at = (node: Node) => {
    const known = received.get(node) ?? new Cotangent(node);
    received.set(node, known);
    return known;
  };
  const live: Node[] = [];
  outputs.forEach((output, position) => {
    const cotangent = cotangents[position];
    if (!output || !cotangent) return;
    live.push(output);
    at(output).add(cotangent);
  });
  const order = topological(live);
  const linear = dependents(order, inputs);
  for (const node of order.reverse()) {
    if (!linear.has(node) || inputs.includes(node)) continue;
    const cotangent = received.get(node)?.total();
    if (!cotangent) continue;
    const [source] = node.inputs;
    const read = source && linear.has(source) ? readPositions(node) : null;
    if (source && read) {
      at(source).addRead(cotangent, read);
      continue;
    }
    if (!node.op.transpose) throw new Error(`${node.op.name} has no transpose`);
    const marks = node.inputs.map((item) => linear.has(item));
    node.op.transpose(node, cotangent, marks).forEach((part, position) => {
      const target = node.inputs[position];
      if (part && target && marks[position]) at(target).add(part);
    });
  }
  return inputs.map((node) => received.get(node)?.total() ?? null);
}
