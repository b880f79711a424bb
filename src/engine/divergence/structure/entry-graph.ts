import type { Node } from "../../graph/node.ts";
import { sizeOf } from "../../graph/shape.ts";
import { dependents, topological } from "../../graph/traverse.ts";
import { type IndexSets, storedNumber } from "./index-sets.ts";
import type { LinearMap } from "./linear-map.ts";

/**
 * The linear part of a map, entry by entry: which entries each entry is made of, by the ops' dependency rules. Entries
 * of all linear nodes are numbered one after the other, so that an entry comes after those it is made of. Entries of
 * one node that are made of the same entries share one list, so that a dense layer takes a line, not a matrix.
 */
export interface EntryGraph {
  /** The nodes that depend on the tangent, inputs before users; the tangent is the first. */
  readonly nodes: readonly Node[];
  /** Number of a node's first entry. */
  readonly starts: ReadonlyMap<Node, number>;
  readonly size: number;
  /** What an entry is made of: an entry; `none`; or, as −2 − k, those of list k. */
  readonly sources: Int32Array;
  readonly lists: readonly Int32Array[];
}

const none = -1;

/** Throws LimitError. */
export function entryGraphOf({ tangent, output }: LinearMap, sets: IndexSets): EntryGraph {
  const order = topological([tangent, output]);
  const linear = dependents(order, [tangent]);
  const nodes = order.filter((node) => linear.has(node));
  const starts = new Map<Node, number>();
  let size = 0;
  for (const node of nodes) {
    starts.set(node, size);
    size += sizeOf(node.shape);
    sets.count(sizeOf(node.shape));
  }
  const sources = new Int32Array(size).fill(none);
  const lists: Int32Array[] = [];
  for (const node of nodes) {
    if (node === tangent) continue;
    const bases = node.inputs.map((item) => starts.get(item) ?? none);
    const first = starts.get(node) as number;
    const known = new ListsOfNode(lists);
    const own: number[] = [];
    const visit = (position: number, entry: number) => {
      const base = bases[position] as number;
      if (base !== none) own.push(base + entry);
    };
    for (let entry = 0; entry < sizeOf(node.shape); entry++) {
      own.length = 0;
      node.op.reads(node, entry, visit);
      sets.count(storedNumber * (own.length + 1));
      if (own.length < 2) sources[first + entry] = own[0] ?? none;
      else sources[first + entry] = -2 - known.number(own);
    }
  }
  return { nodes, starts, size, sources, lists };
}

/** Tells of every entry that this one is made of. */
export function eachSource(graph: EntryGraph, entry: number, visit: (source: number) => void): void {
  const source = graph.sources[entry] as number;
  if (source >= 0) visit(source);
  else if (source < none) for (const item of listAt(graph, source)) visit(item);
}

/** The list that `sources` names by a number below −1. */
export function listAt({ lists }: EntryGraph, source: number): Int32Array {
  return lists[-2 - source] as Int32Array;
}

/** The lists of one node; long ones that are equal are kept once. */
class ListsOfNode {
  private readonly lists: Int32Array[];
  private readonly byHash = new Map<number, number[]>();

  constructor(lists: Int32Array[]) {
    this.lists = lists;
  }

  number(entries: readonly number[]): number {
    if (entries.length < sharedFrom) return this.lists.push(Int32Array.from(entries)) - 1;
    let hash = entries.length;
    for (const entry of entries) hash = (Math.imul(hash, 31) + entry) | 0;
    const alike = this.byHash.get(hash) ?? [];
    this.byHash.set(hash, alike);
    const known = alike.find((list) => isListOf(this.lists[list] as Int32Array, entries));
    if (known !== undefined) return known;
    alike.push(this.lists.length);
    return this.lists.push(Int32Array.from(entries)) - 1;
  }
}

/** Shorter lists are not worth looking up. */
const sharedFrom = 4;

function isListOf(list: Int32Array, entries: readonly number[]): boolean {
  return list.length === entries.length && list.every((entry, at) => entry === entries[at]);
}
