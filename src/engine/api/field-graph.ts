import { compilePointKernel } from "../codegen/kernel.ts";
import type { Binding } from "../codegen/lower.ts";
import { divergenceNode } from "../divergence/exact.ts";
import { type ExactMethod, isExactMethod } from "../divergence/method.ts";
import { structuredNode } from "../divergence/structured-node.ts";
import type { Node } from "../graph/node.ts";
import { sizeOf } from "../graph/shape.ts";
import type { CompiledField } from "./compiled-field.ts";
import { oneOf } from "./options.ts";
import { type Points, pointRows } from "./points.ts";
import { bindSettings, type Settings } from "./settings.ts";

/**
 * A graph and the inputs it is a function of: n scalar `coordinates`, the `parameters` of the source and `time`. It can
 * be given to `printGlsl` and to `compilePointKernel` as their binding.
 */
export interface FieldGraph extends Pick<Binding, "coordinates" | "parameters" | "time"> {
  readonly output: Node;
}

/** The methods whose result is a graph. */
const graphMethods = ["auto", "structured", "jacobian-forward", "jacobian-reverse", "per-component"] as const;

/**
 * div F as a graph: a scalar `output`, to be differentiated again (`operators.gradient(output, coordinates)`), printed
 * or compiled. `auto` is the cheapest exact method.
 * @throws RangeError for a method that is not exact; LimitError when the graph would be too large
 */
export function divergenceGraph(
  compiled: CompiledField,
  method: ExactMethod | "structured" | "auto" = "auto",
): FieldGraph {
  oneOf("an exact method", method, graphMethods);
  const { field, graph } = compiled;
  const chosen = method === "auto" ? compiled.plan.chosen.method : method;
  const output = isExactMethod(chosen) ? divergenceNode(field, chosen) : structuredNode(field);
  return { ...graph, output };
}

/** Values at N points: N×s numbers row by row, where s is the number of entries of the graph. */
export type GraphEvaluator = (points: Points, settings?: Settings) => Float64Array;

/**
 * A graph on the coordinates of a field, compiled: what `operators` make of `field.graph` or of `divergenceGraph`.
 * @throws LimitError when the kernel would be too large; Error when the graph reads any other input
 */
export function compileGraph({ program, dimension, graph }: CompiledField, output: Node): GraphEvaluator {
  const kernel = compilePointKernel([output], graph);
  const size = sizeOf(output.shape);
  return (points, settings = {}) => {
    const rows = pointRows(points, dimension);
    const { parameters, time } = bindSettings(program, settings);
    const count = rows.length / dimension;
    const out = new Float64Array(count * size);
    kernel(count, rows, parameters, time, out);
    return out;
  };
}
