import { pushForward, type Tangent } from "../autodiff/jvp.ts";
import { vjp } from "../autodiff/vjp.ts";
import { type Liveness, livenessOf } from "../graph/liveness.ts";
import type { Node } from "../graph/node.ts";
import { dependents, topological } from "../graph/traverse.ts";
import type { Field } from "../language/program.ts";
import { input } from "../ops/index.ts";
import { type VectorForm, vectorForm } from "./vector-form.ts";

/** What one evaluation and one pass of either mode keep at once, in numbers per point. */
export interface PassMemory {
  readonly evaluation: Liveness;
  readonly forward: Liveness;
  readonly reverse: Liveness;
}

const found = new WeakMap<Field, PassMemory>();

/**
 * A jvp carries each value and its tangent together, and forgets both when nothing reads them any more: what it keeps
 * does not grow with the depth of the graph. A vjp goes the graph back, so that all that its partial derivatives are
 * made of waits for it. Each pass is counted with a primal of its own; passes over a shared primal keep what they read
 * of it, in either mode.
 */
export function passMemory(field: Field): PassMemory {
  const known = found.get(field);
  if (known) return known;
  const form = vectorForm(field);
  const made: PassMemory = {
    evaluation: livenessOf(topological([form.output]), [form.output], [form.point]),
    forward: forwardPass(form),
    reverse: reversePass(form),
  };
  found.set(field, made);
  return made;
}

function forwardPass({ point, output }: VectorForm): Liveness {
  const { graph } = output;
  const tangent = input(graph, "tangent", "z", graph.nextSerial(), point.shape);
  const order = topological([point, output]);
  const moving = dependents(order, [point]);
  const tangentOf = new Map<Node, Tangent>([[point, tangent]]);
  const schedule = new Schedule();
  for (const node of order) {
    schedule.add(node);
    if (moving.has(node) && node !== point) {
      const moved = pushForward(
        node,
        node.inputs.map((item) => tangentOf.get(item) ?? null),
      );
      tangentOf.set(node, moved);
      if (moved) for (const part of topological([moved])) schedule.add(part);
    }
  }
  const moved = tangentOf.get(output);
  return schedule.liveness(moved ? [output, moved] : [output], [point, tangent]);
}

function reversePass({ point, output }: VectorForm): Liveness {
  const { graph } = output;
  const cotangent = input(graph, "tangent", "w", graph.nextSerial(), output.shape);
  const [pulled] = vjp([output], [point], [cotangent]);
  const schedule = new Schedule();
  for (const node of topological([output])) schedule.add(node);
  if (!pulled) return schedule.liveness([output], [point]);
  const order = topological([pulled]);
  const back = dependents(order, [cotangent]);
  for (const node of order) {
    if (!back.has(node)) continue;
    // Partial derivatives are made from what was kept, where the way back meets them.
    for (const source of node.inputs) {
      if (!back.has(source)) for (const part of topological([source])) schedule.add(part);
    }
    schedule.add(node);
  }
  for (const node of order) schedule.add(node);
  return schedule.liveness([output, pulled], [point, cotangent]);
}

/** Nodes in the order in which they are computed, each once. */
class Schedule {
  private readonly nodes = new Set<Node>();

  add(node: Node): void {
    this.nodes.add(node);
  }

  liveness(outputs: readonly Node[], given: readonly Node[]): Liveness {
    const needed = new Set(topological(outputs));
    return livenessOf(
      [...this.nodes].filter((node) => needed.has(node)),
      outputs,
      given,
    );
  }
}
