import type { Node } from "./node.ts";
import { dependents, topological } from "./traverse.ts";

/** Additions, multiplications and function values of a graph, by how often they are done. */
export interface Flops {
  /** Once per point: what depends on the point and on no tangent. */
  readonly primal: number;
  /** Once per tangent. */
  readonly tangent: number;
}

/**
 * What evaluating `outputs` takes at one point. What depends on neither point nor tangent is done once for all points
 * and not counted. One function value counts as one operation.
 */
export function flopsOf(
  outputs: readonly Node[],
  point: readonly Node[],
  tangents: readonly Node[] = [],
): Flops {
  const order = topological(outputs);
  const moving = dependents(order, tangents);
  const varying = dependents(order, [...point, ...tangents]);
  let primal = 0;
  let tangent = 0;
  for (const node of order) {
    if (!varying.has(node)) continue;
    if (moving.has(node)) tangent += node.op.flops(node);
    else primal += node.op.flops(node);
  }
  return { primal, tangent };
}
