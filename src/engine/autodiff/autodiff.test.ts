import { describe, expect, it } from "vitest";
import { printGlsl } from "../codegen/glsl.ts";
import { compilePointKernel } from "../codegen/kernel.ts";
import { divergenceNode } from "../divergence/exact.ts";
import { exactMethods } from "../divergence/method.ts";
import { Graph } from "../graph/graph.ts";
import {
  add,
  cos,
  div,
  input,
  integerPower,
  less,
  mul,
  select,
  sin,
  sqrt,
  stack,
  sub,
} from "../ops/index.ts";

function plane() {
  const graph = new Graph();
  const x = input(graph, "coordinate", "x", 0);
  const y = input(graph, "coordinate", "y", 1);
  return { graph, x, y, binding: { coordinates: [x, y], parameters: [], time: null } };
}

describe("divergence of a planar field", () => {
  const { graph, x, y, binding } = plane();
  const field = {
    inputs: [x, y],
    output: stack(graph, [add(sin(mul(x, y)), integerPower(x, 2)), sub(cos(x), integerPower(y, 3))]),
  };

  it.each(exactMethods)("%s equals the derivative by hand", (method) => {
    const kernel = compilePointKernel([divergenceNode(field, method)], binding);
    const points = Float64Array.from({ length: 200 }, (_, i) => 3 * Math.sin(i * 1.7 + 0.3));
    const out = new Float64Array(100);
    kernel(100, points, new Float64Array(), 0, out);
    out.forEach((value, i) => {
      const [a, b] = [points[2 * i] as number, points[2 * i + 1] as number];
      expect(value).toBeCloseTo(b * Math.cos(a * b) + 2 * a - 3 * b * b, 12);
    });
  });

  it("is one graph for all three methods", () => {
    const nodes = exactMethods.map((method) => divergenceNode(field, method));
    expect(new Set(nodes).size).toBe(1);
  });

  it("prints as GLSL", () => {
    const text = printGlsl(
      [{ name: "divergence", outputs: [divergenceNode(field, "jacobian-forward")] }],
      binding,
    );
    expect(text).toMatch(/float divergence\(vec2 p\)/);
  });
});

describe("the branch not taken", () => {
  it("stays out of the derivative in forward and in reverse mode", () => {
    const { graph, x, y, binding } = plane();
    const field = {
      inputs: [x, y],
      output: stack(graph, [select(less(x, 0), mul(x, y), sqrt(x)), div(y, 2)]),
    };
    for (const method of exactMethods) {
      const out = new Float64Array(1);
      compilePointKernel([divergenceNode(field, method)], binding)(
        1,
        Float64Array.of(-1, 3),
        new Float64Array(),
        0,
        out,
      );
      expect(out[0]).toBe(3.5);
    }
  });
});
