/** Building and multiplying arrays, from the primitives that move entries about and from arithmetic. */
import { evaluate } from "../graph/evaluate.ts";
import type { Graph } from "../graph/graph.ts";
import type { Node } from "../graph/node.ts";
import { ShapeError, sameShape, sizeOf } from "../graph/shape.ts";
import { topological } from "../graph/traverse.ts";
import { limits } from "../limits.ts";
import { arrayOp, literal, requireSize, tableOf } from "./array.ts";
import { add, broadcast, div, index, max, min, mul, stack, sub, sum, sumOf } from "./build.ts";
import { constant, constantValue } from "./constant.ts";
import { concatenate, gather, reshape, scatter, transpose } from "./gather.ts";
import { inputAttribute } from "./input.ts";
import { outerProduct, product, productExtents, productShape } from "./matmul.ts";
import { isZeroAt } from "./zero-entries.ts";

/** The items of an array along its first axis: entries of a vector, rows of a matrix. */
function itemsOf(array: Node): Node[] {
  return Array.from({ length: array.shape[0] ?? 0 }, (_, i) => index(array, i));
}

const valuesFound = new WeakMap<Node, Float64Array | null>();

/** The entries, row-major, of an array that depends on no input; else null. */
export function knownEntries(array: Node): Float64Array | null {
  const number = constantValue(array);
  if (number !== null) return Float64Array.of(number);
  if (array.op === arrayOp) return tableOf(array).entries as Float64Array;
  const found = valuesFound.get(array);
  if (found !== undefined) return found;
  const depends = topological([array]).some((node) => inputAttribute(node) !== null);
  const values = depends ? null : (evaluate([array], new Map())[0] ?? null);
  valuesFound.set(array, values);
  return values;
}

/** The same array, written entry by entry where it depends on no input. */
function settled(array: Node): Node {
  const values = array.shape.length > 0 ? knownEntries(array) : null;
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
export function filled(graph: Graph, value: number, shape: readonly number[]): Node {
  requireSize(shape);
  return broadcast(constant(graph, value), shape);
}

/** start, start + step, … below `stop` (above it for a negative step), as many as ⌈(stop − start)/step⌉. */
export function range(graph: Graph, start: number, stop: number, step: number): Node {
  const length = Math.ceil((stop - start) / step);
  requireSize([length]);
  const entries = Float64Array.from({ length }, (_, i) => start + i * step);
  return literal(graph, [length], entries);
}

/** n numbers from `first` to `last`, both included, at equal distances; the ends are exact. */
export function linspace(first: Node, last: Node, n: number): Node {
  const { graph } = first;
  requireSize([n]);
  if (n === 1) return stack(graph, [first]);
  const step = div(sub(last, first), n - 1);
  const inner = Float64Array.from({ length: n - 2 }, (_, i) => i + 1);
  if (n <= limits.unrolledLength || (constantValue(first) !== null && constantValue(last) !== null)) {
    const between = Array.from(inner, (i) => add(first, mul(i, step)));
    return stack(graph, [first, ...between, last]);
  }
  return concatenate(graph, [first, add(first, mul(literal(graph, [n - 2], inner), step)), last], [n]);
}

/** The matrix with the vector on its diagonal, or the diagonal of a matrix. */
export function diag(array: Node): Node {
  const [rows, columns] = array.shape;
  if (rows === undefined || array.shape.length > 2) throw new ShapeError("diag", [array.shape]);
  if (columns !== undefined) {
    const length = Math.min(rows, columns);
    return gather(
      array,
      [length],
      Int32Array.from({ length }, (_, i) => i * columns + i),
    );
  }
  requireSize([rows, rows]);
  const positions = new Int32Array(rows * rows).fill(-1);
  for (let i = 0; i < rows; i++) positions[i * rows + i] = i;
  return gather(array, [rows, rows], positions);
}

/** Σ A_ii of a square matrix. */
export function trace(matrix: Node): Node {
  const [rows, columns] = matrix.shape;
  if (matrix.shape.length !== 2 || rows !== columns) throw new ShapeError("trace", [matrix.shape]);
  return sum(diag(matrix));
}

/** One after the other along the first axis; a number counts as one entry of a vector. */
export function concat(graph: Graph, arrays: readonly Node[]): Node {
  const first = arrays[0]?.shape ?? [];
  const rest = first.slice(1);
  const fits = ({ shape }: Node) =>
    first.length < 2 ? shape.length < 2 : shape.length === first.length && sameShape(shape.slice(1), rest);
  const other = arrays.find((array) => !fits(array));
  if (other) throw new ShapeError("concat", [first, other.shape]);
  const length = arrays.reduce((total, { shape }) => total + (shape[0] ?? 1), 0);
  const shape = [length, ...rest];
  if (sizeOf(shape) > limits.unrolledLength) return concatenate(graph, arrays, shape);
  return stack(
    graph,
    arrays.flatMap((array) => (array.shape.length === 0 ? [array] : itemsOf(array))),
  );
}

/** Every item moved on by `places`; those that leave at the end come in at the beginning. */
export function roll(array: Node, places: number): Node {
  const length = array.shape[0] ?? 0;
  return itemsAt(
    array,
    Array.from({ length }, (_, i) => (((i - places) % length) + length) % length),
  );
}

export function reverse(array: Node): Node {
  const length = array.shape[0] ?? 0;
  return itemsAt(
    array,
    Array.from({ length }, (_, i) => length - 1 - i),
  );
}

/** Entries of a vector, or rows of a matrix, by their positions. */
export function itemsAt(array: Node, positions: readonly number[]): Node {
  const rest = array.shape.slice(1);
  const size = sizeOf(rest);
  const entries = new Int32Array(positions.length * size);
  positions.forEach((position, i) => {
    for (let k = 0; k < size; k++) entries[i * size + k] = position * size + k;
  });
  return gather(array, [positions.length, ...rest], entries);
}

/** The matrix of all products a_i b_j. */
export function outer(a: Node, b: Node): Node {
  const [rows, columns] = [a.shape[0], b.shape[0]];
  if (a.shape.length !== 1 || b.shape.length !== 1 || rows === undefined || columns === undefined) {
    throw new ShapeError("outer", [a.shape, b.shape]);
  }
  requireSize([rows, columns]);
  return outerProduct(a, b);
}

/** How many numbers `matmul(a, b)` handles while building. Throws ShapeError when they do not fit. */
export function matmulCost(a: Node, b: Node): number {
  const shape = productShape(a.shape, b.shape);
  const { rows, inner, columns } = productExtents(a.shape, b.shape);
  const products = rows * inner * columns;
  if (products <= writtenOut) return 16 * products;
  // Numbers are multiplied, at a few of them a step; unknown factors leave one node.
  return (
    sizeOf(shape) + (knownEntries(a) && knownEntries(b) ? Math.min(products, limits.foldedProduct) / 4 : 0)
  );
}

/** Products up to this many are written out entry by entry, so that small matrices leave scalar graphs. */
const writtenOut = 16;

/** Of the entries of a matrix, those that may be other than 0 before it is kept as a list of them. */
const sparseShare = 1 / 4;

/**
 * The product of a matrix with a vector on either side, of two matrices, and the dot product of two vectors. A product
 * of arrays without inputs is worked out while building; the zeros of a written-out matrix that has few other entries
 * leave no terms.
 */
export function matmul(left: Node, right: Node): Node {
  const [a, b] = [settled(left), settled(right)];
  const shape = productShape(a.shape, b.shape);
  requireSize(shape);
  if (shape.length === 0) return dot(a, b);
  const { rows, inner, columns } = productExtents(a.shape, b.shape);
  const known = a.op === arrayOp && b.op === arrayOp;
  if (rows * inner * columns <= writtenOut && !known) return writtenOutProduct(a, b);
  if (shape.length === 1) return sparseProduct(a, b) ?? product(a.graph, a, b);
  return product(a.graph, a, b);
}

function writtenOutProduct(a: Node, b: Node): Node {
  const { graph } = a;
  const lines = a.shape.length === 2 ? itemsOf(a) : [a];
  const columns = b.shape.length === 2 ? itemsOf(transpose(b)) : [b];
  const products = lines.map((row) => columns.map((column) => dot(row, column)));
  if (a.shape.length + b.shape.length === 3) return stack(graph, products.flat());
  return stack(
    graph,
    products.map((row) => stack(graph, row)),
  );
}

/** A written-out matrix of few entries times a vector, on either side, by these entries alone; else null. */
function sparseProduct(a: Node, b: Node): Node | null {
  const isMatrixFirst = a.shape.length === 2;
  const [matrix, vector] = isMatrixFirst ? [a, b] : [b, a];
  const [rows, columns] = matrix.shape as [number, number];
  const kept: number[] = [];
  const most = rows * columns * sparseShare;
  for (let k = 0; k < rows * columns && kept.length <= most; k++) if (!isZeroAt(matrix, k)) kept.push(k);
  if (kept.length > most) return null;
  if (kept.length === 0) return filled(a.graph, 0, [isMatrixFirst ? rows : columns]);
  const entries = gather(matrix, [kept.length], Int32Array.from(kept));
  const row = Int32Array.from(kept, (k) => Math.floor(k / columns));
  const column = Int32Array.from(kept, (k) => k % columns);
  const [from, to, length] = isMatrixFirst ? [column, row, rows] : [row, column, columns];
  return scatter(mul(entries, gather(vector, [kept.length], from)), [length], to);
}

/** Σ aᵢbᵢ of two vectors, without the terms that a written-out zero makes nothing. */
export function dot(a: Node, b: Node): Node {
  if (a.shape.length !== 1 || a.shape[0] !== b.shape[0] || b.shape.length !== 1) {
    throw new ShapeError("dot", [a.shape, b.shape]);
  }
  const { graph } = a;
  const length = a.shape[0] as number;
  const kept = Array.from({ length }, (_, i) => i).filter((i) => !isZeroAt(a, i) && !isZeroAt(b, i));
  if (kept.length === length && length > limits.unrolledLength) return sum(mul(a, b));
  if (kept.length <= limits.unrolledLength) {
    return sumOf(
      graph,
      kept.map((i) => mul(index(a, i), index(b, i))),
    );
  }
  return sum(mul(itemsAt(a, kept), itemsAt(b, kept)));
}

/**
 * All entries in one, by a function that may take them in any order: by halves, so that a long vector takes few
 * operations on vectors.
 */
export function reduceEntries(array: Node, combine: (a: Node, b: Node) => Node): Node {
  let rest = reshape(array, [sizeOf(array.shape)]);
  let odd: Node | null = null;
  while ((rest.shape[0] as number) > limits.unrolledLength) {
    const length = rest.shape[0] as number;
    const half = Math.floor(length / 2);
    if (length % 2 === 1) odd = odd ? combine(odd, index(rest, length - 1)) : index(rest, length - 1);
    const positions = Array.from({ length: half }, (_, i) => i);
    rest = combine(
      itemsAt(rest, positions),
      itemsAt(
        rest,
        positions.map((i) => i + half),
      ),
    );
  }
  const total = itemsOf(rest).reduce(combine);
  return odd ? combine(total, odd) : total;
}

/** The smallest or largest entry; ties share the derivative as `min` and `max` of two do. */
export function extremeEntry(array: Node, name: "min" | "max"): Node {
  return reduceEntries(array, name === "min" ? min : max);
}

export function productOfEntries(array: Node): Node {
  return reduceEntries(array, mul);
}
