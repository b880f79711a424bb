import type { Graph } from "../graph/graph.ts";
import type { Node } from "../graph/node.ts";
import { type Shape, sizeOf } from "../graph/shape.ts";
import { mul as complexProduct } from "../ops/complex.ts";
import {
  add,
  broadcast,
  concat,
  gather,
  index,
  literal,
  matmul,
  scatter,
  stack,
  sum,
  transpose,
} from "../ops/index.ts";

/** One use of a structure op on inputs of given shapes, with what it does to their entries in plain words. */
export interface StructureCase {
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

export const structureCases: readonly StructureCase[] = [
  {
    op: "complex-part",
    name: "real part of a product",
    shapes: [[], [], [], []],
    shape: [],
    isLinear: false,
    build: (_graph, [a, b, c, d]) =>
      complexProduct({ re: a as Node, im: b as Node }, { re: c as Node, im: d as Node }).re,
    expected: (inputs) => {
      const [a, b, c, d] = inputs.flat() as [number, number, number, number];
      return [a * c - b * d];
    },
  },
  {
    op: "complex-part",
    name: "imaginary part of a product",
    shapes: [[], [], [], []],
    shape: [],
    isLinear: false,
    build: (_graph, [a, b, c, d]) =>
      complexProduct({ re: a as Node, im: b as Node }, { re: c as Node, im: d as Node }).im,
    expected: (inputs) => {
      const [a, b, c, d] = inputs.flat() as [number, number, number, number];
      return [a * d + b * c];
    },
  },
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
