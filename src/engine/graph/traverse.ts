import type { Node } from "./node.ts";

/** All nodes the outputs are made of, inputs before users; of each node the inputs that `inputsOf` tells. */
export function topological(
  outputs: readonly Node[],
  inputsOf: (node: Node) => readonly Node[] = ({ inputs }) => inputs,
): Node[] {
  const seen = new Set<Node>();
  const stack: Node[] = [...outputs];
  for (let node = stack.pop(); node; node = stack.pop()) {
    if (seen.has(node)) continue;
    seen.add(node);
    for (const input of inputsOf(node)) if (!seen.has(input)) stack.push(input);
  }
  return [...seen].sort((a, b) => a.id - b.id);
}

/** The nodes among `topological(outputs)` that depend on at least one of `sources`, sources included. */
export function dependents(order: readonly Node[], sources: readonly Node[]): Set<Node> {
  const marked = new Set<Node>(sources);
  for (const node of order) {
    if (node.inputs.some((input) => marked.has(input))) marked.add(node);
  }
  return marked;
}

/** The outputs with every key of `replacements` replaced by its value; shared parts stay shared. */
export function substitute(outputs: readonly Node[], replacements: ReadonlyMap<Node, Node>): Node[] {
  const image = new Map<Node, Node>();
  for (const node of topological(outputs)) {
    const replacement = replacements.get(node);
    if (replacement) {
      image.set(node, replacement);
      continue;
    }
    const inputs = node.inputs.map((input) => image.get(input) ?? input);
    const changed = inputs.some((input, position) => input !== node.inputs[position]);
    image.set(node, changed ? node.graph.make(node.op, inputs, node.attribute) : node);
  }
  return outputs.map((output) => image.get(output) ?? output);
}
