import type { Attribute, Node } from "../graph/node.ts";
import type { Op } from "../graph/op.ts";
import { type Shape, ShapeError, sameShape, scalarShape, sizeOf } from "../graph/shape.ts";
import { limits } from "../limits.ts";
import { add, broadcast, index, stack, sum, zeros } from "./build.ts";
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
  transpose(node, cotangent) {
    const target = node.inputs[0] as Node;
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
    if (target.op !== stackOp || target.inputs.length > limits.unrolledLength) return null;
    return target.inputs.map((item) => sum(item)).reduce((total, item) => add(total, item));
  },
  evaluate(_node, inputs) {
    // From the first entry on, as the kernels do: 0 + (−0) would lose the sign.
    return Float64Array.of((inputs[0] as Float64Array).reduce((total, entry) => total + entry));
  },
  jvp: (_node, [tangent]) => (tangent ? sum(tangent) : null),
  transpose: (node, cotangent) => [broadcast(cotangent, (node.inputs[0] as Node).shape)],
  scalars: (_node, [entries]) => [(entries ?? []).reduce((total, item) => add(total, item))],
});

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
  transpose: (_node, cotangent) => [sum(cotangent)],
  scalars: (node, [entries]) =>
    Array.from({ length: sizeOf(node.shape) }, () => (entries as readonly Node[])[0] as Node),
});
