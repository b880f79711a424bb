import { flopsOf } from "../graph/flops.ts";
import type { Node } from "../graph/node.ts";
import { stack, sumOf } from "../ops/index.ts";
import { along, directionsOf } from "./direction.ts";
import { forwardLaplacian } from "./forward-laplacian.ts";
import { narrowed } from "./narrow.ts";
import { divergence, gradient } from "./operators.ts";

/**
 * The un-summed ∂²output/∂x_k², one for each coordinate of the inputs: shape [n] for a number, [n, m] for a vector of m.
 */
export function secondDerivatives(output: Node, inputs: readonly Node[]): Node {
  return stack(output.graph, seconds(output, inputs));
}

/** Σ ∂²output/∂x_k² by two jvps along each coordinate. */
export function laplacianByPartials(output: Node, inputs: readonly Node[]): Node {
  return sumOf(output.graph, seconds(output, inputs));
}

/** The same of a number, as the divergence of its gradient: one reverse pass, then the diagonal of its jvps. */
export function laplacianByGradient(output: Node, inputs: readonly Node[]): Node {
  return divergence(gradient(output, inputs), inputs);
}

/** Σ ∂²output/∂x_k², entry by entry for a vector: of the three ways the one that takes the fewest flops. */
export function laplacian(output: Node, inputs: readonly Node[]): Node {
  const ways = [laplacianByPartials(output, inputs), forwardLaplacian(output, inputs)];
  if (output.shape.length === 0) ways.push(laplacianByGradient(output, inputs));
  const flops = ways.map((way) => flopsOf([way], inputs).primal);
  return ways[flops.indexOf(Math.min(...flops))] as Node;
}

function seconds(output: Node, inputs: readonly Node[]): Node[] {
  return narrowed(directionsOf(inputs).map((direction) => along(along(output, direction), direction)));
}
