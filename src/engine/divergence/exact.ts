import { jvp } from "../autodiff/jvp.ts";
import { jacobian } from "../autodiff/operators.ts";
import { vjp } from "../autodiff/vjp.ts";
import type { Node } from "../graph/node.ts";
import type { FunctionDefinition } from "../language/program.ts";
import { constant, index, sumOf } from "../ops/index.ts";
import type { ExactMethod } from "./method.ts";

/** A function whose output has as many entries as it has scalar inputs. */
export type PlanarLike = Pick<FunctionDefinition, "inputs" | "output">;

/** div F as a scalar graph, by the method's own route; the three are equal wherever they are finite. */
export function divergenceNode(field: PlanarLike, method: ExactMethod): Node {
  const { inputs, output } = field;
  const { graph } = output;
  const one = constant(graph, 1);
  const terms = inputs.map((input, i) => {
    switch (method) {
      case "jacobian-forward": {
        const [column] = jvp([output], [input], [one]);
        return column ? index(column, i) : null;
      }
      case "jacobian-reverse": {
        const basis = inputs.map((_, j) => (j === i ? one : null));
        const components = inputs.map((_, j) => index(output, j));
        return vjp(components, inputs, basis)[i] ?? null;
      }
      case "per-component":
        return vjp([index(output, i)], [input], [one])[0] ?? null;
    }
  });
  return sumOf(graph, terms);
}

/** J[i][j] = ∂F_i/∂x_j as scalar graphs. */
export function jacobianNodes(field: PlanarLike): Node[][] {
  const matrix = jacobian(field.output, field.inputs);
  return field.inputs.map((_, i) => field.inputs.map((_, j) => index(index(matrix, i), j)));
}
