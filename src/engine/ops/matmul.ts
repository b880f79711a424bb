import type { Graph } from "../graph/graph.ts";
import type { Node } from "../graph/node.ts";
import type { Op } from "../graph/op.ts";
import { type Shape, ShapeError, sizeOf } from "../graph/shape.ts";
import { limits } from "../limits.ts";
import { arrayOp, literal, onlyEntry, tableOf, uniformValue } from "./array.ts";
import { add, index, mul, sumOf, zeros } from "./build.ts";
import { isConstant } from "./constant.ts";
import { gather, transpose } from "./gather.ts";
import { register } from "./registry.ts";
import { zeroEntriesOf } from "./zero-entries.ts";

/** The extents of a product: rows of the left, what is summed over, columns of the right. */
export function productExtents(a: Shape, b: Shape): { rows: number; inner: number; columns: number } {
  return {
    rows: a.length === 2 ? (a[0] as number) : 1,
    inner: a.at(-1) as number,
    columns: b.length === 2 ? (b[1] as number) : 1,
  };
}

/** Shape of a @ b. Throws ShapeError. */
export function productShape(a: Shape, b: Shape): Shape {
  const fits = a.length > 0 && b.length > 0 && a.length < 3 && b.length < 3;
  if (!fits || a.at(-1) !== b[0]) throw new ShapeError("@", [a, b]);
  return [...a.slice(0, -1), ...b.slice(1)];
}

/** Matrix times vector, vector times matrix, matrix times matrix; terms are added from the first on. */
export const matmulOp: Op = register({
  name: "matmul",
  shape: ([a, b]) => productShape((a as Node).shape, (b as Node).shape),
  rewrite(graph, [a, b]) {
    if (!a || !b) return null;
    const shape = productShape(a.shape, b.shape);
    if (uniformValue(a) === 0 || uniformValue(b) === 0) return zeros(graph, shape);
    const picked = timesUnit(a, b);
    if (picked) return picked;
    if (a.op !== arrayOp || b.op !== arrayOp) return null;
    const { rows, inner, columns } = productExtents(a.shape, b.shape);
    if (rows * inner * columns > limits.foldedProduct) return null;
    graph.work(rows * inner * columns);
    return literal(graph, shape, multiply(tableOf(a).entries, tableOf(b).entries, a.shape, b.shape));
  },
  evaluate: (node, [a, b]) =>
    multiply(
      a as Float64Array,
      b as Float64Array,
      (node.inputs[0] as Node).shape,
      (node.inputs[1] as Node).shape,
    ),
  jvp(node, [ta, tb]) {
    const [a, b] = node.inputs as [Node, Node];
    const left = ta ? product(node.graph, ta, b) : null;
    const right = tb ? product(node.graph, a, tb) : null;
    return left && right ? add(left, right) : (left ?? right);
  },
  transpose(node, cotangent, linear) {
    const [a, b] = node.inputs as [Node, Node];
    return [
      linear[0] ? leftCotangent(a, b, cotangent) : null,
      linear[1] ? rightCotangent(a, b, cotangent) : null,
    ];
  },
  reads(node, entry, visit) {
    const [a, b] = node.inputs as [Node, Node];
    const { inner, columns } = productExtents(a.shape, b.shape);
    const row = Math.floor(entry / columns) * inner;
    const column = entry % columns;
    const [zerosLeft, zerosRight] = [zeroEntriesOf(a), zeroEntriesOf(b)];
    for (let j = 0; j < inner; j++) {
      const [left, right] = [row + j, j * columns + column];
      // A written-out zero takes away the other side.
      if (zerosRight?.[right] !== 1) visit(0, left);
      if (zerosLeft?.[left] !== 1) visit(1, right);
    }
  },
  flops(node) {
    const { rows, inner, columns } = productExtents(
      (node.inputs[0] as Node).shape,
      (node.inputs[1] as Node).shape,
    );
    return 2 * rows * inner * columns;
  },
  scalars(node, [left = [], right = []]) {
    const [a, b] = node.inputs as [Node, Node];
    const { inner, columns } = productExtents(a.shape, b.shape);
    return Array.from({ length: sizeOf(node.shape) }, (_, entry) => {
      const row = Math.floor(entry / columns) * inner;
      const terms = Array.from({ length: inner }, (__, j) =>
        mul(left[row + j] as Node, right[j * columns + (entry % columns)] as Node),
      );
      return sumOf(
        node.graph,
        terms.map((term) => (isConstant(term, 0) ? null : term)),
      );
    });
  },
});

/** A matrix times a written-out vector with one entry that is not 0, on either side: a multiple of a column or a row. */
function timesUnit(a: Node, b: Node): Node | null {
  const [matrix, vector] = a.shape.length === 2 ? [a, b] : [b, a];
  if (matrix.shape.length !== 2 || vector.shape.length !== 1) return null;
  const only = onlyEntry(vector);
  if (!only) return null;
  const line = matrix === b ? index(b, only.position) : columnOf(a, only.position);
  return mul(only.value, line);
}

function columnOf(matrix: Node, column: number): Node {
  const [rows, columns] = matrix.shape as [number, number];
  return gather(
    matrix,
    [rows],
    Int32Array.from({ length: rows }, (_, i) => i * columns + column),
  );
}

/** The node a @ b as it stands. */
export function product(graph: Graph, a: Node, b: Node): Node {
  return graph.make(matmulOp, [a, b]);
}

/** Row-major product of row-major factors. */
export function multiply(
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  left: Shape,
  right: Shape,
): Float64Array {
  const { rows, inner, columns } = productExtents(left, right);
  const out = new Float64Array(rows * columns);
  for (let i = 0; i < rows; i++) {
    for (let k = 0; k < columns; k++) {
      let total = (a[i * inner] as number) * (b[k] as number);
      for (let j = 1; j < inner; j++) total += (a[i * inner + j] as number) * (b[j * columns + k] as number);
      out[i * columns + k] = total;
    }
  }
  return out;
}

/** The matrix of all products aᵢbⱼ. */
export function outerProduct(a: Node, b: Node): Node {
  const [rows, columns] = [a.shape[0] as number, b.shape[0] as number];
  const shape = [rows, columns];
  const down = new Int32Array(rows * columns);
  const across = new Int32Array(rows * columns);
  for (let k = 0; k < down.length; k++) {
    across[k] = k % columns;
    down[k] = (k - (across[k] as number)) / columns;
  }
  return mul(gather(a, shape, down), gather(b, shape, across));
}

function leftCotangent(a: Node, b: Node, cotangent: Node): Node {
  if (b.shape.length === 1) return outerProduct(cotangent, b);
  return a.shape.length === 1 ? product(a.graph, b, cotangent) : product(a.graph, cotangent, transpose(b));
}

function rightCotangent(a: Node, b: Node, cotangent: Node): Node {
  if (a.shape.length === 1) return outerProduct(a, cotangent);
  return b.shape.length === 1 ? product(a.graph, cotangent, a) : product(a.graph, transpose(a), cotangent);
}
