import type { Graph } from "../graph/graph.ts";
import type { Attribute, Node } from "../graph/node.ts";
import type { Op } from "../graph/op.ts";
import { type Shape, ShapeError, sameShape, scalarShape, sizeOf } from "../graph/shape.ts";
import { limits } from "../limits.ts";
import { arrayOp, joinedNumbers, literal, onlyEntry, tableOf, uniformValue } from "./array.ts";
import { add, broadcast, index, mul, stack, sum, zeros } from "./build.ts";
import { constant } from "./constant.ts";
import { entryAt, gather, scatter } from "./gather.ts";
import { register } from "./registry.ts";

/** Puts entries side by side: numbers make a vector, rows a matrix. */
export const stackOp: Op = register({
  name: "stack",
  shape(inputs) {
    const first = inputs[0];
    if (!first) throw new ShapeError("a list", []);
    const other = inputs.find((item) => !sameShape(item.shape, first.shape));
    if (other) throw new ShapeError("a list", [first.shape, other.shape]);
    return [inputs.length, ...first.shape];
  },
  rewrite(graph, inputs) {
    const shape = [inputs.length, ...(inputs[0]?.shape ?? [])];
    if (sizeOf(shape) <= limits.unrolledLength) return null;
    const known = joinedNumbers(inputs);
    return known && literal(graph, shape, known);
  },
  evaluate(node, inputs) {
    const out = new Float64Array(sizeOf(node.shape));
    let offset = 0;
    for (const entries of inputs) {
      out.set(entries, offset);
      offset += entries.length;
    }
    return out;
  },
  jvp: (node, tangents) =>
    stack(
      node.graph,
      tangents.map(
        (tangent, position) => tangent ?? zeros(node.graph, (node.inputs[position] as Node).shape),
      ),
    ),
  transpose: (_node, cotangent, linear) =>
    linear.map((wanted, position) => (wanted ? index(cotangent, position) : null)),
  reads(node, entry, visit) {
    const row = sizeOf(node.shape.slice(1));
    visit(Math.floor(entry / row), entry % row);
  },
  flops: () => 0,
  scalars: (_node, inputs) => inputs.flat(),
});

/**
 * Entries found before, by array. An entry of f(v) + g(v) asks for the entry of v twice, and that of a chain of such
 * would ask twice at every link.
 */
const entriesFound = new WeakMap<Node, Node[]>();

/** Entry `i` of a vector, row `i` of a matrix. */
export const indexOp: Op = register({
  name: "index",
  shape: (inputs, attribute) => indexed(inputs, attribute).shape.slice(1),
  rewrite(graph, inputs, attribute) {
    const target = indexed(inputs, attribute);
    const position = attribute as number;
    if (target.op === stackOp) return target.inputs[position] ?? null;
    if (target.op === broadcastOp) return broadcast(target.inputs[0] as Node, target.shape.slice(1));
    const moved = indexOfMoved(graph, target, position);
    if (moved) return moved;
    if (!target.op.elementwise) return null;
    const found = entriesFound.get(target) ?? [];
    entriesFound.set(target, found);
    found[position] ??= graph.make(
      target.op,
      target.inputs.map((item) => (item.shape.length === 0 ? item : index(item, position))),
      target.attribute,
    );
    return found[position] ?? null;
  },
  evaluate(node, inputs) {
    const size = sizeOf(node.shape);
    const start = (node.attribute as number) * size;
    return (inputs[0] as Float64Array).slice(start, start + size);
  },
  jvp: (node, [tangent]) => (tangent ? index(tangent, node.attribute as number) : null),
  reads(node, entry, visit) {
    visit(0, (node.attribute as number) * sizeOf(node.shape) + entry);
  },
  flops: () => 0,
  transpose(node, cotangent) {
    const target = node.inputs[0] as Node;
    if (sizeOf(target.shape) > limits.unrolledLength) {
      const size = sizeOf(node.shape);
      const start = (node.attribute as number) * size;
      const whole = cotangent.shape.length === 0 ? stack(node.graph, [cotangent]) : cotangent;
      return [
        scatter(
          whole,
          target.shape,
          Int32Array.from({ length: size }, (_, k) => start + k),
        ),
      ];
    }
    const zero = zeros(node.graph, node.shape);
    const items = Array.from({ length: target.shape[0] as number }, (_, i) =>
      i === node.attribute ? cotangent : zero,
    );
    return [stack(node.graph, items)];
  },
  scalars(node, [entries]) {
    const size = sizeOf(node.shape);
    const start = (node.attribute as number) * size;
    return (entries ?? []).slice(start, start + size);
  },
});

/** An entry or a row of what is only moved about is one of where it came from. */
function indexOfMoved(graph: Graph, target: Node, position: number): Node | null {
  const shape = target.shape.slice(1);
  const size = sizeOf(shape);
  const start = position * size;
  if (target.op === arrayOp) return literal(graph, shape, tableOf(target).entries.slice(start, start + size));
  if (target.op.name === "gather") {
    const positions = tableOf(target).entries as Int32Array;
    return gather(target.inputs[0] as Node, shape, positions.slice(start, start + size));
  }
  if (target.op.name !== "concat" || shape.length > 0) return null;
  let rest = position;
  for (const item of target.inputs) {
    const length = sizeOf(item.shape);
    if (rest < length) return entryAt(item, rest);
    rest -= length;
  }
  return null;
}

/** The vector or matrix that an index points into. Throws when it is a number, or the index outside. */
function indexed([target]: readonly Node[], attribute: Attribute): Node {
  const extent = target?.shape[0];
  const position = attribute as number;
  if (!target || extent === undefined) throw new ShapeError("an index", target ? [target.shape] : []);
  if (!(Number.isInteger(position) && position >= 0 && position < extent)) {
    throw new RangeError(`index ${position} is outside 0..${extent - 1}`);
  }
  return target;
}

/** The sum of all entries. */
export const sumOp: Op = register({
  name: "sum",
  shape: () => scalarShape,
  rewrite(_graph, [target]) {
    if (!target) return null;
    if (target.shape.length === 0) return target;
    const uniform = uniformValue(target);
    if (uniform === 0) return constant(target.graph, 0);
    if (target.op === arrayOp) {
      const entries = tableOf(target).entries as Float64Array;
      return constant(
        target.graph,
        entries.reduce((total, entry) => total + entry),
      );
    }
    if (target.op.name === "mul") return onlyTerm(target);
    if (target.op !== stackOp || target.inputs.length > limits.unrolledLength) return null;
    return target.inputs.map((item) => sum(item)).reduce((total, item) => add(total, item));
  },
  evaluate(_node, inputs) {
    // From the first entry on, as the kernels do: 0 + (−0) would lose the sign.
    return Float64Array.of((inputs[0] as Float64Array).reduce((total, entry) => total + entry));
  },
  jvp: (_node, [tangent]) => (tangent ? sum(tangent) : null),
  reads(node, _entry, visit) {
    const size = sizeOf((node.inputs[0] as Node).shape);
    for (let entry = 0; entry < size; entry++) visit(0, entry);
  },
  flops: (node) => sizeOf((node.inputs[0] as Node).shape),
  transpose: (node, cotangent) => [broadcast(cotangent, (node.inputs[0] as Node).shape)],
  scalars: (_node, [entries]) => [(entries ?? []).reduce((total, item) => add(total, item))],
});

/** Σ eᵢvᵢ with a written-out e that is 0 in all places but one; else null. */
function onlyTerm({ inputs: [a, b] }: Node): Node | null {
  if (!a || !b) return null;
  const one = onlyEntry(a);
  const only = one ?? onlyEntry(b);
  const other = one ? b : a;
  if (!only || other.shape.length === 0) return null;
  return mul(only.value, index(other, only.position));
}

/** A number repeated over a shape; the transpose of `sum`. */
export const broadcastOp: Op = register({
  name: "broadcast",
  shape: (_inputs, attribute) => attribute as readonly number[],
  rewrite(graph, [target], attribute) {
    const shape = attribute as Shape;
    if (!target || shape.length === 0) return target ?? null;
    const length = shape[0] as number;
    if (shape.length > 1 || length > limits.unrolledLength) return null;
    return stack(
      graph,
      Array.from({ length }, () => target),
    );
  },
  evaluate: (node, inputs) =>
    new Float64Array(sizeOf(node.shape)).fill((inputs[0] as Float64Array)[0] as number),
  jvp: (node, [tangent]) => (tangent ? broadcast(tangent, node.shape) : null),
  reads: (_node, _entry, visit) => visit(0, 0),
  flops: () => 0,
  transpose: (_node, cotangent) => [sum(cotangent)],
  scalars: (node, [entries]) =>
    Array.from({ length: sizeOf(node.shape) }, () => (entries as readonly Node[])[0] as Node),
});
