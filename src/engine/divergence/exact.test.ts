import { describe, expect, it } from "vitest";
import { compilePointKernel } from "../codegen/kernel.ts";
import { Graph } from "../graph/graph.ts";
import type { Node } from "../graph/node.ts";
import { add, constant, input, integerPower, mul, sin, stack } from "../ops/index.ts";
import { expressionNode, expressionText, randomExpression } from "../testing/expressions.ts";
import { programOf } from "../testing/fields.ts";
import { between, seededRandom } from "../testing/random.ts";
import { sharedFunctions } from "../testing/symbolic.ts";
import { createEvaluator, createFieldEvaluator } from "./evaluator.ts";
import { divergenceNode } from "./exact.ts";
import { exactMethods } from "./method.ts";

const seed = 90210;

describe(`the exact methods (seed ${seed})`, () => {
  it("agree on generated planar fields to 1e-12 of the size of what they add up", () => {
    const random = seededRandom(seed);
    const wrong: string[] = [];
    let compared = 0;
    for (let n = 0; n < 300; n++) {
      const components = ["x", "y"].map(() => randomExpression(random, ["x", "y"], sharedFunctions, 4));
      const graph = new Graph();
      const inputs = ["x", "y"].map((name, i) => input(graph, "coordinate", name, i));
      const named = new Map(inputs.map((node, i) => ["xy"[i] as string, node]));
      const output = stack(
        graph,
        components.map((component) => expressionNode(component, graph, named)),
      );
      const nodes = exactMethods.map((method) => divergenceNode({ inputs, output }, method));
      const kernel = compilePointKernel(nodes, { coordinates: inputs, parameters: [], time: null });
      const base = Float64Array.from({ length: 32 }, () => between(random, -2, 2));
      const run = (points: Float64Array) => {
        const out = new Float64Array((nodes.length * points.length) / 2);
        kernel(points.length / 2, points, new Float64Array(), 0, out);
        return out;
      };
      const values = run(base);
      // How far the values move with the last bit of the point tells the size of what cancels inside.
      const moved = run(base.map((x) => x * (1 + Number.EPSILON)));
      for (let i = 0; i < values.length; i += nodes.length) {
        const [forward, ...others] = values.slice(i, i + nodes.length) as unknown as [number, ...number[]];
        if (!Number.isFinite(forward)) continue;
        const allowed =
          1e-12 * Math.max(1, Math.abs(forward)) + 64 * Math.abs((moved[i] as number) - forward);
        compared++;
        if (others.some((other) => !(Math.abs(other - forward) <= allowed))) {
          wrong.push(`${components.map(expressionText).join(", ")}: ${[forward, ...others].join(", ")}`);
        }
      }
    }
    expect(wrong).toEqual([]);
    expect(compared).toBeGreaterThan(2000);
  });

  it("know that nothing changes where a component does not depend on its coordinate", () => {
    const { field } = programOf(["x", "y"], ({ coordinates: [x, y] }) => [sin(y as Node), mul(2, x as Node)]);
    for (const method of exactMethods) {
      expect(divergenceNode(field, method)).toBe(constant(field.output.graph, 0));
    }
  });

  it("see the sliders and the time", () => {
    // F = (a x² + t x, b y): div F = 2 a x + t + b.
    const { program, field } = programOf(
      ["x", "y"],
      ({ coordinates: [x, y], parameters: [a, b], time }) => [
        add(mul(a as Node, integerPower(x as Node, 2)), mul(time, x as Node)),
        mul(b as Node, y as Node),
      ],
      [
        ["a", 3],
        ["b", 5],
      ],
    );
    for (const method of exactMethods) {
      const evaluator = createEvaluator(program, field, { method });
      const bindings = { parameters: Float64Array.of(3, 5), time: 0.25 };
      expect([...evaluator.evaluate(Float64Array.of(0.5, 7, -2, 1), bindings).values]).toEqual([8.25, -6.75]);
      expect(evaluator.passes).toBe(2);
    }
  });
});

describe("the field evaluator", () => {
  it("gives F and its whole Jacobian, row by row", () => {
    const { program, field, bindings } = programOf(["x", "y", "z"], ({ coordinates: [x, y, z] }) => [
      mul(x as Node, y as Node),
      mul(y as Node, z as Node),
      mul(mul(x as Node, x as Node), z as Node),
    ]);
    const evaluator = createFieldEvaluator(program, field);
    const points = Float64Array.of(2, 3, 5, -1, 4, 0.5);
    const { components, jacobian } = evaluator.evaluate(points, bindings);
    expect([...components]).toEqual([6, 15, 20, -4, 2, 0.5]);
    expect([...jacobian]).toEqual([3, 2, 0, 0, 5, 3, 20, 0, 4, 4, -1, 0, 0, 0.5, 4, -1, 0, 1]);
    expect(evaluator.components(points, bindings)).toEqual(components);
  });
});
