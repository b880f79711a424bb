import { termSize } from "../../engine/autodiff/term-size.ts";
import { type Binding, lower } from "../../engine/codegen/lower.ts";
import type { Bindings } from "../../engine/divergence/bindings.ts";
import { evaluate } from "../../engine/graph/evaluate.ts";
import type { Node } from "../../engine/graph/node.ts";
import { substitute } from "../../engine/graph/traverse.ts";
import { input } from "../../engine/ops/index.ts";

/** Longer graphs are left to a worker: the page goes on meanwhile. */
const mostInstructions = 200;

/** Values of a map, and of what sizes their terms are. */
export interface PlacedValues {
  readonly values: Float64Array;
  readonly sizes: Float64Array;
}

/**
 * A number at places x, y, z, … in float64, all of them at once by the reference evaluator: the page has no other. null
 * where that would take long.
 */
export function valuesAt(
  node: Node,
  binding: Binding,
  places: Float64Array,
  { parameters, time }: Bindings,
): PlacedValues | null {
  const { graph } = node;
  const { instructions, outputs, loads } = lower([node, termSize(node)], binding);
  if (instructions.length > mostInstructions) return null;
  const count = places.length / 3;
  const rows = new Map<Node, Node>();
  const given = new Map<Node, Float64Array>();
  for (const [own, { from, slot }] of loads) {
    if (from !== "coordinate")
      given.set(own, Float64Array.of(from === "time" ? time : (parameters[slot] as number)));
    else {
      const row = input(graph, "coordinate", own.op.name, graph.nextSerial(), [count]);
      rows.set(own, row);
      given.set(
        row,
        Float64Array.from({ length: count }, (_, k) => places[3 * k + slot] as number),
      );
    }
  }
  const [values, sizes] = evaluate(substitute(outputs.flat(), rows), given) as [Float64Array, Float64Array];
  return { values, sizes };
}
