import { sizeOf } from "../../graph/shape.ts";
import { LimitError } from "../../limits.ts";
import { type EntryGraph, entryGraphOf } from "./entry-graph.ts";
import { IndexSets } from "./index-sets.ts";
import type { LinearMap } from "./linear-map.ts";

/** For each entry of the linear part, from which tangent entries it comes and to which output entries it goes. */
export interface Dependence {
  readonly graph: EntryGraph;
  readonly sets: IndexSets;
  /** Number of the set of tangent entries that reach an entry. */
  readonly reachedBy: Int32Array;
  /** Number of the set of output entries that an entry reaches. */
  readonly reaches: Int32Array;
}

const found = new WeakMap<LinearMap, Dependence | null>();

/** By the ops' dependency rules; null when there are too many entries to follow (`limits.dependencySteps`). */
export function dependenceOf(map: LinearMap): Dependence | null {
  let dependence = found.get(map);
  if (dependence === undefined) {
    dependence = unlessTooLarge(() => {
      const sets = new IndexSets(sizeOf(map.tangent.shape));
      const graph = entryGraphOf(map, sets);
      return { graph, sets, reachedBy: forward(graph, sets), reaches: backward(map, graph, sets) };
    });
    found.set(map, dependence);
  }
  return dependence;
}

/** Null where a bound is passed. */
export function unlessTooLarge<Result>(find: () => Result): Result | null {
  try {
    return find();
  } catch (error) {
    if (error instanceof LimitError) return null;
    throw error;
  }
}

function forward(graph: EntryGraph, sets: IndexSets): Int32Array {
  const { size, sources, lists } = graph;
  const reachedBy = new Int32Array(size).fill(sets.empty);
  const united = new Union(sets);
  const ofLists = new Int32Array(lists.length).fill(-1);
  for (let entry = 0; entry < size; entry++) {
    const source = sources[entry] as number;
    if (entry < sets.universe) reachedBy[entry] = sets.singleton(entry);
    else if (source >= 0) reachedBy[entry] = reachedBy[source] as number;
    else if (source < -1) {
      const list = -2 - source;
      if (ofLists[list] === -1) {
        for (const item of lists[list] as Int32Array) united.add(reachedBy[item] as number);
        ofLists[list] = united.take();
      }
      reachedBy[entry] = ofLists[list] as number;
    }
  }
  return reachedBy;
}

function backward(map: LinearMap, graph: EntryGraph, sets: IndexSets): Int32Array {
  const { size, sources, lists, starts } = graph;
  const reaches = new Int32Array(size).fill(sets.empty);
  const united = new Union(sets);
  // What an entry goes into: entries, and lists as −2 − k; a list goes into the entries made of it.
  const users = invert(graph, sets);
  const ofLists = new Int32Array(lists.length).fill(-1);
  const members = grouped(sources, lists.length, (source) => (source < -1 ? -2 - source : -1));
  const first = starts.get(map.output);
  const last = first === undefined ? -1 : first + sets.universe;
  for (let entry = size - 1; entry >= 0; entry--) {
    if (first !== undefined && entry >= first && entry < last) {
      reaches[entry] = sets.singleton(entry - first);
      continue;
    }
    for (let k = users.starts[entry] as number; k < (users.starts[entry + 1] as number); k++) {
      const user = users.items[k] as number;
      if (user >= 0) {
        united.add(reaches[user] as number);
        continue;
      }
      const list = -2 - user;
      if (ofLists[list] === -1) {
        const inner = new Union(sets);
        for (let m = members.starts[list] as number; m < (members.starts[list + 1] as number); m++)
          inner.add(reaches[members.items[m] as number] as number);
        ofLists[list] = inner.take();
      }
      united.add(ofLists[list] as number);
    }
    reaches[entry] = united.take();
  }
  return reaches;
}

/** Lists of numbers one after the other: list k is `items` from `starts[k]` to `starts[k + 1]`. */
interface Lists {
  readonly starts: Int32Array;
  readonly items: Int32Array;
}

/** The positions in `values` by their key; those of a negative key are left out. */
function grouped(values: Int32Array, keys: number, keyOf: (value: number) => number): Lists {
  const starts = new Int32Array(keys + 1);
  for (const value of values) if (keyOf(value) >= 0) (starts[keyOf(value) + 1] as number) += 1;
  for (let key = 0; key < keys; key++) (starts[key + 1] as number) += starts[key] as number;
  const items = new Int32Array(starts[keys] as number);
  const next = starts.slice();
  values.forEach((value, at) => {
    const key = keyOf(value);
    if (key < 0) return;
    items[next[key] as number] = at;
    (next[key] as number) += 1;
  });
  return { starts, items };
}

function invert({ size, sources, lists }: EntryGraph, sets: IndexSets): Lists {
  const starts = new Int32Array(size + 1);
  const each = (visit: (source: number, user: number) => void) => {
    sources.forEach((source, entry) => {
      if (source >= 0) visit(source, entry);
    });
    lists.forEach((list, k) => {
      for (const source of list) visit(source, -2 - k);
    });
  };
  each((source) => {
    (starts[source + 1] as number) += 1;
  });
  for (let entry = 0; entry < size; entry++) (starts[entry + 1] as number) += starts[entry] as number;
  sets.count(starts[size] as number);
  const items = new Int32Array(starts[size] as number);
  const next = starts.slice();
  each((source, user) => {
    items[next[source] as number] = user;
    (next[source] as number) += 1;
  });
  return { starts, items };
}

/** Gathers sets for their union; each is taken once. */
class Union {
  private readonly sets: IndexSets;
  private readonly added: number[] = [];
  private readonly seen = new Set<number>();

  constructor(sets: IndexSets) {
    this.sets = sets;
  }

  add(set: number): void {
    const { added, seen } = this;
    if (set === this.sets.empty || set === added.at(-1)) return;
    if (added.length > 0 && added.length < seenFrom && added.includes(set)) return;
    if (added.length >= seenFrom) {
      if (seen.size === 0) for (const own of added) seen.add(own);
      if (seen.has(set)) return;
      seen.add(set);
    }
    added.push(set);
  }

  take(): number {
    const union = this.sets.union(this.added);
    this.added.length = 0;
    if (this.seen.size > 0) this.seen.clear();
    return union;
  }
}

/** Among fewer sets than this, one is found by looking at all. */
const seenFrom = 8;
