import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bindingsOf } from "../../engine/divergence/bindings.ts";
import { checkSource } from "../../engine/language/check.ts";
import type { SpaceBox } from "../../shaders/space/lens.ts";
import { flowFieldOf } from "./flow-field.ts";
import { Trajectory } from "./trajectory.ts";

const cube = (half: number): SpaceBox => ({ low: [-half, -half, -half], high: [half, half, half] });

function flowOf(source: string) {
  const program = checkSource(source);
  const field = program.fields[0];
  if (!field) throw new Error("there is a field");
  return flowFieldOf(program, field, null)(bindingsOf(program, 0));
}

interface Told {
  readonly at: readonly number[];
  readonly time: number;
  readonly growth: number;
  readonly arc: number;
}

function follow(
  source: string,
  seed: readonly number[],
  box: SpaceBox,
  sense: 1 | -1 = 1,
  most = 20,
): Told[] {
  const side = new Trajectory(flowOf(source), seed, sense, { box, point: 0.05, most });
  const told: Told[] = [];
  while (side.advance())
    told.push({
      at: [...side.now.subarray(0, 3)],
      time: side.now[3] as number,
      growth: side.now[4] as number,
      arc: side.arc,
    });
  return told;
}

/** exp(A t) by squaring a Taylor sum, and what it makes of a vector: nothing of the product's. */
function linearly(A: readonly number[], t: number, x: readonly number[]): number[] {
  const times = (P: readonly number[], Q: readonly number[]) =>
    Array.from({ length: 9 }, (_, k) =>
      [0, 1, 2].reduce(
        (sum, j) => sum + (P[3 * Math.floor(k / 3) + j] as number) * (Q[3 * j + (k % 3)] as number),
        0,
      ),
    );
  const small = A.map((entry) => (entry * t) / 1024);
  let term: number[] = [1, 0, 0, 0, 1, 0, 0, 0, 1];
  let sum = term;
  for (let k = 1; k < 14; k += 1) {
    term = times(term, small).map((entry) => entry / k);
    sum = sum.map((entry, i) => entry + (term[i] as number));
  }
  for (let k = 0; k < 10; k += 1) sum = times(sum, sum);
  return [0, 1, 2].map((i) =>
    [0, 1, 2].reduce((all, j) => all + (sum[3 * i + j] as number) * (x[j] as number), 0),
  );
}

const entry = fc.double({ min: -2, max: 2, noNaN: true });
const linear = (A: readonly number[]) => {
  const row = (i: number) => ["x", "y", "z"].map((name, j) => `(${A[3 * i + j]}) ${name}`).join(" + ");
  return `F(x, y, z) = (${row(0)}, ${row(1)}, ${row(2)})`;
};

describe("trajectories in space", () => {
  it("are those of linear fields by the matrix exponential, and ∫∇·F dt is the trace times the time", () => {
    fc.assert(
      fc.property(
        fc.array(entry, { minLength: 9, maxLength: 9 }),
        fc.constantFrom(1 as const, -1 as const),
        (A, sense) => {
          const seed = [0.4, -0.3, 0.2];
          const trace = (A[0] as number) + (A[4] as number) + (A[8] as number);
          const size = Math.max(
            ...[0, 3, 6].map((k) => A.slice(k, k + 3).reduce((sum, a) => sum + Math.abs(a), 0)),
          );
          let [off, aside] = [0, 0];
          for (const { at, time, growth } of follow(linear(A), seed, cube(2), sense, 6)) {
            // Errors may grow as the flow does, and where it is so slow that it could grow so far nothing is said.
            if (size * Math.abs(time) > 60) break;
            const wanted = linearly(A, time, seed);
            const grown = Math.exp(size * Math.abs(time));
            off = Math.max(off, ...wanted.map((value, k) => Math.abs(value - (at[k] as number)) / grown));
            aside = Math.max(aside, Math.abs(growth - trace * time) / (1 + Math.abs(growth)), -sense * time);
          }
          expect(off).toBeLessThan(1e-8);
          expect(aside).toBeLessThan(1e-7);
        },
      ),
      { numRuns: 30 },
    );
  });

  it("turn and contract as they should, to 2e-9 over a way of ten units", () => {
    const seed = [1.5, 0, 1];
    const told = follow("F(x, y, z) = (-y - 0.1 x, x - 0.1 y, -0.2 z)", seed, cube(2));
    expect(told.length).toBeGreaterThan(200);
    let worst = 0;
    for (const { at, time: t, growth } of told) {
      const r = 1.5 * Math.exp(-0.1 * t);
      const wanted = [r * Math.cos(t), r * Math.sin(t), Math.exp(-0.2 * t)];
      worst = Math.max(worst, ...wanted.map((value, k) => Math.abs(value - (at[k] as number))));
      expect(growth).toBeCloseTo(-0.4 * t, 7);
    }
    expect(worst).toBeLessThan(2e-9);
  });

  it("keep what an integrable ABC flow keeps, for as long as they run", () => {
    // With C = 0 the flow keeps A cos z + B sin x.
    const source = "F(x, y, z) = (sin(z), 0.7 sin(x) + cos(z), 0.7 cos(x))";
    const kept = ([x, , z]: readonly number[]) => Math.cos(z as number) + 0.7 * Math.sin(x as number);
    const seed = [0.3, 0.1, 0.8];
    const told = follow(source, seed, { low: [-100, -100, -100], high: [100, 100, 100] }, 1, 60);
    expect(told.length).toBe(1200);
    for (const { at, growth } of told) {
      expect(Math.abs(kept(at) - kept(seed))).toBeLessThan(1e-8);
      expect(Math.abs(growth)).toBeLessThan(1e-12);
    }
  });

  it("take as long as they do, whatever the field's units", () => {
    // Straight along y = 0, where dt is dx/(c (1 + sin(40 x)/2)): by a fine rule of trapezia.
    const parts = 200_000;
    const duration = (to: number) => {
      let sum = 0;
      for (let k = 0; k < parts; k += 1) sum += 1 / (1 + 0.5 * Math.sin((40 * to * (k + 0.5)) / parts));
      return (to * sum) / parts;
    };
    const times = [1e-6, 1, 1e3, 1e9].map((c) => {
      const source = `F(x, y, z) = (${c} (1 + 0.5 sin(40 x)), -20 * ${c} cos(40 x) y, 0)`;
      const last = follow(source, [0, 0, 0], cube(2)).at(-1);
      expect(last?.at[0]).toBeCloseTo(2, 9);
      const time = c * (last?.time ?? Number.NaN);
      expect(Math.abs(time - duration(2)), `${c}`).toBeLessThan(1e-6);
      return time;
    });
    for (const time of times) expect(time).toBeCloseTo(times[0] as number, 9);
  });

  it("tell points at equal arc lengths, and end at the very face of the box", () => {
    const told = follow("F(x, y, z) = (1, x, 0.3 cos(y))", [-0.5, 0, 0], cube(1));
    for (const [k, { arc }] of told.slice(0, -1).entries()) expect(arc).toBeCloseTo(0.05 * (k + 1), 12);
    const { at } = told.at(-1) as Told;
    expect(Math.abs(Math.max(...at.map(Math.abs)) - 1)).toBeLessThan(1e-12);
    // x = t − ½, y = ½(t² − t) leaves by x = 1.
    expect(at[1]).toBeCloseTo(0.375, 9);
  });

  it("end at zeros and poles, which they come to, and have nowhere to go from one", () => {
    for (const source of [
      "F(x, y, z) = (-x, -2 y, -z)",
      "F(x, y, z) = (-y - x, x - y, -z)",
      "phi(x, y, z) = 1 / sqrt(x^2 + y^2 + z^2)\nF = grad(phi)",
    ]) {
      const told = follow(source, [0.7, 0.2, -0.4], cube(1));
      const { at } = told.at(-1) as Told;
      expect(Math.hypot(...at), source).toBeLessThan(1e-4);
      expect(told.length).toBeLessThan(60);
      expect(follow(source, [0, 0, 0], cube(1))).toEqual([]);
    }
    expect(follow("F(x, y, z) = (1, 0, 0)", [2, 0, 0], cube(1))).toEqual([]);
  });

  it("go on over kinks and jumps, and not against the field", () => {
    const over = follow("F(x, y, z) = (1, abs(x), floor(x + 0.5))", [-0.9, 0, 0.9], cube(1));
    // dy = |x| dx; dz = −1 until x = −½, 0 until ½.
    const half = over.find(({ at }) => Math.abs((at[0] as number) - 0.3) < 0.04) as Told;
    const [x, y, z] = half.at as [number, number, number];
    expect(y).toBeCloseTo((0.9 ** 2 + x * x) / 2, 6);
    expect(z).toBeCloseTo(0.5, 5);
    const against = follow("F(x, y, z) = (-sign(x), 0, 0)", [0.5, 0, 0], cube(1));
    expect((against.at(-1) as Told).at[0]).toBeCloseTo(0, 4);
  });

  it("of more dimensions are those of the part along the axes, and so is what they gather", () => {
    const told = follow("F(x: R^4) = (-x[0], 1 - x[3], x[1] x[2], 7 x[3])", [0.5, -0.8, 0.1], cube(1));
    const { at, time, growth } = told.at(-1) as Told;
    expect(at[0]).toBeCloseTo(0.5 * Math.exp(-time), 8);
    expect(at[1]).toBeCloseTo(-0.8 + time, 8);
    // div = −1 + y, y = −0.8 + t.
    expect(growth).toBeCloseTo(-1.8 * time + time ** 2 / 2, 7);
  });
});
