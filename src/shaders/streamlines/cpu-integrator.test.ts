import { describe, expect, test } from "vitest";
import { FieldCompiler } from "../compiled-field.ts";
import { cpuIntegrator } from "./cpu-integrator.ts";
import { evennessOf, kept } from "./evenness.ts";
import { followStreamlines, seedOf } from "./follow.ts";
import { placeStreamlines } from "./place.ts";
import { type LineField, lineFields, referenceTo } from "./reference.ts";
import { type Spacing, type Streamline, spacings } from "./streamline.ts";

const plot = { width: 700, height: 500 };
const view = { centreX: 0.13, centreY: -0.07, unitsPerPixel: 0.016 };

function linesOf(
  { source }: Pick<LineField, "source">,
  spacing: Spacing,
  before?: readonly Streamline[],
): readonly Streamline[] {
  const compiled = new FieldCompiler().compile({ source, field: "F" });
  const integrator = cpuIntegrator(compiled, { ...plot, view, time: 0 }, spacing);
  const { width, height } = plot;
  if (before) return followStreamlines(before, integrator);
  return placeStreamlines(view, width, height, integrator);
}

describe.each(lineFields)("lines of $name", (field) => {
  test.each(["sparse", "normal", "dense"] as const)("%s, stand where the reference puts them", (density) => {
    const lines = linesOf(field, spacings[density]);
    expect(lines.length).toBeGreaterThan(5);
    const deviations = lines.map((line) => referenceTo(line, field, view, plot));
    expect(Math.max(...deviations.map(({ largest }) => largest))).toBeLessThan(0.1);
    const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);
    const compared = sum(deviations.map((deviation) => deviation.compared));
    expect(compared / sum(deviations.map((deviation) => deviation.points))).toBeGreaterThan(0.85);
  });

  test.each([1, 4])("in %i steps from point to point at least, stand there as well", (steps) => {
    for (const line of linesOf(field, { ...spacings.normal, steps }))
      expect(referenceTo(line, field, view, plot).largest).toBeLessThan(0.1);
  });

  test.each(["sparse", "normal", "dense"] as const)("%s, cover the plot evenly", (density) => {
    const spacing = spacings[density];
    const even = evennessOf(linesOf(field, spacing), spacing, plot.width, plot.height);
    expect(even.close).toBe(0);
    expect(even.stubs).toBe(0);
    expect(even.far).toBeLessThan(0.002);
    // Hand-drawn lines at random distances between half a separation and two would spread by 0.35.
    expect(even.spread).toBeLessThan(0.34);
  });
});

test("most lines stay when a slider moves a little", () => {
  const of = (a: number) =>
    linesOf({ source: `F(x, y) = (sin(x) + ${a} sin(y), sin(y) - ${a} sin(x))` }, spacings.normal);
  const before = of(1.2);
  for (const a of [1.205, 1.21, 1.22]) expect(kept(before, of(a), 5), `a = ${a}`).toBeGreaterThan(0.8);
});

test("while a slider moves every line goes on from its seed as long as it is, and none comes or goes", () => {
  for (const of of [
    (a: number) => `F(x, y) = (sin(x) + ${a} sin(y), sin(y) - ${a} sin(x))`,
    (a: number) => `F(x, y) = (sin(${a} x) + y, cos(y) - ${a} x)`,
  ]) {
    const placed = linesOf({ source: of(1.2) }, spacings.normal);
    // Of the same field they are the same lines.
    const same = linesOf({ source: of(1.2) }, spacings.normal, placed);
    expect(same.map(({ closed }) => closed)).toEqual(placed.map(({ closed }) => closed));
    expect(same.map(({ points }) => [...points])).toEqual(placed.map(({ points }) => [...points]));
    let before = placed;
    for (let step = 1; step <= 20; step += 1) {
      const lines = linesOf({ source: of(1.2 + 0.03 * step) }, spacings.normal, placed);
      const named = `${of(1.2)} after ${step} steps`;
      expect(seen(lines).map(seedOf), named).toEqual(seen(placed).map(seedOf));
      // Near its seed, where it does not matter how long it is, each has moved but a little.
      for (const [k, line] of seen(lines).entries())
        expect(moved(seen(before)[k], line), named).toBeLessThan(4);
      before = lines;
    }
  }
});

/** Lines that begin within the plot: of those around it some leave all that is followed. */
function seen(lines: readonly Streamline[]): readonly Streamline[] {
  return lines.filter((line) => {
    const { x, y } = seedOf(line);
    return x >= 0 && x <= plot.width && y >= 0 && y <= plot.height;
  });
}

/** How far the points beside the seed have moved, CSS pixels. */
function moved(before: Streamline | undefined, { points, seed }: Streamline): number {
  if (!before) return Number.POSITIVE_INFINITY;
  const at = (line: Pick<Streamline, "points" | "seed">, by: number, axis: number) =>
    line.points[2 * (line.seed + by) + axis] ?? Number.NaN;
  const apart = [1, -1].map((by) =>
    Math.hypot(...[0, 1].map((axis) => at({ points, seed }, by, axis) - at(before, by, axis))),
  );
  return Math.max(...apart.filter(Number.isFinite), 0);
}
