import type { Graph } from "../graph/graph.ts";
import type { Node, Table } from "../graph/node.ts";
import type { Op } from "../graph/op.ts";
import { type Shape, sizeOf } from "../graph/shape.ts";
import { LimitError, limits } from "../limits.ts";
import { broadcast, stack } from "./build.ts";
import { constant, constantOp, constantValue } from "./constant.ts";
import { register } from "./registry.ts";

/** A vector or matrix of numbers. Short ones are stacks of constants instead (`literal`). */
export const arrayOp: Op = register({
  name: "array",
  shape: (_inputs, attribute) => (attribute as Table).shape,
  evaluate: (node) => tableOf(node).entries as Float64Array,
  jvp: () => null,
  reads: () => {},
  flops: () => 0,
  scalars: (node) => Array.from(tableOf(node).entries, (entry) => constant(node.graph, entry)),
});

export function tableOf(node: Node): Table {
  return node.attribute as Table;
}

/** Throws LimitError for an array of more entries than are kept, before any of them is made. */
export function requireSize(shape: Shape): void {
  const size = sizeOf(shape);
  if (size > limits.arrayEntries) throw new LimitError("arrayEntries", size);
}

/**
 * The array of these entries, row-major: a number repeated if they are all the same, a stack of constants if they are
 * few, so that planar graphs are scalar throughout, else one node. The caller gives the entries away.
 */
export function literal(graph: Graph, shape: Shape, entries: ArrayLike<number>): Node {
  requireSize(shape);
  const size = sizeOf(shape);
  const first = entries[0] as number;
  if (shape.length === 0) return constant(graph, first);
  if (size > limits.unrolledLength) {
    const values = entries instanceof Float64Array ? entries : Float64Array.from(entries);
    if (values.every((entry) => Object.is(entry, first))) return broadcast(constant(graph, first), shape);
    return graph.make(arrayOp, [], graph.intern(shape, values));
  }
  const row = size / (shape[0] as number);
  return stack(
    graph,
    Array.from({ length: shape[0] as number }, (_, i) =>
      literal(graph, shape.slice(1), Array.prototype.slice.call(entries, i * row, (i + 1) * row)),
    ),
  );
}

/** The number that all entries are, when the array is such by its form; else null. */
export function uniformValue(node: Node): number | null {
  if (node.op === constantOp) return constantValue(node);
  const [first, ...others] = node.inputs;
  if (!first || (node.op.name !== "broadcast" && node.op.name !== "stack")) return null;
  return others.every((other) => other === first) ? uniformValue(first) : null;
}

/** Where a written-out vector is not 0, if that is in one place; else null. */
export function onlyEntry(vector: Node): { position: number; value: number } | null {
  const entries = vector.shape.length === 1 ? writtenEntries(vector) : null;
  if (!entries) return null;
  const position = entries.findIndex((entry) => entry !== 0);
  if (position < 0) return null;
  for (let k = position + 1; k < entries.length; k++) if (entries[k] !== 0) return null;
  return { position, value: entries[position] as number };
}

function writtenEntries(vector: Node): readonly number[] | Float64Array | null {
  if (vector.op === arrayOp) return tableOf(vector).entries as Float64Array;
  if (vector.op.name !== "stack") return null;
  const entries: number[] = [];
  for (const item of vector.inputs) {
    const value = constantValue(item);
    if (value === null) return null;
    entries.push(value);
  }
  return entries;
}

/** The entries of an array of numbers, row by row, when it is such by its form; else null. */
export function numbersOf(item: Node): ArrayLike<number> | null {
  if (item.op === arrayOp) return tableOf(item).entries;
  const uniform = uniformValue(item);
  if (uniform !== null) return new Float64Array(sizeOf(item.shape)).fill(uniform);
  if (item.op.name !== "stack") return null;
  return joinedNumbers(item.inputs);
}

/** The entries of arrays of numbers one after the other; null when one of them is none. */
export function joinedNumbers(items: readonly Node[]): Float64Array | null {
  const parts = items.map(numbersOf);
  const out = new Float64Array(items.reduce((total, { shape }) => total + sizeOf(shape), 0));
  let at = 0;
  for (const part of parts) {
    if (!part) return null;
    out.set(part, at);
    at += part.length;
  }
  return out;
}
