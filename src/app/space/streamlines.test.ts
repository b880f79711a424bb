import { describe, expect, it } from "vitest";
import type { FlowLines } from "../../shaders/space/flow.ts";
import { normalOf } from "../../shaders/space/free-plane.ts";
import { dot, eachAxis, type SpaceBox, type Triple } from "../../shaders/space/lens.ts";
import { tubeRadii } from "../../shaders/space/tubes.ts";
import { defaultArrows } from "../document/space-cell.ts";
import { createPreparer } from "../laboratory/subject.ts";
import { arrowPlaces, arrowsOf } from "./arrows.ts";
import type { StreamlinesTask } from "./protocol.ts";
import { lineShares, streamlinesOf } from "./streamlines.ts";
import { vectorsAt } from "./vectors.ts";

const box: SpaceBox = { low: [-2, -2, -2], high: [2, 2, 2] };
const subject = (source: string) => ({ source, field: "F", time: 0, quantity: "divergence" }) as const;
const prepared = (source: string) => createPreparer()({ ...subject(source), seed: 0, layout: "jax" });

function linesOf(source: string, task: Partial<StreamlinesTask> = {}): FlowLines {
  const given = {
    kind: "streamlines",
    subject: subject(source),
    box,
    density: "sparse",
    seeds: null,
    kept: null,
  } as const;
  const steps = streamlinesOf(prepared(source), { ...given, ...task });
  let least = 0;
  for (let last = 0; ; ) {
    const step = steps.next();
    if (step.done) {
      // It only grows.
      expect(least).toBeGreaterThanOrEqual(0);
      return step.value;
    }
    const progress = typeof step.value === "number" ? step.value : Number.NaN;
    least = Math.min(least, progress - last);
    last = progress;
  }
}

const tripleAt = (values: Float64Array, k: number): Triple =>
  eachAxis((axis) => values[3 * k + axis] as number);
const apart = (a: Triple, b: Triple) => Math.hypot(...eachAxis((axis) => a[axis] - b[axis]));
const rangeOf = ({ starts }: FlowLines, l: number) => [starts[l] as number, starts[l + 1] as number] as const;
const countOf = ({ starts }: FlowLines) => starts.length - 1;

/** The least distance between points of different lines, and how much of the box is farther than `far` from all. */
function evenness(lines: FlowLines, { low, high }: SpaceBox, far: number) {
  const places = Array.from({ length: lines.points.length / 3 }, (_, k) => tripleAt(lines.points, k));
  const lineAt = places.map((_, k) => lines.starts.findLastIndex((start) => start <= k));
  let least = Number.POSITIVE_INFINITY;
  for (const [k, place] of places.entries())
    for (let j = 0; j < k; j += 1)
      if (lineAt[j] !== lineAt[k]) least = Math.min(least, apart(place, places[j] as Triple));
  const probes = Array.from({ length: 400 }, (_, k) =>
    eachAxis(
      (axis) =>
        low[axis] + ((k * ([0.754877, 0.56984, 0.437][axis] as number)) % 1) * (high[axis] - low[axis]),
    ),
  );
  const lonely = probes.filter((probe) => places.every((place) => apart(place, probe) > far));
  return { least, empty: lonely.length / probes.length };
}

const turning = "F(x, y, z) = (-y - 0.1 x, x - 0.1 y, -0.2 z)";
const wave = "F(x, y, z) = (sin(x y), y z^2, cos(z) x)";

describe("streamlines in space", () => {
  it.each([
    ["a wave", wave, box],
    ["an ABC flow", "F(x, y, z) = (sin(z) + cos(y), sin(x) + cos(z), sin(y) + cos(x))", box],
    [
      "one direction in a flat box",
      "F(x, y, z) = (1, 0.3, 0.1)",
      { low: [0, 0, 0], high: [9, 6, 1] } as SpaceBox,
    ],
  ])("of %s keep half their separation, leave no room and have no stubs", (_name, source, own) => {
    const lines = linesOf(source, { box: own });
    const { separation, arc } = lines;
    const { least, empty } = evenness(lines, own, 1.5 * separation);
    expect(countOf(lines)).toBeGreaterThan(15);
    expect(least).toBeGreaterThanOrEqual(lineShares.test * separation * 0.999);
    expect(empty).toBeLessThan(0.01);
    for (let l = 0; l < countOf(lines); l += 1) {
      const [from, end] = rangeOf(lines, l);
      expect((arc[end - 1] as number) - (arc[from] as number)).toBeGreaterThanOrEqual(
        lineShares.shortest * separation,
      );
    }
    const outside = lines.points.map((value, k) =>
      Math.max((own.low[k % 3] as number) - value, value - (own.high[k % 3] as number)),
    );
    expect(Math.max(...outside)).toBeLessThan(1e-9);
  });

  it("are the same for the same document, and keep their seeds while the field moves", () => {
    const lines = linesOf(wave);
    expect(linesOf(wave)).toEqual(lines);
    const kept = Float64Array.from([...lines.seeds].flatMap((seed) => tripleAt(lines.points, seed)));
    const moved = linesOf("F(x, y, z) = (sin(x y), 1.1 y z^2, cos(z) x)", { kept });
    const places = new Set(Array.from({ length: kept.length / 3 }, (_, k) => tripleAt(kept, k).join()));
    const seeds = [...moved.seeds].map((seed) => tripleAt(moved.points, seed).join());
    expect(seeds.every((seed) => places.has(seed))).toBe(true);
    expect(seeds.length).toBeGreaterThan(0.85 * places.size);
  });

  it("have along them the exact divergence, the time and the direction of the field", () => {
    const lines = linesOf(wave);
    const at = prepared(wave);
    const vectors = vectorsAt(at, { kind: "vectors", subject: subject(wave), places: lines.points });
    let [off, aside] = [0, 0];
    for (const k of lines.arc.keys()) {
      const [x, y, z] = tripleAt(lines.points, k);
      const wanted = y * Math.cos(x * y) + z * z - Math.sin(z) * x;
      off = Math.max(off, Math.abs((lines.divergence[k] as number) - wanted));
      const vector = tripleAt(vectors, k);
      const direction = eachAxis((axis) => vector[axis] / Math.hypot(...vector)) satisfies Triple;
      aside = Math.max(aside, apart(tripleAt(lines.tangents, k), direction));
    }
    expect(off).toBeLessThan(1e-10);
    expect(aside).toBeLessThan(1e-12);
    for (let l = 0; l < countOf(lines); l += 1) {
      const [from, end] = rangeOf(lines, l);
      for (let k = from + 1; k < end; k += 1)
        expect(lines.time[k]).toBeGreaterThan(lines.time[k - 1] as number);
      const seed = lines.seeds[l] as number;
      expect([lines.time[seed], lines.growth[seed], lines.arc[seed]]).toEqual([0, 0, 0]);
    }
  });

  it("close where the flow comes back, to where they began", () => {
    const round = linesOf("F(x, y, z) = (-y, x, 0)", { seeds: Float64Array.of(1, 0, 0.5, 0, 1.5, -1) });
    expect(countOf(round)).toBe(2);
    for (const [l, radius] of [1, 1.5].entries()) {
      const [from, end] = rangeOf(round, l);
      expect(apart(tripleAt(round.points, from), tripleAt(round.points, end - 1))).toBeLessThan(0.02);
      expect(round.arc[end - 1]).toBeCloseTo(2 * Math.PI * radius, 1);
    }
  });

  it("from seeds that were put are followed to their ends, and there is none where nothing flows", () => {
    const seeds = Float64Array.of(0.1, 0, 0, 0.1, 0.05, 0, 5, 0, 0);
    const lines = linesOf("F(x, y, z) = (1, 0, 0)", { seeds });
    expect(countOf(lines)).toBe(2);
    for (let l = 0; l < 2; l += 1) {
      const [from, end] = rangeOf(lines, l);
      expect(lines.points[3 * from]).toBeCloseTo(-2, 12);
      expect(lines.points[3 * (end - 1)]).toBeCloseTo(2, 12);
    }
    expect(countOf(linesOf("F(x, y, z) = (0, 0, 0)"))).toBe(0);
  });
});

describe("the width of tubes", () => {
  it("by flux is that of a bundle in the ratio exp ∫∇·F dt, as in a flow that is known", () => {
    // ∇·F = −0.4 everywhere: the flux is e^(−0.4 t) of that at the seed, and the radius its root.
    const lines = linesOf(turning, { seeds: Float64Array.of(1, 0.5, 1, -0.7, 0.2, 0.9) });
    const radii = tubeRadii(lines, "flux", 0.5);
    const usual = radii[lines.seeds[0] as number] as number;
    for (const [k, radius] of radii.entries()) {
      const wanted = Math.min(lines.separation / 4, usual * Math.exp(-0.2 * (lines.time[k] as number)));
      expect(Math.abs(radius / wanted - 1)).toBeLessThan(1e-7);
    }
    expect(new Set([...radii].map((radius) => radius.toFixed(3))).size).toBeGreaterThan(10);
  });

  it("by flux is what a thin bundle carries: |F| times its cross-section, measured between neighbouring lines", () => {
    // F = (x, y, z)/2 + (1, 0, 0) x: three lines beside one span a triangle that the flow carries along.
    const source = "F(x, y, z) = (1.5 x + 1, 0.5 y, 0.5 z)";
    const d = 1e-4;
    const lines = linesOf(source, {
      seeds: Float64Array.of(-0.3, 0.1, 0.1, -0.3, 0.1 + d, 0.1, -0.3, 0.1, 0.1 + d),
    });
    const radii = tubeRadii(lines, "flux", 0.5);
    const carried = (step: number) => {
      // Where each line crosses the plane that the first one's point lies in, square to x.
      const [a, b, c] = [0, 1, 2].map((l) => {
        const k = (lines.seeds[l] as number) + step;
        const target = tripleAt(lines.points, (lines.seeds[0] as number) + step)[0];
        const [at, along] = [tripleAt(lines.points, k), tripleAt(lines.tangents, k)];
        return eachAxis((axis) => at[axis] + ((target - at[0]) / along[0]) * along[axis]);
      }) as [Triple, Triple, Triple];
      const area = Math.abs((b[1] - a[1]) * (c[2] - a[2]) - (b[2] - a[2]) * (c[1] - a[1])) / 2;
      return (1.5 * a[0] + 1) * area;
    };
    const ratio = (step: number) => {
      const k = (lines.seeds[0] as number) + step;
      return ((radii[k] as number) / (radii[lines.seeds[0] as number] as number)) ** 2;
    };
    for (const step of [2, 4, 6]) expect(ratio(step) / (carried(step) / carried(0))).toBeCloseTo(1, 3);
    expect(ratio(6)).toBeGreaterThan(1.5);
  });

  it("by divergence is linear in it, and none is wider than lines are apart", () => {
    const lines = linesOf(wave);
    const radii = tubeRadii(lines, "divergence", 1);
    const order = [...lines.divergence.keys()].sort(
      (a, b) => (lines.divergence[a] as number) - (lines.divergence[b] as number),
    );
    const steps = order
      .slice(1)
      .map((at, k) => (radii[at] as number) - (radii[order[k] as number] as number));
    expect(Math.min(...steps)).toBeGreaterThanOrEqual(0);
    for (const shape of ["flux", "divergence"] as const)
      expect(Math.max(...tubeRadii(lines, shape, 4))).toBeLessThanOrEqual(lines.separation / 4);
  });
});

describe("arrows in space", () => {
  const slices = { at: [0.5, -1, 0], shown: [true, false, true] } as const;

  it("stand in a lattice and on the slices that are shown, and have no part across those", () => {
    const settings = { ...defaultArrows, on: true, slices: true, count: 4 };
    const places = arrowPlaces({ box, slices }, settings);
    expect([...places.across].filter((across) => across === 3)).toHaveLength(64);
    const vectors = vectorsAt(prepared(wave), {
      kind: "vectors",
      subject: subject(wave),
      places: places.places,
    });
    const arrows = arrowsOf(places, vectors, false);
    const flat = arrows.filter(({ lift }) => lift > 0);
    expect(flat.length).toBeGreaterThan(80);
    for (const { middle, way } of flat) {
      const axis = middle[0] === 0.5 && way[0] === 0 ? 0 : 2;
      expect([middle[axis], way[axis]]).toEqual([slices.at[axis], 0]);
    }
    const lengths = arrows.filter(({ lift }) => lift === 0).map(({ way }) => Math.hypot(...way));
    expect(Math.max(...lengths) - Math.min(...lengths)).toBeLessThan(1e-12);
    expect(Math.max(...lengths)).toBeLessThan(1);
  });

  it("stand on the free plane while it is shown, within the box, and lie in it", () => {
    const settings = { ...defaultArrows, slices: true, count: 6 };
    const plane = { on: true, through: [0.2, 0.1, -0.3], azimuth: 35, elevation: 50 } as const;
    const own = { box, slices: { ...slices, shown: [false, false, false] as const } };
    expect(arrowPlaces({ ...own, plane: { ...plane, on: false } }, settings).across).toHaveLength(0);
    const places = arrowPlaces({ ...own, plane }, settings);
    const normal = normalOf(plane);
    const task = { kind: "vectors", subject: subject(wave), places: places.places } as const;
    const arrows = arrowsOf(places, vectorsAt(prepared(wave), task), false);
    // About as many as the plane has room for.
    expect(arrows.length).toBeGreaterThan(60);
    for (const { middle, way, lift } of arrows) {
      expect(dot(normal, middle)).toBeCloseTo(dot(normal, plane.through), 12);
      expect(dot(normal, way)).toBeCloseTo(0, 12);
      expect(lift).toBeGreaterThan(0);
      for (const axis of [0, 1, 2] as const) {
        expect(middle[axis]).toBeGreaterThanOrEqual(box.low[axis]);
        expect(middle[axis]).toBeLessThanOrEqual(box.high[axis]);
      }
    }
    // As slices do where it lies as one of them: on a face of the box as well.
    const face = { ...plane, through: [box.high[0], 0, 0], azimuth: 0, elevation: 0 } as const;
    const flat = arrowPlaces({ ...own, plane: face }, settings);
    expect(flat.across).toHaveLength(100);
  });

  it("are as long as the field is large, and there is none where it has no direction", () => {
    const source = "F(x, y, z) = (x, 0, 1 / (y - 0.5))";
    const places = {
      places: Float64Array.of(0.5, 0, 0, 1, 0, 0, 0, 0.5, 0),
      across: Uint8Array.of(2, 2, 3),
      spacing: [1, 1] as const,
    };
    const vectors = vectorsAt(prepared(source), {
      kind: "vectors",
      subject: subject(source),
      places: places.places,
    });
    const arrows = arrowsOf(places, vectors, true);
    expect(arrows).toHaveLength(2);
    const [half, whole] = arrows.map(({ way }) => Math.hypot(...way)) as [number, number];
    expect(whole / half).toBeGreaterThan(1.7);
    // Of a field on R^5 the part along the axes.
    const five = "F(x: R^5) = [x[i] + i for i in 0..4]";
    const at = Float64Array.of(1, 2, 3, 4, 5, 6);
    expect([...vectorsAt(prepared(five), { kind: "vectors", subject: subject(five), places: at })]).toEqual([
      1, 3, 5, 4, 6, 8,
    ]);
  });
});
