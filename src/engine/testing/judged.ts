import type { Node } from "../graph/node.ts";
import { topological } from "../graph/traverse.ts";
import { type Judged, judge } from "./symbolic.ts";

/**
 * Values of scalar graphs at a point, each with how far rounding inside it may have moved it: every op adds its own, and
 * hands on what it makes of that of its operands. Throws where an array is in the way.
 */
export function judgedValues(
  nodes: readonly Node[],
  inputs: readonly Node[],
  point: readonly number[],
): Judged[] {
  const judged = new Map<Node, Judged>();
  inputs.forEach((input, i) => {
    judged.set(input, { value: point[i] as number, uncertainty: 0 });
  });
  for (const node of topological(nodes)) {
    if (judged.has(node)) continue;
    const { op, attribute } = node;
    if (op.name === "constant") {
      const value = attribute as number;
      judged.set(node, { value, uncertainty: isShort(value) ? 0 : folded * Math.abs(value) });
      continue;
    }
    const { elementwise } = op;
    if (!elementwise || node.shape.length > 0) throw new Error(`no rule for ${op.name}`);
    const operands = node.inputs.map((input) => judged.get(input) as Judged);
    judged.set(
      node,
      judge((...values) => elementwise.value(values, attribute), operands),
    );
  }
  return nodes.map((node) => judged.get(node) as Judged);
}

/** What working out a few numbers while building may have cost a constant, relatively. */
export const folded = 8 * Number.EPSILON;

/** Numbers as they are written, and sums and products of them, are exact. */
function isShort(value: number): boolean {
  return Number.isInteger(value * 4096);
}
