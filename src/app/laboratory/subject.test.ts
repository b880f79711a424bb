import { describe, expect, it } from "vitest";
import { finished } from "../testing/finished.ts";
import { type ConvergenceTask, convergence } from "./convergence.ts";
import { createPreparer, placesOf, type Subject } from "./subject.ts";

const source = "F(x, y) = (x^2 exp(sin(x y)), tanh(x y^3))";
const subject: Subject = { source, field: "F", time: 0, seed: 0, layout: "jax" };

describe("subjects", () => {
  it("are made ready once for many tasks, and anew before their graph is full", () => {
    const prepare = createPreparer();
    const programs = new Set<unknown>();
    const task: ConvergenceTask = {
      kind: "convergence",
      subject,
      estimators: [{ method: "na-hutch++", distribution: "gaussian" }],
      at: [1, 0.5],
      probes: 4,
      repetitions: 2,
      first: 0,
      draws: 0,
    };
    let largest = 0;
    let told: unknown = null;
    for (let round = 0; round < 130; round++) {
      const prepared = prepare(subject);
      programs.add(prepared.program);
      const { errors } = finished(convergence(prepared, task)).value;
      // The same whatever was done before.
      told ??= errors;
      expect(errors).toEqual(told);
      largest = Math.max(largest, prepared.program.graph.size);
    }
    expect(programs.size).toBe(3);
    expect(largest).toBeLessThan(60_000);
  });

  it("keep two sources, so that going to and fro costs nothing", () => {
    const prepare = createPreparer();
    const other = { ...subject, source: "F(x, y) = (x, y)" };
    const first = prepare(subject).program;
    const second = prepare(other).program;
    expect(prepare(subject).program).toBe(first);
    expect(prepare({ ...other, time: 3, seed: 5 }).program).toBe(second);
    expect(prepare({ ...subject, source: [source, "a = 1"] }).program).not.toBe(first);
  });

  it("have their points in R^n, on their slice where there is one", () => {
    const prepare = createPreparer();
    const spatial = { ...subject, source: "F(x, y, z) = (x, y, z)" };
    const slice = { origin: [0, 0, 5], across: [1, 0, 0], up: [0, 1, 0] };
    const onSlice = placesOf(prepare({ ...spatial, slice }), Float64Array.of(1, 2, 3, 4));
    expect([...onSlice]).toEqual([1, 2, 5, 3, 4, 5]);
    expect([...placesOf(prepare(spatial), Float64Array.of(1, 2, 3))]).toEqual([1, 2, 3]);
    expect(() => placesOf(prepare(spatial), Float64Array.of(1, 2))).toThrow(
      "F takes 3 numbers for a point, and here are 2.",
    );
  });
});
