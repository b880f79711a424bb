import type { Node } from "../../graph/node.ts";
import { gather, index, uniformValue, zeros } from "../../ops/index.ts";

/** What linear nodes become; null is zero. Nodes that are no keys stay as they are. */
export type Images = ReadonlyMap<Node, Node | null>;

/** The node with its linear inputs replaced; null when they are all zero. */
export function rebuilt(node: Node, images: Images): Node | null {
  let isZero = true;
  const inputs = node.inputs.map((item) => {
    const image = images.get(item);
    if (image) isZero = false;
    return image === undefined ? item : (image ?? zeros(item.graph, item.shape));
  });
  if (isZero) return null;
  return unlessZero(node.graph.make(node.op, inputs, node.attribute));
}

export function unlessZero(node: Node): Node | null {
  return uniformValue(node) === 0 ? null : node;
}

/**
 * The array with only the entries kept that are wanted, zeros elsewhere, and null when none is. By a gather, not a
 * product: an infinite entry that is dropped must not leave 0·∞.
 */
export function maskEntries(node: Node, isKept: (entry: number) => boolean, size: number): Node | null {
  const positions = Int32Array.from({ length: size }, (_, entry) => (isKept(entry) ? entry : -1));
  if (positions.every((from) => from < 0)) return null;
  return node.shape.length === 0 ? node : unlessZero(gather(node, node.shape, positions));
}

/** Entries of an array one after the other: a vector, of the scalar itself when it is one. */
export function entriesAt(node: Node, positions: readonly number[]): Node {
  if (node.shape.length === 0) return node;
  if (node.shape.length === 1 && positions.length === 1) return index(node, positions[0] as number);
  return gather(node, [positions.length], Int32Array.from(positions));
}
