import { describe, expect, it } from "vitest";
import { type ConvergenceTask, convergence } from "../../app/laboratory/convergence.ts";
import { estimatorWords } from "../../app/laboratory/method-words.ts";
import { createPreparer } from "../../app/laboratory/subject.ts";
import { finished } from "../../app/testing/finished.ts";
import { leaderWords, raceOf, raceOfFigures, roundingFloor, standings } from "./race.ts";
import { drawsScale, errorScale, meanScale, probesScale, singleScale } from "./race-scales.ts";

const task: ConvergenceTask = {
  kind: "convergence",
  subject: { source: "f(x, y, z) = (x, 2y, 3z + x y)", field: "f", time: 0, seed: 5, layout: "jax" },
  estimators: [
    { method: "hutchinson", distribution: "rademacher" },
    { method: "hutchinson", distribution: "gaussian" },
  ],
  at: [1, 2, 3],
  probes: 64,
  repetitions: 100,
  first: 0,
  draws: 500,
};
const names = task.estimators.map(estimatorWords);

function raced(settings: Partial<ConvergenceTask> = {}) {
  const whole = { ...task, ...settings };
  return finished(convergence(createPreparer()(whole.subject), whole));
}

describe("a race of estimators (seed 5)", () => {
  it("comes live to what it is at the end", () => {
    const { value, parts } = raced();
    const [live, end] = [raceOf(parts), raceOfFigures(value)];
    expect(live.exact).toBe(6);
    expect(live.errors.map(({ estimator, probes, rms }) => [estimator, probes, rms])).toEqual(
      end.errors.map(({ estimator, probes, rms }) => [estimator, probes, rms]),
    );
    expect(live.runs.map(({ law: _, ...run }) => run)).toEqual(
      end.runs.map(({ estimator, stations, histogram }) => ({ estimator, stations, histogram })),
    );
  });

  it("draws all estimators in turns", () => {
    const order = raced().parts.flatMap((part) => (part.kind === "draws" ? [part.estimator] : []));
    expect(order.slice(0, 6)).toEqual([0, 1, 0, 1, 0, 1]);
  });

  it("names who leads, by as much as the law says", () => {
    const race = raceOfFigures(raced().value);
    // Variances of a draw: x² + y² = 5 with signs, and 2·(1 + 4 + 9) more with normal numbers.
    const [first, second] = standings(race.errors);
    expect([first?.estimator, second?.estimator, first?.probes]).toEqual([0, 1, 64]);
    expect(leaderWords(race, names, 100)).toMatch(
      /^With 64 probes Hutchinson, Rademacher leads: RMS error 0\.\d+, \d(\.\d)? times less than Hutchinson, Gaussian\.$/,
    );
    const ratio = (second?.rms as number) / (first?.rms as number);
    expect(Math.abs(ratio / Math.sqrt(33 / 5) - 1)).toBeLessThan(0.3);
  });

  it("does not call what chance decides, and tells rounding from error", () => {
    const twin = raced({
      estimators: [task.estimators[1], task.estimators[1]] as ConvergenceTask["estimators"],
    });
    expect(leaderWords(raceOfFigures(twin.value), ["one", "other"], 100)).toContain("too close to call");
    const diagonal = raced({ subject: { ...task.subject, source: "f(x, y, z) = (x, 2y, 3z)" } });
    const race = raceOfFigures(diagonal.value);
    expect(leaderWords(race, names, 100)).toBe(
      "With 64 probes Hutchinson, Rademacher has no error but rounding.",
    );
    expect(leaderWords({ exact: null, errors: [] }, names, 100)).toBe("");
  });

  it("has axes on which all of it lies", () => {
    const race = raceOfFigures(raced().value);
    const errors = errorScale(race.errors, roundingFloor(race), 200);
    for (const { rms, high, predicted } of race.errors) {
      for (const value of [rms, high, predicted as number]) {
        expect(errors?.at(value)).toBeGreaterThanOrEqual(0);
        expect(errors?.at(value)).toBeLessThanOrEqual(200);
      }
    }
    const means = meanScale(race, 200);
    expect(means?.low).toBeLessThan(6);
    expect(means?.high).toBeGreaterThan(6);
    const single = singleScale(race.runs, 300);
    for (const { histogram } of race.runs) expect(single?.low).toBeLessThanOrEqual(histogram.low);
    const probes = probesScale(64, 300);
    expect([1, 8, 64].map(probes.at)).toEqual([0, 150, 300]);
    expect(probesScale(1, 300).at(1)).toBe(0);
    expect(drawsScale(500, 300).ticks.map(({ value }) => value)).toContain(100);
    expect(drawsScale(500, 300).at(500)).toBe(300);
  });

  it("has axes that invent nothing where all draws are 0: those of a rotation", () => {
    const rotation = { ...task.subject, source: "f(x, y) = (-y, x)" };
    const race = raceOfFigures(raced({ subject: rotation, at: [1, 2], draws: 20 }).value);
    expect(race.errors.map(({ rms }) => rms)).toEqual(new Array(race.errors.length).fill(0));
    const errors = errorScale(race.errors, roundingFloor(race), 200);
    expect(errors?.ticks).toEqual([{ value: 0, label: "0" }]);
    expect(errors?.at(0)).toBe(0);
    const single = singleScale(race.runs, 300);
    expect([single?.low, single?.high]).toEqual([-2, 2]);
    // The bar is seen to stand in the middle.
    expect([single?.at(-0.5), single?.at(0.5)]).toEqual([112.5, 187.5]);
  });
});
