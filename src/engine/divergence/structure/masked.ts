import type { Node, Table } from "../../graph/node.ts";
import { sizeOf } from "../../graph/shape.ts";
import { broadcast, matmul, scatter, sum, zeros } from "../../ops/index.ts";
import { productExtents } from "../../ops/matmul.ts";
import type { EntryGraph } from "./entry-graph.ts";
import { entriesAt, type Images, maskEntries, unlessZero } from "./rebuild.ts";

/**
 * A linear node on the images of its inputs, without the edges that are not kept, as far as masks take them away: of
 * the result where its entries are single entries, else of inputs, and of a matrix that a linear array is multiplied
 * with. An edge between two matrices that shares its factor with a kept one stays. Null when nothing is left.
 */
export function withoutEdges(
  node: Node,
  graph: EntryGraph,
  isKept: (source: number, entry: number) => boolean,
  images: Images,
): Node | null {
  const uses = node.inputs.map((item) => (images.get(item) ? new Uses(item, node) : null));
  const keptTo = new Uint8Array(sizeOf(node.shape));
  const starts = node.inputs.map((item) => graph.starts.get(item) ?? 0);
  const first = graph.starts.get(node) as number;
  for (let to = 0; to < keptTo.length; to++) {
    node.op.reads(node, to, (position, from) => {
      if (!uses[position]) return;
      if (!isKept((starts[position] as number) + from, first + to)) return;
      uses[position].keep(from, to);
      keptTo[to] = 1;
    });
  }
  if (!keptTo.includes(1)) return null;
  const isKeptTo = (to: number) => keptTo[to] === 1;
  const inputs = node.inputs.map((item, position) => {
    const image = images.get(item);
    return image === undefined
      ? item
      : (image && uses[position]?.masked(image)) || zeros(item.graph, item.shape);
  });
  const [a, b] = inputs as [Node, Node];
  switch (node.op.name) {
    case "index":
    case "gather":
    case "broadcast": {
      const whole = images.get(node.inputs[0] as Node) as Node;
      return maskEntries(node.graph.make(node.op, [whole], node.attribute), isKeptTo, keptTo.length);
    }
    case "sum": {
      const image = images.get(node.inputs[0] as Node) as Node;
      return unlessZero(sum(entriesAt(image, (uses[0] as Uses).kept())));
    }
    case "scatter": {
      const image = images.get(node.inputs[0] as Node) as Node;
      const { entries } = node.attribute as Table<Int32Array>;
      const positions = entries.map((to, from) => (uses[0]?.isKept(from) ? to : -1));
      return unlessZero(scatter(image, node.shape, positions));
    }
    case "matmul": {
      const product = uses[0]
        ? matmul(a, uses[0].maskedFactor(b))
        : matmul((uses[1] as Uses).maskedFactor(a), b);
      return node.shape.length === 2 ? maskEntries(product, isKeptTo, keptTo.length) : unlessZero(product);
    }
    default:
      return unlessZero(node.graph.make(node.op, inputs, node.attribute));
  }
}

/** What is kept of the edges from one input of a node. */
class Uses {
  private readonly item: Node;
  private readonly node: Node;
  private readonly keptFrom: Uint8Array;
  /** For a number beside arrays: the entries of the result that keep it. */
  private readonly keptTo: Uint8Array | null;
  /** For products: the entries of the other factor that stand at a kept edge. */
  private readonly keptFactor: Uint8Array | null;

  constructor(item: Node, node: Node) {
    this.item = item;
    this.node = node;
    this.keptFrom = new Uint8Array(sizeOf(item.shape));
    const isSpread = node.op.elementwise && item.shape.length < node.shape.length;
    this.keptTo = isSpread ? new Uint8Array(sizeOf(node.shape)) : null;
    this.keptFactor = node.op.name === "matmul" ? new Uint8Array(sizeOf(this.factor.shape)) : null;
  }

  keep(from: number, to: number): void {
    this.keptFrom[from] = 1;
    if (this.keptTo) this.keptTo[to] = 1;
    if (this.keptFactor) this.keptFactor[this.factorAt(from, to)] = 1;
  }

  isKept(from: number): boolean {
    return this.keptFrom[from] === 1;
  }

  kept(): number[] {
    return [...this.keptFrom.keys()].filter((from) => this.isKept(from));
  }

  /** The input without what is kept nowhere. */
  masked(image: Node): Node | null {
    const { keptFrom, keptTo, node } = this;
    if (!keptFrom.includes(1)) return null;
    if (!keptTo?.includes(0)) return maskEntries(image, (from) => this.isKept(from), keptFrom.length);
    return maskEntries(broadcast(image, node.shape), (to) => keptTo[to] === 1, keptTo.length);
  }

  maskedFactor(factor: Node): Node {
    const { keptFactor } = this;
    const masked = maskEntries(factor, (k) => keptFactor?.[k] === 1, sizeOf(factor.shape));
    return masked ?? zeros(factor.graph, factor.shape);
  }

  private get factor(): Node {
    const [a, b] = this.node.inputs as [Node, Node];
    return this.item === a ? b : a;
  }

  /** Where the other factor's entry stands that makes result `to` from input `from`. */
  private factorAt(from: number, to: number): number {
    const [a, b] = this.node.inputs as [Node, Node];
    const { inner, columns } = productExtents(a.shape, b.shape);
    return this.item === a
      ? (from % inner) * columns + (to % columns)
      : Math.floor(to / columns) * inner + Math.floor(from / columns);
  }
}
