import { describe, expect, it } from "vitest";
import { bindingOf } from "../divergence/evaluator.ts";
import { evaluate } from "../graph/evaluate.ts";
import { Graph } from "../graph/graph.ts";
import type { Node } from "../graph/node.ts";
import { checkSource } from "../language/check.ts";
import type { Field } from "../language/program.ts";
import { input } from "../ops/index.ts";
import { expressionNode, expressionText, randomExpression } from "../testing/expressions.ts";
import { between, pick, seededRandom } from "../testing/random.ts";
import { printGlsl } from "./glsl.ts";
import { knownOf } from "./known.ts";
import { lower } from "./lower.ts";

const seed = 20261127;
const functions = ["sin", "cos", "exp", "log", "sqrt", "abs", "tanh"];

function makeGraph() {
  const graph = new Graph();
  const [x, y, a] = ["x", "y", "a"].map((name, i) =>
    input(graph, name === "a" ? "parameter" : "coordinate", name, i),
  ) as [Node, Node, Node];
  const binding = { coordinates: [x, y], parameters: [a], time: null };
  return { graph, binding, names: new Map(Object.entries({ x, y, a })) };
}

describe("what is known of nodes", () => {
  it(`is so, at any place and for any parameter (seed ${seed})`, () => {
    const random = seededRandom(seed);
    const place = () =>
      pick(random, [0, between(random, -3, 3), between(random, -1e12, 1e12), between(random, -1e-9, 1e-9)]);
    const claims = { notNegative: 0, positive: 0, finite: 0 };
    for (let round = 0; round < 300; round++) {
      const { graph, binding, names } = makeGraph();
      const expression = randomExpression(random, [...names.keys()], functions, 5);
      const program = lower([expressionNode(expression, graph, names)], binding);
      const known = knownOf(program);
      for (let sample = 0; sample < 20; sample++) {
        const parameter = pick(random, [Number.POSITIVE_INFINITY, 1e300, between(random, -3, 3)]);
        const at = [place(), place(), parameter].map((value) => Float64Array.of(value));
        const bound = new Map([...names.values()].map((node, i) => [node, at[i] as Float64Array]));
        const values = evaluate(program.instructions, bound);
        program.instructions.forEach((node, i) => {
          const value = values[i]?.[0] as number;
          const where = `${node.op.name} in ${expressionText(expression)} at ${at.join(", ")}: ${value}`;
          if (known.notNegative(node)) {
            claims.notNegative++;
            expect(value < 0, where).toBe(false);
          }
          if (known.positive(node)) {
            claims.positive++;
            expect(value <= 0, where).toBe(false);
          }
          if (known.finite(node)) {
            claims.finite++;
            expect(Math.abs(value) < 2 ** 127, where).toBe(true);
          }
        });
      }
    }
    // Most of what is made of coordinates alone is known; a test of nothing would pass as well.
    expect(Math.min(claims.notNegative, claims.finite)).toBeGreaterThan(1000);
    expect(claims.positive).toBeGreaterThan(50);
  });

  it("spares a shader the guards that it cannot need, and no others", () => {
    const printed = (text: string) => {
      const program = checkSource(`a = 1 in [0, 2]\nF(x, y) = (${text}, 0)`);
      const [field] = program.fields as [Field];
      return printGlsl([{ name: "f", outputs: [field.output] }], bindingOf(program, field));
    };
    expect(printed("exp(x)")).toContain(" exp(p.x)");
    expect(printed("exp(a x)")).toMatch(/ dd_exp\(v\d\)/);
    expect(printed("log(1 + x^2)")).toMatch(/ log\(v\d\)/);
    expect(printed("x^2 y log(1 + x^2 + y^2)")).toMatch(/ log\(v\d\)/);
    expect(printed("log(x^2 + y^2)")).toContain("dd_log(");
    expect(printed("log(x)")).toContain("dd_log(p.x)");
    expect(printed("sqrt(1 + x^2)")).toMatch(/ sqrt\(v\d\)/);
    expect(printed("sqrt(x)")).toContain("dd_sqrt(p.x)");
  });
});
