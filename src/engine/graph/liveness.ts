import type { Node } from "./node.ts";
import { sizeOf } from "./shape.ts";
import { dependents } from "./traverse.ts";

/** How many numbers are kept at once while a graph is evaluated at one point. */
export interface Liveness {
  /** The most that are kept at once. */
  readonly peak: number;
  /** How many are kept while each step of the schedule is done; steps that keep nothing of their own are left out. */
  readonly steps: readonly number[];
}

/**
 * The numbers alive while the nodes of `schedule` are computed one after the other, for `outputs`, which stay until the
 * end. Every node comes after its inputs. A value lives from the step that computes it to the last that reads it; the
 * step itself has its inputs and its result at once. Not counted: the `given` (a point, a tangent), and what depends on
 * none of them, which is made once for all points. Where numbers are only moved about (`flops` is 0) nothing new is
 * kept: the value is read in its place, which has to live as long.
 */
export function livenessOf(
  schedule: readonly Node[],
  outputs: readonly Node[],
  given: readonly Node[],
): Liveness {
  const varying = dependents(schedule, given);
  const isGiven = new Set(given);
  const keeps = (node: Node) => varying.has(node) && !isGiven.has(node) && node.op.flops(node) > 0;
  /** The last step that reads a node. */
  const lasts = new Map<Node, number>(outputs.map((node) => [node, schedule.length]));
  for (const [step, node] of [...schedule.entries()].reverse()) {
    const read = keeps(node) ? step : (lasts.get(node) ?? step);
    for (const input of node.inputs) lasts.set(input, Math.max(lasts.get(input) ?? -1, read));
  }
  const ending = new Map<number, number>();
  const steps: number[] = [];
  let alive = 0;
  let peak = 0;
  for (const [step, node] of schedule.entries()) {
    if (keeps(node)) {
      const size = sizeOf(node.shape);
      const last = lasts.get(node) ?? step;
      ending.set(last, (ending.get(last) ?? 0) + size);
      alive += size;
      peak = Math.max(peak, alive);
      steps.push(alive);
    }
    alive -= ending.get(step) ?? 0;
  }
  return { peak, steps };
}
