import { readFileSync } from "node:fs";
import { testArguments } from "../scripts/support/chromium.mjs";
import { createDocument } from "../src/app/document/document.ts";
import { expect, test } from "./support/fixtures.ts";
import { agreementOf, float64Map } from "./support/float64-map.ts";
import { NotebookPage } from "./support/notebook.ts";
import {
  colourAt,
  colourCount,
  decodePng,
  difference,
  type Pixels,
  shareChanged,
  thinned,
} from "./support/png.ts";
import { saved } from "./support/saved.ts";
import { drawnSvg } from "./support/svg.ts";

const executablePath = process.env.DELDOT_CHROMIUM || undefined;

const withoutSoftwareWebgl = testArguments.filter((argument) => !argument.includes("swiftshader"));

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

test("without WebGL2 every kind of map is drawn", async ({ page }) => {
  const notebook = await NotebookPage.open(page);
  // The divergence is 3x² + 1, and J₀₁ + J₁₀ is 5.
  await notebook.paste("F(x, y) = (x^3 + 2 y, 3 x + y)");
  const { view } = await notebook.plane();
  const { plot } = await notebook.snapshot();
  const step = view.span / Math.min(plot.width, plot.height);
  const expectedOf = {
    difference: (x: number) => 3 * x * x + 1 + 0.25,
    float64: (x: number) => 3 * x * x + 1,
    lens: (x: number, column: number) => 3 * x * x + 1 + (column + 0.5 < plot.width / 2 ? 0 : 0.25),
    "predicted-error": () => 5 / Math.sqrt(16),
    "standard-error": () => null,
  };
  await notebook.choose("Estimate", "Key per pixel");
  await notebook.fill("Number of probes", "16");
  for (const [kind, value] of Object.entries(expectedOf)) {
    await page.getByRole("combobox", { name: "More maps", exact: true }).selectOption(kind);
    if (kind === "difference") await notebook.fill("Step h", "0.5");
    if (kind === "lens") {
      for (const [label, side] of [
        ["Left of the divider", "exact"],
        ["Right of the divider", "difference"],
      ] as const)
        await page.getByRole("combobox", { name: label, exact: true }).selectOption(side);
    }
    await notebook.settled();
    const { width, height, values } = await notebook.values();
    expect([width, height]).toEqual([plot.width, plot.height]);
    const wrong = Array.from(values).filter((read, k) => {
      const column = k % width;
      const expected = value(view.x + (column + 0.5 - width / 2) * step, column);
      // What probes tell of their error differs from pixel to pixel; the mean of a sample of 16 is never far off.
      return expected === null
        ? !(read >= 0 && read < 3)
        : !(Math.abs(read - expected) < 1e-5 * (1 + expected));
    });
    expect(wrong.slice(0, 3), kind).toEqual([]);
  }
});

test("without WebGL2 arrows, mesh and contours are where they belong, and what needs it says so", async ({
  page,
  context,
}) => {
  await page.setViewportSize({ width: 1200, height: 800 });
  const notebook = await NotebookPage.open(page);
  for (const name of ["Particles", "Texture"]) {
    const box = page.getByRole("checkbox", { name, exact: true });
    await expect(box).toBeDisabled();
    await page.getByRole("button", { name: `Settings of ${name.toLowerCase()}` }).click();
    await expect(page.getByRole("group", { name })).toContainText(
      "Needs WebGL 2, which this browser does not offer.",
    );
    await page.keyboard.press("Escape");
  }
  const { view } = await notebook.plane();
  const { plot } = await notebook.snapshot();
  const unit = Math.min(plot.width, plot.height) / view.span;
  const place = (x: number, y: number) =>
    [plot.width / 2 + (x - view.x) * unit, plot.height / 2 - (y - view.y) * unit] as const;
  const darkness = (picture: Pixels, x: number, y: number) =>
    255 - colourAt(picture, Math.floor(x), Math.floor(y))[1];
  const now = async () => decodePng(await notebook.picture());
  /** Places of a lattice in the world that are well inside the plot, in pixels. */
  const lattice = (step: number) => {
    const points: (readonly [number, number])[] = [];
    for (let i = -40; i <= 40; i++)
      for (let j = -40; j <= 40; j++) {
        const [x, y] = place(i * step, j * step);
        if (x > 30 && y > 30 && x < plot.width - 30 && y < plot.height - 30) points.push([x, y]);
      }
    return points;
  };

  // Nothing on show is the ground and nothing else.
  await notebook.paste("F(x, y) = (0, 1)");
  await notebook.layers(["Map", false], ["Streamlines", false]);
  const ground = await now();
  expect(colourCount(ground, { x: 0, y: 0 }, { x: ground.width, y: ground.height })).toBe(1);
  expect(colourAt(ground, 5, 5)).toEqual([255, 255, 255]);

  // Arrows up on a lattice: dark at their middles, nothing beside them.
  await notebook.layers(["Arrows", true]);
  const arrows = await now();
  const arrowStep = 2 ** (Math.ceil(2 * Math.log2(26 / unit)) / 2);
  const middles = lattice(arrowStep);
  expect(middles.length).toBeGreaterThan(50);
  for (const [x, y] of middles) {
    expect(Math.max(darkness(arrows, x, y), darkness(arrows, x - 1, y))).toBeGreaterThan(100);
    expect(darkness(arrows, x + 10, y)).toBe(0);
  }

  // The mesh stands still in no flow.
  await notebook.paste("F(x, y) = (0, 0)");
  await notebook.layers(["Arrows", false], ["Mesh", true]);
  const mesh = await now();
  const meshStep = 2 ** Math.ceil(Math.log2(36 / unit));
  const half = (meshStep * unit) / 2;
  for (const [x, y] of lattice(meshStep)) {
    const besides = [
      [x + half, y],
      [x, y + half],
    ] as const;
    for (const [u, v] of besides)
      expect(
        Math.max(darkness(mesh, u, v), darkness(mesh, u - 1, v), darkness(mesh, u, v - 1)),
      ).toBeGreaterThan(80);
    expect(darkness(mesh, x + half, y + half)).toBe(0);
  }

  // The divergence is x: contours are columns, the zero set the strongest.
  await notebook.paste("F(x, y) = (x^2 / 2, 3)");
  await notebook.layers(["Mesh", false], ["Map", true]);
  const plain = await now();
  await notebook.layers(["Contours", true]);
  const lined = await now();
  const { spacing, low, high } = (await notebook.snapshot()).legend;
  const row = Math.floor(plot.height / 3);
  const change = (x: number) =>
    Math.abs(darkness(lined, x, row) - darkness(plain, x, row)) +
    Math.abs(darkness(lined, x - 1, row) - darkness(plain, x - 1, row));
  let contours = 0;
  for (let level = Math.ceil(low / spacing); level * spacing < high; level++) {
    const [x] = place(level * spacing, 0);
    if (!(x > 10 && x < plot.width - 10)) continue;
    contours++;
    expect(change(x), `level ${level}`).toBeGreaterThan(level === 0 ? 150 : 20);
    expect(change(x + (spacing * unit) / 2), `beside ${level}`).toBe(0);
  }
  expect(contours).toBeGreaterThan(4);

  // All together, the drawing shows what the picture shows.
  await notebook.paste("F(x, y) = (sin(y) + x/4, cos(x) - y/3)");
  await notebook.layers(["Arrows", true], ["Mesh", true], ["Streamlines", true]);
  await page.getByRole("button", { name: "Settings of streamlines" }).click();
  await notebook.choose("As the map");
  await page.keyboard.press("Escape");
  await notebook.settled();
  await page.getByRole("button", { name: "Export" }).click();
  await notebook.choose("1×");
  const picture = decodePng((await saved(page, "Save PNG")).content);
  await notebook.choose("Drawing SVG");
  const drawn = await drawnSvg(await context.newPage(), (await saved(page, "Save SVG")).content, picture);
  expect(shareChanged(drawn, picture, 64)).toBeLessThan(0.03);
});

test("without WebGL2 a map that is painted in parts is the one on one canvas", async ({ page }) => {
  await page.setViewportSize({ width: 800, height: 660 });
  const notebook = await NotebookPage.open(page);
  // Without zeros, through which figures with axes have lines.
  const view = { x: 11, y: 10, span: 6 };
  await notebook.opens(
    createDocument("", "F(x, y) = (sin(x) + y/4, cos(x) + sin(y))", { view, streamlines: false }),
  );
  const side = 2048;
  const figure = async (axes: boolean) => {
    await page.getByRole("button", { name: "Export" }).click();
    for (const [name, on] of [
      ["Keep the shape of the view", false],
      ["Axes", axes],
      ["Colour bar", false],
    ] as const)
      await page.getByRole("dialog").getByRole("checkbox", { name, exact: true }).setChecked(on);
    await notebook.fill("Width in pixels", String(side));
    await notebook.fill("Height in pixels", String(side));
    const picture = decodePng((await saved(page, "Save PNG")).content);
    await page.keyboard.press("Escape");
    return picture;
  };
  for (const vectors of [false, true]) {
    await notebook.layers(["Streamlines", vectors], ["Arrows", vectors], ["Contours", vectors]);
    const alone = await figure(false);
    expect([alone.width, alone.height]).toEqual([side, side]);
    const framed = await figure(true);
    expect(Math.min(framed.width, framed.height)).toBeGreaterThan(side);
    // The frame lies over the map's rim; beside it on the right and below, maps of this size go on in another part.
    const rim = 4;
    const { plot } = await notebook.snapshot();
    const scale = side / Math.min(plot.width, plot.height);
    const [left, top] = [Math.round((8 + 54) * scale), Math.round(16 * scale)];
    const inner = side - 2 * rim;
    const cut = difference(
      thinned(framed, left + rim, top + rim, inner, inner, 1),
      thinned(alone, rim, rim, inner, inner, 1),
    );
    // A step of a colour where the map is enlarged; rims of lines are cut where a canvas ends.
    expect(cut.most).toBeLessThanOrEqual(vectors ? 255 / 4 : 1);
    expect(cut.share).toBeLessThan(0.002);
  }
});
