import { describe, expect, it } from "vitest";
import { evaluate } from "../graph/evaluate.ts";
import { flopsOf } from "../graph/flops.ts";
import type { Node } from "../graph/node.ts";
import { topological } from "../graph/traverse.ts";
import { sum } from "../ops/index.ts";
import { expressionText, randomExpression } from "../testing/expressions.ts";
import { judgedValues } from "../testing/judged.ts";
import { soundProgram } from "../testing/language.ts";
import { between, pick, type Random, seededRandom } from "../testing/random.ts";
import { sharedFunctions } from "../testing/symbolic.ts";
import { forwardLaplacian } from "./forward-laplacian.ts";
import { laplacian, laplacianByGradient, laplacianByPartials, secondDerivatives } from "./laplacian.ts";

const seeds = process.env.DELDOT_SEED ? [Number(process.env.DELDOT_SEED)] : [20251103, 1];
const ways = [laplacianByPartials, forwardLaplacian, laplacianByGradient, laplacian];

function functionOf(source: string) {
  const fn = soundProgram(source).functions[0];
  if (!fn) throw new Error(`no function in ${source}`);
  return fn;
}

const numbers = (random: Random, length: number) => Array.from({ length }, () => between(random, -1, 1));

/** A scalar function of R^n made of layers, products of them, and what else moves vectors about. */
function randomNet(random: Random, n: number): string {
  const layer = (inner: string, rows: number, columns: number, at: number) => {
    const activation = pick(random, ["tanh", "sin", "sigmoid", "softplus", "exp", "cos"]);
    return `${activation}(randn(${rows}, ${columns}, seed=${at}) @ (${inner}) / ${columns})`;
  };
  const widths = [
    n,
    ...Array.from({ length: 1 + Math.floor(2 * random()) }, () => Math.floor(between(random, 2, 40))),
  ];
  let net = pick(random, ["x", "sin(x)", "x * roll(x, 1)", "x / (1 + x @ x)"]);
  widths.slice(1).forEach((rows, i) => {
    net = layer(net, rows, widths[i] as number, Math.floor(1000 * random()));
  });
  const last = pick(random, [
    (h: string) => `sum(${h})`,
    (h: string) => `log(1 + (${h}) @ (${h}))`,
    (h: string) => `norm(${h}) * exp(-(x @ x) / 4)`,
    (h: string) => `sum((${h})[1:] * (${h})[:-1]) + x[0] * x[-1]`,
    (h: string) => `exp(-sum(${h})) / (2 + cos(x[1]))`,
  ]);
  return last(net);
}

describe.each(seeds)("the Laplacian by partials, forward and by the gradient (seed %i)", (seed) => {
  it("is the same on generated scalar functions of three numbers", () => {
    const random = seededRandom(seed);
    const smooth = sharedFunctions.filter((name) => name !== "abs");
    const names = ["x", "y", "z"];
    const wrong: string[] = [];
    let compared = 0;
    for (let n = 0; n < 250; n++) {
      const text = expressionText(randomExpression(random, names, smooth, 4));
      const { inputs, output } = functionOf(`f(x, y, z) = ${text}`);
      const nodes = ways.map((way) => way(output, inputs));
      for (let p = 0; p < 6; p++) {
        const point = names.map(() => between(random, -2, 2));
        const [first, ...others] = judgedValues(nodes, inputs, point) as [ReturnType<typeof judgedValues>[0]];
        others.forEach(({ value, uncertainty }, i) => {
          // Where rounding leaves both the digits, twelve of them agree.
          const most = 5e-13 * Math.abs(first.value);
          if (!(Math.abs(first.value) < 1e100) || !(Math.max(uncertainty, first.uncertainty) <= most)) return;
          compared++;
          if (!(Math.abs(value - first.value) <= 1e-12 * Math.abs(first.value)))
            wrong.push(`${ways[i + 1]?.name} of ${text} at ${point}: ${value}, not ${first.value}`);
        });
      }
    }
    expect(wrong).toEqual([]);
    expect(compared).toBeGreaterThan(1000);
  });

  it("is the same on generated nets, and the sum of the second derivatives", () => {
    const random = seededRandom(seed + 1);
    const wrong: string[] = [];
    for (let k = 0; k < 60; k++) {
      const n = Math.floor(between(random, 2, 30));
      const net = randomNet(random, n);
      const { inputs, output } = functionOf(`phi(x: R^${n}) = ${net}`);
      const all = secondDerivatives(output, inputs);
      const nodes = [all, sum(all), ...ways.map((way) => way(output, inputs))];
      for (let p = 0; p < 3; p++) {
        const bindings = new Map<Node, Float64Array>([
          [inputs[0] as Node, Float64Array.from(numbers(random, n))],
        ]);
        const [seconds, total, ...values] = evaluate(nodes, bindings).map((entries) => [...entries]);
        // The terms that are added up.
        const size = (seconds as number[]).reduce((most, value) => most + Math.abs(value), 0);
        values.forEach(([value], i) => {
          const off = Math.abs((value as number) - (total?.[0] as number));
          if (!(off <= 1e-12 * size)) wrong.push(`${ways[i]?.name} of ${net}: off by ${off} of ${size}`);
        });
      }
    }
    expect(wrong).toEqual([]);
  });
});

describe("what a Laplacian costs", () => {
  const layers = (width: number, depth: number) =>
    Array.from({ length: depth - 1 }, (_, i) => `randn(${width}, ${width}, seed=${i + 2}) @ tanh(`).join("");
  const deepNet = (n: number, width: number, depth: number) =>
    functionOf(
      `phi(x: R^${n}) = sum(tanh(${layers(width, depth)}randn(${width}, ${n}, seed=1) @ x${")".repeat(depth)})`,
    );

  it("takes one product per layer and direction forward, where div grad takes two", () => {
    const [n, width, depth] = [16, 32, 4];
    const { inputs, output } = deepNet(n, width, depth);
    const [partials, forward, gradient, chosen] = ways.map(
      (way) => flopsOf([way(output, inputs)], inputs).primal,
    ) as [number, number, number, number];
    const product = 2 * width * width;
    // Forward: each hidden layer multiplies the primal, n tangents and one Laplacian; the rest is entry by entry.
    expect(forward).toBeGreaterThanOrEqual((depth - 1) * (n + 2) * product);
    expect(forward).toBeLessThan(
      (depth - 1) * (n + 2) * product + (depth + 1) * 8 * n * width + 2 * n * width,
    );
    expect(partials).toBeGreaterThan(1.7 * forward);
    expect(gradient).toBeGreaterThan(1.7 * forward);
    expect(chosen).toBe(forward);
  });

  it("grows with the number of inputs by one product a layer", () => {
    const count = (n: number) => {
      const { inputs, output } = deepNet(n, 32, 3);
      return flopsOf([forwardLaplacian(output, inputs)], inputs).primal;
    };
    const perInput = (count(48) - count(24)) / 24;
    expect(perInput / (2 * 2 * 32 * 32)).toBeGreaterThan(1);
    expect(perInput / (2 * 2 * 32 * 32)).toBeLessThan(1.15);
  });

  it("of one hidden layer is worked out but for one product with a vector", () => {
    const { inputs, output } = functionOf("phi(x: R^64) = sum(tanh(randn(64, 64, seed=1) @ x / 8))");
    const node = laplacian(output, inputs);
    expect(flopsOf([node], inputs).primal).toBeLessThan(2 * 64 * 64 + 8 * 64);
    expect(topological([node]).length).toBeLessThan(20);
  });

  it("keeps the partials in the plane where nothing is cheaper", () => {
    for (const text of ["exp(sin(x)) cos(y)", "x^3 y^2", "x y / (1 + x^2 + y^2)"]) {
      const { inputs, output } = functionOf(`f(x, y) = ${text}`);
      expect(laplacian(output, inputs).id).toBe(laplacianByPartials(output, inputs).id);
    }
  });
});
