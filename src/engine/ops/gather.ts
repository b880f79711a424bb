import type { Graph } from "../graph/graph.ts";
import type { Attribute, Node, Table } from "../graph/node.ts";
import type { Op } from "../graph/op.ts";
import { type Shape, ShapeError, sameShape, sizeOf } from "../graph/shape.ts";
import { limits } from "../limits.ts";
import { arrayOp, joinedNumbers, literal, requireSize, tableOf, uniformValue } from "./array.ts";
import { add, index, stack, zeros } from "./build.ts";
import { constant } from "./constant.ts";
import { register } from "./registry.ts";

type Positions = Table<Int32Array>;

const positionsOf = (node: Node): Int32Array => tableOf(node).entries as Int32Array;

/**
 * Entries of one array picked by position: out[k] = in[p[k]], and 0 where p[k] is −1. Slices, permutations,
 * transposition, diagonals and masks are all of this kind. Positions count row by row.
 */
export const gatherOp: Op = register({
  name: "gather",
  shape: (_inputs, attribute) => (attribute as Positions).shape,
  rewrite(graph, [target], attribute) {
    if (!target) return null;
    const { shape, entries } = attribute as Positions;
    if (sameShape(shape, target.shape) && entries.every((from, k) => from === k)) return target;
    if (entries.every((from) => from < 0)) return zeros(graph, shape);
    if (target.op === gatherOp) {
      const inner = positionsOf(target);
      return gather(
        target.inputs[0] as Node,
        shape,
        entries.map((from) => (from < 0 ? -1 : (inner[from] as number))),
      );
    }
    if (target.op === arrayOp)
      return literal(graph, shape, gathered(tableOf(target).entries as Float64Array, entries));
    const uniform = uniformValue(target);
    if (uniform !== null)
      return literal(
        graph,
        shape,
        Float64Array.from(entries, (from) => (from < 0 ? 0 : uniform)),
      );
    return amongScalars(graph, target, shape, entries);
  },
  evaluate(node, [values]) {
    return gathered(values as Float64Array, positionsOf(node));
  },
  jvp: (node, [tangent]) => (tangent ? gather(tangent, node.shape, positionsOf(node)) : null),
  transpose: (node, cotangent) => [scatter(cotangent, (node.inputs[0] as Node).shape, positionsOf(node))],
  reads(node, entry, visit) {
    const from = positionsOf(node)[entry] as number;
    if (from >= 0) visit(0, from);
  },
  flops: () => 0,
  scalars: (node, [entries]) =>
    Array.from(positionsOf(node), (from) =>
      from < 0 ? constant(node.graph, 0) : ((entries ?? [])[from] as Node),
    ),
});

function gathered(values: Float64Array, positions: Int32Array): Float64Array {
  const out = new Float64Array(positions.length);
  for (let k = 0; k < out.length; k++) out[k] = values[positions[k] as number] ?? 0;
  return out;
}

/**
 * Entries added up at positions: out[p[k]] += in[k], nothing where p[k] is −1; the transpose of `gather`.
 */
export const scatterOp: Op = register({
  name: "scatter",
  shape: (_inputs, attribute) => (attribute as Positions).shape,
  rewrite(graph, [target], attribute) {
    if (!target) return null;
    const { shape, entries } = attribute as Positions;
    if (entries.every((to) => to < 0) || uniformValue(target) === 0) return zeros(graph, shape);
    const inverse = inverseOf(entries, sizeOf(shape));
    if (inverse) return gather(target, shape, inverse);
    if (target.op === arrayOp) {
      const out = new Float64Array(sizeOf(shape));
      addInto(out, tableOf(target).entries, entries);
      return literal(graph, shape, out);
    }
    return null;
  },
  evaluate(node, [values]) {
    const out = new Float64Array(sizeOf(node.shape));
    addInto(out, values as Float64Array, positionsOf(node));
    return out;
  },
  jvp: (node, [tangent]) => (tangent ? scatter(tangent, node.shape, positionsOf(node)) : null),
  transpose: (node, cotangent) => [gather(cotangent, (node.inputs[0] as Node).shape, positionsOf(node))],
  reads(node, entry, visit) {
    for (const from of sourcesOf(node)[entry] ?? []) visit(0, from);
  },
  flops: (node) => positionsOf(node).length,
  scalars(node, [entries]) {
    const sums: (Node | null)[] = new Array(sizeOf(node.shape)).fill(null);
    positionsOf(node).forEach((to, k) => {
      if (to < 0) return;
      const known = sums[to];
      const entry = (entries ?? [])[k] as Node;
      sums[to] = known ? add(known, entry) : entry;
    });
    return sums.map((entry) => entry ?? constant(node.graph, 0));
  },
});

/** Arrays one after the other, row by row, in the shape given. */
export const concatOp: Op = register({
  name: "concat",
  shape: (_inputs, attribute) => attribute as Shape,
  rewrite(graph, inputs, attribute) {
    const shape = attribute as Shape;
    const [only] = inputs;
    if (inputs.length === 1 && only && sameShape(only.shape, shape)) return only;
    const known = joinedNumbers(inputs);
    return known && literal(graph, shape, known);
  },
  evaluate(node, inputs) {
    const out = new Float64Array(sizeOf(node.shape));
    let at = 0;
    for (const entries of inputs) {
      out.set(entries, at);
      at += entries.length;
    }
    return out;
  },
  jvp: (node, tangents) =>
    node.graph.make(
      concatOp,
      node.inputs.map((item, position) => tangents[position] ?? zeros(node.graph, item.shape)),
      node.attribute,
    ),
  transpose(node, cotangent, linear) {
    let at = 0;
    return node.inputs.map(({ shape }, position) => {
      const start = at;
      const size = sizeOf(shape);
      at += size;
      if (!linear[position]) return null;
      return gather(
        cotangent,
        shape,
        Int32Array.from({ length: size }, (_, k) => start + k),
      );
    });
  },
  reads(node, entry, visit) {
    let rest = entry;
    for (const [position, { shape }] of node.inputs.entries()) {
      const size = sizeOf(shape);
      if (rest < size) return visit(position, rest);
      rest -= size;
    }
  },
  flops: () => 0,
  scalars: (_node, inputs) => inputs.flat(),
});

/** Entries of `target` at `positions` (−1 for a zero), in the given shape. */
export function gather(target: Node, shape: Shape, positions: Int32Array): Node {
  requireSize(shape);
  if (shape.length === 0) return entryAt(target, positions[0] as number);
  return target.graph.make(gatherOp, [target], target.graph.intern(shape, positions));
}

/** Entries of `target` added up at `positions` (−1: nowhere) of an array of the given shape. */
export function scatter(target: Node, shape: Shape, positions: Int32Array): Node {
  requireSize(shape);
  return target.graph.make(scatterOp, [target], target.graph.intern(shape, positions));
}

/** Arrays one after the other, row by row, in the shape given. */
export function concatenate(graph: Graph, items: readonly Node[], shape: Shape): Node {
  requireSize(shape);
  return graph.make(concatOp, items, shape);
}

/** The same entries in another shape. */
export function reshape(target: Node, shape: Shape): Node {
  if (sameShape(target.shape, shape)) return target;
  return gather(
    target,
    shape,
    Int32Array.from({ length: sizeOf(shape) }, (_, k) => k),
  );
}

export function transpose(matrix: Node): Node {
  const [rows, columns] = matrix.shape;
  if (rows === undefined || columns === undefined) throw new ShapeError("transpose", [matrix.shape]);
  const positions = Int32Array.from(
    { length: rows * columns },
    (_, k) => (k % rows) * columns + Math.floor(k / rows),
  );
  return gather(matrix, [columns, rows], positions);
}

/** Entry of an array by its position row by row. */
export function entryAt(target: Node, position: number): Node {
  if (position < 0) return constant(target.graph, 0);
  if (target.shape.length === 0) return target;
  const row = sizeOf(target.shape.slice(1));
  return entryAt(index(target, Math.floor(position / row)), position % row);
}

/** Few entries of a stack of numbers are a stack again. */
function amongScalars(graph: Graph, target: Node, shape: Shape, positions: Int32Array): Node | null {
  if (positions.length > limits.unrolledLength || shape.length !== 1) return null;
  const isStacked = target.op.name === "stack" && (target.inputs[0] as Node).shape.length === 0;
  if (!isStacked) return null;
  return stack(
    graph,
    Array.from(positions, (from) => entryAt(target, from)),
  );
}

/** The positions that undo these, when no two of them meet; else null. */
function inverseOf(positions: Int32Array, size: number): Int32Array | null {
  const inverse = new Int32Array(size).fill(-1);
  for (let k = 0; k < positions.length; k++) {
    const to = positions[k] as number;
    if (to < 0) continue;
    if ((inverse[to] as number) >= 0) return null;
    inverse[to] = k;
  }
  return inverse;
}

function addInto(out: Float64Array, values: ArrayLike<number>, positions: Int32Array): void {
  const touched = new Uint8Array(out.length);
  for (let k = 0; k < positions.length; k++) {
    const to = positions[k] as number;
    if (to < 0) continue;
    // From the first term on: 0 + (−0) would lose the sign.
    out[to] = touched[to] ? (out[to] as number) + (values[k] as number) : (values[k] as number);
    touched[to] = 1;
  }
}

const sourcesFound = new WeakMap<Attribute & object, number[][]>();

function sourcesOf(node: Node): readonly (readonly number[])[] {
  const table = tableOf(node);
  let sources = sourcesFound.get(table);
  if (!sources) {
    const found: number[][] = Array.from({ length: sizeOf(table.shape) }, () => []);
    (table.entries as Int32Array).forEach((to, k) => {
      if (to >= 0) (found[to] as number[]).push(k);
    });
    sources = found;
    sourcesFound.set(table, sources);
  }
  return sources;
}
