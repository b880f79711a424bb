import { compilePointKernel } from "../../engine/codegen/kernel.ts";
import { type Bindings, bindingOf } from "../../engine/divergence/bindings.ts";
import { structuredNode } from "../../engine/divergence/structured-node.ts";
import type { Node } from "../../engine/graph/node.ts";
import { substitute } from "../../engine/graph/traverse.ts";
import type { Field, Program } from "../../engine/language/program.ts";
import { add, constant, index, mul, stack } from "../../engine/ops/index.ts";
import { alignedSection, partsAlong, type Section } from "../../shaders/space/section.ts";

/** F and its divergence at one place of the box: `out` receives F_x, F_y, F_z and ∇·F, in float64. */
export type FlowField = (place: Float64Array, out: Float64Array) => void;

interface Compiled {
  readonly key: string;
  readonly at: (bindings: Bindings) => FlowField;
}

/** The latest of each field. */
const known = new WeakMap<Field, Compiled>();

/**
 * What flows in the box: a field of three numbers; of more the part of it in the section that the box lies in, and the
 * divergence of that part.
 */
export function flowFieldOf(
  program: Program,
  field: Field,
  section: Section | null,
): (bindings: Bindings) => FlowField {
  const key = JSON.stringify(section);
  const last = known.get(field);
  if (last?.key === key) return last.at;
  const at = compileFlow(program, field, section);
  known.set(field, { key, at });
  return at;
}

function compileFlow(
  program: Program,
  field: Field,
  section: Section | null,
): (bindings: Bindings) => FlowField {
  const own = field.dimension === 3 ? field : within(field, section);
  const kernel = compilePointKernel([own.output, structuredNode(own)], bindingOf(program, own));
  return ({ parameters, time }) =>
    (place, out) =>
      kernel(1, place, parameters, time, out);
}

/** A field of three numbers: the part of F in a section, by the section's own coordinates. */
function within(field: Field, section: Section | null): Field {
  const { graph } = field.output;
  const n = field.dimension;
  const { origin, directions } = section ?? alignedSection(n);
  const inputs = field.inputs.slice(0, 3);
  const weighted = (nodes: readonly Node[], weights: readonly number[]) =>
    nodes.reduce<Node>(
      (sum, node, k) => {
        const weight = weights[k] as number;
        return weight === 0 ? sum : add(sum, weight === 1 ? node : mul(constant(graph, weight), node));
      },
      constant(graph, 0),
    );
  const places = field.inputs.map((node, i): [Node, Node] => {
    const along = weighted(
      inputs,
      directions.map((direction) => direction[i] as number),
    );
    return [node, add(constant(graph, origin[i] as number), along)];
  });
  const components = substitute(
    field.inputs.map((_, i) => index(field.output, i)),
    new Map(places),
  );
  const output = stack(
    graph,
    partsAlong(section, n).map((weights) => weighted(components, weights)),
  );
  return { ...field, inputs, output, asWritten: { inputs, output }, dimension: 3 };
}
