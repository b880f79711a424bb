import type { Node } from "../graph/node.ts";
import { topological } from "../graph/traverse.ts";
import { LimitError, type LimitName, limits } from "../limits.ts";
import { constantValue } from "../ops/constant.ts";

/** How often a value changes: once per call, once per point, or once per probe. */
export type Level = 0 | 1 | 2;

/** One assignment of the loop nest: a scalar node that is computed. */
export interface Instruction {
  readonly node: Node;
  readonly level: Level;
}

/** A straight-line program over scalars, each instruction as far out of the loops as it can stand. */
export interface LoopNest {
  /** In order of evaluation. */
  readonly instructions: readonly Instruction[];
  /** The entries of each output, row-major. */
  readonly outputs: readonly (readonly Node[])[];
  /** What is read from outside, by scalar node. */
  readonly loads: ReadonlyMap<Node, Load>;
}

/** Where a kernel finds an input entry. */
export interface Load {
  readonly from: "coordinate" | "parameter" | "time" | "probe";
  readonly slot: number;
}

/** The inputs a kernel binds; vectors take one slot per entry, in order. */
export interface Binding {
  readonly coordinates: readonly Node[];
  readonly parameters: readonly Node[];
  readonly time: Node | null;
  readonly probes?: readonly Node[];
}

/** The entries of each node as scalar graphs, row-major. */
export function scalarise(outputs: readonly Node[]): (readonly Node[])[] {
  const entries = new Map<Node, readonly Node[]>();
  for (const node of topological(outputs)) {
    const inputs = node.inputs.map((input) => entries.get(input) ?? [input]);
    const unchanged =
      node.shape.length === 0 && inputs.every((own, i) => own.length === 1 && own[0] === node.inputs[i]);
    entries.set(node, unchanged ? [node] : node.op.scalars(node, inputs));
  }
  return outputs.map((output) => entries.get(output) ?? [output]);
}

/** Lowers outputs to scalar instructions. Throws LimitError past `bound`, Error for an input nobody binds. */
export function lower(
  outputs: readonly Node[],
  binding: Binding,
  bound: LimitName = "instructions",
): LoopNest {
  const loads = loadsOf(binding);
  const entries = scalarise(outputs);
  const levelOf = new Map<Node, Level>();
  const instructions: Instruction[] = [];
  for (const node of reachable(entries.flat(), loads)) {
    const load = loads.get(node);
    const level = load
      ? levelOfLoad(load)
      : (Math.max(0, ...node.inputs.map((input) => levelOf.get(input) ?? 0)) as Level);
    levelOf.set(node, level);
    if (load || constantValue(node) !== null) continue;
    if (!node.op.elementwise) throw new Error(`${node.op.name} of node ${node.id} is not bound`);
    instructions.push({ node, level });
  }
  if (instructions.length > limits[bound]) throw new LimitError(bound, instructions.length);
  return { instructions, outputs: entries, loads };
}

/** Nodes in order, not looking behind those that are loaded. */
function reachable(outputs: readonly Node[], loads: ReadonlyMap<Node, Load>): Node[] {
  const seen = new Set<Node>();
  const stack = [...outputs];
  for (let node = stack.pop(); node; node = stack.pop()) {
    if (seen.has(node)) continue;
    seen.add(node);
    if (!loads.has(node)) stack.push(...node.inputs);
  }
  return [...seen].sort((a, b) => a.id - b.id);
}

function loadsOf(binding: Binding): Map<Node, Load> {
  const loads = new Map<Node, Load>();
  const bind = (nodes: readonly Node[], from: Load["from"]) => {
    let slot = 0;
    for (const entry of scalarise(nodes).flat()) loads.set(entry, { from, slot: slot++ });
  };
  bind(binding.coordinates, "coordinate");
  bind(binding.parameters, "parameter");
  if (binding.time) bind([binding.time], "time");
  if (binding.probes) bind(binding.probes, "probe");
  return loads;
}

function levelOfLoad(load: Load): Level {
  return load.from === "coordinate" ? 1 : load.from === "probe" ? 2 : 0;
}
