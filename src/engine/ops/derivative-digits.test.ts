import { describe, expect, it } from "vitest";
import { partial } from "../autodiff/operators.ts";
import { compilePointKernel } from "../codegen/kernel.ts";
import type { Real } from "../elementary/oracle.ts";
import * as bits from "../elementary/oracle.ts";
import { Graph } from "../graph/graph.ts";
import type { Node } from "../graph/node.ts";
import { between, type Random, seededRandom } from "../testing/random.ts";
import { elementwiseFunctions, input } from "./index.ts";

const seed = 20251123;

type Draw = (random: Random) => number;

const around: Draw = (random) => between(random, -4, 4);
/** Where the function saturates, or grows beyond measure. */
const far: Draw = (random) => between(random, -300, 300);
const tail: Draw = (random) => between(random, -26, 26);
const belowOne: Draw = (random) => (random() < 0.5 ? -1 : 1) * (1 - 2 ** between(random, -45, -1));
const aboveOne: Draw = (random) => 1 + 2 ** between(random, -45, 20);
const aboveMinusOne: Draw = (random) => -1 + 2 ** between(random, -45, 20);
const positive: Draw = (random) => 2 ** between(random, -25, 25);

const { add, cosh, divide, exp, multiply, negate, real, squareRoot, subtract } = bits;
const one = real(1);
const square = (x: Real) => multiply(x, x);
const inverse = (x: Real) => divide(one, x);
const sigmoid = (x: Real) => inverse(add(one, exp(negate(x))));
/** 1 − x² */
const rest = (x: Real) => subtract(one, square(x));

interface Case {
  readonly name: string;
  /** The first derivative, by hand. */
  readonly slope: (x: Real) => Real;
  readonly draws: readonly Draw[];
  /** Units in the last place which the first derivative may be off, whatever its size. */
  readonly units: number | ((x: number) => number);
}

const cases: readonly Case[] = [
  { name: "tanh", slope: (x) => inverse(square(cosh(x))), draws: [around, far], units: 4 },
  { name: "sigmoid", slope: (x) => multiply(sigmoid(x), sigmoid(negate(x))), draws: [around, far], units: 4 },
  { name: "softplus", slope: sigmoid, draws: [around, far], units: 4 },
  { name: "expm1", slope: exp, draws: [around, far], units: 2 },
  { name: "log1p", slope: (x) => inverse(add(one, x)), draws: [aboveMinusOne], units: 2 },
  { name: "asin", slope: (x) => inverse(squareRoot(rest(x))), draws: [belowOne], units: 4 },
  { name: "acos", slope: (x) => negate(inverse(squareRoot(rest(x)))), draws: [belowOne], units: 4 },
  { name: "atanh", slope: (x) => inverse(rest(x)), draws: [belowOne], units: 4 },
  { name: "acosh", slope: (x) => inverse(squareRoot(negate(rest(x)))), draws: [aboveOne], units: 4 },
  { name: "asinh", slope: (x) => inverse(squareRoot(add(one, square(x)))), draws: [around, far], units: 4 },
  { name: "atan", slope: (x) => inverse(add(one, square(x))), draws: [around, far], units: 4 },
  { name: "sqrt", slope: (x) => divide(real(0.5), squareRoot(x)), draws: [positive], units: 2 },
  {
    name: "cbrt",
    slope: (x) => inverse(multiply(real(3), square(bits.cbrt(x)))),
    draws: [positive],
    units: 4,
  },
  { name: "log", slope: inverse, draws: [positive], units: 2 },
  // The rounding of x² in e^(−x²) weighs x² as much.
  { name: "erf", slope: bits.erfSlope, draws: [around, tail], units: (x) => 4 + x * x },
];

/** Central difference of 256 bits with step 2^−70, whose error is of order 2^−140. */
function difference(f: (x: Real) => Real): (x: Real) => Real {
  const step = real(2 ** -70);
  return (x) => divide(subtract(f(add(x, step)), f(subtract(x, step))), real(2 ** -69));
}

describe(`derivatives keep their digits (seed ${seed})`, () => {
  it.each(cases)("of $name, to third order", ({ name, slope, draws, units }) => {
    const graph = new Graph();
    const x = input(graph, "coordinate", "x", 0);
    const f = elementwiseFunctions.get(name)?.build(graph, [x]) as Node;
    const outputs = [partial(f, x)];
    outputs.push(partial(outputs[0] as Node, x));
    outputs.push(partial(outputs[1] as Node, x));
    const kernel = compilePointKernel(outputs, { coordinates: [x], parameters: [], time: null });
    const random = seededRandom(seed);
    const points = draws.flatMap((draw) => Array.from({ length: 60 }, () => draw(random)));
    const values = new Float64Array(3 * points.length);
    kernel(points.length, Float64Array.from(points), new Float64Array(), 0, values);
    points.forEach((point, i) => {
      const [first, second, third] = values.subarray(3 * i, 3 * i + 3) as unknown as [number, number, number];
      const at = bits.real(point);
      const allowed = typeof units === "number" ? units : units(point);
      expect(bits.ulps(first, slope(at)), `${name}′(${point})`).toBeLessThanOrEqual(allowed);
      // Where a higher derivative passes through zero, digits are lost: not beside what the lower ones weigh.
      const [y2, y3] = [difference(slope), difference(difference(slope))].map((f) =>
        bits.approximate(f(at)),
      ) as [number, number];
      const relative = 1e-14 * (allowed + 4);
      expect(Math.abs(second - y2), `${name}″(${point}): ${second}, not ${y2}`).toBeLessThanOrEqual(
        relative * (Math.abs(y2) + Math.abs(first)),
      );
      expect(Math.abs(third - y3), `${name}‴(${point}): ${third}, not ${y3}`).toBeLessThanOrEqual(
        relative * (Math.abs(y3) + Math.abs(y2) + Math.abs(first)),
      );
    });
  });
});
