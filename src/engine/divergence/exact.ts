import { jvp } from "../autodiff/jvp.ts";
import { jacobian } from "../autodiff/operators.ts";
import { vjp } from "../autodiff/vjp.ts";
import type { Node } from "../graph/node.ts";
import type { FunctionDefinition } from "../language/program.ts";
import { constant, index, sumOf } from "../ops/index.ts";
import type { ExactMethod } from "./method.ts";

/** A function whose output has as many entries as it has scalar inputs. */
export type SquareFunction = Pick<FunctionDefinition, "inputs" | "output">;

/** div F as a scalar graph, by the method's own route; the three are equal wherever they are finite. */
export function divergenceNode(field: SquareFunction, method: ExactMethod): Node {
  const { graph } = field.output;
  return sumOf(
    graph,
    field.inputs.map((_, i) => diagonalEntry(field, method, i)),
  );
}

/** ∂F_i/∂x_i; null where it is zero everywhere. */
function diagonalEntry({ inputs, output }: SquareFunction, method: ExactMethod, i: number): Node | null {
  const one = constant(output.graph, 1);
  const input = inputs[i] as Node;
  switch (method) {
    case "jacobian-forward": {
      const [column] = jvp([output], [input], [one]);
      return column ? index(column, i) : null;
    }
    case "jacobian-reverse": {
      const components = inputs.map((_, j) => index(output, j));
      const basis = inputs.map((_, j) => (j === i ? one : null));
      return vjp(components, inputs, basis)[i] ?? null;
    }
    case "per-component":
      return vjp([index(output, i)], [input], [one])[0] ?? null;
  }
}

/** J[i][j] = ∂F_i/∂x_j as scalar graphs. */
export function jacobianNodes(field: SquareFunction): Node[][] {
  const matrix = jacobian(field.output, field.inputs);
  return field.inputs.map((_, i) => field.inputs.map((_, j) => index(index(matrix, i), j)));
}
