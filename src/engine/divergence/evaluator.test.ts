import { afterEach, describe, expect, it, vi } from "vitest";
import { canCompile } from "../codegen/kernel.ts";
import type { Node } from "../graph/node.ts";
import { add, cos, exp, integerPower, mul, sin, sub } from "../ops/index.ts";
import type { Distribution } from "../random/probes.ts";
import { linearField, programOf } from "../testing/fields.ts";
import { createEvaluator, type EvaluatorOptions } from "./evaluator.ts";
import { methods } from "./method.ts";

const distributions: readonly Distribution[] = ["rademacher", "gaussian"];

/** One point, repeated. */
function repeated(point: readonly number[], count: number): Float64Array {
  return Float64Array.from({ length: count * point.length }, (_, i) => point[i % point.length] as number);
}

function momentsOf(values: Float64Array) {
  const mean = values.reduce((total, value) => total + value, 0) / values.length;
  const central = (power: number) =>
    values.reduce((total, value) => total + (value - mean) ** power, 0) / (values.length - 1);
  return { mean, variance: central(2), fourth: central(4) };
}

const jacobians: readonly { name: string; matrix: number[][] }[] = [
  {
    name: "diagonal",
    matrix: [
      [2, 0],
      [0, -5],
    ],
  },
  {
    name: "antisymmetric",
    matrix: [
      [0, 3],
      [-3, 0],
    ],
  },
  {
    name: "dense",
    matrix: [
      [1, 2],
      [4, -3],
    ],
  },
  {
    name: "triangular",
    matrix: [
      [1, 7],
      [0, 2],
    ],
  },
  {
    name: "of rank one",
    matrix: [
      [2, 6],
      [1, 3],
    ],
  },
  {
    name: "dense in space",
    matrix: [
      [1, -2, 0.5],
      [3, 0, 1],
      [2, 2, -4],
    ],
  },
];

describe.each(distributions)("Hutchinson's estimate with %s probes", (distribution) => {
  it.each(jacobians)("has the predicted variance and the right mean for a $name Jacobian", ({ matrix }) => {
    const draws = 20_000;
    const seed = 1234;
    const { program, field, bindings } = linearField(matrix);
    const evaluator = createEvaluator(program, field, {
      method: "hutchinson",
      probes: 1,
      distribution,
      seed,
      keys: "per-point",
    });
    const { values, predictedVariance } = evaluator.evaluate(
      repeated(
        matrix.map(() => 1),
        draws,
      ),
      bindings,
    );
    const { mean, variance, fourth } = momentsOf(values);
    const predicted = predictedVariance?.[0] as number;
    expect(predicted).toBeCloseTo(lawOf(matrix, distribution), 12);
    const trace = matrix.reduce((total, row, i) => total + (row[i] as number), 0);
    expect(Math.abs(mean - trace), `seed ${seed}`).toBeLessThanOrEqual(
      4 * Math.sqrt(predicted / draws) + 1e-12,
    );
    // The standard deviation of a sample variance, from the fourth moment; where the values are two and equally
    // likely that vanishes, and what is left is the square of the mean's deviation.
    const spread = Math.sqrt(Math.max(0, fourth - variance ** 2) / draws);
    expect(Math.abs(variance - predicted), `seed ${seed}`).toBeLessThanOrEqual(
      4 * spread + (16 * predicted) / draws + 1e-24,
    );
  });

  it("has the standard error that its variance says, and NaN with a single probe", () => {
    const { program, field, bindings } = linearField([
      [1, 2],
      [4, -3],
    ]);
    const points = repeated([0, 0], 4000);
    const options: EvaluatorOptions = { method: "hutchinson", distribution, seed: 5, keys: "per-point" };
    const many = createEvaluator(program, field, { ...options, probes: 16 }).evaluate(points, bindings);
    const squares = (many.standardError as Float64Array).map((error) => error * error);
    const { mean, variance } = momentsOf(squares);
    const predicted = many.predictedVariance?.[0] as number;
    expect(Math.abs(mean - predicted)).toBeLessThanOrEqual(4 * Math.sqrt(variance / squares.length));
    const measured = momentsOf(many.values);
    const spread = Math.sqrt((measured.fourth - measured.variance ** 2) / points.length);
    expect(Math.abs(measured.variance - predicted)).toBeLessThanOrEqual(6 * spread);
    const single = createEvaluator(program, field, { ...options, probes: 1 }).evaluate(points, bindings);
    expect(single.standardError?.every(Number.isNaN)).toBe(true);
  });

  it("gives block after block what it gives in one piece", () => {
    const { program, field, bindings } = swirl();
    const points = Float64Array.from({ length: 200 }, (_, i) => Math.sin(2.3 * i));
    for (const keys of ["per-point", "shared"] as const) {
      const evaluator = createEvaluator(program, field, {
        method: "hutchinson",
        probes: 3,
        distribution,
        seed: 9,
        keys,
      });
      const whole = evaluator.evaluate(points, bindings);
      const blocks = [0, 17, 60].map((from, i, all) => {
        const to = all[i + 1] ?? 100;
        return evaluator.evaluate(points.subarray(2 * from, 2 * to), bindings, from);
      });
      expect(blocks.flatMap(({ values }) => [...values])).toEqual([...whole.values]);
      expect(blocks.flatMap(({ standardError }) => [...(standardError ?? [])])).toEqual([
        ...(whole.standardError ?? []),
      ]);
    }
  });

  it("shares its probes among points, or draws fresh ones", () => {
    const { program, field, bindings } = linearField([
      [1, 2],
      [4, -3],
    ]);
    const points = repeated([1, 1], 64);
    const distinct = (keys: "shared" | "per-point", seed: number) =>
      new Set(
        createEvaluator(program, field, {
          method: "hutchinson",
          probes: 2,
          distribution,
          seed,
          keys,
        }).evaluate(points, bindings).values,
      );
    expect(distinct("shared", 1).size).toBe(1);
    expect(distinct("per-point", 1).size).toBeGreaterThan(2);
    const seeds = new Set(Array.from({ length: 32 }, (_, seed) => [...distinct("shared", seed)][0]));
    expect(seeds.size).toBeGreaterThan(2);
  });

  it("converges to the exact divergence of a nonlinear field", () => {
    const { program, field, bindings } = swirl();
    const points = Float64Array.from({ length: 40 }, (_, i) => Math.sin(0.7 * i));
    const exact = createEvaluator(program, field, { method: "jacobian-forward" }).evaluate(points, bindings);
    const estimate = createEvaluator(program, field, {
      method: "hutchinson",
      probes: 20_000,
      distribution,
      seed: 3,
    });
    const { values, standardError, predictedVariance } = estimate.evaluate(points, bindings);
    values.forEach((value, i) => {
      const deviation = Math.sqrt(predictedVariance?.[i] as number);
      expect(Math.abs(value - (exact.values[i] as number))).toBeLessThanOrEqual(5 * deviation + 1e-12);
      expect(standardError?.[i] as number).toBeCloseTo(deviation, 2);
    });
    expect(estimate.passes).toBe(20_000);
  });
});

describe("the field (x, 2y, 3z) of JAX issue 3022", () => {
  const { program, field, bindings } = linearField([
    [1, 0, 0],
    [0, 2, 0],
    [0, 0, 3],
  ]);
  const at = Float64Array.of(0.3, -1, 2);
  const estimate = (options: Partial<EvaluatorOptions>) =>
    createEvaluator(program, field, { method: "hutchinson", probes: 1000, seed: 0, ...options }).evaluate(
      at,
      bindings,
    );

  it("is 6, exactly", () => {
    for (const method of ["jacobian-forward", "jacobian-reverse", "per-component"] as const) {
      expect([...createEvaluator(program, field, { method }).evaluate(at, bindings).values]).toEqual([6]);
    }
  });

  it("is 6.19456 with a thousand Gaussian probes of PRNGKey(0), and 5.69566 in JAX's newer layout", () => {
    const legacy = estimate({ distribution: "gaussian", layout: "jax-legacy" });
    expect(Math.abs((legacy.values[0] as number) - 6.1945624)).toBeLessThanOrEqual(5e-5);
    expect(
      Math.abs((estimate({ distribution: "gaussian", layout: "jax" }).values[0] as number) - 5.69566),
    ).toBeLessThanOrEqual(5e-5);
    expect(legacy.predictedVariance?.[0]).toBeCloseTo(28 / 1000, 14);
    expect(legacy.standardError?.[0]).toBeCloseTo(0.1673, 1);
  });

  it("is 6 with Rademacher probes, without variance", () => {
    for (const layout of ["jax", "jax-legacy"] as const) {
      const { values, standardError, predictedVariance } = estimate({ distribution: "rademacher", layout });
      expect([...values]).toEqual([6]);
      expect([...(standardError ?? [])]).toEqual([0]);
      expect([...(predictedVariance ?? [])]).toEqual([0]);
    }
  });
});

describe("where compiling is forbidden", () => {
  afterEach(() => vi.unstubAllGlobals());

  it("every method gives the same bits", () => {
    const { program, field, bindings } = swirl();
    const points = Float64Array.from({ length: 30 }, (_, i) => Math.sin(1.9 * i));
    const run = () =>
      methods.map((method) =>
        createEvaluator(program, field, { method, probes: 5, seed: 2, keys: "per-point" }).evaluate(
          points,
          bindings,
        ),
      );
    const compiled = run();
    vi.stubGlobal("Function", undefined);
    expect(canCompile()).toBe(false);
    expect(run()).toEqual(compiled);
  });
});

describe("the finite difference", () => {
  it("errs by a quarter when the step is halved", () => {
    const { program, field, bindings } = swirl();
    const points = Float64Array.from({ length: 60 }, (_, i) => Math.cos(1.1 * i));
    const exact = createEvaluator(program, field, { method: "per-component" }).evaluate(points, bindings);
    const errors = [0.04, 0.02, 0.01].map((step) => {
      const { values, standardError } = createEvaluator(program, field, {
        method: "finite-difference",
        step,
      }).evaluate(points, bindings);
      expect(standardError).toBeNull();
      return values.map((value, i) => value - (exact.values[i] as number));
    }) as [Float64Array, Float64Array, Float64Array];
    let measured = 0;
    errors[2].forEach((error, i) => {
      // Where the leading term vanishes there is no order to see.
      if (Math.abs(error) < 1e-6) return;
      measured++;
      expect((errors[1][i] as number) / error).toBeCloseTo(4, 1);
      expect((errors[0][i] as number) / (errors[1][i] as number)).toBeCloseTo(4, 0);
    });
    expect(measured).toBeGreaterThan(20);
  });

  it("is exact but for rounding on quadratic fields", () => {
    const { program, field, bindings } = programOf(["x", "y"], ({ coordinates: [x, y] }) => [
      add(integerPower(x as Node, 2), y as Node),
      mul(x as Node, y as Node),
    ]);
    const evaluator = createEvaluator(program, field, { method: "finite-difference", step: 0.5 });
    expect([...evaluator.evaluate(Float64Array.of(1, 2, -3, 0.5), bindings).values]).toEqual([3, -9]);
    expect(evaluator.passes).toBe(4);
  });
});

/** (sin(x y) + x², cos x − y³ + eˣʸ): nothing about its Jacobian is special. */
function swirl() {
  return programOf(["x", "y"], ({ coordinates: [x, y] }) => {
    const product = mul(x as Node, y as Node);
    return [
      add(sin(product), integerPower(x as Node, 2)),
      add(sub(cos(x as Node), integerPower(y as Node, 3)), exp(product)),
    ];
  });
}

/** The laws: with S = (J + Jᵀ)/2, Gaussian 2‖S‖², Rademacher 2(‖S‖² − Σ J_ii²). */
function lawOf(matrix: readonly (readonly number[])[], distribution: Distribution): number {
  let total = 0;
  matrix.forEach((row, i) => {
    row.forEach((entry, j) => {
      const symmetric = (entry + (matrix[j]?.[i] as number)) / 2;
      if (i !== j || distribution === "gaussian") total += 2 * symmetric ** 2;
    });
  });
  return total;
}
