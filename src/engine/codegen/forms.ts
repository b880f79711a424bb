import type { Node } from "../graph/node.ts";
import { sizeOf } from "../graph/shape.ts";
import { limits } from "../limits.ts";
import { arrayOp, tableOf } from "../ops/array.ts";
import { constant } from "../ops/constant.ts";
import { entryAt } from "../ops/gather.ts";
import { inputAttribute } from "../ops/input.ts";
import { productExtents } from "../ops/matmul.ts";
import { isUnchanged, type Load, reachable } from "./lower.ts";

/** Multiplications up to which a product of short arrays is written out: two thirds of the time of a loop. */
const writtenOutProduct = 256;

/** The same in kernels whose products are more than this together: V8 leaves functions of some 4,000 lines slow. */
const writtenOutProducts = 1_024;
const fewProducts = 16;

/** The entries, row-major, of every scalar and of the arrays that are kept as scalars; the others live in loops. */
export type ScalarForms = ReadonlyMap<Node, readonly Node[]>;

/**
 * Decides node by node what is straight-line scalar code: every scalar, and arrays of few entries made of such. All
 * else becomes loops. A scalar that is read from a looped array (an entry, a sum) stands for itself.
 */
export function scalarForms(outputs: readonly Node[], bound: ReadonlyMap<Node, Load>): ScalarForms {
  const forms = new Map<Node, readonly Node[]>();
  const order = reachable(outputs, (leaf) => bound.has(leaf));
  const short = order.map(productsOf).filter((products) => products <= writtenOutProduct);
  const isLong = short.reduce((total, products) => total + products, 0) > writtenOutProducts;
  const most = isLong ? fewProducts : writtenOutProduct;
  const known = (node: Node) => {
    const isShortTable = node.op === arrayOp && sizeOf(node.shape) <= writtenOutProduct;
    return forms.get(node) ?? (isShortTable ? node.op.scalars(node, []) : null);
  };
  for (const node of order) {
    const isScalar = node.shape.length === 0;
    if (!isScalar && sizeOf(node.shape) > limits.unrolledLength) continue;
    if (bound.has(node)) {
      if (inputAttribute(node)) forms.set(node, node.op.scalars(node, []));
      else if (isScalar) forms.set(node, [node]);
      continue;
    }
    const inputs = node.inputs.map(known);
    const entries =
      productsOf(node) <= most && inputs.every((own) => own !== null)
        ? entriesFrom(node, inputs)
        : entriesOfInput(node, bound);
    if (entries) forms.set(node, entries);
    else if (isScalar) forms.set(node, [node]);
  }
  return forms;
}

function entriesFrom(node: Node, inputs: readonly (readonly Node[])[]): readonly Node[] {
  return isUnchanged(node, inputs) ? [node] : node.op.scalars(node, inputs);
}

function productsOf(node: Node): number {
  if (node.op.name !== "matmul") return 0;
  const { rows, inner, columns } = productExtents(
    (node.inputs[0] as Node).shape,
    (node.inputs[1] as Node).shape,
  );
  return rows * inner * columns;
}

/** A few entries out of a long input are scalars, though the input is not. */
function entriesOfInput(node: Node, bound: ReadonlyMap<Node, Load>): readonly Node[] | null {
  const [source] = node.inputs;
  if (node.op.name !== "gather" || !source || !bound.has(source)) return null;
  return Array.from(tableOf(node).entries, (from) =>
    from < 0 ? constant(node.graph, 0) : entryAt(source, from),
  );
}
