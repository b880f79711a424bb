/**
 * Building and multiplying arrays. All are compositions of stack, index, sum and arithmetic: an array is a stack of its
 * rows and a row a stack of its entries, so that reading an entry back is free and a zero entry leaves no trace in a
 * product.
 */
import { evaluate } from "../graph/evaluate.ts";
import type { Graph } from "../graph/graph.ts";
import type { Node } from "../graph/node.ts";
import { type Shape, ShapeError, sameShape, sizeOf } from "../graph/shape.ts";
import { topological } from "../graph/traverse.ts";
import { LimitError, limits } from "../limits.ts";
import { add, broadcast, div, index, mul, stack, sub, sum, sumOf } from "./build.ts";
import { constant, constantValue, isConstant } from "./constant.ts";
import { inputAttribute } from "./input.ts";
import { stackOp } from "./structure.ts";

/** Throws LimitError for an array of more entries than are written out, before any of them is made. */
export function requireSize(shape: Shape): void {
  const size = sizeOf(shape);
  if (size > limits.vectorLength) throw new LimitError("vectorLength", size);
}

/** The items of an array along its first axis: entries of a vector, rows of a matrix. */
function itemsOf(array: Node): Node[] {
  return Array.from({ length: array.shape[0] ?? 0 }, (_, i) => index(array, i));
}

const valuesFound = new WeakMap<Node, Float64Array | null>();

/** The array of these entries, row-major. */
export function literal(graph: Graph, shape: Shape, entries: ArrayLike<number>): Node {
  requireSize(shape);
  const build = (axis: number, from: number): Node => {
    const extent = shape[axis];
    if (extent === undefined) return constant(graph, entries[from] as number);
    const size = sizeOf(shape.slice(axis + 1));
    return stack(
      graph,
      Array.from({ length: extent }, (_, i) => build(axis + 1, from + i * size)),
    );
  };
  const array = build(0, 0);
  if (shape.length > 0) valuesFound.set(array, Float64Array.from(entries));
  return array;
}

/** The entries, row-major, of an array that depends on no input; else null. */
export function knownEntries(array: Node): Float64Array | null {
  const number = constantValue(array);
  if (number !== null) return Float64Array.of(number);
  const found = valuesFound.get(array);
  if (found !== undefined) return found;
  const depends = topological([array]).some((node) => inputAttribute(node) !== null);
  const values = depends ? null : (evaluate([array], new Map())[0] ?? null);
  valuesFound.set(array, values);
  return values;
}

/** The same array, written entry by entry where it depends on no input. */
function settled(array: Node): Node {
  const values = knownEntries(array);
  return values ? literal(array.graph, array.shape, values) : array;
}

/** Identity matrix; with fewer or more columns than rows, ones on the diagonal from the first entry on. */
export function eye(graph: Graph, rows: number, columns = rows): Node {
  requireSize([rows, columns]);
  const entries = new Float64Array(rows * columns);
  for (let i = 0; i < Math.min(rows, columns); i++) entries[i * columns + i] = 1;
  return literal(graph, [rows, columns], entries);
}

/** One number everywhere. */
export function filled(graph: Graph, value: number, shape: Shape): Node {
  requireSize(shape);
  return broadcast(constant(graph, value), shape);
}

/** start, start + step, … below `stop` (above it for a negative step), as many as ⌈(stop − start)/step⌉. */
export function range(graph: Graph, start: number, stop: number, step: number): Node {
  const length = Math.ceil((stop - start) / step);
  requireSize([length]);
  return literal(
    graph,
    [length],
    Array.from({ length }, (_, i) => start + i * step),
  );
}

/** n numbers from `first` to `last`, both included, at equal distances; the ends are exact. */
export function linspace(first: Node, last: Node, n: number): Node {
  requireSize([n]);
  const step = n > 1 ? div(sub(last, first), n - 1) : first;
  const entries = Array.from({ length: n }, (_, i) => {
    if (i === 0) return first;
    return i === n - 1 ? last : add(first, mul(i, step));
  });
  return stack(first.graph, entries);
}

/** The matrix with the vector on its diagonal, or the diagonal of a matrix. */
export function diag(array: Node): Node {
  const { graph, shape } = array;
  const [rows, columns] = shape;
  if (rows === undefined || shape.length > 2) throw new ShapeError("diag", [shape]);
  if (columns !== undefined) {
    return stack(
      graph,
      Array.from({ length: Math.min(rows, columns) }, (_, i) => index(index(array, i), i)),
    );
  }
  requireSize([rows, rows]);
  const zero = constant(graph, 0);
  return stack(
    graph,
    itemsOf(array).map((entry, i) =>
      stack(
        graph,
        Array.from({ length: rows }, (_, j) => (i === j ? entry : zero)),
      ),
    ),
  );
}

/** Σ A_ii of a square matrix. */
export function trace(matrix: Node): Node {
  const [rows, columns] = matrix.shape;
  if (matrix.shape.length !== 2 || rows !== columns) throw new ShapeError("trace", [matrix.shape]);
  return sum(diag(matrix));
}

export function transpose(matrix: Node): Node {
  const { graph, shape } = matrix;
  const columns = shape[1];
  if (shape.length !== 2 || columns === undefined) throw new ShapeError("transpose", [shape]);
  const rows = itemsOf(matrix);
  return stack(
    graph,
    Array.from({ length: columns }, (_, j) =>
      stack(
        graph,
        rows.map((row) => index(row, j)),
      ),
    ),
  );
}

/** One after the other along the first axis; a number counts as one entry of a vector. */
export function concat(graph: Graph, arrays: readonly Node[]): Node {
  const first = arrays[0]?.shape ?? [];
  const fits = ({ shape }: Node) =>
    first.length < 2
      ? shape.length < 2
      : shape.length === first.length && sameShape(shape.slice(1), first.slice(1));
  const other = arrays.find((array) => !fits(array));
  if (other) throw new ShapeError("concat", [first, other.shape]);
  requireSize([arrays.reduce((size, { shape }) => size + sizeOf(shape), 0)]);
  return stack(
    graph,
    arrays.flatMap((array) => (array.shape.length === 0 ? [array] : itemsOf(array))),
  );
}

/** Every item moved on by `places`; those that leave at the end come in at the beginning. */
export function roll(array: Node, places: number): Node {
  const items = itemsOf(array);
  const length = items.length;
  const from = (i: number) => (((i - places) % length) + length) % length;
  return stack(
    array.graph,
    items.map((_, i) => items[from(i)] as Node),
  );
}

export function reverse(array: Node): Node {
  return stack(array.graph, itemsOf(array).reverse());
}

/** The matrix of all products a_i b_j. */
export function outer(a: Node, b: Node): Node {
  const [rows, columns] = [a.shape[0], b.shape[0]];
  if (a.shape.length !== 1 || b.shape.length !== 1 || rows === undefined || columns === undefined) {
    throw new ShapeError("outer", [a.shape, b.shape]);
  }
  requireSize([rows, columns]);
  const across = itemsOf(b);
  return stack(
    a.graph,
    itemsOf(a).map((entry) =>
      stack(
        a.graph,
        across.map((other) => mul(entry, other)),
      ),
    ),
  );
}

/** About how many steps `matmul(a, b)` takes. Throws ShapeError when they do not fit. */
export function matmulCost(a: Node, b: Node): number {
  const size = sizeOf(productShape(a, b));
  const products = size * (a.shape.at(-1) ?? 1);
  // Numbers are multiplied, not written into the graph.
  return knownEntries(a) && knownEntries(b) ? 4 * size + Math.ceil(products / 64) : products;
}

function productShape(a: Node, b: Node): Shape {
  const [left, right] = [a.shape, b.shape];
  const fits = left.length > 0 && right.length > 0 && left.length < 3 && right.length < 3;
  if (!fits || left.at(-1) !== right[0]) throw new ShapeError("@", [left, right]);
  return [...left.slice(0, -1), ...right.slice(1)];
}

/**
 * The product of a matrix with a vector on either side, of two matrices, and the dot product of two vectors. A product
 * of arrays without inputs is worked out while building; a zero of a written-out row or column leaves no term.
 */
export function matmul(a: Node, b: Node): Node {
  const shape = productShape(a, b);
  requireSize(shape);
  if (shape.length === 0) return dot(a, b);
  const { graph } = a;
  const [left, right] = [knownEntries(a), knownEntries(b)];
  if (left && right) return literal(graph, shape, productOfNumbers(left, right, a.shape.at(-1) as number));
  const rows = a.shape.length === 2 ? itemsOf(settled(a)) : [settled(a)];
  const columns = b.shape.length === 2 ? itemsOf(transpose(settled(b))) : [settled(b)];
  const products = rows.map((row) => columns.map((column) => dot(row, column)));
  if (shape.length === 1) return stack(graph, products.flat());
  return stack(
    graph,
    products.map((row) => stack(graph, row)),
  );
}

/** Row-major product of row-major matrices with `inner` columns and rows; terms are added from the first on. */
function productOfNumbers(left: Float64Array, right: Float64Array, inner: number): Float64Array {
  const [rows, columns] = [left.length / inner, right.length / inner];
  const out = new Float64Array(rows * columns);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      let total = (left[i * inner] as number) * (right[j] as number);
      for (let k = 1; k < inner; k++)
        total += (left[i * inner + k] as number) * (right[k * columns + j] as number);
      out[i * columns + j] = total;
    }
  }
  return out;
}

/** Σ aᵢbᵢ of two vectors, without the terms that a written-out zero makes nothing. */
export function dot(a: Node, b: Node): Node {
  if (a.shape.length !== 1 || a.shape[0] !== b.shape[0] || b.shape.length !== 1) {
    throw new ShapeError("dot", [a.shape, b.shape]);
  }
  const { graph } = a;
  const length = a.shape[0] as number;
  const kept = Array.from({ length }, (_, i) => i).filter((i) => !isZero(a, i) && !isZero(b, i));
  if (kept.length === length) return sum(mul(a, b));
  if (kept.length <= limits.unrolledLength) {
    return sumOf(
      graph,
      kept.map((i) => mul(index(a, i), index(b, i))),
    );
  }
  const part = (vector: Node) =>
    stack(
      graph,
      kept.map((i) => index(vector, i)),
    );
  return sum(mul(part(a), part(b)));
}

function isZero(vector: Node, i: number): boolean {
  return vector.op === stackOp && isConstant(vector.inputs[i] as Node, 0);
}
