import { flopsOf } from "../graph/flops.ts";
import type { Node } from "../graph/node.ts";
import { topological } from "../graph/traverse.ts";
import { stack, sumOf } from "../ops/index.ts";
import { along, coordinatesOf, directionsOf } from "./direction.ts";
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

/**
 * Σ ∂²output/∂x_k², entry by entry for a vector: of the three ways the cheapest, by the flops and the nodes of its graph;
 * two jvps along each coordinate where nothing is cheaper, as in the formulas of the plane.
 */
export function laplacian(output: Node, inputs: readonly Node[]): Node {
  const ways = [forwardLaplacian(output, inputs)];
  if (output.shape.length === 0) ways.push(laplacianByGradient(output, inputs));
  if (topological([output]).length * coordinatesOf(inputs) <= walkedTwice) {
    ways.unshift(laplacianByPartials(output, inputs));
  }
  const costs = ways.map((way) => flopsOf([way], inputs).primal + topological([way]).length);
  return ways[costs.indexOf(Math.min(...costs))] as Node;
}

/**
 * Nodes times coordinates up to which two jvps along each are tried at all: they save little, if anything, and beyond it
 * building them takes a tenth of a second.
 */
const walkedTwice = 8_192;

function seconds(output: Node, inputs: readonly Node[]): Node[] {
  return narrowed(directionsOf(inputs).map((direction) => along(along(output, direction), direction)));
}
