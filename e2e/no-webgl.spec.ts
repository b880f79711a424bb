import { readFileSync } from "node:fs";
import { chromiumArguments } from "../scripts/support/chromium.mjs";
import { expect, test } from "./support/fixtures.ts";
import { agreementOf, float64Map } from "./support/float64-map.ts";
import { NotebookPage } from "./support/notebook.ts";
import { colourCount, decodePng } from "./support/png.ts";

const executablePath = process.env.DELDOT_CHROMIUM || undefined;

const withoutSoftwareWebgl = chromiumArguments.filter((argument) => !argument.includes("swiftshader"));

// No canvas has a 3-D context then, in workers either (--disable-webgl2 leaves those theirs).
test.use({
  // So small a plot the CPU draws pixel by pixel, with the keys of the pixels.
  viewport: { width: 305, height: 600 },
  launchOptions: {
    args: [...withoutSoftwareWebgl, "--disable-gpu", "--disable-software-rasterizer"],
    ...(executablePath ? { executablePath } : {}),
  },
});

test("without WebGL2 the CPU draws the heatmap, and the page says so", async ({ page }) => {
  const notebook = await NotebookPage.open(page);
  const webgl = await page.evaluate(() => document.createElement("canvas").getContext("webgl2"));
  expect(webgl).toBeNull();
  await expect(page.getByText(/WebGL2.*CPU/)).toBeVisible();
  const snapshot = await notebook.snapshot();
  expect(snapshot.backend).toBe("cpu");

  for (const map of ["Exact", "Estimate", "Signed error"]) {
    await notebook.choose(map);
    await notebook.settled();
    const expected = float64Map(await notebook.snapshot());
    const read = await notebook.values();
    // Float64 all the way, but for the last step to float32.
    const agreement = agreementOf(read, { ...expected, slack: expected.slack.map(() => 0) }, 1e-7, 1e-7);
    expect(agreement.wrong.slice(0, 3), map).toEqual([]);
    expect(agreement.finite, map).toBe(read.values.length);
  }

  // A large plot is drawn coarsely, and still where it belongs: here the divergence is x.
  await page.setViewportSize({ width: 1200, height: 800 });
  await notebook.choose("Exact");
  await notebook.paste("F(x, y) = (x^2 / 2, 3)");
  const { plot } = await notebook.snapshot();
  const { view } = await notebook.plane();
  const { width, height, values } = await notebook.values();
  expect(width * height).toBeGreaterThan(40_000);
  const step = (view.span / Math.min(plot.width, plot.height)) * (plot.width / width);
  const misplaced = values.filter((value, k) => {
    const x = view.x + ((k % width) + 0.5 - width / 2) * step;
    return !(Math.abs(value - x) < 2 * step);
  });
  expect(misplaced.length).toBe(0);
  // Keys are those of the screen's pixels: where the Jacobian is constant, they alone make the estimate.
  await notebook.paste("F(x, y) = (x + 2 y, 3 x - y)");
  await notebook.choose("Estimate");
  await notebook.settled();
  const screen = float64Map(await notebook.snapshot());
  const coarse = await notebook.values();
  const strange = coarse.values.filter((value, k) => {
    const column = Math.floor((((k % coarse.width) + 0.5) * screen.width) / coarse.width);
    const row = Math.floor(((Math.floor(k / coarse.width) + 0.5) * screen.height) / coarse.height);
    return !(Math.abs(value - (screen.values[row * screen.width + column] as number)) < 1e-6);
  });
  expect(strange.length).toBe(0);
  expect(new Set(coarse.values).size).toBeGreaterThan(5);
  await notebook.choose("Exact");
  await notebook.paste("F(x, y) = (x^2 / 2, 3)");

  const picture = decodePng(await notebook.plot.screenshot());
  expect(colourCount(picture, { x: 0, y: 0 }, { x: picture.width, y: picture.height })).toBeGreaterThan(200);
  expect(await notebook.figure("exact")).toBe("0");

  await page.getByRole("button", { name: "Export" }).click();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Save PNG" }).click(),
  ]);
  const figure = decodePng(readFileSync(await download.path()));
  expect(figure.width).toBeGreaterThan(2 * plot.width);
  expect(colourCount(figure, { x: 200, y: 200 }, { x: figure.width - 200, y: 400 })).toBeGreaterThan(200);
});
