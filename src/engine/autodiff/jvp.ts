import type { Node } from "../graph/node.ts";
import { dependents, topological } from "../graph/traverse.ts";
import { uniformValue } from "../ops/index.ts";

/** A tangent of a node, of the node's shape; null is the zero tangent. */
export type Tangent = Node | null;

/**
 * Forward mode: the tangents of `outputs` when `inputs` move by `tangents`. The primal nodes are shared with
 * the original graph, so several calls carry several tangents over one primal. Cost: at most a few times the
 * primal's nodes per tangent; parts that do not depend on the inputs cost nothing.
 */
export function jvp(
  outputs: readonly Node[],
  inputs: readonly Node[],
  tangents: readonly Tangent[],
): Tangent[] {
  const moving = inputs.filter((_, position) => tangents[position]);
  const order = topological(outputs, (node) => node.op.carriers?.(node) ?? node.inputs);
  const affected = dependents(order, moving);
  const tangentOf = new Map<Node, Tangent>();
  inputs.forEach((input, position) => {
    tangentOf.set(input, tangents[position] ?? null);
  });
  for (const node of order) {
    if (!affected.has(node) || tangentOf.has(node)) continue;
    tangentOf.set(
      node,
      pushForward(
        node,
        node.inputs.map((input) => tangentOf.get(input) ?? null),
      ),
    );
  }
  return outputs.map((output) => tangentOf.get(output) ?? null);
}

/** The tangent of one node from those of its inputs. Entries of a unit vector bring in zeros, which end here. */
export function pushForward(node: Node, tangents: readonly Tangent[]): Tangent {
  if (!tangents.some((tangent) => tangent)) return null;
  const tangent = node.op.jvp(node, tangents);
  return tangent && uniformValue(tangent) === 0 ? null : tangent;
}
