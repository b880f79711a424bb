import type { Attribute, Node, Table } from "../../graph/node.ts";
import { type DerivedOrigin, originOf } from "../../graph/origin.ts";
import { sameShape } from "../../graph/shape.ts";
import { constantValue } from "../../ops/index.ts";
import { type PythonTarget, repeatedScalar } from "./expression.ts";

/** A node as it is written: by its op, or by an idiom that covers the nodes behind it as well. */
export interface View {
  /** An op's name or an idiom's. */
  readonly form: string;
  readonly inputs: readonly Node[];
  readonly attribute: Attribute;
}

/** Idioms of several nodes, by name, as calls of one argument. */
export const layerIdioms: Readonly<Record<string, Partial<Record<PythonTarget, string>>>> = {
  relu: { jax: "jax.nn.relu({})", pytorch: "torch.relu({})", numpy: "np.maximum({}, 0.0)" },
  silu: { jax: "jax.nn.silu({})", pytorch: "torch.nn.functional.silu({})" },
  gelu: { jax: "jax.nn.gelu({}, approximate=False)", pytorch: "torch.nn.functional.gelu({})" },
};

/** How a node is written for a target. */
export function viewOf(node: Node, target: PythonTarget): View {
  const layer = layerOf(node);
  if (layer && layerIdioms[layer.form]?.[target]) return layer;
  const { op, inputs, attribute } = node;
  if (op.name === "array") {
    const origin = originOf(node);
    return origin && "op" in origin && !isWrittenOut(origin)
      ? viewed(origin)
      : { form: "array", inputs, attribute };
  }
  const entire = op.name === "stack" ? wholeVector(inputs) : null;
  if (entire) return { form: "same", inputs: [entire], attribute };
  if (op.name === "stack" && isLiteral(node)) return { form: "numbers", inputs: [], attribute };
  if (op.name === "sum") {
    const product = inputs[0] as Node;
    const [a, b] = product.inputs;
    if (product.op.name === "mul" && a && b && a.shape.length === 1 && sameShape(a.shape, b.shape))
      return { form: "dot", inputs: [a, b], attribute };
  }
  if (op.name === "mul") {
    const [a, b] = inputs as [Node, Node];
    const [left, right] = [along(a, "down"), along(b, "down")];
    const [over, under] = [along(b, "across"), along(a, "across")];
    if (left && over) return { form: "outer", inputs: [left, over], attribute };
    if (right && under) return { form: "outer", inputs: [right, under], attribute };
  }
  if (op.name === "index" && inputs[0]?.op.name === "index")
    return { form: "entry", inputs: [inputs[0].inputs[0] as Node], attribute };
  return viewed(node);
}

/** Rows of numbers that came from nowhere: they stand in one array. */
function isWrittenOut({ op, inputs }: DerivedOrigin): boolean {
  return op.name === "stack" && inputs.every((row) => originOf(row) === null);
}

/** The vector whose entries these are, all of them in order; else null. */
function wholeVector(items: readonly Node[]): Node | null {
  const source = items[0]?.inputs[0];
  if (source?.shape[0] !== items.length) return null;
  const isWhole = items.every(
    ({ op, inputs, attribute }, position) =>
      op.name === "index" && inputs[0] === source && attribute === position,
  );
  return isWhole ? source : null;
}

/** Numbers written out, row by row. */
function isLiteral({ op, inputs }: Node): boolean {
  return op.name === "stack" && inputs.every((item) => constantValue(item) !== null || isLiteral(item));
}

/** A number repeated beside a whole array is written as the number. */
function viewed({ op, inputs, attribute }: Pick<Node, "op" | "inputs" | "attribute">): View {
  const form = op.name;
  if (!op.elementwise) return { form, inputs, attribute };
  const scalars = inputs.map(repeatedScalar);
  const isWhole = inputs.some((input, position) => input.shape.length > 0 && !scalars[position]);
  const args = isWhole ? inputs.map((input, position) => scalars[position] ?? input) : inputs;
  return { form, inputs: args, attribute };
}

/** relu, silu and gelu as the language builds them. */
function layerOf({ op, inputs }: Node): View | null {
  if (op.name === "select") {
    const [condition, zero, x] = inputs as [Node, Node, Node];
    const isKink = condition.op.name === "less-equal" && condition.inputs[0] === x;
    const isAtZero = isKink && constantValue(condition.inputs[1] as Node) === 0;
    return isAtZero && constantValue(zero) === 0 ? { form: "relu", inputs: [x], attribute: null } : null;
  }
  if (op.name !== "mul") return null;
  for (const [a, b] of [inputs, [...inputs].reverse()] as [Node, Node][]) {
    if (b.op.name === "sigmoid" && b.inputs[0] === a) return { form: "silu", inputs: [a], attribute: null };
    const half = a.op.name === "mul" && constantValue(a.inputs[0] as Node) === 0.5 ? a.inputs[1] : null;
    const tail = b.op.name === "erfc" ? (b.inputs[0] as Node) : null;
    const scaled = tail?.op.name === "mul" && constantValue(tail.inputs[0] as Node) === -Math.SQRT1_2;
    if (half && scaled && tail?.inputs[1] === half) return { form: "gelu", inputs: [half], attribute: null };
  }
  return null;
}

/** The vector that fills every column (`down`) or every row (`across`) of a matrix; null for any other matrix. */
function along(node: Node, way: "down" | "across"): Node | null {
  const source = node.inputs[0];
  const [rows, columns] = node.shape;
  if (node.op.name !== "gather" || source?.shape.length !== 1 || rows === undefined || columns === undefined)
    return null;
  if (source.shape[0] !== (way === "down" ? rows : columns)) return null;
  const { entries } = node.attribute as Table;
  const isSuch = entries.every(
    (from, k) => from === (way === "down" ? Math.floor(k / columns) : k % columns),
  );
  return isSuch ? source : null;
}
