import type { EntryGraph } from "./entry-graph.ts";
import { type IndexSets, storedNumber } from "./index-sets.ts";

/**
 * The fewest entries that every path from the first n entries to the n from `first` on passes, ascending; of several
 * such cuts the one nearest to the start. Null when there is none of fewer than n. Maximum flow by Dinic's method on
 * the graph with every entry split into a way in and a way out of capacity 1 (Menger); entries that share a list of
 * sources share its edges. Throws LimitError.
 */
export function smallestCut(graph: EntryGraph, first: number, sets: IndexSets): Int32Array | null {
  const network = networkOf(graph, first, sets);
  const { universe } = sets;
  let flow = 0;
  for (;;) {
    const levels = network.levels();
    sets.count(storedNumber * network.edges);
    if ((levels[network.sink] as number) < 0) {
      const cut: number[] = [];
      for (let entry = 0; entry < graph.size; entry++) {
        if ((levels[2 * entry] as number) >= 0 && (levels[2 * entry + 1] as number) < 0) cut.push(entry);
      }
      return Int32Array.from(cut);
    }
    flow += network.block(levels);
    if (flow >= universe) return null;
  }
}

/** Vertices: 2e into and 2e + 1 out of entry e, then one for each list, the start and the sink. */
function networkOf({ size, sources, lists }: EntryGraph, first: number, sets: IndexSets): Network {
  const { universe } = sets;
  let edges = 2 * size + 2 * universe;
  for (const list of lists) edges += list.length;
  sets.count(storedNumber * edges);
  const start = 2 * size + lists.length;
  const network = new Network(start, start + 1, edges);
  for (let entry = 0; entry < size; entry++) {
    network.connect(2 * entry, 2 * entry + 1, 1);
    const source = sources[entry] as number;
    if (source >= 0) network.connect(2 * source + 1, 2 * entry, unbounded);
    else if (source < -1) network.connect(2 * size - 2 - source, 2 * entry, unbounded);
  }
  lists.forEach((list, k) => {
    for (const source of list) network.connect(2 * source + 1, 2 * size + k, unbounded);
  });
  for (let i = 0; i < universe; i++) {
    network.connect(start, 2 * i, unbounded);
    network.connect(2 * (first + i) + 1, start + 1, unbounded);
  }
  return network;
}

const unbounded = 1_073_741_823;

/** A network with its residual capacities; edge k and its reverse k ^ 1 stand side by side. */
class Network {
  readonly start: number;
  readonly sink: number;
  private readonly heads: Int32Array;
  private readonly next: Int32Array;
  private readonly to: Int32Array;
  private readonly capacity: Int32Array;
  private length = 0;

  constructor(start: number, sink: number, edges: number) {
    this.start = start;
    this.sink = sink;
    this.heads = new Int32Array(Math.max(start, sink) + 1).fill(-1);
    this.next = new Int32Array(2 * edges);
    this.to = new Int32Array(2 * edges);
    this.capacity = new Int32Array(2 * edges);
  }

  get edges(): number {
    return this.length >> 1;
  }

  connect(from: number, to: number, capacity: number): void {
    this.push(from, to, capacity);
    this.push(to, from, 0);
  }

  private push(from: number, to: number, capacity: number): void {
    this.to[this.length] = to;
    this.capacity[this.length] = capacity;
    this.next[this.length] = this.heads[from] as number;
    this.heads[from] = this.length;
    this.length += 1;
  }

  /** Distance of each vertex from the start along edges with capacity left; −1 where there is no way. */
  levels(): Int32Array {
    const levels = new Int32Array(this.heads.length).fill(-1);
    const queue = new Int32Array(this.heads.length);
    levels[this.start] = 0;
    queue[0] = this.start;
    let end = 1;
    for (let at = 0; at < end; at++) {
      const vertex = queue[at] as number;
      for (let edge = this.heads[vertex] as number; edge >= 0; edge = this.next[edge] as number) {
        const to = this.to[edge] as number;
        if (this.capacity[edge] === 0 || (levels[to] as number) >= 0) continue;
        levels[to] = (levels[vertex] as number) + 1;
        queue[end] = to;
        end += 1;
      }
    }
    return levels;
  }

  /** Sends unit after unit along shortest ways until each is blocked; how many. Every way passes a capacity of 1. */
  block(levels: Int32Array): number {
    const current = this.heads.slice();
    const way: number[] = [];
    let vertex = this.start;
    let units = 0;
    for (;;) {
      if (vertex === this.sink) {
        for (const edge of way) this.send(edge);
        units += 1;
        way.length = 0;
        vertex = this.start;
        continue;
      }
      const edge = current[vertex] as number;
      if (edge < 0) {
        const last = way.pop();
        if (last === undefined) return units;
        vertex = this.to[last ^ 1] as number;
        current[vertex] = this.next[current[vertex] as number] as number;
      } else if (
        (this.capacity[edge] as number) > 0 &&
        levels[this.to[edge] as number] === (levels[vertex] as number) + 1
      ) {
        way.push(edge);
        vertex = this.to[edge] as number;
      } else current[vertex] = this.next[edge] as number;
    }
  }

  private send(edge: number): void {
    (this.capacity[edge] as number) -= 1;
    (this.capacity[edge ^ 1] as number) += 1;
  }
}
