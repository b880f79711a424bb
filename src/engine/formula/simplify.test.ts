import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { divergenceNode } from "../divergence/exact.ts";
import { Graph } from "../graph/graph.ts";
import type { Node } from "../graph/node.ts";
import { topological } from "../graph/traverse.ts";
import { add, constantValue, cos, input, integerPower, mul, sin, stack, sub } from "../ops/index.ts";
import { seededRandom } from "../testing/random.ts";
import { workTime } from "../testing/work-time.ts";
import { simplify, simplifyAll } from "./simplify.ts";
import { graphOf, isAtJump, kinked, points, smooth, stepsArbitrary, valueAt } from "./testing/graphs.ts";

const seed = Number(process.env.DELDOT_SEED ?? 20250611);
/** Beyond this the scale of intermediates says that a value has lost too many digits to compare. */
const largestScale = 1e7;

/** Finite stays finite and equal up to rounding, measured against the largest intermediate. Counts comparisons. */
function sameValues(before: Node, after: Node, inputs: readonly Node[]): number {
  let compared = 0;
  for (const point of points) {
    const left = valueAt(before, inputs, point);
    if (!Number.isFinite(left.value)) continue;
    const right = valueAt(after, inputs, point);
    if (left.scale > largestScale || right.scale > largestScale) continue;
    const error = Math.abs(left.value - right.value);
    if (!(error <= 1e-10 * Math.max(left.scale, right.scale)) && !isAtJump(before, inputs, point)) {
      throw new Error(`at ${point.join(", ")}: ${left.value} became ${right.value} (scale ${left.scale})`);
    }
    compared += 1;
  }
  return compared;
}

describe("simplify", () => {
  it("changes no finite value of random graphs", () => {
    let compared = 0;
    fc.assert(
      fc.property(stepsArbitrary(24), (steps) => {
        const { inputs, output } = graphOf(steps, kinked);
        compared += sameValues(output, simplify(output), inputs);
      }),
      { seed, numRuns: 1500 },
    );
    expect(compared).toBeGreaterThan(3000);
  });

  it("changes no finite value of the divergence of random fields", () => {
    let compared = 0;
    fc.assert(
      fc.property(stepsArbitrary(9), stepsArbitrary(9), (first, second) => {
        const { inputs, output } = graphOf([...first, ...second], smooth);
        const [x, y] = inputs as [Node, Node];
        const field = { inputs: [x, y], output: stack(x.graph, [output, mul(output, add(x, y))]) };
        const divergence = divergenceNode(field, "jacobian-forward");
        compared += sameValues(divergence, simplify(divergence), inputs);
      }),
      { seed, numRuns: 600 },
    );
    expect(compared).toBeGreaterThan(1000);
  });

  it("is the same whichever order the sum was written in", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(20), { minLength: 2, maxLength: 6 }), (codes) => {
        const graph = new Graph();
        const [x, y] = [input(graph, "coordinate", "x", 0), input(graph, "coordinate", "y", 1)];
        const terms = codes.map((code) =>
          mul((code % 7) - 3, code % 2 === 0 ? integerPower(x, 1 + (code % 3)) : sin(mul(y, code))),
        );
        const forwards = terms.reduce((total, term) => add(total, term));
        const backwards = terms.reduceRight((total, term) => add(term, total));
        expect(simplify(backwards)).toBe(simplify(forwards));
      }),
      { seed, numRuns: 300 },
    );
  });

  it("has nothing left to do the second time, up to values", () => {
    fc.assert(
      fc.property(stepsArbitrary(12), (steps) => {
        const { inputs, output } = graphOf(steps, smooth);
        const once = simplify(output);
        sameValues(once, simplify(once), inputs);
      }),
      { seed, numRuns: 300 },
    );
  });

  it("works entry by entry on vectors and matrices", () => {
    const graph = new Graph();
    const x = input(graph, "coordinate", "x", 0, [3]);
    const doubled = add(x, x);
    const simplified = simplify(sub(doubled, x));
    expect(simplified.shape).toEqual([3]);
    expect(simplified.inputs.map((entry) => entry.op.name)).toEqual(["index", "index", "index"]);
    const scalar = input(graph, "coordinate", "y", 1);
    const rows = stack(graph, [stack(graph, [scalar, sub(scalar, scalar)]), stack(graph, [scalar, scalar])]);
    expect(simplify(rows).shape).toEqual([2, 2]);
  });

  it("shares what several graphs have in common", () => {
    const graph = new Graph();
    const x = input(graph, "coordinate", "x", 0);
    const unit = add(integerPower(sin(x), 2), integerPower(cos(x), 2));
    const [first, second] = simplifyAll([unit, mul(unit, x)]) as [Node, Node];
    expect(constantValue(first)).toBe(1);
    expect(second).toBe(x);
  });
});

describe("simplify in bounded time", () => {
  const cases: Readonly<Record<string, (x: Node, y: Node) => Node>> = {
    "a sum of 5000": (x, y) => iterate(5000, x, (s, i) => add(s, mul(i, sin(mul(i + 1, y))))),
    "a product of 5000": (x, y) => iterate(5000, x, (s, i) => mul(s, sin(mul(i + 1, y)))),
    "10,000 deep": (x) => iterate(10_000, x, (s) => sin(s)),
    "doubling 3000 times": (x) => iterate(3000, x, (s) => add(sin(s), mul(s, cos(s)))),
    "a polynomial of degree 2^200": (x, y) => iterate(200, x, (s) => mul(mul(y, s), sub(1, s))),
    "squares of growing sums": (x) => iterate(300, x, (s) => add(s, integerPower(s, 2))),
  };
  it("random graphs of 4000 steps", () => {
    const random = seededRandom(seed);
    for (let time = 0; time < 3; time++) {
      const whole = (): number => Math.floor(1000 * random());
      const { output } = graphOf(
        Array.from({ length: 4000 }, () => [whole(), whole(), whole()] as const),
        smooth,
      );
      const worked = workTime();
      simplify(output);
      expect(worked()).toBeLessThan(30_000);
    }
  });

  for (const [name, make] of Object.entries(cases)) {
    it(name, () => {
      const graph = new Graph();
      const output = make(input(graph, "coordinate", "x", 0), input(graph, "coordinate", "y", 1));
      const nodes = topological([output]).length;
      const before = graph.size;
      const worked = workTime();
      simplify(output);
      // A second or so alone; the bound leaves room for a machine that is busy with other tests.
      expect(worked()).toBeLessThan(30_000);
      expect(graph.size - before).toBeLessThan(4 * nodes + 60_000);
    });
  }
});

function iterate(times: number, start: Node, step: (node: Node, time: number) => Node): Node {
  let node = start;
  for (let time = 0; time < times; time++) node = step(node, time);
  return node;
}
