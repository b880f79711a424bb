import { describe, expect, it } from "vitest";
import { jvp } from "../autodiff/jvp.ts";
import { termSize } from "../autodiff/term-size.ts";
import { bindingOf } from "../divergence/evaluator.ts";
import { divergenceNode } from "../divergence/exact.ts";
import { evaluate } from "../graph/evaluate.ts";
import { Graph } from "../graph/graph.ts";
import type { Node } from "../graph/node.ts";
import { checkSource } from "../language/check.ts";
import type { Field } from "../language/program.ts";
import { constant, input, mul } from "../ops/index.ts";
import { expressionNode, expressionText, randomExpression } from "../testing/expressions.ts";
import { between, seededRandom } from "../testing/random.ts";
import { type Binding, lower } from "./lower.ts";
import { shaderProducts } from "./shader-products.ts";

const seed = 20261128;

const counts = (outputs: readonly Node[], binding: Binding) => {
  const names = lower(outputs, binding).instructions.map(({ op }) => op.name);
  return {
    div: names.filter((name) => name === "div").length,
    mul: names.filter((name) => name === "mul").length,
  };
};

describe("products in shaders", () => {
  it(`are what they were, with no more divisions (seed ${seed})`, () => {
    const random = seededRandom(seed);
    let changed = 0;
    for (let round = 0; round < 1500; round++) {
      const graph = new Graph();
      const nodes = ["x", "y", "z"].map((name, i) => input(graph, "coordinate", name, i));
      const [x] = nodes as [Node];
      const binding = { coordinates: nodes, parameters: [], time: null };
      const names = new Map(nodes.map((node, i) => ["xyz"[i] as string, node]));
      const expression = randomExpression(random, [...names.keys()], ["sin", "cos", "tanh"], 4);
      // What grows without bound makes much of the last bit.
      if (expressionText(expression).includes("exp")) continue;
      const value = expressionNode(expression, graph, names);
      const [derivative] = jvp([value], [x], [constant(graph, 1)]);
      const outputs = derivative ? [value, derivative] : [value];
      const before = lower(outputs, binding);
      const after = shaderProducts(before);
      const text = expressionText(expression);
      expect(counts(after, binding).div, text).toBeLessThanOrEqual(counts(outputs, binding).div);
      if (after.some((node, k) => node !== before.outputs[k]?.[0])) changed += 1;
      const sizes = outputs.map(termSize);
      for (let sample = 0; sample < 5; sample++) {
        const at = new Map(nodes.map((node) => [node, Float64Array.of(between(random, -2, 2))]));
        if (evaluate(before.instructions, at).some(([size]) => Math.abs(size as number) > 1e3)) continue;
        const [wanted, found, size] = [outputs, after, sizes].map((own) =>
          evaluate(own, at).map(([v]) => v as number),
        );
        wanted?.forEach((value, k) => {
          const scale = size?.[k] as number;
          const other = found?.[k] as number;
          if (!Number.isFinite(value)) expect(other, text).toBe(value);
          else
            expect(Math.abs(value - other), `${text}: ${value}, ${other}`).toBeLessThanOrEqual(
              1e-9 * (1e-3 + scale),
            );
        });
      }
    }
    // The rules must have come up.
    expect(changed).toBeGreaterThan(150);
  });

  it.each([
    ["(x / (1 + x^2 + y^2), y / (1 + x^2 + y^2))", { div: 1, mul: 3 }],
    ["(sin(x) cos(y), x sin(y))", { div: 0, mul: 1 }],
    ["(x exp(-x^2 - y^2), y exp(-x^2 - y^2))", { div: 0, mul: 3 }],
    ["(x tanh(x y), y)", { div: 0, mul: 2 }],
  ])("use what is there: div of %s", (components, wanted) => {
    const program = checkSource(`F(x, y) = ${components}`);
    const field = program.fields[0] as Field;
    const binding = bindingOf(program, field);
    const node = divergenceNode(field, "jacobian-forward");
    expect(counts(shaderProducts(lower([node], binding)), binding)).toEqual(wanted);
  });

  it("of thousands of factors are no more work than they are long", () => {
    const graph = new Graph();
    const [x, y] = ["x", "y"].map((name, i) => input(graph, "coordinate", name, i)) as [Node, Node];
    let chain = mul(x, y);
    for (let k = 0; k < 2000; k++) chain = mul(chain, k % 2 === 0 ? x : y);
    const program = lower([chain], { coordinates: [x, y], parameters: [], time: null });
    const before = graph.size;
    shaderProducts(program);
    expect(graph.size - before).toBeLessThan(2 * 2000);
  });
});
