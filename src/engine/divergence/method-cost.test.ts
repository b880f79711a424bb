import { describe, expect, it } from "vitest";
import { checkSource } from "../language/check.ts";
import type { Field } from "../language/program.ts";
import { createEvaluator } from "./evaluator.ts";
import { type Method, methods, stochasticMethods } from "./method.ts";
import { methodCost } from "./method-cost.ts";
import { planOf } from "./plan.ts";

const sourceOf = (n: number) =>
  `W1 = randn(64, ${n}, seed=1) / 4\nW2 = randn(64, 64, seed=2) / 8\nW3 = randn(${n}, 64, seed=3) / 8
N(x: R^${n}) = W3 @ tanh(W2 @ tanh(W1 @ x))`;

function compiled(source: string) {
  const program = checkSource(source);
  return { program, field: program.fields.at(-1) as Field };
}

describe("the cost of a method", () => {
  it("has the passes that are made, by every method", () => {
    const { program, field } = compiled(sourceOf(10));
    for (const method of methods) {
      for (const probes of [6, 24]) {
        const cost = methodCost(field, { method, probes });
        expect([method, cost?.passes]).toEqual([
          method,
          createEvaluator(program, field, { method, probes }).passes,
        ]);
        expect(cost?.flops).toBeGreaterThan(0);
        expect(cost?.memory).toBeGreaterThan(0);
      }
    }
  });

  it("is the plan's for exact methods", () => {
    const { field } = compiled(sourceOf(10));
    const { candidates, chosen } = planOf(field);
    for (const { method, structure, flops } of candidates) {
      if (structure === null) expect(methodCost(field, { method: method as Method })?.flops).toBe(flops);
    }
    expect(methodCost(field, { method: "structured" })?.flops).toBe(chosen.flops);
  });

  it("of Hutchinson's estimate is a primal and so many tangents", () => {
    const n = 10;
    const { field } = compiled(sourceOf(n));
    const at = (probes: number) => methodCost(field, { method: "hutchinson", probes })?.flops as number;
    // Three products Wz at 2·rows·columns, two scalings by σ′, zᵀ of the result, and adding up.
    const products = 2 * (n * 64 + 64 * 64 + 64 * n);
    expect(at(2) - at(1)).toBe(products + 2 * 64 + (2 * n - 1) + 1);
    expect(at(101) - at(100)).toBe(at(2) - at(1));
  });

  it("of the sketching methods lies above that of as many plain probes", () => {
    const { field } = compiled(sourceOf(40));
    const plain = methodCost(field, { method: "hutchinson", probes: 24 })?.flops as number;
    for (const method of stochasticMethods) {
      if (method === "hutchinson") continue;
      const flops = methodCost(field, { method, probes: 24 })?.flops as number;
      expect(flops).toBeGreaterThan(plain);
      expect(flops).toBeLessThan(1.5 * plain);
    }
  });

  it("of a finite difference is two evaluations for each coordinate", () => {
    const { field } = compiled(sourceOf(40));
    const { flops } = methodCost(field, { method: "finite-difference" }) ?? { flops: 0 };
    const evaluations = 2 * 40 * planOf(field).fieldFlops;
    expect(flops).toBeGreaterThanOrEqual(evaluations);
    expect(flops).toBeLessThan(1.05 * evaluations);
  });
});
