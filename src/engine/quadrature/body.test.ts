import { describe, expect, it } from "vitest";
import { createFieldEvaluator, createPointEvaluator } from "../divergence/point-evaluator.ts";
import { checkSource } from "../language/check.ts";
import { between, pick, type Random, seededRandom } from "../testing/random.ts";
import {
  type Body,
  type BodyFlux,
  fluxThroughBody,
  hasVolume,
  normalComponents,
  scaledBody,
} from "./body.ts";

const seeds = process.env.DELDOT_SEED ? [Number(process.env.DELDOT_SEED)] : [20261127, 6];
const cases = 12;

const bindings = { parameters: new Float64Array(0), time: 0 };

function sidesOf(source: string) {
  const program = checkSource(source);
  const field = program.fields.at(-1);
  if (!field) throw new Error(source);
  const values = createFieldEvaluator(program, field);
  const exact = createPointEvaluator(program, field, "jacobian-forward");
  return {
    field: (points: Float64Array) => values.components(points, bindings),
    divergence: (points: Float64Array) => exact.evaluate(points, bindings).values,
  };
}

function through(body: Body, source: string): BodyFlux {
  const steps = fluxThroughBody(body, sidesOf(source));
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

function expectBoth({ boundary, inside }: BodyFlux, exact: number, name = ""): void {
  const allowed = 1e-12 * Math.max(boundary.size, inside.size, Math.abs(exact));
  for (const side of [boundary, inside]) {
    expect(Math.abs(side.value - exact), name).toBeLessThanOrEqual(side.error + allowed);
    expect(side.error, name).toBeLessThanOrEqual(1e-8);
  }
  expect(Math.abs(boundary.value - inside.value), name).toBeLessThanOrEqual(1e-8);
}

describe("flux through a body", () => {
  const centre = [0.5, -1, 2] as const;
  const half = [1, 0.5, 1.5] as const;
  const [x, y, z] = centre;
  const [a, b, c] = half;
  const box: Body = { kind: "box", centre, half };
  const egg: Body = { kind: "ellipsoid", centre, half };

  it("has closed forms: polynomials over boxes and ellipsoids, exponentials", () => {
    // ∇·F = 3x² + x y + 1. Over a box the mean of x² is x₀² + a²/3, over an ellipsoid x₀² + a²/5.
    const source = "F(x, y, z) = (x^3, x y^2 / 2, z)";
    const boxVolume = 8 * a * b * c;
    const eggVolume = (4 / 3) * Math.PI * a * b * c;
    expectBoth(through(box, source), boxVolume * (3 * (x * x + (a * a) / 3) + x * y + 1));
    expectBoth(through(egg, source), eggVolume * (3 * (x * x + (a * a) / 5) + x * y + 1));
    expect(through(box, source).volume).toBeCloseTo(boxVolume, 13);
    expect(through(egg, source).volume).toBeCloseTo(eggVolume, 13);
    // ∭eˣ over a ball of radius r about 0 is 4π(r cosh r − sinh r).
    const ball: Body = { kind: "ellipsoid", centre: [0, 0, 0], half: [2, 2, 2] };
    const exact = 4 * Math.PI * (2 * Math.cosh(2) - Math.sinh(2));
    expectBoth(through(ball, "F(x, y, z) = (exp(x), 0, 0)"), exact);
    const edges = (Math.exp(x + a) - Math.exp(x - a)) * (2 * b) * (2 * c);
    expectBoth(through(box, "F(x, y, z) = (exp(x), z, x y)"), edges);
  });

  it("of a charge is 4π wherever in a body it is, and 0 outside, though its divergence is 0 but at one point", () => {
    const charges = { inside: 0, outside: 0 };
    for (const kind of ["box", "ellipsoid"] as const)
      for (const at of [-1.9, -1.2, -0.97, -0.6, 0, 0.3, 0.95, 1.05, 1.4, 2.5]) {
        const source = `F(x, y, z) = (x - ${at}, y, z) / ((x - ${at})^2 + y^2 + z^2)^1.5`;
        const body: Body = { kind, centre: [0, 0, 0], half: [1, 1.3, 0.8] };
        const { boundary, inside } = through(body, source);
        const isInside = Math.abs(at) < 1;
        charges[isInside ? "inside" : "outside"] += 1;
        const name = `${kind}, charge at ${at}`;
        expect(Math.abs(boundary.value - (isInside ? 4 * Math.PI : 0)), name).toBeLessThan(1e-8);
        expect(Math.abs(inside.value), name).toBeLessThan(1e-8);
        expect(boundary.error, name).toBeLessThan(1e-8);
      }
    expect(charges).toEqual({ inside: 10, outside: 10 });
    // Several at once: only those inside count, each with its charge.
    const three = `q(x, y, z) = (x, y, z) / (x^2 + y^2 + z^2)^1.5
F(x, y, z) = 2 q(x, y, z) - 3 q(x - 0.4, y, z) + 7 q(x, y, z - 2)`;
    const { boundary } = through({ kind: "ellipsoid", centre: [0, 0, 0], half: [1, 1, 1] }, three);
    expect(boundary.value).toBeCloseTo(-4 * Math.PI, 8);
  });

  it("is as exact of charges that are soft within a hundredth of the body", () => {
    const soft = (e: number, field: string) =>
      `q(x, y, z) = (x, y, z) / (x^2 + y^2 + z^2 + ${e ** 2})^1.5\nF(x, y, z) = ${field}`;
    const expectSame = ({ boundary, inside }: BodyFlux, name: string) => {
      expect(Math.abs(boundary.value - inside.value), name).toBeLessThan(1e-8);
      expect(Math.abs(boundary.value - inside.value), name).toBeLessThan(boundary.error + inside.error);
      expect(boundary.error, name).toBeLessThan(1e-8);
    };
    const centre = [0, 0, 0] as const;
    for (const kind of ["box", "ellipsoid"] as const) {
      const body: Body = { kind, centre, half: [1, 1, 1] };
      for (const e of [0.1, 0.03, 0.01]) {
        const one = through(body, soft(e, "q(x, y, z)"));
        expectSame(one, `${kind}, one of ${e}`);
        // Through a ball about it: its field there times the ball's area.
        const exact = (4 * Math.PI) / (1 + e * e) ** 1.5;
        if (kind === "ellipsoid") expect(Math.abs(one.inside.value - exact), `${e}`).toBeLessThan(1e-8);
      }
      const pair = "q(x - 0.4, y - 0.1, z) - q(x + 0.4, y, z - 0.2)";
      for (const e of [0.1, 0.05, 0.03]) expectSame(through(body, soft(e, pair)), `${kind}, two of ${e}`);
      // Narrower ones take more points than there are, and the error told says so.
      const { boundary, inside } = through(body, soft(1e-3, pair));
      expect(Math.abs(boundary.value - inside.value)).toBeLessThan(inside.error);
      expect(inside.error).toBeLessThan(0.1);
    }
  });

  it("is as exact through flat and thin ellipsoids of a sharp field, whichever axis is which", () => {
    const sharp = "F(x, y, z) = exp(-40 (x^2 + y^2 + z^2)) (x, y, z)";
    for (const half of [
      [1.5, 0.05, 1],
      [0.05, 1, 1.5],
      [1.2, 0.1, 0.1],
      [1, 1.5, 0.3],
    ] as const) {
      const body: Body = { kind: "ellipsoid", centre: [0.1, 0, 0], half };
      const { boundary, inside, volume } = through(body, sharp);
      const name = half.join(", ");
      expect(inside.error, name).toBeLessThan(1e-8);
      expect(Math.abs(inside.value - boundary.value), name).toBeLessThan(1e-8);
      expect(Math.abs(inside.value), name).toBeGreaterThan(1e-4);
      // The density of volume is that of the ellipsoid.
      const one = through(body, "F(x, y, z) = (x, 2 y, -2 z)");
      expect(one.inside.value, name).toBeCloseTo(volume, 11);
    }
  });

  it("has closed forms of waves along any axis, short against the body", () => {
    // ∭k cos(k x) over a ball of radius r about 0 is 4π(sin kr − kr cos kr)/k².
    const ball: Body = { kind: "ellipsoid", centre: [0, 0, 0], half: [1, 1, 1] };
    const exact = (k: number) => (4 * Math.PI * (Math.sin(k) - k * Math.cos(k))) / k ** 2;
    expectBoth(through(ball, "F(x, y, z) = (sin(60 x), z, x y)"), exact(60), "x");
    expectBoth(through(ball, "F(x, y, z) = (y z, sin(80 y), x)"), exact(80), "y");
    expectBoth(through(ball, "F(x, y, z) = (y, x z, sin(100 z))"), exact(100), "z");
    // Shorter ones take more points than there are: the value is right, and the error told is honest.
    const { boundary, inside } = through(ball, "F(x, y, z) = (sin(200 x), 0, 0)");
    expect(Math.abs(boundary.value - exact(200))).toBeLessThan(1e-10);
    expect(Math.abs(inside.value - exact(200))).toBeLessThanOrEqual(inside.error);
    expect(inside.error).toBeLessThan(2e-3);
  });

  it("says that a pole's volume integral is uncertain, and an infinite one's error unknown", () => {
    const ball: Body = { kind: "box", centre: [0.1, 0.2, -0.3], half: [1, 1, 1] };
    const { boundary, inside } = through(ball, "F(x, y, z) = (x, y, z) / (x^2 + y^2 + z^2)");
    expect(Math.abs(boundary.value - inside.value)).toBeLessThanOrEqual(boundary.error + inside.error);
    expect(inside.error).toBeGreaterThan(1e-3);
    const half = through(ball, "F(x, y, z) = (sqrt(x), y, z)");
    expect(half.boundary.error).toBe(Number.POSITIVE_INFINITY);
  });

  it("knows what has no inside, and shrinks about the centre", () => {
    expect(hasVolume(box)).toBe(true);
    expect(hasVolume({ ...egg, half: [1, 0, 1] })).toBe(false);
    expect(scaledBody(egg, 0.5)).toEqual({ ...egg, half: [0.5, 0.25, 0.75] });
    const source = "F(x, y, z) = (x^3 y, sin(y z), z x)";
    const sides = sidesOf(source);
    const [there = Number.NaN] = sides.divergence(Float64Array.from(centre));
    const off = [0, 1, 2, 3].map((k) => {
      const { inside, volume } = through(scaledBody(egg, 2 ** -k), source);
      return inside.value / volume - there;
    });
    for (const k of [2, 3])
      expect(Math.abs((off[k - 1] as number) / (off[k] as number) - 4)).toBeLessThan(k === 2 ? 0.2 : 0.05);
  });

  it("is F·n all over the surface, with unit normals outward", () => {
    // From the centre of a ball F·n is its radius, over a box how far its faces are.
    const from = sidesOf(`F(x, y, z) = (x - ${x}, y + ${-y}, z - ${z})`);
    const ball: Body = { kind: "ellipsoid", centre, half: [2, 2, 2] };
    const round = normalComponents(ball, from, 400);
    expect(round.values).toHaveLength(400);
    for (const value of round.values) expect(value).toBeCloseTo(2, 12);
    const flat = normalComponents(box, from, 600);
    expect([...new Set(Array.from(flat.values, (value) => Number(value.toFixed(9))))].sort()).toEqual([
      b,
      a,
      c,
    ]);
    const turning = normalComponents(ball, sidesOf(`F(x, y, z) = (-(y + ${-y}), x - ${x}, 0)`), 400);
    expect(Math.max(...turning.values.map(Math.abs))).toBeLessThan(1e-14);
    expect(Math.max(...turning.sizes)).toBeGreaterThan(1);
  });
});

/** A smooth term: products and compositions of functions that are smooth everywhere. */
function term(random: Random, depth: number): string {
  const number = () => between(random, -2, 2).toFixed(3);
  const linear = () => `(${number()} x + ${number()} y + ${number()} z)`;
  if (depth === 0) return pick(random, [linear(), `(x^2 + ${number()} y z)`, "(z^3 - x y)", number()]);
  const [one, other] = [term(random, depth - 1), term(random, depth - 1)];
  return pick(random, [
    `(${one} + ${other})`,
    `sin(${linear()}) * ${one}`,
    `exp(-(${linear()})^2 / 4) * ${one}`,
    `tanh(${linear()}) + ${other}`,
    `${one} / (1 + (${linear()})^2)`,
  ]);
}

describe.each(seeds)("the divergence theorem in space (seed %i)", (seed) => {
  it(`holds within the told errors on ${cases} generated fields and bodies`, () => {
    const random = seededRandom(seed);
    let loose = 0;
    for (let k = 0; k < cases; k += 1) {
      const source = `F(x, y, z) = (${term(random, 1)}, ${term(random, 1)}, ${term(random, 1)})`;
      const three = (low: number, high: number) =>
        [between(random, low, high), between(random, low, high), between(random, low, high)] as const;
      const kind = pick(random, ["box", "ellipsoid"] as const);
      const body: Body = { kind, centre: three(-1, 1), half: three(0.1, 0.8) };
      const { boundary, inside } = through(body, source);
      const told = boundary.error + inside.error;
      const size = Math.max(boundary.size, inside.size);
      const name = `${source} on ${JSON.stringify(body)}`;
      expect(Math.abs(boundary.value - inside.value), name).toBeLessThanOrEqual(told + 1e-10 * size);
      if (told > 1e-9 * size) loose += 1;
    }
    // The bound says something only where the told errors are small.
    expect(loose).toBeLessThanOrEqual(cases / 10);
  });
});
