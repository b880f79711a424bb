/**
 * Where arrays of numbers came from. The graph keeps their entries alone; printed programs say how they were made, so
 * that a layer of weights is one line and not a wall of digits. Nothing is ever computed from this.
 */
import type { Attribute, Node } from "./node.ts";
import type { Op } from "./op.ts";

/** A draw from a key, as in `randn(64, 10, seed=1)`. */
export interface RandomOrigin {
  readonly draw: "randn" | "rademacher" | "uniform";
  readonly seed: number;
}

/** The array is `op` of other arrays, worked out while building. */
export interface DerivedOrigin {
  readonly op: Op;
  readonly inputs: readonly Node[];
  readonly attribute: Attribute;
}

export type Origin = RandomOrigin | DerivedOrigin;

const origins = new WeakMap<Node, Origin>();
const labels = new WeakMap<Node, string>();

export function originOf(array: Node): Origin | null {
  return origins.get(array) ?? null;
}

/** Notes the draw that gave this array; the same array. */
export function drawn(array: Node, origin: RandomOrigin): Node {
  if (isArray(array) && !origins.has(array)) origins.set(array, origin);
  return array;
}

/** Notes what a folded array was made of; the same array. One that was there before its parts stays as it is. */
export function derived(array: Node, origin: DerivedOrigin): Node {
  if (!isArray(array) || origins.has(array)) return array;
  if (origin.inputs.every(({ id }) => id < array.id)) origins.set(array, origin);
  return array;
}

/** Whether it is a constant array kept by its entries. */
function isArray(node: Node): boolean {
  return node.op.name === "array";
}

/** The name that a definition gave to a value first; null for one without. */
export function labelOf(node: Node): string | null {
  return labels.get(node) ?? null;
}

export function label(node: Node, name: string): void {
  if (!labels.has(node)) labels.set(node, name);
}
