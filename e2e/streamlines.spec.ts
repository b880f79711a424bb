import type { Page } from "@playwright/test";
import { evennessOf } from "../src/shaders/streamlines/evenness.ts";
import { lineFields, referenceTo } from "../src/shaders/streamlines/reference.ts";
import { type Streamline, spacings } from "../src/shaders/streamlines/streamline.ts";
import type { Lines, PlainLine } from "./pages/streamlines.ts";
import { bundled } from "./support/bundled.ts";
import { expect, test } from "./support/fixtures.ts";

const plot = { width: 700, height: 500 };
const unitsPerPixel = 0.016;
const view = { centreX: 0.13, centreY: -0.07, unitsPerPixel };
const region = { x: view.centreX, y: view.centreY, span: unitsPerPixel * plot.height };

async function linesOf(page: Page, lines: Pick<Lines, "source" | "density">): Promise<readonly Streamline[]> {
  const placed = await page.evaluate(
    (lines) =>
      (globalThis as unknown as { placing: { lines(lines: Lines): readonly PlainLine[] } }).placing.lines(
        lines,
      ),
    { ...plot, region, ...lines },
  );
  return placed.map((line) => ({ ...line, points: Float32Array.from(line.points) }));
}

/** Float32's places are rounded to 1/32768 px this far from the middle; sines of software GPUs err by 2e-4 of the field. */
const mostDeviation = 0.15;

test("streamlines from the GPU stand where a float64 reference of high order puts them, evenly, and close", async ({
  page,
}) => {
  await bundled(page, "streamlines.ts");
  for (const field of lineFields) {
    for (const density of ["sparse", "normal", "dense"] as const) {
      const named = `${field.name}, ${density}`;
      const lines = await linesOf(page, { source: field.source, density });
      expect(lines.length, named).toBeGreaterThan(5);
      const deviations = lines.map((line) => referenceTo(line, field, view, plot));
      expect(Math.max(...deviations.map(({ largest }) => largest)), named).toBeLessThan(mostDeviation);
      const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);
      const compared = sum(deviations.map((deviation) => deviation.compared));
      expect(compared / sum(deviations.map((deviation) => deviation.points)), named).toBeGreaterThan(0.85);

      // The bounds of the CPU's lines: no clumps, no stubs, no gaps, distances alike.
      const even = evennessOf(lines, spacings[density], plot.width, plot.height);
      expect(even.close, named).toBe(0);
      expect(even.stubs, named).toBe(0);
      expect(even.far, named).toBeLessThan(0.002);
      expect(even.spread, named).toBeLessThan(0.34);
    }
  }

  const rotation = await linesOf(page, { source: "F(x, y) = (-y, x)", density: "normal" });
  const middle = {
    x: plot.width / 2 - view.centreX / unitsPerPixel,
    y: plot.height / 2 + view.centreY / unitsPerPixel,
  };
  const circles = rotation.map(({ points, closed }) => {
    const radii = Array.from({ length: points.length / 2 }, (_, k) =>
      Math.hypot((points[2 * k] as number) - middle.x, (points[2 * k + 1] as number) - middle.y),
    );
    return { closed, least: Math.min(...radii), most: Math.max(...radii) };
  });
  for (const { least, most } of circles) expect(most - least, `radius ${least}`).toBeLessThan(0.1);
  // Those that lie within the plot and its margin as a whole.
  const room = Math.min(plot.height - middle.y, middle.y) + spacings.normal.margin;
  const whole = circles.filter(({ most }) => most < room);
  expect(whole.length).toBeGreaterThan(6);
  expect(whole.filter(({ closed }) => !closed)).toEqual([]);
});
