import { evaluate } from "../graph/evaluate.ts";
import type { Node } from "../graph/node.ts";
import { substitute, topological } from "../graph/traverse.ts";
import { arrayOp, literal } from "../ops/array.ts";
import { constantOp } from "../ops/constant.ts";
import { inputOp } from "../ops/input.ts";

/** Ops that only say where entries are read: what reads through them needs no copy of the entries. */
const views: ReadonlySet<string> = new Set(["gather", "index", "broadcast", "stack"]);

/** The outputs with everything that does not depend on an input worked out: shaders would do it at every pixel. */
export function foldConstants(outputs: readonly Node[]): Node[] {
  const closed = new Set<Node>();
  for (const node of topological(outputs)) {
    if (node.op !== inputOp && node.inputs.every((own) => closed.has(own))) closed.add(node);
  }
  const computed = [...closed].filter(
    ({ op, shape }) => op !== arrayOp && op !== constantOp && !views.has(op.name) && shape.length > 0,
  );
  const values = evaluate(computed, new Map());
  return substitute(
    outputs,
    new Map(computed.map((node, k) => [node, literal(node.graph, node.shape, values[k] as Float64Array)])),
  );
}
