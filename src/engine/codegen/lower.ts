import type { Node } from "../graph/node.ts";
import { sizeOf } from "../graph/shape.ts";
import { topological } from "../graph/traverse.ts";
import { LimitError, limits } from "../limits.ts";
import { constantValue } from "../ops/constant.ts";

/** How often a value changes: once per call, once per point, or once per probe. */
export type Level = 0 | 1 | 2;

/** Where a kernel finds an input: its first entry, or its only one. */
export interface Load {
  readonly from: "coordinate" | "parameter" | "time" | "probe";
  readonly slot: number;
}

export function levelOfLoad({ from }: Load): Level {
  return from === "coordinate" ? 1 : from === "probe" ? 2 : 0;
}

/** The inputs a kernel binds; vectors take one slot per entry, in order. */
export interface Binding {
  readonly coordinates: readonly Node[];
  readonly parameters: readonly Node[];
  readonly time: Node | null;
  readonly probes?: readonly Node[];
}

/** The bound inputs, each with the place of its first entry. */
export function boundInputs(binding: Binding): ReadonlyMap<Node, Load> {
  const loads = new Map<Node, Load>();
  const bind = (nodes: readonly Node[], from: Load["from"]) => {
    let slot = 0;
    for (const node of nodes) {
      loads.set(node, { from, slot });
      slot += sizeOf(node.shape);
    }
  };
  bind(binding.coordinates, "coordinate");
  bind(binding.parameters, "parameter");
  if (binding.time) bind([binding.time], "time");
  if (binding.probes) bind(binding.probes, "probe");
  return loads;
}

/** Nodes in order, not looking behind those at which `isLeaf` stops. */
export function reachable(outputs: readonly Node[], isLeaf: (node: Node) => boolean): Node[] {
  return topological(outputs, (node) => (isLeaf(node) ? [] : node.inputs));
}

/** A straight-line program over scalars. */
export interface StraightLine {
  /** The scalar nodes to compute, in order of evaluation. */
  readonly instructions: readonly Node[];
  /** The entries of each output, row-major. */
  readonly outputs: readonly (readonly Node[])[];
  /** What is read from outside, by scalar node. */
  readonly loads: ReadonlyMap<Node, Load>;
}

/**
 * Outputs as scalar instructions alone, as shaders have them. Throws LimitError when they are too many, Error for an
 * input nobody binds.
 */
export function lower(outputs: readonly Node[], binding: Binding): StraightLine {
  const loads = new Map<Node, Load>();
  for (const [node, { from, slot }] of boundInputs(binding)) {
    node.op.scalars(node, []).forEach((entry, i) => {
      loads.set(entry, { from, slot: slot + i });
    });
  }
  const entries = scalarise(outputs);
  const instructions: Node[] = [];
  for (const node of reachable(entries.flat(), (leaf) => loads.has(leaf))) {
    if (loads.has(node) || constantValue(node) !== null) continue;
    if (!node.op.elementwise) throw new Error(`${node.op.name} of node ${node.id} is not bound`);
    instructions.push(node);
  }
  if (instructions.length > limits.shaderInstructions) {
    throw new LimitError("shaderInstructions", instructions.length);
  }
  return { instructions, outputs: entries, loads };
}

/** The entries of each node as scalar graphs, row-major. */
function scalarise(outputs: readonly Node[]): (readonly Node[])[] {
  const entries = new Map<Node, readonly Node[]>();
  for (const node of topological(outputs)) {
    const inputs = node.inputs.map((input) => entries.get(input) ?? [input]);
    entries.set(node, isUnchanged(node, inputs) ? [node] : node.op.scalars(node, inputs));
  }
  return outputs.map((output) => entries.get(output) ?? [output]);
}

/** Whether a node is a function of scalars that stand for themselves, or a scalar of its own. */
export function isUnchanged(node: Node, inputs: readonly (readonly Node[])[]): boolean {
  if (node.shape.length > 0 || (inputs.length > 0 && !node.op.elementwise)) return false;
  return inputs.every((own, i) => own.length === 1 && own[0] === node.inputs[i]);
}
