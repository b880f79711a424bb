import { describe, expect, test } from "vitest";
import { FieldCompiler } from "../compiled-field.ts";
import { cpuIntegrator } from "./cpu-integrator.ts";
import { evennessOf, kept } from "./evenness.ts";
import { placeStreamlines } from "./place.ts";
import { type LineField, lineFields, referenceTo } from "./reference.ts";
import { type Spacing, type Streamline, spacings } from "./streamline.ts";

const plot = { width: 700, height: 500 };
const view = { centreX: 0.13, centreY: -0.07, unitsPerPixel: 0.016 };

function linesOf({ source }: Pick<LineField, "source">, spacing: Spacing): readonly Streamline[] {
  const compiled = new FieldCompiler().compile({ source, field: "F" });
  const integrator = cpuIntegrator(compiled, { ...plot, view, time: 0 }, spacing);
  return placeStreamlines(view, plot.width, plot.height, integrator);
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
