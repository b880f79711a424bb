import { termSize } from "../../engine/autodiff/term-size.ts";
import { interpretPoints } from "../../engine/codegen/interpreter.ts";
import { bindingOf, bindingsOf } from "../../engine/divergence/bindings.ts";
import { structuredNode } from "../../engine/divergence/structured-node.ts";
import type { Node } from "../../engine/graph/node.ts";
import { rowsIn } from "../../shaders/space/section.ts";
import type { SpaceField } from "../../shaders/space/space-field.ts";
import type { Samples, SpaceSubject } from "./protocol.ts";

/** Operations at all places together: some milliseconds, where a worker takes a hundred to begin. */
const mostOperations = 300_000;

/**
 * The exact divergence at places as the worker has it, for the colours of a first picture; null where it takes long
 * enough for the page to be held by it.
 */
export function firstSamples(
  { program, field, flops, quantity }: Pick<SpaceField, "program" | "field" | "flops" | "quantity">,
  { map, section, time }: Pick<SpaceSubject, "map" | "section" | "time">,
  places: Float64Array,
  checked: number,
): Pick<Samples, "values" | "sizes"> | null {
  const count = places.length / 3;
  if (map || quantity !== "divergence" || flops * count > mostOperations) return null;
  const { parameters } = bindingsOf(program, time);
  const rows = rowsIn(section ?? null, field.dimension, places);
  const at = (node: Node, count: number) => {
    const values = new Float64Array(count);
    // The page may not compile.
    interpretPoints([node], bindingOf(program, field))(count, rows, parameters, time, values);
    return values;
  };
  const divergence = structuredNode(field);
  return { values: at(divergence, count), sizes: at(termSize(divergence), checked) };
}
