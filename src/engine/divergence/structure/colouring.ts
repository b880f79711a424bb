import { limits } from "../../limits.ts";
import type { Pattern } from "./pattern.ts";

/** A colour for each index, counted from 0. */
export interface Colouring {
  readonly count: number;
  readonly colours: Int32Array;
}

/** Neighbours of vertex v: `items` from `starts[v]` to `starts[v + 1]`, without v itself and without repetition. */
interface Adjacency {
  readonly starts: Int32Array;
  readonly items: Int32Array;
}

/**
 * Few colours such that distinct i and j of one colour have J_ij = J_ji = 0. Then (J·1_C)_i = J_ii for i in C, and
 * the trace takes one product for each colour C. (For all of J, rows would have to be free of two columns of one
 * colour: an arrow takes n colours for that, and 2 for the trace.) The best of three greedy orders, each linear in the
 * nonzeros: along a breadth-first search, which is optimal where two colours do; largest degree first (Welsh and
 * Powell 1967); smallest degree last (Matula and Beck 1983). Patterns too full to write out get n colours.
 */
export function colour(pattern: Pattern): Colouring {
  const { n } = pattern;
  if (pattern.nonzeros > limits.dependencySteps)
    return { count: n, colours: Int32Array.from({ length: n }, (_, i) => i) };
  const adjacency = adjacencyOf(pattern);
  let best: Colouring | null = null;
  for (const order of [breadthFirst, largestFirst, smallestLast]) {
    const colouring = greedy(adjacency, order(adjacency));
    if (!best || colouring.count < best.count) best = colouring;
    if (best.count < 3) break;
  }
  return best as Colouring;
}

/** The pattern of J + Jᵀ without the diagonal. */
function adjacencyOf({ n, rows, nonzeros }: Pattern): Adjacency {
  const columnStarts = new Int32Array(n + 1);
  for (const row of rows) for (const j of row) (columnStarts[j + 1] as number) += 1;
  for (let j = 0; j < n; j++) (columnStarts[j + 1] as number) += columnStarts[j] as number;
  const columns = new Int32Array(nonzeros);
  const next = columnStarts.slice();
  rows.forEach((row, i) => {
    for (const j of row) {
      columns[next[j] as number] = i;
      (next[j] as number) += 1;
    }
  });
  const starts = new Int32Array(n + 1);
  const items = new Int32Array(2 * nonzeros);
  const lastSeen = new Int32Array(n).fill(-1);
  let length = 0;
  for (let i = 0; i < n; i++) {
    lastSeen[i] = i;
    const column = columns.subarray(columnStarts[i], columnStarts[i + 1]);
    for (const others of [rows[i] as Int32Array, column]) {
      for (const j of others) {
        if (lastSeen[j] === i) continue;
        lastSeen[j] = i;
        items[length] = j;
        length += 1;
      }
    }
    starts[i + 1] = length;
  }
  return { starts, items: items.slice(0, length) };
}

const degree = ({ starts }: Adjacency, v: number) => (starts[v + 1] as number) - (starts[v] as number);

const sizeOfGraph = ({ starts }: Adjacency) => starts.length - 1;

/** Each vertex takes the first colour that no neighbour has. */
function greedy(adjacency: Adjacency, order: Int32Array): Colouring {
  const { starts, items } = adjacency;
  const colours = new Int32Array(order.length).fill(-1);
  const takenBy = new Int32Array(order.length + 1).fill(-1);
  let count = 0;
  for (const v of order) {
    for (let k = starts[v] as number; k < (starts[v + 1] as number); k++) {
      const colour = colours[items[k] as number] as number;
      if (colour >= 0) takenBy[colour] = v;
    }
    let colour = 0;
    while (takenBy[colour] === v) colour += 1;
    colours[v] = colour;
    count = Math.max(count, colour + 1);
  }
  return { count, colours };
}

function breadthFirst({ starts, items }: Adjacency): Int32Array {
  const n = starts.length - 1;
  const order = new Int32Array(n);
  const isQueued = new Uint8Array(n);
  let [end, at] = [0, 0];
  for (let root = 0; root < n; root++) {
    if (isQueued[root]) continue;
    isQueued[root] = 1;
    order[end] = root;
    for (end += 1; at < end; at++) {
      const v = order[at] as number;
      for (let k = starts[v] as number; k < (starts[v + 1] as number); k++) {
        const w = items[k] as number;
        if (isQueued[w]) continue;
        isQueued[w] = 1;
        order[end] = w;
        end += 1;
      }
    }
  }
  return order;
}

function largestFirst(adjacency: Adjacency): Int32Array {
  const order = Int32Array.from({ length: sizeOfGraph(adjacency) }, (_, v) => v);
  return order.sort((v, w) => degree(adjacency, w) - degree(adjacency, v) || v - w);
}

/** Takes away a vertex of smallest degree among those left, again and again; the last one taken stands first. */
function smallestLast(adjacency: Adjacency): Int32Array {
  const { starts, items } = adjacency;
  const n = sizeOfGraph(adjacency);
  const left = Int32Array.from({ length: n }, (_, v) => degree(adjacency, v));
  // Vertices by the degree left, as doubly linked lists.
  const heads = new Int32Array(n).fill(-1);
  const after = new Int32Array(n).fill(-1);
  const before = new Int32Array(n).fill(-1);
  const insert = (v: number) => {
    const d = left[v] as number;
    const head = heads[d] as number;
    after[v] = head;
    before[v] = -1;
    if (head >= 0) before[head] = v;
    heads[d] = v;
  };
  const remove = (v: number) => {
    const [previous, next] = [before[v] as number, after[v] as number];
    if (previous >= 0) after[previous] = next;
    else heads[left[v] as number] = next;
    if (next >= 0) before[next] = previous;
  };
  for (let v = n - 1; v >= 0; v--) insert(v);
  const order = new Int32Array(n);
  const isTaken = new Uint8Array(n);
  let smallest = 0;
  for (let place = n - 1; place >= 0; place--) {
    while (heads[smallest] === -1) smallest += 1;
    const v = heads[smallest] as number;
    remove(v);
    isTaken[v] = 1;
    order[place] = v;
    for (let k = starts[v] as number; k < (starts[v + 1] as number); k++) {
      const w = items[k] as number;
      if (isTaken[w]) continue;
      remove(w);
      (left[w] as number) -= 1;
      insert(w);
      smallest = Math.min(smallest, left[w] as number);
    }
  }
  return order;
}
