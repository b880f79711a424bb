import type { Node } from "../../graph/node.ts";
import { sizeOf } from "../../graph/shape.ts";
import { dependents, topological } from "../../graph/traverse.ts";
import { tableOf } from "../../ops/array.ts";
import { broadcast, constant, div, literal, reshape, select, transpose } from "../../ops/index.ts";
import type { LinearMap } from "../structure/linear-map.ts";

/**
 * One factor of a product of linear maps between vectors: a number, a diagonal (its entries, of shape [m]), or a
 * matrix ([rows, columns]).
 */
export interface Factor {
  readonly kind: "scale" | "diagonal" | "matrix";
  readonly by: Node;
}

/** A product of factors, the last applied first. */
export type Chain = readonly Factor[];

/** Products a map may be a sum of; a residual net of L blocks has 2^L. */
const mostChains = 32;

/** Entries up to which picking and spreading are written as matrices. */
const mostSelected = 16_384;

/**
 * The map as a sum of products of diagonals and matrices, read off its graph (no product is the zero map); null when
 * it is not of that form or is a sum of too many.
 */
export function chainsOf({ tangent, output }: LinearMap): readonly Chain[] | null {
  const order = topological([output]);
  const linear = dependents(order, [tangent]);
  if (!linear.has(output)) return [];
  const reader = new ChainReader(linear, tangent);
  for (const node of order) if (linear.has(node) && node !== tangent) reader.read(node);
  return reader.chains(output);
}

class ChainReader {
  private readonly linear: ReadonlySet<Node>;
  private readonly found = new Map<Node, readonly Chain[]>();

  constructor(linear: ReadonlySet<Node>, tangent: Node) {
    this.linear = linear;
    this.found.set(tangent, [[]]);
  }

  /** The products a linear node is a sum of; null when they could not be read. */
  chains(node: Node): readonly Chain[] | null {
    return this.found.get(node) ?? null;
  }

  /** A part that cannot be read matters only where something is made of it, and that cannot be read either. */
  read(node: Node): void {
    const flat = node.shape.length < 2 && node.inputs.every((item) => !this.isMatrix(item));
    const chains = flat ? this.through(node) : null;
    if (chains && chains.length <= mostChains) this.found.set(node, chains);
  }

  private isMatrix(item: Node): boolean {
    return this.linear.has(item) && item.shape.length > 1;
  }

  private through(node: Node): readonly Chain[] | null {
    const [a, b, c] = node.inputs as [Node, Node, Node];
    const { graph } = node;
    switch (node.op.name) {
      case "neg":
        return this.scaled(-1, a);
      case "add":
        return this.sumOf(node, [this.part(node, a), this.part(node, b)]);
      case "sub":
        return this.sumOf(node, [this.part(node, a), this.part(node, b, -1)]);
      case "mul":
        return this.linear.has(a) ? this.times(b, a) : this.times(a, b);
      case "div":
        return this.linear.has(b) ? null : this.times(div(1, b), a);
      case "select":
        if (this.linear.has(a)) return null;
        // The coefficient of the branch not taken is a written 0, which products with it keep (`throughSelect`).
        return this.sumOf(node, [
          this.linear.has(b) ? this.times(select(a, 1, 0), b) : [],
          this.linear.has(c) ? this.times(select(a, 0, 1), c) : [],
        ]);
      case "sum":
        return this.after(broadcast(constant(graph, 1), [1, sizeOf(a.shape)]), a);
      case "broadcast":
        return this.after(broadcast(constant(graph, 1), [sizeOf(node.shape), 1]), a);
      case "index":
        return this.picked(a, Int32Array.of(node.attribute as number));
      case "gather":
        return this.picked(a, tableOf(node).entries as Int32Array);
      case "scatter":
        return this.spread(a, tableOf(node).entries as Int32Array, sizeOf(node.shape));
      case "concat":
        return this.concatenated(node);
      case "matmul":
        if (!this.linear.has(a)) return b.shape.length === 1 ? this.after(a, b) : null;
        return this.linear.has(b) || a.shape.length > 1 ? null : this.after(transpose(b), a);
      default:
        return null;
    }
  }

  private sumOf(node: Node, parts: readonly (readonly Chain[] | null)[]): readonly Chain[] | null {
    const sameShape = node.inputs.every(
      (item) => !this.linear.has(item) || item.shape.length === node.shape.length,
    );
    if (!sameShape || parts.some((part) => part === null)) return null;
    return parts.flatMap((part) => part ?? []);
  }

  private part(_node: Node, item: Node, sign = 1): readonly Chain[] | null {
    if (!this.linear.has(item)) return [];
    return sign === 1 ? this.chains(item) : this.scaled(sign, item);
  }

  private scaled(by: number, item: Node): readonly Chain[] | null {
    return this.before({ kind: "scale", by: constant(item.graph, by) }, item);
  }

  private before(factor: Factor, item: Node): readonly Chain[] | null {
    return this.chains(item)?.map((chain) => [factor, ...chain]) ?? null;
  }

  private after(matrix: Node, item: Node): readonly Chain[] | null {
    return this.before({ kind: "matrix", by: matrix }, item);
  }

  /** A coefficient times a linear part, entry by entry, either of them perhaps one number. */
  private times(coefficient: Node, item: Node): readonly Chain[] | null {
    if (this.linear.has(coefficient)) return null;
    if (coefficient.shape.length === 0) return this.before({ kind: "scale", by: coefficient }, item);
    if (item.shape.length === 1) return this.before({ kind: "diagonal", by: coefficient }, item);
    return coefficient.shape.length === 1
      ? this.after(reshape(coefficient, [coefficient.shape[0] as number, 1]), item)
      : null;
  }

  private picked(item: Node, positions: Int32Array): readonly Chain[] | null {
    const columns = sizeOf(item.shape);
    const entries = selection(positions, columns, positions.length, false);
    return entries && this.after(literal(item.graph, [positions.length, columns], entries), item);
  }

  private spread(item: Node, positions: Int32Array, rows: number): readonly Chain[] | null {
    const columns = sizeOf(item.shape);
    const entries = selection(positions, columns, rows, true);
    return entries && this.after(literal(item.graph, [rows, columns], entries), item);
  }

  private concatenated(node: Node): readonly Chain[] | null {
    const parts: Chain[] = [];
    let start = 0;
    for (const item of node.inputs) {
      const length = sizeOf(item.shape);
      if (this.linear.has(item)) {
        const from = start;
        const to = Int32Array.from({ length }, (_, k) => from + k);
        const chains = this.spread(item, to, sizeOf(node.shape));
        if (!chains) return null;
        parts.push(...chains);
      }
      start += length;
    }
    return parts;
  }
}

/** The 0-1 matrix that picks entries by positions, or adds them up at positions; null when it is too large. */
function selection(
  positions: Int32Array,
  columns: number,
  rows: number,
  isSpread: boolean,
): Float64Array | null {
  if (rows * columns > mostSelected) return null;
  const entries = new Float64Array(rows * columns);
  positions.forEach((position, k) => {
    if (position < 0) return;
    const [row, column] = isSpread ? [position, k] : [k, position];
    entries[row * columns + column] = 1;
  });
  return entries;
}
