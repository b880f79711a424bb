import type { Node } from "../../graph/node.ts";
import { sizeOf } from "../../graph/shape.ts";
import { substitute } from "../../graph/traverse.ts";
import { add, concat, gather, index, zeros } from "../../ops/index.ts";
import { type Dependence, dependenceOf, unlessTooLarge } from "./dependence.ts";
import type { EntryGraph } from "./entry-graph.ts";
import { freshTangent, type LinearMap } from "./linear-map.ts";
import { entriesAt, maskEntries, rebuilt } from "./rebuild.ts";
import { smallestCut } from "./vertex-cut.ts";

/** Entries of one node that are cut, and where they stand in R^w. */
interface Piece {
  readonly node: Node;
  readonly entries: readonly number[];
  readonly start: number;
}

/**
 * The map turned at its narrowest place. Let every path from the tangent to the output pass one of w entries c. Then
 * L = A∘B with B: tangent → c and A: c → output, where A reads c for these entries wherever they stand, and
 * tr(A∘B) = tr(B∘A) is the trace of a map of R^w. (That one cut entry may depend on another does no harm: B computes
 * it from the tangent, A takes it as given.) Null unless w < n, and where nothing of the tangent reaches the output.
 */
export function narrowCut(map: LinearMap): { readonly width: number; readonly rotated: LinearMap } | null {
  const found = cutEntries(map);
  if (!found) return null;
  const { graph, cut } = found;
  return unlessTooLarge(() => ({
    width: cut.length,
    rotated: rotate(map, graph, piecesOf(graph, cut), cut.length),
  }));
}

/** The entries of the cut, ascending. */
export function cutEntries(map: LinearMap): (Dependence & { readonly cut: Int32Array }) | null {
  const dependence = dependenceOf(map);
  const first = dependence?.graph.starts.get(map.output);
  if (!dependence || first === undefined) return null;
  return unlessTooLarge(() => {
    dependence.sets.restart();
    const cut = smallestCut(dependence.graph, first, dependence.sets);
    return cut && cut.length > 0 ? { ...dependence, cut } : null;
  });
}

function piecesOf(graph: EntryGraph, cut: Int32Array): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  for (const node of graph.nodes) {
    const first = graph.starts.get(node) as number;
    const [start, entries] = [at, [] as number[]];
    for (; at < cut.length && (cut[at] as number) < first + sizeOf(node.shape); at++)
      entries.push((cut[at] as number) - first);
    if (entries.length > 0) pieces.push({ node, entries, start });
  }
  return pieces;
}

function rotate(
  { tangent, output }: LinearMap,
  graph: EntryGraph,
  pieces: readonly Piece[],
  width: number,
): LinearMap {
  const fresh = freshTangent(tangent, width);
  const images = new Map<Node, Node | null>();
  const pieceOf = new Map(pieces.map((piece) => [piece.node, piece]));
  for (const node of graph.nodes) {
    const rest = node === tangent ? null : rebuilt(node, images);
    const piece = pieceOf.get(node);
    images.set(node, piece ? withPiece(rest, piece, fresh) : rest);
  }
  const turned = images.get(output) ?? zeros(output.graph, output.shape);
  const ends = substitute(
    pieces.map(({ node }) => node),
    new Map([[tangent, turned]]),
  );
  const parts = pieces.map(({ entries }, k) => entriesAt(ends[k] as Node, entries));
  return { tangent: fresh, output: joined(parts) };
}

/** The node with the cut entries taken from the fresh tangent. */
function withPiece(rest: Node | null, { node, entries, start }: Piece, fresh: Node): Node {
  if (node.shape.length === 0) return index(fresh, start);
  const size = sizeOf(node.shape);
  const positions = new Int32Array(size).fill(-1);
  entries.forEach((entry, k) => {
    positions[entry] = start + k;
  });
  const taken = gather(fresh, node.shape, positions);
  const others = rest && maskEntries(rest, (entry) => positions[entry] === -1, size);
  return others ? add(others, taken) : taken;
}

function joined(parts: readonly Node[]): Node {
  const [only] = parts as [Node];
  return parts.length > 1 || only.shape.length === 0 ? concat(only.graph, parts) : only;
}
