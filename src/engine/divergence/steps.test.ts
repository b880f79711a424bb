import { describe, expect, it } from "vitest";
import { createJacobianSteps } from "../api/jacobian-evaluator.ts";
import { checkSource } from "../language/check.ts";
import type { Field } from "../language/program.ts";
import { drawing, population } from "../random/distributions.ts";
import { pointKey, prngKey } from "../random/index.ts";
import { callFlops, stepFlops, type Work } from "../work.ts";
import { meanOfProbes } from "./estimate.ts";
import type { DivergenceValues, EvaluatorOptions } from "./evaluation.ts";
import { bindingsOf, createEvaluator } from "./evaluator.ts";
import { quadraticForms } from "./hutchinson.ts";
import { JacobianOperator } from "./jacobian-operator.ts";
import { methodCost } from "./method-cost.ts";
import { applied } from "./operator.ts";
import { planOf } from "./plan.ts";

const seed = 11;
const n = 400;
const program = checkSource(
  `a = 0.75 in [0, 3]
W = randn(${n}, ${n}, seed=${seed}) / 20
V = randn(${n}, ${n}, seed=${seed + 1}) / 20
B(x: R^${n}) = a * V @ tanh(W @ x) + t * x
small(x, y, z) = (sin(x y), y z, x + z^2)`,
);
const fieldOf = (name: string) => program.fields.find((field) => field.name === name) as Field;
const wide = fieldOf("B");
const bindings = bindingsOf(program, 0.5);
const point = Float64Array.from({ length: n }, (_, i) => Math.sin(1.3 * i + 0.4));

function told<Value>(work: Work<Value>): { readonly value: Value; readonly steps: readonly number[] } {
  const steps: number[] = [];
  let step = work.next();
  for (; !step.done; step = work.next()) steps.push(step.value);
  return { value: step.value, steps };
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

/** What one call of a kernel may take beyond its bound: a pass. */
const pass = 8 * n * n;

const long: readonly EvaluatorOptions[] = [
  { method: "jacobian-forward" },
  { method: "jacobian-reverse" },
  { method: "per-component" },
  { method: "finite-difference" },
  { method: "hutchinson", probes: 2000 },
  { method: "hutchinson", probes: 2000, distribution: "hadamard" },
  { method: "hutch++", probes: 600 },
  { method: "na-hutch++", probes: 600 },
  { method: "xtrace", probes: 400, distribution: "gaussian" },
];

describe(`long work (seed ${seed})`, () => {
  it.each(long)(
    "of $method, $probes probes, is in steps that are short beside it, and adds up",
    (options) => {
      const { value, steps } = told(
        createEvaluator(program, wide, { ...options, seed, predictVariance: false }).steps(point, bindings),
      );
      const exact = createEvaluator(program, wide, { method: planOf(wide).chosen.method }).evaluate(
        point,
        bindings,
      );
      const error = value.standardError?.[0] ?? 1e-3;
      expect(Math.abs((value.values[0] as number) - (exact.values[0] as number))).toBeLessThan(
        6 * error + 1e-9,
      );
      const work = methodCost(wide, options)?.work as number;
      expect(steps.length).toBeGreaterThan(4);
      expect(Math.max(...steps)).toBeLessThan(callFlops + stepFlops + pass);
      expect(sum(steps) / work).toBeGreaterThan(0.4);
      expect(sum(steps) / work).toBeLessThan(1.6);
    },
  );

  it.each([
    { keys: "shared", distribution: "gaussian" },
    { keys: "per-point", distribution: "rademacher" },
    { keys: "shared", distribution: "sphere" },
  ] as const)(
    "of Hutchinson's estimate has the mean and the error of its draws, to rounding: $keys keys, $distribution",
    ({ keys, distribution }) => {
      const probes = 400;
      const points = Float64Array.from([...point, ...point.map((x) => x / 2)]);
      const options: EvaluatorOptions = { method: "hutchinson", probes, distribution, seed, keys };
      const evaluator = createEvaluator(program, wide, options);
      const { value, steps } = told<DivergenceValues>(evaluator.steps(points, bindings, 5));
      expect(steps.length).toBeGreaterThan(4);
      const operator = new JacobianOperator(program, wide);
      for (const i of [0, 1]) {
        const z = new Float64Array(probes * n);
        const key = prngKey(seed);
        told(drawing(keys === "shared" ? key : pointKey(key, 5 + i), probes, n, distribution, "jax", z));
        operator.moveTo(points, i, bindings);
        const draws = told(quadraticForms(operator, z, probes)).value;
        const wanted = meanOfProbes(draws, population(distribution, n));
        const near = (own: number | undefined, other: number) =>
          expect(Math.abs((own as number) - other)).toBeLessThan(1e-11 * Math.abs(other));
        near(value.values[i], wanted.value);
        near(value.standardError?.[i], wanted.standardError);
      }
      // Once more, with the probes at hand.
      expect(evaluator.evaluate(points, bindings, 5)).toEqual(value);
    },
  );

  it.each([
    { method: "xtrace", distribution: "gaussian" },
    { method: "hutchinson", distribution: "hadamard" },
    { method: "hutchinson", distribution: "rademacher" },
  ] as const)("of one evaluator in turns is that of each alone: $method, $distribution", (kind) => {
    const options: EvaluatorOptions = { ...kind, probes: 300, seed, keys: "per-point" };
    const evaluator = createEvaluator(program, wide, options);
    const places = [point, point.map((x) => x / 2), point.map((x) => -x)];
    const alone = places.map((place, i) => evaluator.evaluate(place, bindings, i));
    const together: (DivergenceValues | null)[] = places.map(() => null);
    const works = places.map((place, i) => evaluator.steps(place, bindings, i));
    let turns = 0;
    while (together.includes(null)) {
      for (const [i, work] of works.entries()) {
        const step = work.next();
        if (step.done) together[i] ??= step.value;
        else turns += 1;
      }
    }
    expect(turns).toBeGreaterThan(6);
    expect(together).toEqual(alone);
    expect(new Set(alone.map(({ values }) => values[0])).size).toBe(3);
  });

  it("of a Jacobian, and of products, is in steps", () => {
    const jacobian = told(createJacobianSteps(program, wide)(point, bindings));
    const operator = new JacobianOperator(program, wide);
    operator.moveTo(point, 0, bindings);
    const basis = Float64Array.from({ length: n * n }, (_, at) => (at % (n + 1) === 0 ? 1 : 0));
    const columns = told(applied(operator, basis, n));
    for (const { steps } of [jacobian, columns]) {
      expect(steps.length).toBeGreaterThan(2);
      expect(Math.max(...steps)).toBeLessThan(callFlops + stepFlops + pass);
    }
    for (const at of [0, 1, n, 7 * n + 3, n * n - 1])
      expect(jacobian.value[at]).toBe(columns.value[(at % n) * n + Math.floor(at / n)]);
  });

  it.each(["orthogonal", "gaussian", "sphere", "rademacher", "hadamard", "coordinate"] as const)(
    "of drawing %s probes is in steps",
    (distribution) => {
      const [m, width] = [distribution === "orthogonal" ? 900 : 3000, 400];
      const z = new Float64Array(m * width);
      const { steps } = told(drawing(prngKey(seed), m, width, distribution, "jax", z));
      if (distribution !== "coordinate") expect(steps.length).toBeGreaterThan(3);
      expect(Math.max(0, ...steps)).toBeLessThan(2 * stepFlops);
      for (const row of [0, 333, m - 1]) {
        const own = z.subarray(row * width, (row + 1) * width);
        const square = own.reduce((total, entry) => total + entry * entry, 0);
        // All but the normal ones have a length of √n.
        if (distribution === "gaussian") expect(square).toBeGreaterThan(0);
        else expect(square / width).toBeCloseTo(1, 12);
      }
    },
  );
});

it.each(["jacobian-forward", "hutchinson", "hutch++", "na-hutch++", "xtrace"] as const)(
  "short work of %s is one step",
  (method) => {
    const few = Float64Array.from([1, 2, 3, -1, 0.5, 0.25]);
    const evaluator = createEvaluator(program, fieldOf("small"), {
      method,
      probes: 12,
      distribution: "gaussian",
    });
    expect(told(evaluator.steps(few, bindings)).steps).toEqual([]);
  },
);
