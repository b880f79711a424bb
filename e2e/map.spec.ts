import { writeFileSync } from "node:fs";
import { csvRows, deldot } from "./support/command.ts";
import { expect, test } from "./support/fixtures.ts";
import { agreementOf, type Float64Map, float64Map } from "./support/float64-map.ts";
import { NotebookPage } from "./support/notebook.ts";

/** Small, so that every pixel can be compared with float64 in Node. */
test.use({ viewport: { width: 640, height: 500 } });

const source = "F(x, y) = (sin(x y) + x^2, cos(x) - y^3)";
const seed = 20_261_123;

test("exact in three ways: they agree with each other and with float64", async ({ page }) => {
  const notebook = await NotebookPage.open(page);
  await notebook.paste(source);
  const ways = page.getByRole("combobox", { name: "Exact by" });
  const maps: Float32Array[] = [];
  const readings: string[] = [];
  for (const way of ["jacobian-forward", "jacobian-reverse", "per-component"]) {
    await ways.selectOption(way);
    await notebook.settled();
    expect((await notebook.plane()).method).toBe(way);
    const read = await notebook.values();
    const { wrong, finite } = agreementOf(read, float64Map(await notebook.snapshot()));
    expect(wrong.slice(0, 3), way).toEqual([]);
    expect(finite, way).toBe(read.values.length);
    maps.push(read.values);
    readings.push(await notebook.figure("exact"));
  }
  expect(new Set(readings).size, readings.join(" ")).toBe(1);
  const [forward, reverse, component] = maps as [Float32Array, Float32Array, Float32Array];
  const largest = forward.reduce((size, value) => Math.max(size, Math.abs(value)), 0);
  for (const other of [reverse, component]) {
    const apart = forward.reduce(
      (most, value, k) => Math.max(most, Math.abs(value - (other[k] as number))),
      0,
    );
    expect(apart).toBeLessThanOrEqual(2 ** -20 * largest);
  }
});

test(`the estimate, its error and the error figures are float64's, pixel by pixel (seed ${seed})`, async ({
  page,
}) => {
  const notebook = await NotebookPage.open(page);
  await notebook.paste(source);
  await notebook.fill("Seed", String(seed));
  await notebook.fill("Number of probes", "8");
  for (const distribution of ["Rademacher", "Gaussian"]) {
    for (const keys of ["Shared key", "Key per pixel"]) {
      await notebook.choose(distribution, keys);
      for (const kind of ["Estimate", "Signed error"]) {
        await notebook.choose(kind);
        await notebook.settled();
        const snapshot = await notebook.snapshot();
        expect(snapshot.document.seed).toBe(seed);
        const expected = float64Map(snapshot);
        const read = await notebook.values();
        const agreement = agreementOf(read, expected);
        const named = `${kind}, ${distribution}, ${keys}`;
        expect(agreement.wrong.slice(0, 3), named).toEqual([]);
        expect(agreement.finite, named).toBe(read.values.length);
        if (kind === "Estimate") continue;

        // An error that can be seen, of either sign, and its figures.
        expect(
          read.values.some((value) => value < -0.1),
          named,
        ).toBe(true);
        expect(
          read.values.some((value) => value > 0.1),
          named,
        ).toBe(true);
        const { rms, largest } = errorFigures(expected);
        expect(Number(await notebook.figure("rms")) / rms, named).toBeCloseTo(1, 12);
        expect(Number(await notebook.figure("largest")) / largest, named).toBeCloseTo(1, 12);
        const shown = await notebook.readout("rms").textContent();
        expect(Math.abs(Number(shown) - rms), `${shown} for ${rms}`).toBeLessThan(0.05 * rms);
        // The sample speaks for the whole view.
        const whole = Math.hypot(...chunkNorms(expected.values)) / Math.sqrt(expected.values.length);
        expect(rms / whole, named).toBeGreaterThan(0.9);
        expect(rms / whole, named).toBeLessThan(1.1);
      }
    }
  }
});

/** Root mean square and largest |error| over the 96 × 64 pixels whose middles are spread evenly over the view. */
function errorFigures({ width, height, values }: Float64Map): { rms: number; largest: number } {
  const errors: number[] = [];
  for (let down = 0; down < 64; down++) {
    for (let across = 0; across < 96; across++) {
      const column = Math.floor(((across + 0.5) * width) / 96);
      const row = Math.floor(((down + 0.5) * height) / 64);
      errors.push(Math.abs(values[row * width + column] as number));
    }
  }
  const squares = errors.reduce((sum, error) => sum + error * error, 0);
  return { rms: Math.sqrt(squares / errors.length), largest: Math.max(...errors) };
}

/** Norms of pieces, few enough to be arguments of one call. */
function chunkNorms(values: Float64Array): number[] {
  const norms: number[] = [];
  for (let at = 0; at < values.length; at += 1000) norms.push(Math.hypot(...values.subarray(at, at + 1000)));
  return norms;
}

test(`the estimate is the command's at the same points with the same keys (seed ${seed})`, async ({
  page,
}, testInfo) => {
  const file = testInfo.outputPath("field.txt");
  writeFileSync(file, source);
  const notebook = await NotebookPage.open(page);
  await notebook.paste(source);
  await notebook.fill("Seed", String(seed));
  await notebook.fill("Number of probes", "4");
  for (const [label, keys] of [
    ["Shared key", "shared"],
    ["Key per pixel", "per-point"],
  ] as const) {
    await notebook.choose("Gaussian", label, "Estimate");
    await notebook.settled();
    const expected = float64Map(await notebook.snapshot());
    // A row of a points file has the index that a pixel has: row-major from the top left.
    const count = 20 * expected.width;
    const points = Array.from(
      { length: count },
      (_, k) => `${expected.points[2 * k]},${expected.points[2 * k + 1]}\n`,
    );
    const options = ["--method", "hutchinson", "--probes", "4", "--distribution", "gaussian"];
    const table = await deldot(
      ["divergence", file, "--points", "-", ...options, "--seed", String(seed), "--keys", keys],
      points.join(""),
    );
    const told = Float64Array.from(csvRows(table).rows, (row) => Number(row[2]));
    expect(told.length).toBe(count);
    const agreement = agreementOf(await notebook.values(), { ...expected, values: told });
    expect(agreement.wrong.slice(0, 3), keys).toEqual([]);
    expect(agreement.finite, keys).toBe(count);
  }
});
