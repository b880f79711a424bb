import type { Node } from "./node.ts";
import { topological } from "./traverse.ts";

/**
 * Reference evaluation: slow, obvious, and the oracle of every backend. `bindings` gives the value of each
 * input node, row-major. Returns one array per output. Throws when an input is not bound.
 */
export function evaluate(
  outputs: readonly Node[],
  bindings: ReadonlyMap<Node, Float64Array>,
): Float64Array[] {
  const values = new Map<Node, Float64Array>();
  for (const node of topological(outputs)) {
    const bound = bindings.get(node);
    values.set(
      node,
      bound ??
        node.op.evaluate(
          node,
          node.inputs.map((input) => valueFrom(values, input)),
        ),
    );
  }
  return outputs.map((output) => valueFrom(values, output));
}

function valueFrom(values: ReadonlyMap<Node, Float64Array>, node: Node): Float64Array {
  const value = values.get(node);
  if (!value) throw new Error(`no value for node ${node.id} (${node.op.name})`);
  return value;
}
