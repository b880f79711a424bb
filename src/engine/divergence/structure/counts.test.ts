import { describe, expect, it } from "vitest";
import { evaluate } from "../../graph/evaluate.ts";
import { Graph } from "../../graph/graph.ts";
import type { Node } from "../../graph/node.ts";
import {
  add,
  concat,
  div,
  gather,
  index,
  input,
  literal,
  matmul,
  mul,
  reshape,
  sigmoid,
  sin,
  sub,
  sum,
} from "../../ops/index.ts";
import { seededRandom } from "../../testing/random.ts";
import { dropAntisymmetric } from "./antisymmetry.ts";
import { colour } from "./colouring.ts";
import { type EntryGraph, eachSource, entryGraphOf } from "./entry-graph.ts";
import { IndexSets } from "./index-sets.ts";
import { type LinearMap, linearise } from "./linear-map.ts";
import { narrowCut } from "./narrow-cut.ts";
import { type Pattern, patternOf, patternOfRows } from "./pattern.ts";
import { prune } from "./prune.ts";
import { anything, matrixAt, sampleOf } from "./testing/maps.ts";

const seed = 88101;

function mapOf(n: number, build: (x: Node, graph: Graph) => Node): { map: LinearMap; x: Node } {
  const graph = new Graph();
  const x = input(graph, "coordinate", "x", 0, [n]);
  return { map: linearise(x, build(x, graph)), x };
}

const patternIn = (map: LinearMap) => patternOf(map) as Pattern;

/** Entry k moved by `step`; what comes from outside is 0. */
const moved = (node: Node, step: number) => {
  const n = node.shape[0] as number;
  return gather(
    node,
    [n],
    Int32Array.from({ length: n }, (_, k) => (k + step >= 0 && k + step < n ? k + step : -1)),
  );
};

describe("passes for the trace", () => {
  it("are one for a function of each coordinate in R^10000", () => {
    const { map } = mapOf(10_000, (x) => mul(sin(x), sigmoid(x)));
    expect(patternIn(map)).toMatchObject({ nonzeros: 10_000, isDiagonal: true });
    expect(colour(patternIn(map)).count).toBe(1);
    expect(prune(map)).toBeNull();
  });

  it("are two for an arrow in R^40, three-diagonal maps of R^10000 and a grid of 100 by 100", () => {
    const arrow = mapOf(40, (x, graph) => {
      const tip = gather(concat(graph, [sum(sin(x))]), [40], new Int32Array(40).fill(-1).with(0, 0));
      return add(tip, mul(x, index(x, 0)));
    });
    const line = mapOf(10_000, (x) => mul(sin(x), sub(moved(x, 1), moved(sin(x), -1))));
    const grid = mapOf(10_000, (x) => {
      const plane = reshape(x, [100, 100]);
      const beside = (down: number, right: number) =>
        gather(
          plane,
          [10_000],
          Int32Array.from({ length: 10_000 }, (_, k) => {
            const [i, j] = [Math.floor(k / 100) + down, (k % 100) + right];
            return i >= 0 && i < 100 && j >= 0 && j < 100 ? i * 100 + j : -1;
          }),
        );
      return sin(add(add(beside(1, 0), beside(-1, 0)), add(add(beside(0, 1), beside(0, -1)), x)));
    });
    for (const { map } of [arrow, line, grid]) expect(colour(patternIn(map)).count).toBe(2);
  });

  it("are three at a cut of width 3 in R^50", () => {
    const random = seededRandom(seed);
    const { map, x } = mapOf(50, (at, graph) => {
      const weights = (rows: number, columns: number) =>
        literal(
          graph,
          [rows, columns],
          Float64Array.from({ length: rows * columns }, () => random() - 0.5),
        );
      return matmul(weights(50, 3), sigmoid(matmul(weights(3, 50), sin(at))));
    });
    const cut = narrowCut(map);
    expect(cut?.width).toBe(3);
    const point = Float64Array.from({ length: 50 }, () => random());
    const traces = [map, (cut as { rotated: LinearMap }).rotated].map((own) =>
      matrixAt(own, x, point).reduce((total, row, i) => total + (row[i] as number), 0),
    ) as [number, number];
    expect(Math.abs(traces[0] - traces[1])).toBeLessThanOrEqual(1e-13);
  });

  it("are one for a skew matrix beside functions of each coordinate", () => {
    const skew = Array.from({ length: 144 }, (_, k) => (Math.floor(k / 12) - (k % 12)) * 0.1);
    const { map } = mapOf(12, (x, graph) => add(sin(x), matmul(literal(graph, [12, 12], skew), x)));
    expect(colour(patternIn(map)).count).toBe(12);
    expect(dropAntisymmetric(map, patternIn(map)).isDiagonal).toBe(true);
  });
});

describe("pruning", () => {
  it("leaves no product with what is infinite and not on the diagonal", () => {
    // J_01 = −1/x₁² is infinite at the origin, the diagonal is cos.
    const { map, x } = mapOf(20, (at) => add(sin(at), moved(div(1, at), 1)));
    const pruned = prune(map) as LinearMap;
    const ones = new Float64Array(20).fill(1);
    const [values] = evaluate(
      [pruned.output],
      new Map([
        [x, new Float64Array(20)],
        [map.tangent, ones],
      ]),
    );
    expect(values).toEqual(ones);
  });

  it("gives up in time where there are too many entries to follow", () => {
    const { map } = mapOf(4000, (x, graph) => {
      // Every row of its own: no two sums share a list.
      let u = x;
      for (let step = 1; step < 2000; step *= 2) u = sin(add(u, moved(u, step)));
      return gather(
        concat(graph, [u, u]),
        [4000],
        Int32Array.from({ length: 4000 }, (_, k) => 7999 - k),
      );
    });
    expect([patternOf(map), prune(map), narrowCut(map)]).toEqual([null, null, null]);
  });

  it("finds the zeros of a chain of products of shared factors in one pass", () => {
    const { map } = mapOf(20, (x) => {
      let u = mul(
        x,
        gather(
          x,
          [20],
          Int32Array.from({ length: 20 }, (_, k) => (k === 3 ? -1 : k)),
        ),
      );
      for (let k = 0; k < 60; k++)
        u = mul(
          u,
          gather(
            u,
            [20],
            Int32Array.from({ length: 20 }, (_, i) => 19 - i),
          ),
        );
      return u;
    });
    expect(patternIn(map).rows.map((row) => row.length)[3]).toBe(0);
    expect(patternIn(map).rows.map((row) => row.length)[16]).toBe(0);
    expect(patternIn(map).rows.map((row) => row.length)[5]).toBe(2);
  });
});

/** Fewest colours by trying all. */
function chromaticNumber({ n, rows }: Pattern): number {
  const isJoined = (i: number, j: number) => rows[i]?.includes(j) || rows[j]?.includes(i);
  const fits = (colours: readonly number[], count: number): boolean => {
    const v = colours.length;
    if (v === n) return true;
    for (let own = 0; own < Math.min(count, v + 1); own++) {
      if (!colours.some((other, w) => other === own && isJoined(v, w)) && fits([...colours, own], count))
        return true;
    }
    return false;
  };
  let count = 1;
  while (!fits([], count)) count += 1;
  return count;
}

describe("colouring", () => {
  it(`is within one of the fewest colours on 300 small graphs, and takes two wherever two do (seeds from ${seed})`, () => {
    let optimal = 0;
    for (let k = 0; k < 300; k++) {
      const random = seededRandom(seed + k);
      const n = 2 + Math.floor(random() * 8);
      const density = random();
      const isSplit = random() < 0.5;
      const rows = Array.from({ length: n }, (_, i) =>
        Int32Array.from(
          Array.from({ length: n }, (__, j) => j).filter(
            (j) => random() < density && (!isSplit || (i + j) % 2 === 1),
          ),
        ),
      );
      const pattern = patternOfRows(rows);
      const { count, colours } = colour(pattern);
      const fewest = chromaticNumber(pattern);
      rows.forEach((row, i) => {
        for (const j of row) if (i !== j) expect(colours[i], `seed ${seed + k}`).not.toBe(colours[j]);
      });
      expect(new Set(colours).size, `seed ${seed + k}`).toBe(count);
      expect(count, `seed ${seed + k}`).toBeLessThanOrEqual(fewest < 3 ? fewest : fewest + 1);
      if (count === fewest) optimal += 1;
    }
    expect(optimal).toBeGreaterThan(290);
  });
});

/** Whether an output entry can still be reached when these entries are passed by none. */
function isCut(graph: EntryGraph, n: number, first: number, cut: readonly number[]): boolean {
  const reached = new Uint8Array(graph.size);
  for (let entry = 0; entry < graph.size; entry++) {
    if (cut.includes(entry)) continue;
    if (entry < n) reached[entry] = 1;
    eachSource(graph, entry, (source) => {
      if (reached[source]) reached[entry] = 1;
    });
  }
  return !reached.subarray(first, first + n).includes(1);
}

function isCutWith(
  graph: EntryGraph,
  n: number,
  first: number,
  width: number,
  cut: readonly number[] = [],
): boolean {
  if (cut.length === width) return isCut(graph, n, first, cut);
  for (let entry = cut.at(-1) ?? 0; entry < graph.size; entry++) {
    if (isCutWith(graph, n, first, width, [...cut, entry])) return true;
  }
  return false;
}

describe("the narrow cut", () => {
  it(`is the smallest of all sets of entries, on 300 small maps (seeds from ${seed})`, () => {
    const widths = new Map<number, number>();
    for (let k = 0; k < 300; k++) {
      const { map, n } = sampleOf({ ...anything, sizes: [2, 3] }, seed + k);
      const graph = entryGraphOf(map, new IndexSets(n));
      const first = graph.starts.get(map.output);
      let fewest = 0;
      while (first !== undefined && fewest < n && !isCutWith(graph, n, first, fewest)) fewest += 1;
      const expected = fewest > 0 && fewest < n ? fewest : undefined;
      expect(narrowCut(map)?.width, `seed ${seed + k}`).toBe(expected);
      widths.set(fewest, (widths.get(fewest) ?? 0) + 1);
    }
    expect([...widths.keys()].sort()).toEqual([0, 1, 2, 3]);
  });
});
