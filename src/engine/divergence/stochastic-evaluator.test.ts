import { afterEach, describe, expect, it, vi } from "vitest";
import { canCompile } from "../codegen/kernel.ts";
import type { Node } from "../graph/node.ts";
import { checkSource } from "../language/check.ts";
import type { Field } from "../language/program.ts";
import { LimitError } from "../limits.ts";
import { mul } from "../ops/index.ts";
import {
  drawProbes,
  type ProbeDistribution,
  population,
  probeDistributions,
} from "../random/distributions.ts";
import { type KeyLayout, pointKey, prngKey } from "../random/index.ts";
import { linearField, programOf } from "../testing/fields.ts";
import { finished } from "../work.ts";
import { createTraceEstimator } from "./estimator.ts";
import { bindingsOf, createEvaluator, createFieldEvaluator, type EvaluatorOptions } from "./evaluator.ts";
import { type StochasticMethod, stochasticMethods } from "./method.ts";
import { DenseOperator, matrixOf } from "./testing/matrices.ts";

const n = 5;

const source = `a = 0.75 in [0, 3]
F(p, q, r, s, u) = (
  sin(p q) + a tanh(r - p) + t cos(s u) + exp(-p),
  sin(q r) + a tanh(s) + t cos(u p) + q^2,
  max(r s, p) + a tanh(u + r) + t cos(p q) + r^2,
  atan2(s, 2 + u^2) + a tanh(p + 2 s) + t cos(q r),
  log(3 + u + p) + a tanh(q + 3 u) + t r s
)`;

/** A field on R⁵ whose Jacobian is dense, has no symmetry and depends on a slider and on time. */
function tangle() {
  const program = checkSource(source);
  const [field] = program.fields as [Field];
  return { program, field, bindings: bindingsOf(program, 1.25) };
}

const points = Float64Array.from({ length: 12 * n }, (_, i) => Math.sin(1.3 * i + 0.4));

const combinations = stochasticMethods.flatMap((method) =>
  probeDistributions
    .filter((_, i) => method !== "xtrace" || i < 3)
    .map((distribution) => ({ method, distribution })),
);

describe("the first of the probes", () => {
  const { program, field, bindings } = tangle();
  const { jacobian } = createFieldEvaluator(program, field).evaluate(points, bindings);
  const [probes, taken] = [9, 4];

  it.each(
    (["rademacher", "gaussian", "sphere"] as const).flatMap((distribution) =>
      (["jax", "jax-legacy"] as const).flatMap((layout) =>
        (["shared", "per-point"] as const).map((keys) => ({ distribution, layout, keys })),
      ),
    ),
  )("are those of the whole draw: $distribution, $layout, $keys", ({ distribution, layout, keys }) => {
    const options = { method: "hutchinson", probes, distribution, seed: 17, layout, keys } as const;
    const own = createEvaluator(program, field, { ...options, taken });
    const found = own.evaluate(points, bindings, 100);
    expect(own.passes).toBe(taken);
    for (let i = 0; i < 12; i++) {
      const key = keys === "shared" ? prngKey(17) : pointKey(prngKey(17), 100 + i);
      const z = drawProbes(key, probes, n, distribution, layout);
      const J = jacobian.subarray(i * n * n, (i + 1) * n * n);
      const each = Array.from({ length: taken }, (_, j) =>
        J.reduce((sum, entry, k) => {
          const [row, column] = [Math.floor(k / n), k % n];
          return sum + (z[j * n + row] as number) * entry * (z[j * n + column] as number);
        }, 0),
      );
      const mean = each.reduce((sum, value) => sum + value, 0) / taken;
      const squares = each.reduce((sum, value) => sum + (value - mean) ** 2, 0);
      expect(found.values[i]).toBeCloseTo(mean, 10);
      expect(found.standardError?.[i]).toBeCloseTo(Math.sqrt(squares / (taken - 1) / taken), 10);
    }
    // Of as many probes by themselves the estimate is the same, bit for bit, where splitting a key does not count them.
    const alone = createEvaluator(program, field, { ...options, probes: taken }).evaluate(
      points,
      bindings,
      100,
    );
    if (layout === "jax") expect(alone).toEqual(found);
    else expect(alone.values).not.toEqual(found.values);
    expect(found.predictedVariance).toEqual(alone.predictedVariance);
    // All of them are no other than those that nobody counted.
    const all = createEvaluator(program, field, { ...options, taken: probes }).evaluate(
      points,
      bindings,
      100,
    );
    expect(all).toEqual(createEvaluator(program, field, options).evaluate(points, bindings, 100));
  });
});

describe.each(combinations)("$method with $distribution probes, on a field", ({ method, distribution }) => {
  const { program, field, bindings } = tangle();
  const { jacobian } = createFieldEvaluator(program, field).evaluate(points, bindings);
  const settings = { n, probes: 7, distribution };

  it.each(["jax", "jax-legacy"] as const)(
    "is that of the Jacobians as matrices (seed 17, %s layout)",
    (layout) => {
      for (const keys of ["shared", "per-point"] as const) {
        const options = { method, probes: 7, distribution, seed: 17, layout, keys };
        const own = createEvaluator(program, field, options).evaluate(points, bindings, 100);
        const estimator = createTraceEstimator(method, { ...settings, layout });
        for (let i = 0; i < 12; i++) {
          const rows = matrixOf(n, (a, b) => jacobian[(i * n + a) * n + b] as number);
          finished(estimator.draw(keys === "shared" ? prngKey(17) : pointKey(prngKey(17), 100 + i)));
          const { value, standardError } = finished(estimator.estimate(new DenseOperator(rows)));
          expect(own.values[i]).toBeCloseTo(value, 10);
          expect(own.standardError?.[i]).toBeCloseTo(standardError, 10);
        }
      }
    },
  );

  it("gives block after block what it gives in one piece", () => {
    for (const keys of ["per-point", "shared"] as const) {
      const evaluator = createEvaluator(program, field, { method, probes: 7, distribution, seed: 9, keys });
      const whole = evaluator.evaluate(points, bindings);
      const blocks = [0, 5, 6].map((from, i, all) =>
        evaluator.evaluate(points.subarray(n * from, n * (all[i + 1] ?? 12)), bindings, from),
      );
      expect(blocks.flatMap(({ values }) => [...values])).toEqual([...whole.values]);
      expect(blocks.flatMap(({ standardError }) => [...(standardError ?? [])])).toEqual([
        ...(whole.standardError ?? []),
      ]);
      expect(evaluator.evaluate(new Float64Array(0), bindings).values).toHaveLength(0);
    }
  });

  it("shares its probes among points, or draws fresh ones", () => {
    const { program, field, bindings } = linearField(matrixOf(n, (i, j) => Math.sin(i + 3 * j)));
    const distinct = (keys: "shared" | "per-point") =>
      new Set(
        createEvaluator(program, field, { method, probes: 4, distribution, seed: 1, keys }).evaluate(
          new Float64Array(32 * n),
          bindings,
        ).values,
      ).size;
    expect(distinct("shared")).toBe(1);
    expect(distinct("per-point")).toBeGreaterThan(3);
  });
});

describe("exact joint probes", () => {
  it.each(["coordinate", "orthogonal", "hadamard"] as const)(
    "%s: as many as are exact are exact",
    (distribution) => {
      const { program, field, bindings } = tangle();
      const exact = createEvaluator(program, field, { method: "jacobian-reverse" }).evaluate(
        points,
        bindings,
      );
      const probes = population(distribution, n);
      const evaluator = createEvaluator(program, field, {
        method: "hutchinson",
        probes,
        distribution,
        keys: "per-point",
      });
      const { values, standardError, predictedVariance } = evaluator.evaluate(points, bindings);
      values.forEach((value, i) => {
        expect(value).toBeCloseTo(exact.values[i] as number, 12);
      });
      expect([...(standardError ?? []), ...(predictedVariance ?? [])]).toEqual(Array(24).fill(0));
      expect(evaluator.costsMoreThanExact).toBe(true);
    },
  );
});

describe("what an evaluator says of itself", () => {
  const { program, field, bindings } = tangle();
  const of = (method: StochasticMethod, probes: number, more: Partial<EvaluatorOptions> = {}) =>
    createEvaluator(program, field, { method, probes, ...more });

  it("counts its passes, and tells when the exact divergence takes no more", () => {
    expect(of("hutchinson", 4)).toMatchObject({ passes: 4, costsMoreThanExact: false });
    expect(of("hutchinson", 5)).toMatchObject({ passes: 5, costsMoreThanExact: true });
    expect(of("hutch++", 4)).toMatchObject({ passes: 4, costsMoreThanExact: false });
    expect(of("na-hutch++", 100)).toMatchObject({ passes: 100, costsMoreThanExact: true });
    expect(of("xtrace", 5)).toMatchObject({ passes: 4, costsMoreThanExact: false });
    expect(of("xtrace", 100)).toMatchObject({ passes: 11, costsMoreThanExact: true });
    for (const method of ["jacobian-forward", "finite-difference"] as const) {
      expect(createEvaluator(program, field, { method }).costsMoreThanExact).toBe(false);
    }
  });

  it("predicts variances where there is a law, the dimension is small and nobody objects", () => {
    expect(of("hutchinson", 4).predictsVariance).toBe(true);
    const silent = of("hutchinson", 4, { predictVariance: false });
    expect(silent.predictsVariance).toBe(false);
    expect(silent.evaluate(points, bindings).predictedVariance).toBeNull();
    for (const method of ["hutch++", "na-hutch++", "xtrace"] as const) {
      expect(of(method, 6, { predictVariance: true }).predictsVariance).toBe(false);
      expect(of(method, 6).evaluate(points, bindings).predictedVariance).toBeNull();
    }
    const wide = linearField(matrixOf(65, (i, j) => (i === j ? i : 0)));
    const options = { method: "hutchinson", probes: 2, distribution: "gaussian" } as const;
    expect(createEvaluator(wide.program, wide.field, options).predictsVariance).toBe(false);
    const asked = createEvaluator(wide.program, wide.field, { ...options, predictVariance: true });
    const { predictedVariance } = asked.evaluate(new Float64Array(65), wide.bindings);
    // Σ i² from 0 to 64, times 2/m.
    expect(predictedVariance?.[0]).toBeCloseTo((64 * 65 * 129) / 6, 6);
  });

  it("does with the least probes when none are given", () => {
    for (const [method, passes] of [
      ["hutchinson", 1],
      ["hutch++", 3],
      ["na-hutch++", 3],
      ["xtrace", 2],
    ] as const) {
      expect(createEvaluator(program, field, { method }).passes).toBe(passes);
    }
  });

  it("refuses probes that cannot be, and more than fit in memory", () => {
    expect(() => of("hutchinson", 0)).toThrow(
      "hutchinson needs a whole number of probes from 1 to 1000000, not 0",
    );
    expect(() => of("xtrace", 8, { distribution: "hadamard" })).toThrow(RangeError);
    const wide = linearField(matrixOf(80, (i, j) => (i === j ? 1 : 0)));
    expect(() =>
      createEvaluator(wide.program, wide.field, { method: "hutchinson", probes: 1_000_000 }),
    ).toThrow(LimitError);
  });
});

describe("where compiling is forbidden", () => {
  afterEach(() => vi.unstubAllGlobals());

  it("every method gives the same bits with every distribution, in both layouts", () => {
    const { program, field, bindings } = tangle();
    const run = (method: StochasticMethod, distribution: ProbeDistribution, layout: KeyLayout) =>
      createEvaluator(program, field, {
        method,
        probes: 7,
        distribution,
        layout,
        seed: 2,
        keys: "per-point",
      }).evaluate(points.subarray(0, 3 * n), bindings);
    const all = () =>
      combinations.flatMap(({ method, distribution }) =>
        (["jax", "jax-legacy"] as const).map((layout) => run(method, distribution, layout)),
      );
    const compiled = all();
    vi.stubGlobal("Function", undefined);
    expect(canCompile()).toBe(false);
    expect(all()).toEqual(compiled);
  });
});

describe("a field that is not finite at a point", () => {
  it("is NaN there and untouched elsewhere, by every method", () => {
    // The second point has a pole: J₀₀ = −1/x².
    const program = checkSource("F(x, y, z) = (1/x, x y, sin(y z))");
    const [field] = program.fields as [Field];
    const bindings = bindingsOf(program);
    const at = Float64Array.of(1, 2, 3, 0, 1, 1, 2, -1, 0.5);
    for (const { method, distribution } of combinations) {
      const evaluator = createEvaluator(program, field, { method, probes: 9, distribution, seed: 4 });
      const { values } = evaluator.evaluate(at, bindings);
      expect([...values].map(Number.isFinite)).toEqual([true, false, true]);
      const alone = evaluator.evaluate(at.subarray(6), bindings);
      expect(alone.values[0]).toBe(values[2]);
    }
  });
});

describe("a field that does not move", () => {
  it("is 0 with no error, by every method", () => {
    const { program, field, bindings } = programOf(["x", "y"], ({ coordinates: [x] }) => [
      mul(0, x as Node),
      mul(0, x as Node),
    ]);
    for (const { method, distribution } of combinations) {
      const evaluator = createEvaluator(program, field, { method, probes: 7, distribution });
      const { values, standardError } = evaluator.evaluate(Float64Array.of(1, 2), bindings);
      expect([values[0], standardError?.[0]]).toEqual([0, 0]);
    }
  });
});
