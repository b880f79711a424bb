import type { Node } from "../graph/node.ts";
import { describeShape, ShapeError } from "../graph/shape.ts";
import { div, dot, extremeEntry, index, mul, productOfEntries, sqrt, stack, sub, sum } from "../ops/index.ts";
import { Refusal } from "./context.ts";

/** The vector itself. Throws Refusal for anything else. */
export function vectorOf(name: string, value: Node | undefined): Node {
  if (value?.shape.length === 1) return value;
  throw unfit(name, "a vector", value);
}

/** The matrix itself. Throws Refusal for anything else. */
export function matrixOf(name: string, value: Node | undefined): Node {
  if (value?.shape.length === 2) return value;
  throw unfit(name, "a matrix", value);
}

export function squareMatrixOf(name: string, value: Node | undefined): Node {
  if (value?.shape.length === 2 && value.shape[0] === value.shape[1]) return value;
  throw unfit(name, "a square matrix", value);
}

export function unfit(name: string, wanted: string, value: Node | undefined): Refusal {
  const given = value ? describeShape(value.shape) : "nothing";
  return new Refusal("shape", `\`${name}\` needs ${wanted}, but ${given} is given.`);
}

function entriesOf(name: string, value: Node | undefined): Node[] {
  const vector = vectorOf(name, value);
  return Array.from({ length: vector.shape[0] ?? 0 }, (_, i) => index(vector, i));
}

/** a × b in space, and its one component a₀b₁ − a₁b₀ in the plane. */
export function cross(a: Node | undefined, b: Node | undefined): Node {
  const [a0, a1, a2, ...others] = entriesOf("cross", a);
  const [b0, b1, b2] = entriesOf("cross", b);
  if (!a || a.shape[0] !== b?.shape[0] || !a0 || !a1 || !b0 || !b1 || others.length > 0) {
    throw new ShapeError("cross", [a?.shape ?? [], b?.shape ?? []]);
  }
  const turn = (p: Node, q: Node, r: Node, s: Node) => sub(mul(p, s), mul(q, r));
  if (!a2 || !b2) return turn(a0, a1, b0, b1);
  return stack(a.graph, [turn(a1, a2, b1, b2), turn(a2, a0, b2, b0), turn(a0, a1, b0, b1)]);
}

/** √Σ vᵢ². */
export function norm(vector: Node | undefined): Node {
  const entries = vectorOf("norm", vector);
  return sqrt(dot(entries, entries));
}

export function sumOfEntries(vector: Node | undefined): Node {
  return sum(array("sum", vector));
}

export function mean(vector: Node | undefined): Node {
  const entries = array("mean", vector);
  return div(
    sum(entries),
    entries.shape.reduce((size, extent) => size * extent, 1),
  );
}

export function product(vector: Node | undefined): Node {
  return productOfEntries(vectorOf("prod", vector));
}

/** The smallest or largest entry; ties share the derivative as `min` and `max` of two do. */
export function smallest(vector: Node, name: "min" | "max"): Node {
  return extremeEntry(vectorOf(name, vector), name);
}

function array(name: string, value: Node | undefined): Node {
  if (!value || value.shape.length === 0)
    throw new Refusal("shape", `\`${name}\` needs a vector, but a number is given.`);
  return value;
}
