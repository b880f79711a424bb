import { describe, expect, it } from "vitest";
import { evaluate } from "../graph/evaluate.ts";
import { Graph } from "../graph/graph.ts";
import { input, literal, matmul, mul, sum } from "../ops/index.ts";
import { opNamed } from "../ops/registry.ts";
import { between, seededRandom } from "../testing/random.ts";
import { hoistProbes } from "./hoisted-probes.ts";

const seed = 5519;

describe(`what depends on a probe alone (seed ${seed})`, () => {
  const graph = new Graph();
  const random = seededRandom(seed);
  const draw = (length: number) => Float64Array.from({ length }, () => between(random, -1, 1));
  const x = input(graph, "coordinate", "x", 0, [6]);
  const z = input(graph, "probe", "z", 0, [6]);
  const W = literal(graph, [20, 6], draw(120));
  const V = literal(graph, [6, 20], draw(120));
  const tanh = (node: typeof x) => graph.make(opNamed("tanh"), [node]);
  const binding = { coordinates: [x], parameters: [], time: null };
  const value = sum(mul(z, matmul(V, mul(tanh(matmul(W, x)), matmul(W, z)))));

  it("is computed once for each probe, and the value stays the same", () => {
    const { value: reading, inputs, entries } = hoistProbes(value, [z], binding, 3);
    expect(inputs.map(({ shape }) => shape)).toEqual([[6], [20]]);
    const probes = draw(18);
    const prepared = entries(3, probes, new Float64Array(), 0);
    expect(prepared.length).toBe(3 * 26);
    const at = draw(6);
    for (let j = 0; j < 3; j++) {
      const own = probes.slice(6 * j, 6 * j + 6);
      const bound = new Map([
        [x, at],
        ...inputs.map(
          (node, i) => [node, prepared.slice(26 * j + 6 * i, i ? 26 * j + 26 : 26 * j + 6)] as const,
        ),
      ]);
      const [[wanted] = []] = evaluate(
        [value],
        new Map([
          [x, at],
          [z, own],
        ]),
      );
      expect(evaluate([reading], bound)[0]?.[0]).toBe(wanted);
    }
  });

  it("is left where it is when there is little of it, or keeping it takes too much memory", () => {
    expect(hoistProbes(sum(mul(z, x)), [z], binding, 3).inputs).toEqual([z]);
    expect(hoistProbes(value, [z], binding, 1_000_000).inputs).toEqual([z]);
  });
});
