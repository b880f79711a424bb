import { describe, expect, it } from "vitest";
import { checkSource } from "../language/check.ts";
import type { Field, Program } from "../language/program.ts";
import { between, seededRandom } from "../testing/random.ts";
import { bindingsOf, createEvaluator } from "./evaluator.ts";
import { planOf } from "./plan.ts";
import type { StructureName } from "./structured.ts";

const seed = 60451;

function fieldOf(source: string): { program: Program; field: Field } {
  const program = checkSource(source);
  expect(program.diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  return { program, field: program.fields.at(-1) as Field };
}

/** Values by two exact methods at random points, and the largest difference relative to Σ|J_ii| or its like. */
function compare(source: string, count = 5): void {
  const { program, field } = fieldOf(source);
  const random = seededRandom(seed);
  const points = Float64Array.from({ length: count * field.dimension }, () => between(random, -1, 1));
  const bindings = bindingsOf(program);
  const [structured, forward] = (["structured", "jacobian-forward"] as const).map(
    (method) => createEvaluator(program, field, { method }).evaluate(points, bindings).values,
  );
  structured?.forEach((value, i) => {
    const wanted = forward?.[i] as number;
    expect(Math.abs(value - wanted)).toBeLessThanOrEqual(1e-12 * field.dimension * (1 + Math.abs(wanted)));
  });
}

const weights = `W1 = randn(64, 10, seed=1) / sqrt(10)
W2 = randn(64, 64, seed=2) / 8
W3 = randn(10, 64, seed=3) / 8
`;

/** A field, the structure that is to be found in it, and the passes that structure takes. */
const cases: readonly (readonly [name: string, source: string, structure: StructureName, passes: number])[] =
  [
    ["the thread's linear map", "theta = eye(10)\nL(x: R^10) = x @ theta", "constant", 0],
    ["a full linear map", "A = randn(30, 30, seed=4)\nL(x: R^30) = A @ x", "constant", 0],
    [
      "a linear map with a slider",
      "a = 2\nA = randn(30, 30, seed=4)\nL(x: R^30) = a A @ x + a x",
      "constant",
      0,
    ],
    ["Lorenz's system", "F(x, y, z) = (10 (y - x), x (28 - z) - y, x y - 8/3 z)", "constant", 0],
    ["10,000 components by themselves", "E(x: R^10000) = tanh(x)^2", "separable", 1],
    ["an arrow", "A(x: R^40) = concat([sum(x^2)], sin(x[0]) * x[1:])", "colouring", 2],
    ["an arrow, pruned", "A(x: R^40) = concat([sum(x^2)], sin(x[0]) * x[1:])", "hollow", 1],
    [
      "three diagonals",
      "T(x: R^50) = concat([x[0]], (x[2:] - 2 x[1:-1] + x[:-2]) * tanh(x[1:-1]), [x[-1]])",
      "colouring",
      2,
    ],
    ["asdex's differences", "D(x: R^50) = concat((x[1:] - x[:-1])^2, [x[0]])", "colouring", 2],
    [
      "skew couplings and a diagonal",
      "S = randn(30, 30, seed=1)\nK(x: R^30) = (S - transpose(S)) @ x + sin(x)",
      "colouring",
      1,
    ],
    ["a skew pair", "K(x, y) = (y x^2 y + x^3, -x x^2 y)", "hollow", 1],
    [
      "a hollow net",
      "M = (1 - eye(64)) * randn(64, 64, seed=3) / 8\nH(x: R^64) = x * tanh(M @ tanh(x[::-1]) - M @ tanh(x[::-1])) + sin(x) * cos(M @ x)",
      "hollow",
      1,
    ],
    [
      "a hollow net that says so",
      "M = (1 - eye(64)) * randn(64, 64, seed=3) / 8\nH(x: R^64) = tanh(x * softplus(stop_gradient(M @ tanh(x))))",
      "separable",
      1,
    ],
    [
      "a cut of three",
      "U = randn(3, 50, seed=2) / 7\nV = randn(20, 3, seed=3)\nW = randn(50, 20, seed=5)\nX = randn(50, 50, seed=6) / 7\nB(x: R^50) = W @ tanh(V @ sin(U @ tanh(X @ x)))",
      "narrow-cut",
      3,
    ],
    ["one hidden layer", `${weights}N(x: R^10) = W3 @ tanh(W1 @ x)`, "layers", 1],
    ["two hidden layers", `${weights}N(x: R^10) = W3 @ tanh(W2 @ tanh(W1 @ x))`, "layers", 1],
    [
      "a residual of two hidden layers",
      `${weights}a = 3\nN(x: R^10) = a x - 0.5 (W3 @ tanh(W2 @ tanh(W1 @ x)))`,
      "layers",
      1,
    ],
    [
      "three hidden layers and a diagonal",
      `${weights}N(x: R^10) = sin(x) + W3 @ tanh(W2 @ tanh(W2 @ tanh(W1 @ x)))`,
      "sum",
      11,
    ],
    ["three hidden layers", `${weights}N(x: R^10) = W3 @ tanh(W2 @ tanh(W2 @ tanh(W1 @ x)))`, "fused", 10],
  ];

describe("the plan", () => {
  it.each(cases)("finds the structure of %s", (_name, source, structure, passes) => {
    const { candidates } = planOf(fieldOf(source).field);
    const found = candidates.find((candidate) => candidate.structure === structure);
    expect(found).toMatchObject({ applies: true, passes });
  });

  it.each(cases)(`gives the divergence of %s that forward mode gives (seed ${seed})`, (_name, source) => {
    compare(source, source.includes("10000") ? 1 : 5);
  });

  it("says of every candidate what it costs, or why it does not apply", () => {
    for (const [, source] of cases) {
      const { candidates, chosen } = planOf(fieldOf(source).field);
      expect(candidates).toContain(chosen);
      for (const { applies, passes, flops, why } of candidates) {
        expect([passes === null, flops === null]).toEqual([!applies, !applies]);
        expect(why).toMatch(/^[A-Z0-9][^\n]{10,200}\.$/u);
        if (applies) expect(flops).toBeGreaterThanOrEqual(chosen.flops as number);
      }
    }
  });

  it("makes products of weights again when a slider moves", () => {
    const { program, field } = fieldOf(`${weights}a = 1\nN(x: R^10) = a W3 @ tanh((a W2) @ tanh(W1 @ x))`);
    expect(planOf(field).chosen).toMatchObject({ structure: "layers" });
    const evaluators = (["structured", "jacobian-forward"] as const).map((method) =>
      createEvaluator(program, field, { method }),
    );
    const point = Float64Array.from({ length: 10 }, (_, i) => 0.1 * i);
    const at = (a: number) =>
      evaluators.map((own) => own.evaluate(point, { parameters: Float64Array.of(a), time: 0 }).values[0]);
    const [before, after, again] = [at(1), at(-2.5), at(1)];
    expect(after[0]).not.toBe(before[0]);
    expect(again).toEqual(before);
    for (const [structured, forward] of [before, after])
      expect(structured).toBeCloseTo(forward as number, 11);
  });

  it("costs nothing where there is nothing to compute", () => {
    const { chosen } = planOf(fieldOf("F(x: R^20) = x[::-1] * 2 + 1").field);
    expect(chosen).toMatchObject({ method: "structured", structure: "constant", passes: 0, flops: 0 });
  });
});
