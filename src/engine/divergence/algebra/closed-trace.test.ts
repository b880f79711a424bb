import { describe, expect, it } from "vitest";
import { evaluate } from "../../graph/evaluate.ts";
import { Graph } from "../../graph/graph.ts";
import type { Node } from "../../graph/node.ts";
import { add, div, input, literal, matmul, mul, neg, sub, sum } from "../../ops/index.ts";
import { opNamed } from "../../ops/registry.ts";
import { between, pick, type Random, seededRandom } from "../../testing/random.ts";
import { type LinearMap, linearise } from "../structure/linear-map.ts";
import { closedTrace } from "./closed-trace.ts";

const seed = 40127;
const cases = 240;

const whole = (random: Random, low: number, high: number) =>
  Math.floor(between(random, low, high + 1 - 1e-9));

function weights(graph: Graph, random: Random, rows: number, columns: number): Node {
  const entries = Array.from({ length: rows * columns }, () => between(random, -1, 1));
  return literal(graph, [rows, columns], entries);
}

const activations = ["tanh", "sin", "sigmoid", "softplus"] as const;
const activated = (random: Random, node: Node) => node.graph.make(opNamed(pick(random, activations)), [node]);

/** x → W σ(… σ(W x)) with the given number of hidden layers. */
function network(random: Random, x: Node, layers: number): Node {
  const n = x.shape[0] as number;
  const widths = [n, ...Array.from({ length: layers }, () => whole(random, 5, 20)), n];
  return widths.slice(1).reduce((value, width, layer) => {
    const turned = matmul(weights(x.graph, random, width, widths[layer] as number), value);
    return layer < layers ? activated(random, turned) : turned;
  }, x);
}

/** A term of the Jacobian with at most two diagonals between matrices. */
function term(random: Random, x: Node): Node {
  switch (whole(random, 0, 5)) {
    case 0:
      return activated(random, x);
    case 1:
      return mul(activated(random, x), activated(random, x));
    case 2:
      return mul(x, network(random, x, whole(random, 0, 1)));
    case 3:
      return div(x, add(2, sum(mul(x, x))));
    default:
      return network(random, x, whole(random, 0, 2));
  }
}

function sumOfTerms(random: Random, x: Node, one: (random: Random, x: Node) => Node): Node {
  let output = one(random, x);
  for (let i = whole(random, 0, 2); i > 0; i--) {
    const other = one(random, x);
    output = pick(random, [add, sub])(
      output,
      pick(random, [other, neg(other), mul(between(random, -2, 2), other)]),
    );
  }
  return output;
}

/** Σ e_iᵀ L(e_i) and Σ |e_iᵀ L(e_i)|, by the reference evaluator. */
function traceByBasis({ tangent, output }: LinearMap, point: Node, at: Float64Array) {
  const n = tangent.shape[0] as number;
  let trace = 0;
  let size = 0;
  for (let i = 0; i < n; i++) {
    const basis = new Float64Array(n);
    basis[i] = 1;
    const [column] = evaluate(
      [output],
      new Map([
        [point, at],
        [tangent, basis],
      ]),
    );
    trace += column?.[i] as number;
    size += Math.abs(column?.[i] as number);
  }
  return { trace, size };
}

describe(`the algebra of linear operators (seed ${seed})`, () => {
  it(`gives the trace of ${cases} generated sums of products in closed form`, () => {
    const random = seededRandom(seed);
    for (let i = 0; i < cases; i++) {
      const graph = new Graph();
      const x = input(graph, "coordinate", "x", 0, [whole(random, 5, 12)]);
      const map = linearise(x, sumOfTerms(random, x, term));
      const found = closedTrace(map, x);
      expect(found, `case ${i}`).not.toBeNull();
      expect(found?.rest, `case ${i}`).toBeNull();
      const at = Float64Array.from({ length: x.shape[0] as number }, () => between(random, -1, 1));
      const [[closed] = []] = evaluate([found?.closed as Node], new Map([[x, at]]));
      const { trace, size } = traceByBasis(map, x, at);
      expect(Math.abs((closed as number) - trace), `case ${i}`).toBeLessThanOrEqual(1e-12 * size);
    }
  });

  it(`claims nothing for ${cases} nets of three hidden layers and more`, () => {
    const random = seededRandom(seed + 1);
    for (let i = 0; i < cases; i++) {
      const graph = new Graph();
      const x = input(graph, "coordinate", "x", 0, [whole(random, 5, 12)]);
      const output = sumOfTerms(random, x, () => network(random, x, whole(random, 3, 4)));
      expect(closedTrace(linearise(x, output), x), `case ${i}`).toBeNull();
    }
  });

  it("splits a sum into terms with a closed form and the rest", () => {
    const random = seededRandom(seed + 2);
    let split = 0;
    for (let i = 0; i < cases; i++) {
      const graph = new Graph();
      const x = input(graph, "coordinate", "x", 0, [whole(random, 5, 12)]);
      const output = add(sumOfTerms(random, x, term), network(random, x, 3));
      const map = linearise(x, output);
      const found = closedTrace(map, x);
      // Terms may cancel: then there is nothing to split off.
      if (!found) continue;
      split += 1;
      const at = Float64Array.from({ length: x.shape[0] as number }, () => between(random, -1, 1));
      const [[closed] = []] = evaluate([found.closed], new Map([[x, at]]));
      const rest = traceByBasis(found.rest as LinearMap, x, at);
      const { trace, size } = traceByBasis(map, x, at);
      const error = Math.abs((closed as number) + rest.trace - trace);
      expect(error, `case ${i}`).toBeLessThanOrEqual(1e-12 * (size + rest.size));
    }
    expect(split).toBeGreaterThan(200);
  });
});
