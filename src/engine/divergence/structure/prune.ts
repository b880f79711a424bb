import type { Node } from "../../graph/node.ts";
import { sizeOf } from "../../graph/shape.ts";
import { zeros } from "../../ops/index.ts";
import { type Dependence, dependenceOf, unlessTooLarge } from "./dependence.ts";
import { eachSource } from "./entry-graph.ts";
import type { LinearMap } from "./linear-map.ts";
import { withoutEdges } from "./masked.ts";
import { maskEntries, rebuilt } from "./rebuild.ts";

/**
 * A map with the same diagonal and, where that is known from the dependency rules, without anything that only makes
 * the rest of the matrix: J_ii is the sum over the paths from tangent entry i to output entry i, so an edge e → f
 * matters only when one i both reaches e and is reached from f. This finds hollow functions (f_i = τ(x_i, h_i), h_i
 * free of x_i: Chen & Duvenaud 2019) whether or not h is detached, and triangular maps: what is left of them is
 * diagonal. Edges that stay lie on such a path together with all of it, so pruning again finds nothing.
 * Null when nothing can be removed, or when there are too many entries to follow.
 */
export function prune(map: LinearMap): LinearMap | null {
  const dependence = dependenceOf(map);
  if (!dependence) return null;
  return unlessTooLarge(() => {
    const { tangent } = map;
    dependence.sets.restart();
    const output = prunedOutput(map, dependence) ?? zeros(tangent.graph, map.output.shape);
    return output === map.output ? null : { tangent, output };
  });
}

function prunedOutput({ tangent, output }: LinearMap, dependence: Dependence): Node | null {
  const { graph, sets, reachedBy, reaches } = dependence;
  const isKept = (source: number, entry: number) =>
    sets.meet(reachedBy[source] as number, reaches[entry] as number);
  const isLive = (entry: number) => isKept(entry, entry);
  const images = new Map<Node, Node | null>();
  for (const node of graph.nodes) {
    const first = graph.starts.get(node) as number;
    const size = sizeOf(node.shape);
    const live = Uint8Array.from({ length: size }, (_, entry) => (isLive(first + entry) ? 1 : 0));
    if (!live.includes(1)) images.set(node, null);
    else if (node === tangent)
      images.set(
        node,
        maskEntries(node, (entry) => live[entry] === 1, size),
      );
    else {
      const isWhole = live.every((_, entry) => keepsAll(dependence, first + entry, isKept, isLive));
      images.set(node, isWhole ? rebuilt(node, images) : withoutEdges(node, graph, isKept, images));
    }
  }
  // An output that does not depend on the tangent has no image.
  return images.get(output) ?? null;
}

/** Whether no edge into the entry is to be cut; those from entries that are zero by now need no cut. */
function keepsAll(
  { graph, sets, reachedBy, reaches }: Dependence,
  entry: number,
  isKept: (source: number, entry: number) => boolean,
  isLive: (entry: number) => boolean,
): boolean {
  const reached = sets.get(reaches[entry] as number).length;
  if (reached === sets.universe) return true;
  let keeps = true;
  eachSource(graph, entry, (source) => {
    if (!keeps || isKept(source, entry)) return;
    keeps = sets.get(reachedBy[source] as number).length === 0 || !isLive(source);
  });
  return keeps;
}
