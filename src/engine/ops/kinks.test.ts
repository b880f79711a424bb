import { describe, expect, it } from "vitest";
import { gradient, partial } from "../autodiff/operators.ts";
import { compilePointKernel } from "../codegen/kernel.ts";
import { Graph } from "../graph/graph.ts";
import { elementwiseFunctions, input, power } from "./index.ts";

const none = new Float64Array();

/** ∂f/∂x_axis at a point, by forward and by reverse mode. */
function slopes(name: string, point: readonly number[], axis = 0): [number, number] {
  const graph = new Graph();
  const inputs = point.map((_, i) => input(graph, "coordinate", `x${i}`, i));
  const [x, y] = inputs;
  const output = name === "^" && x && y ? power(x, y) : elementwiseFunctions.get(name)?.build(graph, inputs);
  const along = inputs[axis];
  if (!output || !along) throw new Error(`no function ${name}`);
  const derivatives = [partial(output, along), gradient(output, [along])];
  const out = new Float64Array(2);
  const binding = { coordinates: inputs, parameters: [], time: null };
  compilePointKernel(derivatives, binding)(1, Float64Array.from(point), none, 0, out);
  return [out[0] as number, out[1] as number];
}

/** Function, point, argument, derivative: the documented values where limits from both sides differ or fail. */
const kinks: [string, number[], number, number][] = [
  ["abs", [0], 0, 0],
  ["abs", [-0], 0, 0],
  ["sign", [0], 0, 0],
  ["floor", [2], 0, 0],
  ["ceil", [2], 0, 0],
  ["round", [0.5], 0, 0],
  ["max", [3, 3], 0, 0.5],
  ["max", [3, 3], 1, 0.5],
  ["min", [3, 3], 0, 0.5],
  ["min", [3, 3], 1, 0.5],
  ["relu", [0], 0, 0],
  ["relu", [1e-9], 0, 1],
  ["step", [0], 0, 0],
  ["mod", [6, 3], 0, 1],
  ["mod", [6, 3], 1, -2],
  ["sqrt", [0], 0, Number.POSITIVE_INFINITY],
  ["cbrt", [0], 0, Number.POSITIVE_INFINITY],
  ["log", [0], 0, Number.POSITIVE_INFINITY],
  ["sinc", [0], 0, 0],
  ["smoothstep", [0, 1, -1], 2, 0],
  ["smoothstep", [0, 1, 2], 2, 0],
  ["smoothstep", [0, 1, 0.5], 2, 1.5],
  ["^", [0, 2], 0, 0],
  ["^", [0, 2], 1, 0],
  ["^", [0, 1], 0, 1],
  ["^", [-2, 3], 0, 12],
  ["clamp", [5, 0, 1], 0, 0],
  ["stop_gradient", [2], 0, 0],
  ["clamp", [0.5, 0, 1], 0, 1],
];

describe("the derivative at a kink", () => {
  it.each(kinks)("of %s at (%o) along argument %i is %f", (name, point, axis, wanted) => {
    // A zero derivative has no sign.
    expect(slopes(name, point, axis).map((slope) => slope + 0)).toEqual([wanted, wanted]);
  });
});
