import { describe, expect, it } from "vitest";
import { jvp } from "../autodiff/jvp.ts";
import { vjp } from "../autodiff/vjp.ts";
import { compilePointKernel } from "../codegen/kernel.ts";
import { evaluate } from "../graph/evaluate.ts";
import { Graph } from "../graph/graph.ts";
import type { Node } from "../graph/node.ts";
import { type Shape, ShapeError, sizeOf } from "../graph/shape.ts";
import { between, seededRandom } from "../testing/random.ts";
import { firstDifference } from "../testing/ulps.ts";
import {
  add,
  broadcast,
  concat,
  constant,
  gather,
  index,
  input,
  literal,
  matmul,
  mul,
  ops,
  scatter,
  stack,
  sum,
  sumOf,
  transpose,
} from "./index.ts";

const seed = 77003;

/** One use of a structure op on inputs of given shapes, with what it does to their entries in plain words. */
interface StructureCase {
  readonly op: string;
  readonly name: string;
  readonly shapes: readonly Shape[];
  readonly shape: Shape;
  /** False when the result is not linear in all inputs together. */
  readonly isLinear?: false;
  build(graph: Graph, inputs: readonly Node[]): Node;
  expected(inputs: readonly (readonly number[])[]): number[];
}

/** 0, 1, …, n − 1. */
const counted = (n: number) => Array.from({ length: n }, (_, k) => k);
const fromOne = counted(20).map((k) => k + 1);
const picked = [5, 0, -1, 3, 3, 1, -1, 2, 0, 4, 4, 4, 5, -1, 1, 0, 2, 3, 5, 1];
const first = <T>(items: readonly T[]) => items[0] as T;

const cases: readonly StructureCase[] = [
  {
    op: "stack",
    name: "numbers to a vector",
    shapes: [[], [], []],
    shape: [3],
    build: (graph, inputs) => stack(graph, inputs),
    expected: (inputs) => inputs.flat(),
  },
  {
    op: "stack",
    name: "rows to a matrix, one of them twice",
    shapes: [[4], [4]],
    shape: [3, 4],
    build: (graph, [a, b]) => stack(graph, [a, b, a] as Node[]),
    expected: ([a, b]) => [...(a ?? []), ...(b ?? []), ...(a ?? [])],
  },
  {
    op: "index",
    name: "an entry of a vector",
    shapes: [[5]],
    shape: [],
    build: (_graph, [a]) => index(a as Node, 3),
    expected: ([a]) => [a?.[3] as number],
  },
  {
    op: "index",
    name: "a row of a matrix",
    shapes: [[3, 4]],
    shape: [4],
    build: (_graph, [a]) => index(a as Node, 1),
    expected: ([a]) => a?.slice(4, 8) ?? [],
  },
  {
    op: "index",
    name: "an entry of a row",
    shapes: [[3, 4]],
    shape: [],
    build: (_graph, [a]) => index(index(a as Node, 2), 1),
    expected: ([a]) => [a?.[9] as number],
  },
  ...[3, 40].map(
    (length): StructureCase => ({
      op: "sum",
      name: `of ${length} entries`,
      shapes: [[length]],
      shape: [],
      build: (_graph, [a]) => sum(a as Node),
      expected: (inputs) => [first(inputs).reduce((total, entry) => total + entry)],
    }),
  ),
  {
    op: "sum",
    name: "of a matrix",
    shapes: [[3, 4]],
    shape: [],
    build: (_graph, [a]) => sum(a as Node),
    expected: (inputs) => [first(inputs).reduce((total, entry) => total + entry)],
  },
  ...[[3], [40], [2, 3]].map(
    (shape): StructureCase => ({
      op: "broadcast",
      name: `to ${shape.join("×")}`,
      shapes: [[]],
      shape,
      build: (_graph, [a]) => broadcast(a as Node, shape),
      expected: (inputs) => Array.from({ length: sizeOf(shape) }, () => first(first(inputs))),
    }),
  ),
  {
    op: "array",
    name: "of numbers beside an input",
    isLinear: false,
    shapes: [[20]],
    shape: [20],
    build: (graph, [a]) => add(literal(graph, [20], fromOne), a as Node),
    expected: ([a]) => fromOne.map((entry, k) => entry + (a?.[k] as number)),
  },
  {
    op: "gather",
    name: "with repetition and zeros",
    shapes: [[6]],
    shape: [2, 10],
    build: (_graph, [a]) => gather(a as Node, [2, 10], Int32Array.from(picked)),
    expected: ([a]) => picked.map((from) => (from < 0 ? 0 : (a?.[from] as number))),
  },
  {
    op: "gather",
    name: "as the transpose of a matrix",
    shapes: [[3, 7]],
    shape: [7, 3],
    build: (_graph, [a]) => transpose(a as Node),
    expected: ([a]) => counted(21).map((k) => a?.[(k % 3) * 7 + Math.floor(k / 3)] as number),
  },
  {
    op: "scatter",
    name: "with meetings and losses",
    shapes: [[20]],
    shape: [6],
    build: (_graph, [a]) => scatter(a as Node, [6], Int32Array.from(picked)),
    expected: ([a]) =>
      counted(6).map((to) =>
        (a ?? []).filter((_, k) => picked[k] === to).reduce((total, entry) => total + entry),
      ),
  },
  {
    op: "matmul",
    name: "of numbers and a vector",
    shapes: [[5]],
    shape: [7],
    build: (graph, [a]) => matmul(literal(graph, [7, 5], counted(35)), a as Node),
    expected: ([a]) =>
      counted(7).map((i) =>
        counted(5)
          .map((j) => (i * 5 + j) * (a?.[j] as number))
          .reduce((total, term) => total + term),
      ),
  },
  {
    op: "concat",
    name: "of a number, a vector and another",
    shapes: [[], [12], [9]],
    shape: [22],
    build: (graph, inputs) => concat(graph, inputs),
    expected: (inputs) => inputs.flat(),
  },
  {
    op: "concat",
    name: "of matrices",
    shapes: [
      [2, 5],
      [3, 5],
    ],
    shape: [5, 5],
    build: (graph, inputs) => concat(graph, inputs),
    expected: (inputs) => inputs.flat(),
  },
  ...(
    [
      [[7, 5], [5]],
      [[7], [7, 5]],
      [
        [4, 6],
        [6, 5],
      ],
    ] as [Shape, Shape][]
  ).map(
    (shapes): StructureCase => ({
      op: "matmul",
      isLinear: false,
      name: `of ${shapes.map((shape) => shape.join("×")).join(" and ")}`,
      shapes,
      shape: [...shapes[0].slice(0, -1), ...shapes[1].slice(1)],
      build: (_graph, [a, b]) => matmul(a as Node, b as Node),
      expected: ([a = [], b = []]) => {
        const inner = shapes[1][0] as number;
        const [rows, columns] = [a.length / inner, b.length / inner];
        return counted(rows * columns).map((k) =>
          counted(inner)
            .map(
              (j) =>
                (a[Math.floor(k / columns) * inner + j] as number) *
                (b[j * columns + (k % columns)] as number),
            )
            .reduce((total, term) => total + term),
        );
      },
    }),
  ),
];

describe("the registry", () => {
  it("has a case for every op that does not work entry by entry", () => {
    const tried = new Set([...cases.map(({ op }) => op), "constant", "input"]);
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

describe.each(cases)(`$op $name (seed ${seed})`, ({ shapes, shape, build, expected, isLinear }) => {
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
