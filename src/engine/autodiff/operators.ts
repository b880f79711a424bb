import type { Node } from "../graph/node.ts";
import { ShapeError } from "../graph/shape.ts";
import { constant, index, stack, sub, sumOf } from "../ops/index.ts";
import { jvp } from "./jvp.ts";
import { vjp } from "./vjp.ts";

/** ∂output/∂input for a scalar input, of the output's shape. */
export function partial(output: Node, input: Node): Node {
  const [tangent] = jvp([output], [input], [constant(output.graph, 1)]);
  return tangent ?? zeroLike(output);
}

/** ∇output of a scalar: one reverse pass whatever the number of inputs. Shape [n] for n scalar inputs. */
export function gradient(output: Node, inputs: readonly Node[]): Node {
  if (output.shape.length > 0) throw new ShapeError("grad", [output.shape]);
  const cotangents = vjp([output], inputs, [constant(output.graph, 1)]);
  return stack(
    output.graph,
    cotangents.map((cotangent) => cotangent ?? constant(output.graph, 0)),
  );
}

/** Rows ∂output_i/∂inputs. Shape [m, n] for an output of shape [m] and n scalar inputs; n jvps. */
export function jacobian(output: Node, inputs: readonly Node[]): Node {
  const columns = inputs.map((input) => partial(output, input));
  const rows = output.shape[0];
  if (rows === undefined || output.shape.length !== 1) throw new ShapeError("jacobian", [output.shape]);
  return stack(
    output.graph,
    Array.from({ length: rows }, (_, i) =>
      stack(
        output.graph,
        columns.map((column) => index(column, i)),
      ),
    ),
  );
}

/** Σ ∂output_i/∂input_i for an output of as many entries as inputs. */
export function divergence(output: Node, inputs: readonly Node[]): Node {
  if (output.shape.length !== 1 || output.shape[0] !== inputs.length) {
    throw new ShapeError("div", [output.shape, [inputs.length]]);
  }
  return sumOf(
    output.graph,
    inputs.map((input, i) => partial(index(output, i), input)),
  );
}

/** In the plane the scalar ∂ₓF_y − ∂_yF_x; in space the vector. */
export function curl(output: Node, inputs: readonly Node[]): Node {
  const [x, y, z] = inputs;
  if (output.shape.length !== 1 || output.shape[0] !== inputs.length || !x || !y || inputs.length > 3) {
    throw new ShapeError("curl", [output.shape, [inputs.length]]);
  }
  const turn = (i: number, along: Node, j: number, across: Node) =>
    sub(partial(index(output, i), along), partial(index(output, j), across));
  if (!z) return turn(1, x, 0, y);
  return stack(output.graph, [turn(2, y, 1, z), turn(0, z, 2, x), turn(1, x, 0, y)]);
}

/** Σ ∂²output/∂input_i², entry by entry for a vector. */
export function laplacian(output: Node, inputs: readonly Node[]): Node {
  return inputs
    .map((input) => partial(partial(output, input), input))
    .reduce((total, term) => sumOf(output.graph, [total, term]));
}

function zeroLike(node: Node): Node {
  const zero = constant(node.graph, 0);
  if (node.shape.length === 0) return zero;
  return stack(
    node.graph,
    Array.from({ length: node.shape[0] as number }, (_, i) => zeroLike(index(node, i))),
  );
}
