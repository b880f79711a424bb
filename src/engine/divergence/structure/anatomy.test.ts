import { describe, expect, it } from "vitest";
import { createJacobianEvaluator } from "../../api/jacobian-evaluator.ts";
import { checkSource } from "../../language/check.ts";
import type { Field } from "../../language/program.ts";
import { between, seededRandom } from "../../testing/random.ts";
import { bindingsOf } from "../bindings.ts";
import { planOf } from "../plan.ts";
import { anatomyOf } from "./anatomy.ts";

const seed = 4711;

const sources = {
  arrow: "A(x: R^12) = concat([sum(x^2)], sin(x[0]) * x[1:])",
  neighbours: "T(x: R^15) = concat([x[0]], (x[2:] - 2 x[1:-1] + x[:-2]) * tanh(x[1:-1]), [x[-1]])",
  hollow: "M = (1 - eye(9)) * randn(9, 9, seed=3)\nH(x: R^9) = sin(x) * cos(M @ x)",
  bottleneck:
    "U = randn(3, 14, seed=2)\nV = randn(14, 3, seed=5)\nX = randn(14, 14, seed=6) / 4\nB(x: R^14) = V @ tanh(U @ tanh(X @ x))",
  separable: "E(x: R^7) = x^3",
};

function prepared(source: string) {
  const program = checkSource(source);
  const field = program.fields.at(-1) as Field;
  const random = seededRandom(seed);
  const point = Float64Array.from({ length: field.dimension }, () => between(random, 0.3, 1));
  const jacobian = createJacobianEvaluator(program, field)(point, bindingsOf(program));
  return { field, jacobian, anatomy: anatomyOf(field) ?? expect.fail("there is an anatomy") };
}

describe(`the anatomy of a Jacobian (seed ${seed})`, () => {
  it.each(Object.entries(sources))("of %s has the entries that are not zero", (_name, source) => {
    const { field, jacobian, anatomy } = prepared(source);
    const n = field.dimension;
    for (let i = 0; i < n; i++) {
      const nonzero = Array.from({ length: n }, (_, j) => j).filter((j) => jacobian[i * n + j] !== 0);
      expect([...(anatomy.pattern.rows[i] as Int32Array)]).toEqual(nonzero);
    }
  });

  it.each(Object.entries(sources))("of %s has colours that give the trace", (_name, source) => {
    const { field, jacobian, anatomy } = prepared(source);
    const n = field.dimension;
    const { count, colours } = anatomy.colouring;
    let trace = 0;
    for (let i = 0; i < n; i++) trace += jacobian[i * n + i] as number;
    // Σ_C 1_Cᵀ J 1_C with the matrix itself.
    let coloured = 0;
    for (let i = 0; i < n; i++)
      for (let j = 0; j < n; j++)
        if (colours?.[i] === colours?.[j]) coloured += jacobian[i * n + j] as number;
    expect(Math.max(...(colours ?? []))).toBe(count - 1);
    expect(Math.abs(coloured - trace)).toBeLessThan(1e-12 * n * (1 + Math.abs(trace)));
  });

  it("tells the plan's number of colours", () => {
    const { field, anatomy } = prepared(sources.neighbours);
    const candidate = planOf(field).candidates.find(({ structure }) => structure === "colouring");
    expect(anatomy.colouring.count).toBe(2);
    expect(candidate?.passes).toBe(2);
  });

  it("leaves of a hollow field its diagonal alone", () => {
    const { anatomy } = prepared(sources.hollow);
    expect(anatomy.hollow?.pattern.rows.map((row) => [...row])).toEqual(
      Array.from({ length: 9 }, (_, i) => [i]),
    );
    expect(anatomy.pattern.nonzeros).toBe(81);
  });

  it("finds the numbers that all goes through, and none where there are not fewer than n", () => {
    const { anatomy } = prepared(sources.bottleneck);
    expect(anatomy.cut?.width).toBe(3);
    const all = Array.from({ length: 14 }, (_, i) => i);
    for (const side of [anatomy.cut?.from, anatomy.cut?.to])
      expect(side?.map((entries) => [...entries])).toEqual([all, all, all]);
    expect(prepared(sources.separable).anatomy.cut).toBeNull();
    expect(prepared(sources.neighbours).anatomy.cut).toBeNull();
  });
});
