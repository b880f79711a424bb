import { derivative, parse } from "mathjs";
import { describe, expect, it } from "vitest";
import type { EstimateChoice, MethodChoice } from "../../engine/divergence/method-choice.ts";
import { worldOf } from "../../shaders/pixels.ts";
import { createCompiler } from "../cpu/compile.ts";
import type { Subject as CpuSubject, StatisticsTask } from "../cpu/protocol.ts";
import { statisticsOver } from "../cpu/statistics.ts";
import { countingClock, finished } from "../testing/finished.ts";
import { type Compared, type CompareRow, type CompareTask, comparison } from "./compare.ts";
import { families } from "./families.ts";
import { createPreparer, type Subject } from "./subject.ts";

const components = ["x^2 * sin(y) + exp(-x^2)", "cos(x * y) - y^3 / 5"] as const;
const subject: Subject & { readonly source: string } = {
  source: `F(x, y) = (${components.join(", ")})`,
  field: "F",
  time: 0,
  seed: 12,
  layout: "jax",
};
const pixels = { width: 48, height: 32, centreX: 0.25, centreY: -0.5, step: 0.05 };
const probe = { at: [0.7, -1.1], index: 130 };
const hutchinson: EstimateChoice = {
  method: "hutchinson",
  probes: 16,
  distribution: "gaussian",
  keys: "shared",
};

const [dFx, dFy] = [derivative(components[0], "x"), derivative(components[1], "y")];
const divergence = (x: number, y: number) => (dFx.evaluate({ x, y }) as number) + dFy.evaluate({ x, y });

function compared(task: Partial<CompareTask>, own: Subject = subject) {
  const whole: CompareTask = { kind: "compare", subject: own, methods: [], over: { pixels }, probe, ...task };
  const { value, parts, progress } = finished(comparison(createPreparer()(own), whole, countingClock()));
  expect(parts).toEqual(value.rows);
  expect([...progress]).toEqual([...progress].sort((a, b) => a - b));
  return value;
}

function done(row: Compared | undefined): CompareRow {
  if (row?.status !== "done") return expect.fail("the method can be used");
  return row;
}

describe("comparison", () => {
  it("has the divergence of calculus at the probe, by every exact method, and no error worth the name", () => {
    const methods: MethodChoice[] = [
      { method: "auto" },
      { method: "structured" },
      { method: "jacobian-forward" },
      { method: "jacobian-reverse" },
      { method: "per-component" },
    ];
    const { rows, exact, sampled } = compared({ methods });
    expect(sampled).toBe(48 * 32);
    expect(exact).toBeCloseTo(divergence(0.7, -1.1), 12);
    for (const row of rows.map(done)) {
      expect(row.value).toBeCloseTo(divergence(0.7, -1.1), 12);
      expect(row.largest).toBeLessThan(1e-13);
      expect(row.finite).toBe(sampled);
      expect([row.standardError, row.predictedVariance, row.measuredVariance]).toEqual([null, null, null]);
      expect(row.time.nanoseconds).toBeGreaterThan(0);
      expect(row.bytes).toBe(8 * row.numbers);
    }
  });

  it("has of a finite difference the error that Taylor's formula tells", () => {
    const step = 1e-2;
    const { rows } = compared({ methods: [{ method: "finite-difference", step }] });
    // h²/6 times the third derivatives, by mathjs.
    const third = (text: string, name: string) =>
      derivative(derivative(derivative(parse(text), name), name), name);
    const [ax, ay] = [third(components[0], "x").compile(), third(components[1], "y").compile()];
    let squares = 0;
    for (let row = 0; row < 32; row++) {
      for (let column = 0; column < 48; column++) {
        const [x, y] = worldOf(pixels, column, row);
        squares += (((ax.evaluate({ x, y }) + ay.evaluate({ x, y })) * step ** 2) / 6) ** 2;
      }
    }
    expect(done(rows[0]).rms / Math.sqrt(squares / (48 * 32))).toBeCloseTo(1, 2);
  });

  it("measures the variance that the law predicts (400 repetitions, seed 12)", () => {
    const distributions = ["rademacher", "gaussian", "sphere", "coordinate"] as const;
    const methods = distributions.map((distribution) => ({ ...hutchinson, probes: 9, distribution }));
    for (const row of compared({ methods }).rows.map(done)) {
      expect(row.repetitions).toBe(400);
      const ratio = (row.measuredVariance as number) / (row.predictedVariance as number);
      // The standard deviation of a sample variance over 400 is 7 % for normal errors.
      expect(ratio).toBeGreaterThan(0.75);
      expect(ratio).toBeLessThan(1.3);
    }
  });

  it("takes the errors of the very picture on show", () => {
    const shown: CpuSubject = {
      ...subject,
      quantity: "divergence",
      method: "jacobian-forward",
      probes: 16,
      distribution: "gaussian",
      keys: "per-point",
    };
    const task: StatisticsTask = { kind: "statistics", subject: shown, pixels };
    const statistics = finished(statisticsOver(createCompiler()(shown), task)).value;
    const row = done(compared({ methods: [{ ...hutchinson, keys: "per-point" }] }).rows[0]);
    expect(row.rms).toBeCloseTo(statistics.rms, 12);
    expect(row.largest).toBeCloseTo(statistics.largest, 12);
  });

  it("has the values of what no shader draws, where they are taken", () => {
    const methods: MethodChoice[] = [
      { method: "xtrace", probes: 8, distribution: "gaussian", keys: "shared" },
      hutchinson,
    ];
    const [xtrace, shaded] = compared({ methods }).rows.map(done);
    expect(shaded?.map).toBeNull();
    if (!xtrace?.map) throw new Error("there is no map");
    const { columns, values, x, y, span } = xtrace.map;
    expect([columns, values.length, x, y, span]).toEqual([48, 48 * 32, 0.25, -0.5, 48 * 0.05]);
    // With eight products XTrace has seen all of a 2×2 matrix.
    for (const [k, value] of values.entries()) {
      const [across, up] = worldOf(pixels, k % columns, Math.floor(k / columns));
      expect(value).toBeCloseTo(divergence(across as number, up as number), 9);
    }
  });

  it("says in a sentence why a method cannot be used, and goes on", () => {
    const { rows } = compared({
      methods: [
        { ...hutchinson, method: "xtrace", distribution: "hadamard" },
        { ...hutchinson, method: "hutch++", probes: 2 },
        { method: "structured" },
      ],
    });
    expect(rows.map(({ status }) => status)).toEqual(["failed", "failed", "done"]);
    for (const row of rows.slice(0, 2)) {
      expect(row).toMatchObject({ problem: expect.stringMatching(/^(xtrace|hutch\+\+) .*\.$/) });
    }
  });

  it("works on slices and at points of R^n, where both modes keep what they keep", () => {
    const layers = 6;
    const weights = Array.from({ length: layers }, (_, k) => `W${k} = randn(20, 20, seed=${k}) / 5`);
    const body = weights.reduce((inner, _, k) => `tanh(W${k} @ ${inner})`, "x");
    const deep: Subject = { ...subject, source: `${weights.join("\n")}\nF(x: R^20) = ${body}` };
    const methods: MethodChoice[] = [{ method: "jacobian-forward" }, { method: "jacobian-reverse" }];
    const sliced = compared({ methods }, { ...deep, slice: null });
    expect(sliced.place).toEqual([0.7, -1.1, ...new Array(18).fill(0)]);
    const points = Array.from({ length: 60 }, (_, k) => Math.sin(k));
    const placed = compared({ methods, over: { points }, probe: { at: sliced.place, index: 0 } }, deep);
    expect(placed.sampled).toBe(3);
    expect(placed.exact).toBe(sliced.exact);
    const [forward, reverse] = placed.rows.map(done);
    expect(forward?.passes).toBe(20);
    // One vector a layer waits for the way back.
    expect(reverse?.numbers).toBeGreaterThan(layers * 20);
    expect(forward?.numbers).toBeLessThan((reverse?.numbers as number) - 20);
    expect(placed.memory.reverse.peak).toBe(reverse?.numbers);
    expect(Math.max(...placed.memory.forward.steps)).toBe(placed.memory.forward.peak);
  });

  it("counts what is not finite and leaves it out", () => {
    const own = { ...subject, source: "F(x, y) = (sqrt(x), y)" };
    const row = done(compared({ methods: [hutchinson] }, own).rows[0]);
    expect(row.finite).toBeGreaterThan(0);
    expect(row.finite).toBeLessThan(48 * 32);
    expect(Number.isFinite(row.rms)).toBe(true);
  });

  it("is never still for long: what is computed before any row counts, too, and what is in the midst of one", () => {
    const own = { ...subject, source: families.dense.source(48) };
    const methods: MethodChoice[] = [{ method: "jacobian-forward" }, hutchinson];
    const task = { kind: "compare", subject: own, methods, over: { pixels }, probe } as const;
    const prepared = createPreparer()({ ...own, slice: null });
    const { progress } = finished(comparison(prepared, task, countingClock()));
    const shares = [0, ...progress, 1];
    const steps = shares.slice(1).map((share, i) => share - (shares[i] as number));
    expect(Math.min(...steps)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...steps)).toBeLessThan(0.05);
    expect(progress.filter((share) => share === 0)).toEqual([]);
  });
});
