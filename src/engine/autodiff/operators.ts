import type { Node } from "../graph/node.ts";
import { ShapeError } from "../graph/shape.ts";
import { limits } from "../limits.ts";
import { concat, constant, index, stack, sub, sumOf, transpose, zeros } from "../ops/index.ts";
import { along, coordinatesOf, type Direction, directionsOf } from "./direction.ts";
import { narrowed } from "./narrow.ts";
import { vjp } from "./vjp.ts";

/** ∂output/∂input for a scalar input, of the output's shape. */
export function partial(output: Node, input: Node): Node {
  return along(output, { input, tangent: constant(output.graph, 1) });
}

/**
 * ∇output of a number: one reverse pass whatever the number of inputs. The inputs are numbers and vectors; shape [n] for
 * n coordinates in all.
 */
export function gradient(output: Node, inputs: readonly Node[]): Node {
  if (output.shape.length > 0) throw new ShapeError("grad", [output.shape]);
  return pulled(output, inputs, constant(output.graph, 1));
}

/** The cotangents of all inputs, one after the other, from one of the output. Shape [n]. */
export function pulled(output: Node, inputs: readonly Node[], cotangent: Node): Node {
  const { graph } = output;
  const parts = vjp([output], inputs, [cotangent]).map(
    (part, position) => part ?? zeros(graph, (inputs[position] as Node).shape),
  );
  if (parts.every(({ shape }) => shape.length === 0)) return stack(graph, parts);
  return parts.length === 1 ? (parts[0] as Node) : concat(graph, parts);
}

/**
 * Rows ∂output_i/∂x. Shape [m, n] for an output of shape [m] and n coordinates: n jvps, or m vjps where they are fewer.
 */
export function jacobian(output: Node, inputs: readonly Node[]): Node {
  const { graph } = output;
  const rows = output.shape[0];
  if (rows === undefined || output.shape.length !== 1) throw new ShapeError("jacobian", [output.shape]);
  const directions = directionsOf(inputs);
  const count = directions.length;
  if (rows < count && rows * count > limits.unrolledLength) {
    return stack(
      graph,
      Array.from({ length: rows }, (_, i) => gradient(index(output, i), inputs)),
    );
  }
  const columns = directions.map((direction) => along(output, direction));
  if (rows * count > limits.unrolledLength) return transpose(stack(graph, columns));
  return stack(
    graph,
    Array.from({ length: rows }, (_, i) =>
      stack(
        graph,
        columns.map((column) => index(column, i)),
      ),
    ),
  );
}

/** Σ ∂output_k/∂x_k for an output of as many entries as the inputs have coordinates. */
export function divergence(output: Node, inputs: readonly Node[]): Node {
  const directions = directionsIn(output, inputs, "div");
  const diagonal = directions.map((direction, k) => along(index(output, k), direction));
  return sumOf(output.graph, narrowed(diagonal));
}

/** In the plane the scalar ∂ₓF_y − ∂_yF_x; in space the vector. */
export function curl(output: Node, inputs: readonly Node[]): Node {
  const [x, y, z, more] = directionsIn(output, inputs, "curl");
  if (!x || !y || more) throw new ShapeError("curl", [output.shape, [inputs.length]]);
  const turn = (i: number, one: Direction, j: number, other: Direction) =>
    sub(along(index(output, i), one), along(index(output, j), other));
  if (!z) return turn(1, x, 0, y);
  return stack(output.graph, [turn(2, y, 1, z), turn(0, z, 2, x), turn(1, x, 0, y)]);
}

/** The directions of a field of as many components. Throws ShapeError for any other. */
function directionsIn(output: Node, inputs: readonly Node[], operator: string): Direction[] {
  const size = coordinatesOf(inputs);
  if (output.shape.length !== 1 || output.shape[0] !== size) {
    throw new ShapeError(operator, [output.shape, [size]]);
  }
  return directionsOf(inputs);
}
