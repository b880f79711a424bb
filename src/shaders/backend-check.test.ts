import { describe, expect, test } from "vitest";
import { prngKey, probes } from "../engine/random/index.ts";
import { compareBackends } from "./backend-check.ts";
import { comparedMap } from "./compared-map.ts";
import { FieldCompiler } from "./compiled-field.ts";
import { float64Map } from "./float64-map.ts";
import { installMoreColours } from "./more-colours.ts";
import { installMoreMaps } from "./more-maps.ts";
import { pixelGrid, smallestUnitsPerPixel, worldOf } from "./pixels.ts";
import { PlaneProblem } from "./plane-problem.ts";
import type { MapSettings, PlaneState } from "./protocol.ts";
import { haltonPixels } from "./sample-pixels.ts";
import { noLayers } from "./testing/layers.ts";

installMoreMaps();
installMoreColours();
const { pixelProbes, sharedProbes } = comparedMap;

const map: MapSettings = {
  kind: "exact",
  compare: { left: "estimate", right: "exact", divider: 0.5, step: 1e-3 },
  quantity: "divergence",
  method: "jacobian-forward",
  probes: 5,
  taken: 5,
  distribution: "gaussian",
  keys: "shared",
  layout: "jax",
  seed: 11,
};
const stateOf = (source: string, settings: Partial<MapSettings> = {}): PlaneState => ({
  viewId: "a",
  revision: 1,
  source,
  field: "F",
  time: 0,
  view: { centreX: 0.5, centreY: -0.25, unitsPerPixel: 0.01 },
  width: 300,
  height: 200,
  pixelRatio: 2,
  map: { ...map, ...settings },
  range: { mode: "auto" },
  colouring: { quantity: "divergence", palette: "auto", scale: "linear", contours: false },
  streamlines: false,
  layers: noLayers,
  lines: { density: "normal", colour: "plain" },
  theme: "light",
});
const source = "a = 1.5\nF(x, y) = (a sin(x y) + x^2, cos(x) - y^3)";
/** J of that field, by hand. */
const jacobian = (x: number, y: number) => [
  1.5 * y * Math.cos(x * y) + 2 * x,
  1.5 * x * Math.cos(x * y),
  -Math.sin(x),
  -3 * y * y,
];
const compiler = new FieldCompiler();

describe("the float64 map", () => {
  const points = Float64Array.of(0.3, -0.7, 1.1, 0.2, -2, 1.5);

  test("is the divergence, the estimate by its probes, and their difference", () => {
    const compiled = compiler.compile(stateOf(source));
    const z = probes(prngKey(11), 5, 2, "gaussian", "jax");
    const evaluate = (kind: MapSettings["kind"]) =>
      float64Map(compiled, { ...map, kind }, compiled.bindings(0), points, sharedProbes({ ...map, kind }))
        .values;
    for (let k = 0; k < 3; k += 1) {
      const J = jacobian(points[2 * k] as number, points[2 * k + 1] as number) as [
        number,
        number,
        number,
        number,
      ];
      let estimate = 0;
      for (let j = 0; j < 5; j += 1) {
        const [u, v] = [z[2 * j] as number, z[2 * j + 1] as number];
        estimate += (u * (J[0] * u + J[1] * v) + v * (J[2] * u + J[3] * v)) / 5;
      }
      expect(evaluate("exact")[k]).toBeCloseTo(J[0] + J[3], 12);
      expect(evaluate("estimate")[k]).toBeCloseTo(estimate, 12);
      expect(evaluate("error")[k]).toBeCloseTo(estimate - J[0] - J[3], 12);
    }
  });

  test("has moments of its own for every pixel, and the same for the same index", () => {
    const some = pixelProbes(map, [3, 700, 3]);
    expect([...some.subarray(0, 3)]).toEqual([...some.subarray(6, 9)]);
    expect([...some.subarray(0, 3)]).not.toEqual([...some.subarray(3, 6)]);
  });
});

describe("comparing backends", () => {
  const state = stateOf(source);
  const compiled = compiler.compile(state);
  const grid = pixelGrid(state);
  const pixels = haltonPixels(grid);
  const noMoments = () => null;
  const exact = () =>
    pixels.columns.map((column, k) => {
      const J = jacobian(...worldOf(grid, column, pixels.rows[k] as number));
      return (J[0] as number) + (J[3] as number);
    });
  const compare = (rendered: readonly number[]) =>
    compareBackends(compiled, state, grid, pixels, rendered, noMoments);

  test("passes float32 rounding", () => {
    const { check, noise, vanishes } = compare(exact().map(Math.fround));
    expect(check.points).toBe(64);
    expect(check.largest).toBeLessThan(check.bound);
    expect(noise).toBeLessThan(1e-6);
    expect(vanishes).toBe(false);
  });

  test("passes sines that are wrong by 1e-4 and finds those that are wrong by 1e-2", () => {
    const off = (error: number) => compare(exact().map((value, k) => value + (k % 2 === 0 ? error : -error)));
    expect(off(1e-4).check.largest).toBeLessThan(off(1e-4).check.bound);
    expect(off(2e-2).check.largest).toBeGreaterThan(off(2e-2).check.bound);
  });

  test("finds one wrong pixel, and one that is not finite", () => {
    const wrong = exact();
    wrong[17] = (wrong[17] as number) + 0.5;
    const { check } = compare(wrong);
    expect(check.largest).toBeGreaterThan(check.bound);
    wrong[17] = Number.NaN;
    expect(compare(wrong).check.largest).toBe(Number.POSITIVE_INFINITY);
  });

  describe("where float64 has no finite value", () => {
    const roots = stateOf("F(x, y) = (sqrt(x), log(y))");
    /** 1/(2√x) + 1/y, as the engine has it: log′ is 1/y on both sides, √x has no derivative on the left. */
    const values = pixels.columns.map((column, k) => {
      const [x, y] = worldOf(grid, column, pixels.rows[k] as number);
      return x > 0 ? Math.fround(0.5 / Math.sqrt(x) + 1 / y) : Number.NaN;
    });
    const check = (rendered: readonly number[]) =>
      compareBackends(compiler.compile(roots), roots, grid, pixels, rendered, noMoments).check;

    test("goes on until 64 points are compared, and counts those where neither has one", () => {
      const defined = values.slice(0, 64).filter(Number.isFinite).length;
      expect(defined).toBeLessThan(50);
      const { points, undefinedPoints, largest, bound } = check(values);
      expect(points).toBe(64);
      const last = values.findIndex((_, k) => values.slice(0, k + 1).filter(Number.isFinite).length === 64);
      expect(undefinedPoints).toBe(last + 1 - 64);
      expect(largest).toBeLessThan(bound);
    });

    test("finds a number where there is none, and none where there is a number", () => {
      const stray = [...values];
      stray[values.findIndex((value) => Number.isNaN(value))] = 0;
      expect(check(stray).largest).toBe(Number.POSITIVE_INFINITY);
      expect(check(stray).largest).toBeGreaterThan(check(stray).bound);
      const hole = [...values];
      hole[values.findIndex(Number.isFinite)] = Number.NaN;
      expect(check(hole).largest).toBe(Number.POSITIVE_INFINITY);
    });

    test("takes what there is in a view with fewer points, or with none", () => {
      const few = { columns: pixels.columns.slice(0, 64), rows: pixels.rows.slice(0, 64) };
      const defined = values.slice(0, 64).filter(Number.isFinite).length;
      const compared = compareBackends(compiler.compile(roots), roots, grid, few, values, noMoments);
      expect(compared.check).toMatchObject({ points: defined, undefinedPoints: 64 - defined });
      const never = stateOf("F(x, y) = (sqrt(-1 - x^2), y)");
      const blank = (given: number) =>
        compareBackends(
          compiler.compile(never),
          never,
          grid,
          pixels,
          pixels.columns.map(() => given),
          noMoments,
        ).check;
      const count = pixels.columns.length;
      expect(blank(Number.NaN)).toMatchObject({ points: 0, undefinedPoints: count, largest: 0 });
      expect(blank(1).largest).toBe(Number.POSITIVE_INFINITY);
    });

    test("raises no alarm on the border, where float32 may be on the other side", () => {
      // A column of pixels has x = 0 up to rounding: with these pixels only, there is nothing to hold the GPU to.
      const centred = { ...roots, view: { ...roots.view, centreX: 0.0025, centreY: 0.5 } };
      const middle = pixelGrid(centred);
      const column = Math.floor(middle.width / 2) - 1;
      const border = { columns: [column, column, column], rows: [5, 50, 99] };
      expect(Math.abs(worldOf(middle, column, 5)[0])).toBeLessThan(1e-15);
      for (const given of [Number.NaN, 1e6]) {
        const compared = compareBackends(
          compiler.compile(centred),
          centred,
          middle,
          border,
          [given, given, given],
          noMoments,
        );
        expect(compared.check).toMatchObject({ points: 0, undefinedPoints: 0, largest: 0 });
      }
    });
  });

  test("judges a map that is zero by cancelling by what cancels, and still finds what is wrong in it", () => {
    const residual = stateOf("F(x, y) = (sin(x y), x^2 y)\nr(x, y) = div(F)(x, y) - y cos(x y) - x^2", {
      quantity: "function r",
    });
    const grid = pixelGrid(residual);
    const pixels = haltonPixels(grid);
    const compiled = compiler.compile(residual);
    const of = (rendered: Float32Array) =>
      compareBackends(compiled, residual, grid, pixels, rendered, () => null);
    const rounded = Float32Array.from(pixels.columns, (_, k) => (k % 2 === 0 ? 1 : -1) * 2e-7);
    const { check, vanishes } = of(rounded);
    expect(check.largest).toBeGreaterThan(1e-7);
    expect(check.largest).toBeLessThan(check.bound);
    expect(vanishes).toBe(true);
    rounded[5] = 0.5;
    expect(of(rounded).check).toMatchObject({ largest: expect.closeTo(0.5, 5) });
    expect(of(rounded).check.bound).toBeLessThan(0.1);
  });

  test("knows a map that is zero up to rounding", () => {
    const flat = stateOf("F(x, y) = (sin(x) cosh(y), -cos(x) sinh(y))");
    const { vanishes, size } = compareBackends(
      compiler.compile(flat),
      flat,
      grid,
      pixels,
      pixels.columns.map(() => 1e-5),
      noMoments,
    );
    expect(vanishes).toBe(true);
    expect(size).toBeGreaterThan(0.1);
  });
});

describe("compiling a field", () => {
  test("makes sliders uniforms: moving one changes no shader text", () => {
    const one = compiler.compile(stateOf("a = 1.5\nF(x, y) = (a x, y^a)"));
    const two = compiler.compile(stateOf("a = 0.25\nF(x, y) = (a x, y^a)"));
    expect(two.mapGlsl(["quantity"], "divergence", "jacobian-forward")).toBe(
      one.mapGlsl(["quantity"], "divergence", "jacobian-forward"),
    );
    expect(two.fieldGlsl()).toBe(one.fieldGlsl());
    expect([...two.bindings(0).parameters]).toEqual([0.25]);
  });

  test("prints only what a map needs", () => {
    const compiled = compiler.compile(stateOf(source));
    expect(compiled.mapGlsl(["quantity"], "divergence", "per-component")).toContain("float quantity(vec2 p)");
    expect(compiled.mapGlsl(["quantity"], "divergence", "per-component")).not.toContain("jacobian(");
    expect(compiled.mapGlsl(["jacobian"], "divergence", "per-component")).not.toContain("quantity(");
    expect(compiled.mapGlsl(["quantity", "jacobian"], "divergence", "jacobian-reverse")).toMatch(
      /quantity\(vec2 p\)[\s\S]*vec4 jacobian\(vec2 p\)/,
    );
    expect(compiled.fieldGlsl()).toContain("vec2 field(vec2 p)");
  });

  test("refuses sources with errors, unknown names and other dimensions, in words", () => {
    const refuse = (text: string, field = "F") => {
      expect(() => compiler.compile({ source: text, field })).toThrow(PlaneProblem);
    };
    refuse("F(x, y) = (x, q)");
    refuse(source, "G");
    refuse("F(x, y, z) = (x, y, z)");
  });
});

test("pixels and the world agree on the middle, the corners and the direction of y", () => {
  const grid = pixelGrid(stateOf(source));
  expect([grid.width, grid.height, grid.step]).toEqual([600, 400, 0.005]);
  const [left, top] = worldOf(grid, 0, 0);
  const [right, bottom] = worldOf(grid, 599, 399);
  expect((left + right) / 2).toBeCloseTo(0.5, 12);
  expect((top + bottom) / 2).toBeCloseTo(-0.25, 12);
  expect(top).toBeGreaterThan(bottom);
  expect(right - left).toBeCloseTo(599 * 0.005, 12);
});

test("at the smallest zoom neighbouring pixels still differ in float32", () => {
  for (const centre of [1, 3.7, 1000.25]) {
    const step = smallestUnitsPerPixel(centre, 0);
    expect(Math.fround(centre + step)).not.toBe(Math.fround(centre));
    expect(Math.fround(centre + step / 64)).toBe(Math.fround(centre));
  }
});

test("check points are spread evenly over the picture", () => {
  const grid = pixelGrid(stateOf(source));
  const { columns, rows } = haltonPixels(grid, 64);
  for (const [i, j] of [
    [0, 0],
    [0, 1],
    [1, 0],
    [1, 1],
  ] as const) {
    const inQuarter = columns.filter(
      (column, k) =>
        Math.floor((2 * column) / grid.width) === i &&
        Math.floor((2 * (rows[k] as number)) / grid.height) === j,
    );
    expect(inQuarter.length).toBeGreaterThan(12);
    expect(inQuarter.length).toBeLessThan(20);
  }
});
