import * as mathjs from "mathjs";
import { describe, expect, it, test } from "vitest";
import { curl } from "../autodiff/operators.ts";
import { compilePointKernel } from "../codegen/kernel.ts";
import { divergenceNode } from "../divergence/exact.ts";
import { exactMethods } from "../divergence/method.ts";
import type { Node } from "../graph/node.ts";
import { constantValue, index } from "../ops/index.ts";
import { distance, OnTheCut, randomComplexExpression } from "../testing/complex-expressions.ts";
import { soundProgram, valueAt } from "../testing/language.ts";
import { between, seededRandom } from "../testing/random.ts";
import type { Field, Program } from "./program.ts";

const none = new Float64Array();
const count = 220;
const pointsOfEach = 8;

function fieldOf(program: Program): Field {
  return program.fields.find(({ name }) => name === "f") as Field;
}

function valuesOf(nodes: readonly Node[], field: Field, points: readonly (readonly number[])[]): number[][] {
  const out = new Float64Array(nodes.length * points.length);
  const binding = { coordinates: field.inputs, parameters: [], time: null };
  compilePointKernel(nodes, binding)(points.length, Float64Array.from(points.flat()), none, 0, out);
  return points.map((_, k) => [...out.subarray(k * nodes.length, (k + 1) * nodes.length)]);
}

type Oracle = ReturnType<typeof randomComplexExpression>["at"];

const diagonals = [
  [1, 1],
  [-1, -1],
  [1, -1],
  [-1, 1],
] as const;

interface Judged {
  readonly value: mathjs.Complex;
  readonly dz: mathjs.Complex;
  readonly dzbar: mathjs.Complex;
  /** How far rounding of the oracle's steps may have moved the value and the derivatives. */
  readonly uncertainty: number;
}

/** The oracle at z, and how far it moves when z does by a few last digits; null on a cut. */
function judged(at: Oracle, [x, y]: readonly number[]): Judged | null {
  const jets: ReturnType<Oracle>[] = [];
  try {
    for (const [dx, dy] of [[0, 0], ...diagonals]) {
      jets.push(at(mathjs.complex((x as number) * (1 + dx * 4e-14), (y as number) * (1 + dy * 4e-14))));
    }
  } catch (error) {
    if (error instanceof OnTheCut) return null;
    throw error;
  }
  const [own, ...moved] = jets as [ReturnType<Oracle>, ...ReturnType<Oracle>[]];
  const { value, dz, dzbar } = own;
  const uncertainty = Math.max(
    ...moved.flatMap((jet) => [distance(jet.value, value), distance(jet.dz, dz), distance(jet.dzbar, dzbar)]),
  );
  return { value, dz, dzbar, uncertainty };
}

const sizeOf = ({ value, dz, dzbar }: Judged) =>
  Math.max(1e-3, ...[value, dz, dzbar].map(({ re, im }) => Math.hypot(re, im)));

describe.each([20261127, 5])("against mathjs's complex numbers (seed %i)", (seed) => {
  it(`has the values and both derivatives of ${count} generated functions`, () => {
    const random = seededRandom(seed);
    const wrong: string[] = [];
    let compared = 0;
    for (let n = 0; n < count; n++) {
      const isHolomorphic = n % 2 === 0;
      const { text, at } = randomComplexExpression(random, 4, isHolomorphic);
      const field = fieldOf(soundProgram(`f(z: C) = ${text}`));
      const points = Array.from({ length: pointsOfEach }, () => [
        between(random, -2, 2),
        between(random, -2, 2),
      ]);
      const parts = [index(field.output, 0), index(field.output, 1)];
      const divergences = exactMethods.map((method) => divergenceNode(field, method));
      const turn = curl(field.output, field.inputs);
      const rows = valuesOf([...parts, turn, ...divergences], field, points);
      if (isHolomorphic) {
        // Not only small: the graphs of u_x − v_y and of the curl are the number 0.
        expect([constantValue(turn), constantValue(divergenceNode(field, "jacobian-forward"))], text).toEqual(
          [0, 0],
        );
      }
      for (const [k, row] of rows.entries()) {
        const oracle = judged(at, points[k] as number[]);
        const size = oracle ? sizeOf(oracle) : Number.NaN;
        if (!oracle || !Number.isFinite(size) || !(oracle.uncertainty <= 1e-9 * size)) continue;
        compared++;
        const { value, dzbar } = oracle;
        const wanted = [value.re, -value.im, -2 * dzbar.im, ...exactMethods.map(() => 2 * dzbar.re)];
        const allowed = 1e-10 * size + 4 * oracle.uncertainty;
        const off = wanted.findIndex((number, j) => !(Math.abs((row[j] as number) - number) <= allowed));
        if (off >= 0) wrong.push(`${text} at ${points[k]}: ${row[off]}, not ${wanted[off]} (${off})`);
      }
    }
    expect(wrong.slice(0, 5)).toEqual([]);
    expect(compared).toBeGreaterThan(count * pointsOfEach * 0.7);
  });
});

describe("branch cuts and far away", () => {
  const at = (body: string, x: number, y: number) => valueAt(soundProgram(`f(z: C) = ${body}`), "f", [x, y]);

  test.each(["log(z)", "sqrt(z)", "z^0.3", "z^i", "arg(z)"])("%s takes its principal value", (body) => {
    for (const x of [-3, -1, -1e-8, 0.5, 2]) {
      for (const y of [0, 1e-300, -1e-300, 1e-9, -1e-9]) {
        const [u, v] = at(body, x, y) as [number, number];
        const wanted = mathjs.complex(mathjs.evaluate(body, { z: mathjs.complex(x, y) }));
        expect(Math.hypot(u - wanted.re, -v - wanted.im), `at ${x} + ${y}i`).toBeLessThanOrEqual(
          1e-14 * Math.hypot(wanted.re, wanted.im),
        );
      }
    }
  });

  test("neither part of a root loses digits beside the cut", () => {
    const [u, v] = at("sqrt(z)", -4, 1e-20) as [number, number];
    expect(u).toBeCloseTo(2.5e-21, 35);
    expect(v).toBe(-2);
    expect(at("sqrt(z)", 0, 0)).toEqual([0, -0]);
  });

  test("quotients neither overflow nor vanish on the way", () => {
    expect(at("1/z", 1e200, 1e200)).toEqual([5e-201, 5e-201].map((x) => expect.closeTo(x, 214)));
    const [u] = at("(1e100 z)/(z + 1e200)", 1e200, 1e180) as [number];
    expect(u / 5e99).toBeCloseTo(1, 12);
    expect(at("tanh(z)", 800, 1)[0]).toBe(1);
  });
});

describe("what is written", () => {
  const value = (source: string, name: string, ...args: (number | readonly number[])[]) =>
    // Without the sign of zero.
    valueAt(soundProgram(source), name, args).map((number) => Number(number.toFixed(12)) + 0);

  test("f(z: C) is the field (u, -v) of x and y", () => {
    const [field] = soundProgram("f(z: ℂ) = z^2 + 3i").fields as [Field];
    expect(field.coordinateNames).toEqual(["x", "y"]);
    expect(field.complexArgument).toBe("z");
    expect(value("f(z: C) = z^2 + 3i", "f", 2, 1)).toEqual([3, -7]);
    expect(value("f(z: C) = z^2 + 3i\nG = polya(f)", "G", 2, 1)).toEqual([3, -7]);
    expect(value("f(z: C) = z^2 + 3i\nG = vector(f)", "G", 2, 1)).toEqual([3, 7]);
    expect(soundProgram("f(z: C) = z\nG = vector(f)").fields.map((own) => own.complexArgument)).toEqual([
      "z",
      null,
    ]);
  });

  test("names that clash make way", () => {
    const names = (source: string) => fieldOf(soundProgram(source)).coordinateNames;
    expect(names("x = 2\nf(z: C) = x z")).toEqual(["z_re", "z_im"]);
    expect(names("f(x: C) = x^2")).toEqual(["x_re", "x_im"]);
    expect(names("f(z: C) = y z where y = 3")).toEqual(["z_re", "z_im"]);
  });

  test("i is the imaginary unit where nothing else is called i, and what is called i comes first", () => {
    expect(value("f(z: C) = i z", "f", 1, 0)).toEqual([0, -1]);
    expect(value("f(z: C) = 2i(z + 1)", "f", 1, 0)).toEqual([0, -4]);
    expect(value("f(z: C) = i z where i = 5", "f", 1, 0)).toEqual([5, 0]);
    expect(value("f(z: C) = z sum([i for i in 1..3])", "f", 1, 0)).toEqual([6, 0]);
    expect(value("f(i: C) = i", "f", 1, 2)).toEqual([1, -2]);
    const { diagnostics } = soundProgram("i = 2\nf(z: C) = i z");
    expect(diagnostics.map(({ severity, message, from }) => [severity, message, from])).toEqual([
      ["warning", "`i` is your own here, not the imaginary unit.", 16],
    ]);
  });

  test("functions call one another, on numbers of either kind", () => {
    const g = "g(z: C) = z^2 + i\n";
    expect(value(`${g}f(z: C) = g(g(z))`, "f", 1, 0)).toEqual([0, -3]);
    expect(value(`${g}f(z: C) = z + g(2)`, "f", 1, 0)).toEqual([5, -1]);
    expect(value(`${g}F(x, y) = g(x, y) + (x, 1)`, "F", 1, 2)).toEqual([-2, -4]);
    expect(value("r2(x, y) = x^2 + y^2\nf(z: C) = z/r2(re(z), im(z))", "f", 1, 2)).toEqual([0.2, -0.4]);
    expect(value("r(z: C) = abs(z)\nf(z: C) = if(r(z) < 1, z, 1/z)", "f", 0, 2)).toEqual([0, 0.5]);
    expect(value(`${g}f(z: C) = div(g)(z) + curl(g)(z) + z`, "f", 1, 0)).toEqual([1, 0]);
    expect(value("f(z: C) = h(2) where h(a) = a z", "f", 1, 1)).toEqual([2, -2]);
    expect(value("g(z: C, a) = a z\nf(z: C) = g(z, 3)", "f", 1, 1)).toEqual([3, -3]);
  });

  test("without arguments they are added, multiplied and composed as complex functions", () => {
    const g = "g(z: C) = z + i\n";
    expect(value(`${g}f = g^2`, "f", 1, 1)).toEqual([-3, -4]);
    expect(value(`${g}f = 1/g - 2g`, "f", 1, -1)).toEqual([-1, 0]);
    expect(value(`${g}f = g g(g)`, "f", 1, 0)).toEqual([-1, -3]);
    expect(value(`${g}f = abs(g)`, "f", 3, 3)).toEqual([5]);
    expect(value(`${g}F(x, y) = (x, y)\nf = g + F`, "f", 1, 2)).toEqual([2, -1]);
  });

  test("a real function of z is the field u + 0i, and has a gradient", () => {
    expect(value("f(z: C) = abs(z)^2", "f", 1, 2)).toEqual([5, 0]);
    expect(value("f(z: C) = abs(z)^2\nE = grad(f)", "E", 1, 2)).toEqual([2, 4]);
  });

  test("roots, logarithms and powers of negative numbers written out are complex there", () => {
    expect(value("f(z: C) = sqrt(-4) z", "f", 1, 0)).toEqual([0, -2]);
    expect(value("f(z: C) = log(-1)", "f", 0, 0)).toEqual([0, -Number(Math.PI.toFixed(12))]);
    expect(value("f(z: C) = (-1)^0.5 + (-2)^3", "f", 0, 0)).toEqual([-8, -1]);
    expect(value("f(z: C) = i^2 + i^4 + 0 z", "f", 0, 0)).toEqual([0, 0]);
  });
});
