import type { Node } from "../graph/node.ts";
import { sizeOf } from "../graph/shape.ts";
import { substitute } from "../graph/traverse.ts";
import type { Field } from "../language/program.ts";
import { gather, input } from "../ops/index.ts";

/** A field as a graph of one vector: `output` [n] from the input node `point` [n]. */
export interface VectorForm {
  readonly point: Node;
  readonly output: Node;
}

/** Dimension up to which kernels take coordinates one by one. */
const fewCoordinates = 16;

/** A graph of a field that suits kernels: of its n scalar inputs when they are few, else of one vector. */
export function kernelForm(field: Field): { readonly inputs: readonly Node[]; readonly output: Node } {
  if (field.dimension <= fewCoordinates) return field;
  const { point, output } = vectorForm(field);
  return { inputs: [point], output };
}

const found = new WeakMap<Field, VectorForm>();

/** The field on one vector of all its coordinates, in their order; made once for each field. */
export function vectorForm(field: Field): VectorForm {
  const known = found.get(field);
  if (known) return known;
  const made = onOneVector(field);
  found.set(field, made);
  return made;
}

function onOneVector({ asWritten, dimension }: Field): VectorForm {
  const { inputs, output } = asWritten;
  const [only] = inputs;
  if (inputs.length === 1 && only?.shape.length === 1) return { point: only, output };
  const point = input(output.graph, "coordinate", "point", 0, [dimension]);
  let taken = 0;
  const replacements = new Map<Node, Node>();
  for (const node of inputs) {
    const start = taken;
    const length = sizeOf(node.shape);
    replacements.set(
      node,
      gather(
        point,
        node.shape,
        Int32Array.from({ length }, (_, k) => start + k),
      ),
    );
    taken += length;
  }
  return { point, output: substitute([output], replacements)[0] ?? output };
}
