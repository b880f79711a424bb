import { describe, expect, it } from "vitest";
import { finished } from "../testing/finished.ts";
import { type ConvergenceTask, convergence, type Estimator } from "./convergence.ts";
import { families } from "./families.ts";
import { createPreparer, type Subject } from "./subject.ts";

/** div f = 6 everywhere; at (1, 2, 3) S has the off-diagonal entries 1, 1/2 and 0. */
const subject: Subject = {
  source: "f(x, y, z) = (x, 2y, 3z + x y)",
  field: "f",
  time: 0,
  seed: 8,
  layout: "jax",
};
const task: ConvergenceTask = {
  kind: "convergence",
  subject,
  estimators: [],
  at: [1, 2, 3],
  probes: 64,
  repetitions: 200,
  first: 0,
  draws: 0,
};
const hutchinson = (distribution: Estimator["distribution"]): Estimator => ({
  method: "hutchinson",
  distribution,
});

function converged(settings: Partial<ConvergenceTask>) {
  const whole = { ...task, ...settings };
  return finished(convergence(createPreparer()(whole.subject), whole));
}

describe("convergence (seed 8)", () => {
  it("goes down as the laws say, of one point and of several together", () => {
    const estimators = (["rademacher", "gaussian", "sphere"] as const).map(hutchinson);
    // J has 1, 2, 3 on the diagonal and y, x below: F − Σ J_ii² = (x² + y²)/2.
    const spread = (x: number, y: number) => x * x + y * y;
    for (const at of [
      [1, 2, 3],
      [1, 2, 3, -1, 0.5, 0, 2, 2, 1],
    ]) {
      const { value } = converged({ estimators, at });
      expect(value.exact).toEqual(new Array(at.length / 3).fill(6));
      const squares = at.flatMap((x, i) => (i % 3 === 0 ? [spread(x, at[i + 1] as number)] : []));
      const mean = squares.reduce((a, b) => a + b) / squares.length;
      for (const { estimator, probes, rms, predicted, low, high } of value.errors) {
        const law = [mean, mean + 28, (2 * 3 * (mean / 2 + 14 - 12)) / 5][estimator] as number;
        expect(predicted).toBeCloseTo(Math.sqrt(law / probes), 12);
        expect(rms / (predicted as number)).toBeGreaterThan(0.8);
        expect(rms / (predicted as number)).toBeLessThan(1.25);
        expect(low).toBeLessThan(high);
        expect(low).toBeLessThanOrEqual(rms);
      }
      expect(value.errors.map(({ probes }) => probes)).toEqual(
        [1, 2, 4, 8, 16, 32, 64].flatMap((m) => [m, m, m]),
      );
    }
  });

  it("has about the law a band that nineteen of twenty measured errors lie in, whatever the tails", () => {
    const estimators = (["rademacher", "gaussian", "sphere"] as const).map(hutchinson);
    const inside = estimators.map(() => 0);
    const rounds = 30;
    for (let round = 0; round < rounds; round++) {
      const settings = { estimators, probes: 8, repetitions: 64, first: 64 * round };
      for (const { estimator, rms, lawful, predicted } of converged(settings).value.errors) {
        const [low, high] = lawful as [number, number];
        expect(low * high).toBeCloseTo((predicted as number) ** 2, 9);
        if (rms >= low && rms <= high) inside[estimator] = (inside[estimator] as number) + 1;
      }
    }
    // Of 120 measured errors, those of a round from the same draws in part: the share is known to some 3 %.
    for (const [k, count] of inside.entries()) {
      const share = count / (4 * rounds);
      expect(Math.abs(share - 0.95), `of ${estimators[k]?.distribution}: ${share}`).toBeLessThan(0.05);
    }
    expect(converged({ estimators, repetitions: 1 }).value.errors[0]?.lawful).toBeNull();
  });

  it("ends where joint probes are exact", () => {
    const { value } = converged({ estimators: [hutchinson("hadamard"), hutchinson("orthogonal")] });
    for (const { estimator, probes, rms } of value.errors) {
      if (estimator === 0 && probes >= 4) expect(rms).toBeLessThan(1e-14);
      else if (probes < 4) expect(rms).toBeGreaterThan(0.1);
    }
    // xtrace has seen all of a 3×3 matrix with six products.
    const { value: sketched } = converged({ estimators: [{ method: "xtrace", distribution: "sphere" }] });
    expect(sketched.errors[0]?.probes).toBe(2);
    expect(sketched.errors.at(-1)?.rms).toBeLessThan(1e-13);
    expect(sketched.errors.every(({ predicted }) => predicted === null)).toBe(true);
  });

  it("is the same for the same seed and repetitions, and another for others", () => {
    const settings = { estimators: [hutchinson("gaussian")], probes: 8, draws: 100, repetitions: 20 };
    const one = converged(settings).value;
    expect(converged(settings).value).toEqual(one);
    const again = converged({ ...settings, first: 20 }).value;
    const reseeded = converged({ ...settings, subject: { ...subject, seed: 9 } }).value;
    for (const other of [again, reseeded]) {
      expect(other.errors[0]?.rms).not.toBe(one.errors[0]?.rms);
      expect(other.runs[0]?.stations[0]).not.toEqual(one.runs[0]?.stations[0]);
    }
    expect([again.first, reseeded.seed, one.repetitions]).toEqual([20, 9, 20]);
  });

  it("draws one after the other, with their running mean, its error and the law of a single draw", () => {
    const { value, parts, progress } = converged({
      estimators: [hutchinson("gaussian"), hutchinson("rademacher")],
      draws: 1000,
      probes: 1,
    });
    expect(progress.at(-1)).toBeCloseTo(1, 9);
    for (const run of value.runs) {
      const values = parts.flatMap((part) =>
        part.kind === "draws" && part.estimator === run.estimator ? part.values : [],
      );
      expect(values).toHaveLength(1000);
      for (const { draws, mean, standardError } of run.stations) {
        const taken = values.slice(0, draws);
        const own = taken.reduce((a, b) => a + b, 0) / draws;
        expect(mean).toBeCloseTo(own, 10);
        if (draws === 1) expect(standardError).toBeNull();
        else {
          const squares = taken.reduce((total, value) => total + (value - own) ** 2, 0);
          expect(standardError).toBeCloseTo(Math.sqrt(squares / (draws - 1) / draws), 10);
        }
      }
      const last = run.stations.at(-1);
      expect(last?.draws).toBe(1000);
      expect(run.law?.mean).toBe(6);
      expect(run.law?.deviation).toBeCloseTo(Math.sqrt(run.estimator === 0 ? 33 : 5), 12);
      expect(Math.abs((last?.mean as number) - 6)).toBeLessThan(4 * (last?.standardError as number));
      const { counts, below, beyond } = run.histogram;
      expect(counts.reduce((a, b) => a + b, 0) + below + beyond).toBe(1000);
    }
  });

  it("says which estimator cannot be used, and goes on with the others", () => {
    const { value } = converged({
      estimators: [{ method: "xtrace", distribution: "hadamard" }, hutchinson("rademacher")],
      repetitions: 5,
    });
    expect(value.problems).toEqual([{ estimator: 0, problem: expect.stringMatching(/^xtrace .*\.$/) }]);
    expect(value.errors).toHaveLength(7);
  });

  it("refuses too much in a sentence", () => {
    expect(() => converged({ probes: 1e9 })).toThrow("At most 65536 probes are made, not 1000000000.");
    expect(() => converged({ at: [1, 2] })).toThrow("f takes 3 numbers for a point, and here are 2.");
  });

  it("is never still for long, and at first not either", () => {
    const own = { ...subject, source: families.dense.source(48), field: "F" };
    const at = Array.from({ length: 48 }, (_, i) => Math.cos(i));
    const estimators = [hutchinson("rademacher"), hutchinson("orthogonal")];
    const { progress } = converged({
      subject: own,
      at,
      estimators,
      probes: 256,
      repetitions: 20,
      draws: 500,
    });
    const shares = [0, ...progress, 1];
    const steps = shares.slice(1).map((share, i) => share - (shares[i] as number));
    expect(Math.min(...steps)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...steps)).toBeLessThan(0.05);
    expect(progress.filter((share) => share === 0)).toEqual([]);
  });

  it("makes the usual draws in R^4096, and of more than memory has room for the first, and says so", () => {
    const own = (n: number) => ({ ...subject, source: `F(x: R^${n}) = sin(x)`, field: "F" });
    const estimators = [hutchinson("rademacher"), hutchinson("rademacher")];
    const small = { estimators, probes: 1, repetitions: 2, draws: 1000 };
    const usual = converged({ ...small, subject: own(4096), at: new Array(4096).fill(0.5) }).value;
    expect(usual.runs.map(({ draws }) => draws)).toEqual([1000, 1000]);
    expect(usual.problems).toEqual([]);
    const { value, parts } = converged({ ...small, subject: own(10_000), at: new Array(10_000).fill(0.5) });
    expect(value.runs.map(({ draws }) => draws)).toEqual([838, 838]);
    const problem =
      "Of 1000 single draws in R^10000 only the first 838 are made, so that they fit in memory.";
    expect(value.problems).toEqual([{ estimator: 0, problem }]);
    expect(parts.filter(({ kind }) => kind === "problem")).toEqual([
      { kind: "problem", estimator: 0, problem },
    ]);
    expect(value.errors).toHaveLength(2);
  });
});
