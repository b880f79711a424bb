import { describe, expect, it } from "vitest";
import { jvp } from "../autodiff/jvp.ts";
import { vjp } from "../autodiff/vjp.ts";
import { compilePointKernel } from "../codegen/kernel.ts";
import { evaluate } from "../graph/evaluate.ts";
import { Graph } from "../graph/graph.ts";
import type { Node } from "../graph/node.ts";
import { type Shape, ShapeError, sizeOf } from "../graph/shape.ts";
import { between, seededRandom } from "../testing/random.ts";
import { structureCases } from "../testing/structures.ts";
import { firstDifference } from "../testing/ulps.ts";
import { broadcast, constant, index, input, mul, ops, stack, sum, sumOf } from "./index.ts";

const seed = 77003;

describe("the registry", () => {
  it("has a case for every op that does not work entry by entry", () => {
    const tried = new Set([...structureCases.map(({ op }) => op), "constant", "input"]);
    const missing = ops.filter((op) => !op.elementwise && !tried.has(op.name)).map((op) => op.name);
    expect(missing).toEqual([]);
  });

  it("refuses what does not fit", () => {
    const graph = new Graph();
    const [two, three] = [2, 3].map((length) => input(graph, "coordinate", `v${length}`, length, [length]));
    expect(() => stack(graph, [])).toThrow(ShapeError);
    expect(() => stack(graph, [two, three] as Node[])).toThrow(ShapeError);
    const number = input(graph, "coordinate", "x", 0);
    for (const scalar of [number, constant(graph, 1), mul(2, number)]) {
      expect(() => index(scalar, 0)).toThrow(ShapeError);
    }
    const vectors = [
      two,
      stack(graph, [number, number]),
      mul(2, two as Node),
      broadcast(number, [2]),
    ] as Node[];
    for (const vector of vectors) {
      for (const position of [2, -1, Number.NaN, 0.5])
        expect(() => index(vector, position)).toThrow(RangeError);
    }
    expect(() => index(broadcast(number, [40]), 40)).toThrow(RangeError);
  });
});

describe.each(structureCases)(`$op $name (seed ${seed})`, ({ shapes, shape, build, expected, isLinear }) => {
  const graph = new Graph();
  const inputs = shapes.map((own, i) => input(graph, "coordinate", `x${i}`, i, own));
  const tangents = shapes.map((own, i) => input(graph, "coordinate", `v${i}`, i, own));
  const output = build(graph, inputs);
  const random = seededRandom(seed);
  const draw = (own: Shape) => Array.from({ length: sizeOf(own) }, () => between(random, -3, 3));

  const byReference = (node: Node, free: readonly Node[], values: readonly (readonly number[])[]) =>
    evaluate(
      [node],
      new Map(free.map((own, i) => [own, Float64Array.from(values[i] as readonly number[])])),
    )[0];

  function byKernel(node: Node, free: readonly Node[], values: readonly (readonly number[])[]) {
    const out = new Float64Array(sizeOf(node.shape));
    const kernel = compilePointKernel([node], { coordinates: free, parameters: [], time: null });
    kernel(1, Float64Array.from(values.flat()), new Float64Array(), 0, out);
    return out;
  }

  it("puts every entry in its place, in the reference evaluator and in the kernel", () => {
    expect(output.shape).toEqual(shape);
    const zeros = shapes.map((own) => Array.from({ length: sizeOf(own) }, () => -0));
    for (const values of [...Array.from({ length: 8 }, () => shapes.map(draw)), zeros]) {
      const wanted = expected(values);
      expect(firstDifference(byReference(output, inputs, values) ?? [], wanted)).toBe(-1);
      expect(firstDifference(byKernel(output, inputs, values), wanted)).toBe(-1);
    }
  });

  it.skipIf(isLinear !== false)("has the jvp that central differences see", () => {
    const [tangent] = jvp([output], inputs, tangents);
    for (let i = 0; i < 8; i++) {
      const [at, along] = [shapes.map(draw), shapes.map(draw)];
      const moved = (by: number) =>
        expected(at.map((own, k) => own.map((entry, j) => entry + by * (along[k]?.[j] as number))));
      // Exact but for rounding, since nothing here is of more than second degree.
      const [after, before] = [moved(1), moved(-1)];
      const seen = byReference(tangent as Node, [...inputs, ...tangents], [...at, ...along]) ?? [];
      after.forEach((entry, k) => {
        expect(Math.abs((seen[k] as number) - (entry - (before[k] as number)) / 2)).toBeLessThanOrEqual(
          1e-12,
        );
      });
    }
  });

  it.skipIf(isLinear === false)("is linear: its jvp is itself on the tangents", () => {
    const [tangent] = jvp([output], inputs, tangents);
    expect(tangent).toBe(build(graph, tangents));
    inputs.forEach((_, i) => {
      const alone = inputs.map((_, j) => (i === j ? (tangents[i] as Node) : null));
      const [moved] = jvp([output], inputs, alone);
      const values = shapes.map(draw);
      const wanted = expected(values.map((entries, j) => entries.map((entry) => (i === j ? entry : 0))));
      expect([...(byReference(moved as Node, tangents, values) ?? [])]).toEqual(wanted);
    });
  });

  it("has a vjp that is the transpose of its jvp", () => {
    const cotangent = input(graph, "coordinate", "u", 0, output.shape);
    const [forward] = jvp([output], inputs, tangents);
    const backward = vjp([output], inputs, [cotangent]);
    backward.forEach((part, i) => {
      expect(part?.shape).toEqual(shapes[i]);
    });
    const left = sum(mul(forward as Node, cotangent));
    const right = sumOf(
      graph,
      backward.map((part, i) => part && sum(mul(part, tangents[i] as Node))),
    );
    const free = [...inputs, ...tangents, cotangent];
    for (let i = 0; i < 8; i++) {
      const values = [...shapes.map(draw), ...shapes.map(draw), draw(output.shape)];
      const [a] = byKernel(left, free, values);
      const [b] = byKernel(right, free, values);
      expect(Math.abs((a as number) - (b as number))).toBeLessThanOrEqual(1e-12);
    }
  });
});
