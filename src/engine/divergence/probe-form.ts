import { jvp } from "../autodiff/jvp.ts";
import { vjp } from "../autodiff/vjp.ts";
import type { Node } from "../graph/node.ts";
import type { Field } from "../language/program.ts";
import { constant, dot, index, input, mul, stack, sumOf, zeros } from "../ops/index.ts";

type Form = Pick<Field, "inputs" | "output">;

/** Input nodes for a probe of a field's point: one vector, or a number for each coordinate. */
export function probeNodes({ inputs }: Form): Node[] {
  return inputs.map((node, i) => input(node.graph, "probe", `z${i}`, i, node.shape));
}

/** Jz by one jvp, in parts. */
export function forwardProduct({ inputs, output }: Form, probes: readonly Node[]): Node[] {
  return jvp([output], inputs, probes).map((part) => part ?? zeros(output.graph, output.shape));
}

/** Jᵀz by one vjp, in parts. */
export function reverseProduct({ inputs, output }: Form, probes: readonly Node[]): Node[] {
  const [only] = probes;
  const cotangent = only?.shape.length === 1 ? only : stack(output.graph, probes);
  const pulled = vjp([output], inputs, [cotangent]);
  return inputs.map((node, i) => pulled[i] ?? zeros(node.graph, node.shape));
}

/** zᵀJz by one jvp along z. */
export function quadraticForm({ inputs, output }: Form, probes: readonly Node[]): Node {
  const [moved] = jvp([output], inputs, probes);
  const [only] = probes;
  if (!moved) return constant(output.graph, 0);
  if (only?.shape.length === 1) return dot(only, moved);
  return sumOf(
    output.graph,
    probes.map((probe, i) => mul(probe, index(moved, i))),
  );
}
