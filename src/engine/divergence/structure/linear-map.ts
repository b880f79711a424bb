import { jvp } from "../../autodiff/jvp.ts";
import type { Node } from "../../graph/node.ts";
import { plain } from "../../ops/complex-part.ts";
import { input, zeros } from "../../ops/index.ts";

/**
 * A linear map of R^n as a graph: `output`, of shape [n], is linear in `tangent`, an input of shape [n]; its
 * coefficients may depend on any other input. Its trace is Σ_j e_jᵀ L e_j.
 */
export interface LinearMap {
  readonly tangent: Node;
  readonly output: Node;
}

/** The Jacobian of `output`, of shape [n], with respect to the vector `input`, as a map of a fresh tangent. */
export function linearise(at: Node, output: Node): LinearMap {
  const tangent = freshTangent(at, at.shape[0] as number);
  const [moved] = jvp([output], [at], [tangent]);
  return { tangent, output: moved ? (plain([moved])[0] as Node) : zeros(at.graph, output.shape) };
}

/** A tangent of R^n that no other map of this graph has. */
export function freshTangent({ graph }: Node, n: number): Node {
  return input(graph, "tangent", "z", graph.nextSerial(), [n]);
}
