import type { Node } from "../graph/node.ts";
import { ShapeError, sizeOf } from "../graph/shape.ts";
import { constant, literal, zeros } from "../ops/index.ts";
import { jvp } from "./jvp.ts";

/** One coordinate of the space that the inputs span: one entry of one of them, and the unit tangent along it. */
export interface Direction {
  readonly input: Node;
  readonly tangent: Node;
}

/**
 * All coordinates, input by input: one for a number, n for a vector of R^n, which is moved whole along written-out unit
 * vectors. Throws ShapeError for matrices.
 */
export function directionsOf(inputs: readonly Node[]): Direction[] {
  return inputs.flatMap((input) => {
    const { graph, shape } = input;
    if (shape.length === 0) return [{ input, tangent: constant(graph, 1) }];
    if (shape.length > 1) throw new ShapeError("a derivative", [shape]);
    return Array.from({ length: sizeOf(shape) }, (_, i) => {
      const unit = new Float64Array(sizeOf(shape));
      unit[i] = 1;
      return { input, tangent: literal(graph, shape, unit) };
    });
  });
}

/** How many coordinates the inputs have in all. */
export function coordinatesOf(inputs: readonly Node[]): number {
  return inputs.reduce((size, { shape }) => size + sizeOf(shape), 0);
}

/** The derivative of `output` along one coordinate, of the output's shape. */
export function along(output: Node, { input, tangent }: Direction): Node {
  const [moved] = jvp([output], [input], [tangent]);
  return moved ?? zeros(output.graph, output.shape);
}
