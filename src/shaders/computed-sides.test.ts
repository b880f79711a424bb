import type { Regl } from "regl";
import { describe, expect, it } from "vitest";
import type { MethodChoice } from "../engine/divergence/method-choice.ts";
import { checkSource } from "../engine/language/check.ts";
import { drawProbes, pointKey, prngKey } from "../engine/random/index.ts";
import { colourParts } from "./colour-parts.ts";
import { FieldCompiler } from "./compiled-field.ts";
import { ComputedPixels, valuesAt } from "./computed-pixels.ts";
import { computedSides, drawnSides } from "./computed-sides.ts";
import { worldOf } from "./pixels.ts";
import type { ComparedMethods, Comparison, MapKind, MapSettings } from "./protocol.ts";
import * as slices from "./slices.ts";

colourParts.slices = slices;

const planar = "F(x, y) = (x^2 y + sin(3 y), sin(x) + y^3)";
const spatial = "F(x, y, z) = (x y + sin(z), sin(x) + y^2 / 5, z^2 x - y)";
/** The Jacobians by hand. */
const planarJacobian = (x: number, y: number) => [
  2 * x * y,
  x ** 2 + 3 * Math.cos(3 * y),
  Math.cos(x),
  3 * y ** 2,
];
const spatialJacobian = (x: number, y: number, z: number) => [
  y,
  x,
  Math.cos(z),
  Math.cos(x),
  0.4 * y,
  0,
  z ** 2,
  -1,
  2 * x * z,
];

const seed = 7;
const points = Float64Array.of(0.3, -0.7, 1.1, 0.4, -2, 1.5);
const height = 0.6;

function mapOf(
  kind: MapKind,
  compare: Partial<Comparison> = {},
  more: Partial<MapSettings> = {},
): MapSettings {
  return {
    kind,
    compare: { left: "method", right: "exact", divider: 0.5, step: 1e-3, ...compare },
    quantity: "divergence",
    method: "jacobian-forward",
    probes: 5,
    taken: 5,
    distribution: "gaussian",
    keys: "shared",
    layout: "jax",
    seed,
    ...more,
  };
}

function compiled(source: string) {
  const [field] = checkSource(source).fields;
  if (!field) throw new Error("there is no field");
  const slice =
    field.dimension > 2 ? { origin: [0, 0, height], across: [1, 0, 0], up: [0, 1, 0] } : undefined;
  return new FieldCompiler().compile({ source, field: field.name, ...(slice && { slice }) });
}

const dot = (z: Float64Array, J: readonly number[], n: number) =>
  J.reduce((sum, entry, k) => sum + (z[Math.floor(k / n)] as number) * entry * (z[k % n] as number), 0);

/** Σ zᵀJz/m with the probes of a key, and the standard error of the mean. */
function quadratic(
  J: readonly number[],
  choice: { probes: number; distribution: "gaussian" | "sphere" },
  key = prngKey(seed),
) {
  const n = Math.sqrt(J.length);
  const z = drawProbes(key, choice.probes, n, choice.distribution, "jax");
  const each = Array.from({ length: choice.probes }, (_, k) => dot(z.subarray(k * n, (k + 1) * n), J, n));
  const mean = each.reduce((sum, value) => sum + value, 0) / choice.probes;
  const squares = each.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, error: Math.sqrt(squares / (choice.probes - 1) / choice.probes) };
}

const trace = (J: readonly number[]) =>
  J.filter((_, k) => k % (Math.sqrt(J.length) + 1) === 0).reduce((a, b) => a + b);

const fields = [
  ["in the plane", planar, planarJacobian],
  ["on a slice", spatial, (x: number, y: number) => spatialJacobian(x, y, height)],
] as const;

describe.each(fields)("what is computed of a map %s", (name, source, jacobianAt) => {
  const field = compiled(source);
  const jacobians = [0, 1, 2].map((k) => jacobianAt(points[2 * k] as number, points[2 * k + 1] as number));
  const left = (map: MapSettings) => {
    const [side] = computedSides(field, map, 0);
    if (!side) throw new Error("it is not computed");
    return [...valuesAt(side, points, (k) => 10 * k + 3)];
  };
  const by = (own: MethodChoice) =>
    left(mapOf("method", { methods: { left: own, right: { method: "auto" } } }));
  const close = (values: readonly number[], wanted: readonly number[], digits = 10) => {
    for (const [k, value] of values.entries())
      expect(value, String(k)).toBeCloseTo(wanted[k] as number, digits);
  };

  it.each(["auto", "structured", "jacobian-forward", "jacobian-reverse", "per-component"] as const)(
    "is the trace by %s",
    (method) => close(by({ method }), jacobians.map(trace)),
  );

  it("is the trace by sketches of as many probes as there are coordinates and more", () => {
    const keys = "shared";
    for (const method of ["hutch++", "xtrace"] as const)
      close(by({ method, probes: 12, distribution: "gaussian", keys }), jacobians.map(trace), 8);
  });

  it("is Σ zᵀJz/m of the key's own probes, of a pixel's own where each has one", () => {
    const choice = { probes: 4, distribution: "sphere" } as const;
    const method = "hutchinson";
    close(
      by({ method, ...choice, keys: "shared" }),
      jacobians.map((J) => quadratic(J, choice).mean),
    );
    const own = jacobians.map((J, k) => quadratic(J, choice, pointKey(prngKey(seed), 10 * k + 3)).mean);
    close(by({ method, ...choice, keys: "per-point" }), own);
    expect(own[0]).not.toBeCloseTo(quadratic(jacobians[0] as number[], choice).mean, 3);
  });

  it("is the finite difference of a polynomial but for the step's square", () => {
    const step = 0.01;
    const exact = jacobians.map(trace);
    const values = by({ method: "finite-difference", step });
    // x² y and z² x lose nothing, y³ is off by h².
    close(
      values,
      exact.map((value) => value + (name === "in the plane" ? step ** 2 : 0)),
      9,
    );
  });

  it("subtracts in float64 what is computed on both sides", () => {
    const methods: ComparedMethods = {
      left: { method: "hutchinson", probes: 3, distribution: "gaussian", keys: "shared" },
      right: { method: "structured" },
    };
    const drawn = drawnSides(field, mapOf("error", { left: "method", right: "method", methods }), 0);
    expect(drawn).toHaveLength(1);
    const wanted = jacobians.map(
      (J) => quadratic(J, { probes: 3, distribution: "gaussian" }).mean - trace(J),
    );
    close([...(drawn[0]?.evaluate(points, 0) ?? [])], wanted);
  });

  it("says in a sentence what a method cannot do", () => {
    const own = { method: "xtrace", probes: 1, distribution: "gaussian", keys: "shared" } as const;
    expect(() => by(own)).toThrow(/^xtrace needs a whole number of probes from 2 to \d+, not 1\.$/);
  });
});

describe("what shaders have", () => {
  it("is not computed: all but float64 and methods in the plane, the exact form on slices", () => {
    const kinds = ["estimate", "difference", "float64", "standard-error", "predicted-error"] as const;
    const isComputed = (source: string) =>
      kinds.map((kind) => computedSides(compiled(source), mapOf(kind), 0).map((side) => side !== null));
    expect(isComputed(planar)).toEqual([[false], [false], [true], [false], [false]]);
    expect(isComputed(spatial)).toEqual(kinds.map(() => [true]));
    const lens = mapOf("lens", { left: "exact", right: "difference" });
    expect(computedSides(compiled(spatial), lens, 0).map((side) => side !== null)).toEqual([false, true]);
  });

  it("says that float32 takes too long beside another way, where a pixel does", () => {
    const of = (width: number) => `W1 = randn(${width}, 64, seed=1) / 8
W2 = randn(${width}, ${width}, seed=2) / 16
W3 = randn(64, ${width}, seed=3) / 16
N(x: R^64) = W3 @ tanh(W2 @ tanh(W1 @ x))`;
    const sides = (source: string) => computedSides(compiled(source), mapOf("lens", { left: "exact" }), 0);
    expect(sides(of(32))[0]).toBe(null);
    expect(() => sides(of(256))).toThrow(
      /^In float32 this field takes too long .* choose “exact, float64”\.$/,
    );
  });

  it("on a slice leaves the spread of an estimate, measured and by its law", () => {
    const J = spatialJacobian(points[0] as number, points[1] as number, height);
    const at = (kind: MapKind) => computedSides(compiled(spatial), mapOf(kind), 0)[0]?.evaluate(points, 0)[0];
    expect(at("standard-error")).toBeCloseTo(quadratic(J, { probes: 5, distribution: "gaussian" }).error, 10);
    // Var zᵀJz = Σ_ij (J_ij + J_ji)²/2 for normal numbers.
    const variance = J.reduce((sum, entry, k) => {
      const turned = J[3 * (k % 3) + Math.floor(k / 3)] as number;
      return sum + (entry + turned) ** 2 / 2;
    }, 0);
    expect(at("predicted-error")).toBeCloseTo(Math.sqrt(variance / 5), 10);
  });
});

/** Keeps what textures are given. */
function recordingRegl(): { readonly regl: Regl; readonly uploads: Float32Array[] } {
  const uploads: Float32Array[] = [];
  const take = ({ data }: { data: Float32Array }) => uploads.push(data.slice());
  const regl = {
    texture(given: { data: Float32Array }) {
      take(given);
      return Object.assign(take.bind(null), { destroy() {} });
    },
  };
  return { regl: regl as unknown as Regl, uploads };
}

describe("probes that are watched on a slice", () => {
  const field = compiled(spatial);
  const J = spatialJacobian(points[0] as number, points[1] as number, height);
  const [all, taken] = [7, 3];
  const sideAt = (kind: MapKind, more: Partial<MapSettings>) => {
    const map = mapOf(kind, { left: "estimate", right: "float64" }, { probes: all, taken, ...more });
    const [side] = drawnSides(field, map, 0);
    if (!side) throw new Error("it is not computed");
    return { ...side, value: side.evaluate(points.subarray(0, 2), 10)[0] as number };
  };
  const first = (layout: "jax" | "jax-legacy", key = prngKey(seed)) => {
    const z = drawProbes(key, all, 3, "gaussian", layout);
    const each = Array.from({ length: taken }, (_, k) => dot(z.subarray(3 * k, 3 * k + 3), J, 3));
    const mean = each.reduce((sum, value) => sum + value, 0) / taken;
    const squares = each.reduce((sum, value) => sum + (value - mean) ** 2, 0);
    return { mean, error: Math.sqrt(squares / (taken - 1) / taken) };
  };

  it.each(["jax", "jax-legacy"] as const)(
    "are the first of all, shared or the pixel's own (%s)",
    (layout) => {
      for (const keys of ["shared", "per-point"] as const) {
        const key = keys === "shared" ? prngKey(seed) : pointKey(prngKey(seed), 10);
        const { mean, error } = first(layout, key);
        const at = (kind: MapKind) => sideAt(kind, { keys, layout }).value;
        expect(at("estimate")).toBeCloseTo(mean, 10);
        expect(at("error")).toBeCloseTo(mean - trace(J), 10);
        expect(at("lens")).toBeCloseTo(mean, 10);
        expect(at("standard-error")).toBeCloseTo(error, 10);
      }
      // The law is that of so many.
      const law = (own: number) => sideAt("predicted-error", { layout, taken: own }).value;
      expect(law(taken) / law(all)).toBeCloseTo(Math.sqrt(all / taken), 10);
    },
  );

  it("leave pixels of their kin in place until they are replaced, one after the other", () => {
    const grid = { width: 40, height: 3, centreX: 0.5, centreY: -0.25, step: 0.1 };
    const tile = { x: 0, y: 0, width: 40, height: 3 };
    const { regl, uploads } = recordingRegl();
    const pixelsOf = (side: ReturnType<typeof sideAt>, before: ComputedPixels | null) =>
      new ComputedPixels(regl, side, grid, tile, 16, before);
    const shown = (pixels: ComputedPixels) => {
      expect(pixels.texture).toBeTruthy();
      return uploads.at(-1) as Float32Array;
    };
    const [three, five] = [3, 5].map((own) => sideAt("estimate", { taken: own, keys: "per-point" }));
    if (!three || !five) throw new Error("they are not computed");
    expect(five.kin).toBe(three.kin);
    expect(five.key).not.toBe(three.key);
    expect(sideAt("estimate", { probes: 8 }).kin).not.toBe(three.kin);
    const before = pixelsOf(three, null);
    while (!before.complete) before.advance(three, 0);
    const old = shown(before);
    const next = pixelsOf(five, before);
    expect(next.ready).toBe(true);
    expect(next.progress).toBeLessThan(1);
    expect(shown(next)).toEqual(old);
    next.advance(five, 0);
    const half = shown(next);
    while (!next.complete) next.advance(five, 0);
    const whole = shown(next);
    const alone = pixelsOf(five, null);
    while (!alone.complete) alone.advance(five, 0);
    expect(whole).toEqual(shown(alone));
    // Not a pixel is a block's.
    for (const [k, value] of half.entries()) expect([whole[k], old[k]]).toContain(value);
    expect(half).not.toEqual(whole);
    expect(half).not.toEqual(old);
  });
});

describe("pixels that are computed", () => {
  const grid = { width: 37, height: 21, centreX: 0.5, centreY: -0.25, step: 0.1 };
  const tile = { x: 5, y: 3, width: 30, height: 18 };
  const { regl, uploads } = recordingRegl();
  const own: MethodChoice = { method: "hutchinson", probes: 2, distribution: "gaussian", keys: "per-point" };
  const map = mapOf("method", { methods: { left: own, right: own } });
  const [side] = computedSides(compiled(planar), map, 0);
  if (!side) throw new Error("it is not computed");

  it("are in blocks first, and in the end those of each pixel's own index", () => {
    const pixels = new ComputedPixels(regl, { key: "", kin: "" }, grid, tile, 16, null);
    expect(pixels.ready).toBe(false);
    const progress: number[] = [];
    while (!pixels.complete) {
      pixels.advance(side, 0);
      progress.push(pixels.progress);
      if (pixels.ready && uploads.length === 0) {
        expect(pixels.texture).toBeTruthy();
        expect(new Set(uploads[0]).size).toBe(4);
      }
    }
    expect(progress).toEqual([...progress].sort((a, b) => a - b));
    expect(progress.at(-1)).toBe(1);
    expect(pixels.texture).toBeTruthy();
    const drawn = uploads.at(-1) as Float32Array;
    for (const [column, row] of [
      [0, 0],
      [29, 17],
      [13, 4],
    ] as const) {
      const [x, y] = worldOf(grid, tile.x + column, tile.y + row);
      const key = pointKey(prngKey(seed), (tile.y + row) * grid.width + tile.x + column);
      const { mean } = quadratic(planarJacobian(x, y), { probes: 2, distribution: "gaussian" }, key);
      expect(drawn[row * tile.width + column]).toBe(Math.fround(mean));
    }
  });
});
