import { describe, expect, it } from "vitest";
import { Graph } from "../graph/graph.ts";
import type { Node, Table } from "../graph/node.ts";
import { topological } from "../graph/traverse.ts";
import { index, input, itemsAt, mul, sum, sumOf } from "../ops/index.ts";
import { soundProgram, valueAt } from "../testing/language.ts";
import { between, seededRandom } from "../testing/random.ts";
import { gradient } from "./operators.ts";

const seed = 20251105;

/** Numbers written out in a graph, in arrays and in lists of positions. */
function numbersIn(node: Node): number {
  return topological([node]).reduce(
    (total, { attribute }) =>
      total +
      (attribute && typeof attribute === "object" && "entries" in attribute
        ? (attribute as Table).entries.length
        : 0),
    0,
  );
}

function readsOf(n: number, slices: boolean): Node {
  const graph = new Graph();
  const x = input(graph, "coordinate", "x", 0, [n]);
  const terms = Array.from({ length: n - 1 }, (_, i) =>
    slices ? sum(mul(itemsAt(x, [i, i + 1]), 3)) : mul(index(x, i), index(x, i + 1)),
  );
  return gradient(sumOf(graph, terms), [x]);
}

describe("the cotangent of a vector that is read entry by entry", () => {
  it.each([
    ["entries", false],
    ["slices", true],
  ])("takes room and numbers in proportion to its length (%s)", (_, slices) => {
    const [once, twice] = [readsOf(400, slices), readsOf(800, slices)];
    expect(topological([twice]).length).toBeLessThan(2.1 * topological([once]).length);
    expect(numbersIn(twice)).toBeLessThanOrEqual(2.1 * numbersIn(once));
  });

  it(`adds up what is read twice, in slices, whole and by rows (seed ${seed})`, () => {
    const program = soundProgram(`f(x: R^40) = x[3]^2 + x[3] x[39] + sum(x[10:20])^2 / 2 + sum(x^3) + x[15]
m(x: R^40) = sum([sum(x[i:i+3])^2 for i in 0..37])
G = grad(f)
M = grad(m)`);
    const random = seededRandom(seed);
    const x = Array.from({ length: 40 }, () => between(random, -1, 1));
    const at = (i: number) => x[i] as number;
    const slice = x.slice(10, 20).reduce((a, b) => a + b);
    const expected = x.map((value, i) => {
      let total = 3 * value * value;
      if (i >= 10 && i < 20) total += slice;
      if (i === 3) total += 2 * at(3) + at(39);
      if (i === 39) total += at(3);
      return i === 15 ? total + 1 : total;
    });
    const windows = Array.from({ length: 38 }, (_, i) => at(i) + at(i + 1) + at(i + 2));
    const moving = x.map((_, i) => 2 * [i - 2, i - 1, i].reduce((total, k) => total + (windows[k] ?? 0), 0));
    valueAt(program, "G", [x]).forEach((value, i) => {
      expect(value).toBeCloseTo(expected[i] as number, 13);
    });
    valueAt(program, "M", [x]).forEach((value, i) => {
      expect(value).toBeCloseTo(moving[i] as number, 13);
    });
  });
});
