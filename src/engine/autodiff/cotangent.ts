import type { Node, Table } from "../graph/node.ts";
import { sizeOf } from "../graph/shape.ts";
import { limits } from "../limits.ts";
import { add, concatenate, scatter, stack } from "../ops/index.ts";

/**
 * What a node's users hand back to it, added up. Those that read entries of a long array are kept apart and laid down
 * together in the end: n reads of n entries take O(n), where n arrays of one entry each would take O(n²).
 */
export class Cotangent {
  private readonly node: Node;
  private whole: Node | null = null;
  private readonly reads: { readonly cotangent: Node; readonly positions: Int32Array }[] = [];

  constructor(node: Node) {
    this.node = node;
  }

  add(cotangent: Node): void {
    this.whole = this.whole ? add(this.whole, cotangent) : cotangent;
  }

  /** A cotangent of the entries at `positions` (−1 where none was read), in this order. */
  addRead(cotangent: Node, positions: Int32Array): void {
    this.reads.push({ cotangent, positions });
  }

  /** The sum of all; null when there are none. */
  total(): Node | null {
    const { graph, shape } = this.node;
    if (this.reads.length > 0) {
      const parts = this.reads.splice(0);
      const positions = new Int32Array(parts.reduce((size, part) => size + part.positions.length, 0));
      let taken = 0;
      for (const part of parts) {
        positions.set(part.positions, taken);
        taken += part.positions.length;
      }
      this.add(scatter(oneAfterAnother(parts.map(({ cotangent }) => cotangent)), shape, positions));
    }
    return this.whole;

    function oneAfterAnother(items: readonly Node[]): Node {
      const [first] = items as [Node];
      if (items.length === 1 && first.shape.length > 0) return first;
      if (items.every((item) => item.shape.length === 0)) return stack(graph, items);
      return concatenate(graph, items, [positionCount(items)]);
    }
  }
}

/** The entries of a long array that a node is made of and nothing else, by their positions row by row; else null. */
export function readPositions(node: Node): Int32Array | null {
  const [source] = node.inputs;
  if (!source || sizeOf(source.shape) <= limits.unrolledLength) return null;
  if (node.op.name === "gather") return (node.attribute as Table<Int32Array>).entries;
  if (node.op.name !== "index") return null;
  const size = sizeOf(node.shape);
  const start = (node.attribute as number) * size;
  return Int32Array.from({ length: size }, (_, k) => start + k);
}

function positionCount(items: readonly Node[]): number {
  return items.reduce((total, { shape }) => total + sizeOf(shape), 0);
}
