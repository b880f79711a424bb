import { describe, expect, it } from "vitest";
import { bindingsOf, createEvaluator } from "../../engine/divergence/evaluator.ts";
import type { EstimateChoice } from "../../engine/divergence/method-choice.ts";
import { methodCost } from "../../engine/divergence/method-cost.ts";
import { checkSource } from "../../engine/language/check.ts";
import type { Field } from "../../engine/language/program.ts";
import { finished } from "../testing/finished.ts";
import { families } from "./families.ts";
import { callFlops, createSteppedEvaluator } from "./stepped-evaluator.ts";

const program = checkSource(
  `a = 0.75 in [0, 3]\nG(x: R^8) = F(x) * (a + t)\n${families["two-layer"].source(8)}`,
);
const field = program.fields.find(({ name }) => name === "G") as Field;
const bindings = bindingsOf(program, 0.5);
const points = Float64Array.from({ length: 16 }, (_, i) => Math.sin(1.3 * i + 0.4));
const settings = { seed: 7, layout: "jax" } as const;

/** As many probes as make a point long. */
function longChoice(rest: Pick<EstimateChoice, "distribution" | "keys">): EstimateChoice {
  const few = methodCost(field, { method: "hutchinson", probes: 1000 })?.flops as number;
  return { method: "hutchinson", probes: Math.ceil((2500 * callFlops) / few), ...rest };
}

describe("an estimate in steps", () => {
  it.each(
    (["rademacher", "gaussian", "sphere", "coordinate", "hadamard"] as const).flatMap((distribution) =>
      (["shared", "per-point"] as const).map((keys) => ({ distribution, keys })),
    ),
  )("has the engine's probes, and its figures to rounding: $distribution, $keys", (rest) => {
    const choice = longChoice(rest);
    const whole = createEvaluator(program, field, { ...choice, ...settings });
    const stepped = createSteppedEvaluator(choice, { program, field }, settings, true);
    expect([stepped.passes, stepped.predictsVariance]).toEqual([whole.passes, whole.predictsVariance]);
    const wanted = whole.evaluate(points, bindings, 5);
    const { value: own, progress } = finished(stepped.evaluate(points, bindings, 5));
    for (const name of ["values", "standardError", "predictedVariance"] as const) {
      const [a, b] = [[...(own[name] ?? [])], [...(wanted[name] ?? [])]];
      expect(a).toHaveLength(2);
      // Of joint probes the engine has the same sums in the same order.
      if (rest.distribution === "coordinate" || rest.distribution === "hadamard") expect(a).toEqual(b);
      for (const [i, value] of a.entries())
        expect(Math.abs(value - (b[i] as number))).toBeLessThanOrEqual(1e-10 * Math.abs(b[i] as number));
    }
    // And others get their turn: no step is more than a twentieth of a point, of two.
    const ends = [0, ...progress, 1];
    expect(Math.max(...ends.slice(1).map((share, i) => share - (ends[i] as number)))).toBeLessThan(1 / 40);
    expect(ends).toEqual([...ends].sort((a, b) => a - b));
  });

  it("is the engine's own, bit for bit and in one step, where it is short", () => {
    const choice = { ...longChoice({ distribution: "gaussian", keys: "per-point" }), probes: 100 };
    const wanted = createEvaluator(program, field, { ...choice, ...settings }).evaluate(points, bindings, 5);
    const stepped = createSteppedEvaluator(choice, { program, field }, settings, true);
    const { value, progress } = finished(stepped.evaluate(points, bindings, 5));
    expect(value).toEqual(wanted);
    expect(progress).toEqual([]);
  });

  it("is refused as the engine's is", () => {
    const choice = { ...longChoice({ distribution: "gaussian", keys: "shared" }), probes: 1_000_001 };
    expect(() => createSteppedEvaluator(choice, { program, field }, settings)).toThrow(/not 1000001/);
    const wide = checkSource("F(x: R^100) = sin(x)");
    const own = { program: wide, field: wide.fields[0] as Field };
    expect(() => createSteppedEvaluator({ ...choice, probes: 1_000_000 }, own, settings)).toThrow(
      /probeEntries/,
    );
  });
});
