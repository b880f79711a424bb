import { describe, expect, it } from "vitest";
import type { MethodChoice } from "../../engine/divergence/method-choice.ts";
import { planOf } from "../../engine/divergence/plan.ts";
import { checkSource } from "../../engine/language/check.ts";
import type { Field } from "../../engine/language/program.ts";
import { countingClock, finished } from "../testing/finished.ts";
import { timedCandidates } from "./candidates.ts";
import { type CostTask, costs } from "./cost.ts";
import { type FamilyName, families, familyNames, sizesOf } from "./families.ts";
import { createPreparer, type Subject } from "./subject.ts";

const task: CostTask = {
  kind: "cost",
  family: "elementwise",
  most: 32,
  methods: [
    { method: "structured" },
    { method: "jacobian-forward" },
    { method: "hutchinson", probes: 16, distribution: "rademacher", keys: "shared" },
  ],
  seed: 0,
  layout: "jax",
};

const fieldOf = (family: FamilyName, n: number) => checkSource(families[family].source(n)).fields[0] as Field;

describe("families", () => {
  const structures: Record<FamilyName, readonly string[]> = {
    elementwise: ["separable"],
    chain: ["colouring", "hollow"],
    "one-layer": ["layers"],
    "two-layer": ["layers"],
    dense: ["fused"],
  };
  it.each(familyNames)("%s has the structure it is named for, at every size", (family) => {
    for (const n of [2, 16, 64]) {
      const program = checkSource(families[family].source(n));
      expect(program.diagnostics).toEqual([]);
      const field = program.fields[0] as Field;
      expect(field.dimension).toBe(n);
      const found = planOf(field).structured.chosen.structure;
      if (n > 2) expect(structures[family]).toContain(found);
    }
    expect(sizesOf(family, 40)).toEqual([2, 4, 8, 16, 32]);
  });
});

describe("cost", () => {
  it("has the plan's counts and a time for every size and method, told as they come", () => {
    const { value, parts } = finished(costs(task, countingClock()));
    expect(parts).toEqual(value.points);
    expect(value.points).toHaveLength(5 * 3);
    for (const { n, method, flops, passes, time, structure } of value.points) {
      expect(time?.nanoseconds).toBeGreaterThan(0);
      if (method !== 1) continue;
      const plan = planOf(fieldOf("elementwise", n));
      const candidate = plan.candidates.find((own) => own.method === "jacobian-forward");
      expect([passes, flops, structure]).toEqual([n, candidate?.flops, null]);
    }
    expect(value.points.find(({ n, method }) => n === 32 && method === 0)?.structure).toBe("separable");
  });

  it("names where exact and stochastic cross: forward mode near as many dimensions as probes", () => {
    const { value } = finished(costs({ ...task, family: "two-layer", most: 64 }, countingClock()));
    const [structured, forward] = value.comparisons;
    expect(structured?.sentences[0]).toBe(
      "By counts, structured costs less than Hutchinson with 16 Rademacher probes at every n from 2 to 64.",
    );
    expect(forward?.counted.at).toHaveLength(1);
    expect(forward?.counted.at[0]).toBeGreaterThan(14);
    expect(forward?.counted.at[0]).toBeLessThan(18);
    expect(forward?.sentences[0]).toMatch(
      /^By counts, forward Jacobian costs less than Hutchinson with 16 Rademacher probes up to n ≈ 1\d, and more beyond\.$/,
    );
    expect(forward?.sentences[1]).toMatch(/^Measured on this machine, /);
  });

  it("goes without what a method cannot do", () => {
    const methods = [
      ...task.methods,
      { method: "xtrace", probes: 8, distribution: "coordinate", keys: "shared" } as const,
    ];
    const { value } = finished(costs({ ...task, methods, most: 4 }, countingClock()));
    expect(value.problems).toEqual([{ method: 3, problem: expect.stringMatching(/^xtrace .*\.$/) }]);
    expect(value.points).toHaveLength(2 * 3);
  });
});

describe("candidates", () => {
  it("are those of the plan, each that applies with its own time", () => {
    const subject: Subject = {
      source: families["two-layer"].source(12),
      field: "F",
      time: 0,
      seed: 0,
      layout: "jax",
    };
    const prepared = createPreparer()(subject);
    const plan = planOf(prepared.field);
    const probes = { distribution: "rademacher", keys: "shared" } as const;
    const methods: MethodChoice[] = [
      { method: "structured" },
      { method: "hutchinson", probes: 2, ...probes },
      { method: "xtrace", probes: 1, ...probes },
      { method: "finite-difference", step: 0.1 },
    ];
    const { value, parts } = finished(
      timedCandidates(prepared, { kind: "candidates", subject, methods }, countingClock()),
    );
    expect(parts).toEqual(value.candidates);
    expect(value.candidates.map(({ isChosen: _, time: _time, ...rest }) => rest)).toEqual(plan.candidates);
    expect(value.candidates.filter(({ isChosen }) => isChosen).map(({ structure }) => structure)).toEqual([
      "layers",
    ]);
    for (const { applies, time } of value.candidates) expect(time !== null).toBe(applies);
    // What is not exact stands beside them; exact methods are the plan's.
    expect(value.estimates.map(({ passes, why }) => [passes, why !== ""])).toEqual([
      [2, false],
      [null, true],
      [24, false],
    ]);
    expect(value.estimates.map(({ time }) => time !== null)).toEqual([true, false, true]);
  });
});
