import { readFileSync } from "node:fs";
import { planeView } from "../src/app/plane/view.ts";
import { pointKey, prngKey, probes } from "../src/engine/random/index.ts";
import { seededRandom } from "../src/engine/testing/random.ts";
import { figureLayout } from "../src/shaders/figure/layout.ts";
import { paletteColour } from "../src/shaders/palette.ts";
import { lookIn } from "./support/appearance.ts";
import { csvRows, deldot } from "./support/command.ts";
import { expect, test } from "./support/fixtures.ts";
import { NotebookPage } from "./support/notebook.ts";
import { colourAt, colourCount, decodePng, type Pixels, shareChanged, thinned } from "./support/png.ts";
import { saved } from "./support/saved.ts";

test.use({ viewport: { width: 1000, height: 760 } });

const seed = 4242;
const source = "# swirl\na = 0.7 in [0, 3]\nF(x, y) = (sin(a x y - t), sqrt(x) y^2)";

test(`the saved CSV has the command's rows to the last digit, with shared keys and with a key per point (seed ${seed})`, async ({
  page,
}) => {
  const notebook = await NotebookPage.open(page);
  for (const { keys, label } of [
    { keys: "shared", label: "Shared key" },
    { keys: "per-point", label: "Key per pixel" },
  ]) {
    await test.step(`${keys} keys`, async () => {
      await notebook.renew();
      await notebook.paste(source);
      await notebook.fill("Seed", String(seed));
      await notebook.fill("Number of probes", "5");
      await notebook.fill("Value of t", "0.25");
      await notebook.choose("Gaussian", label);
      await page.getByRole("textbox", { name: "Title" }).fill("A swirl, ½ à gauche");
      await page.getByRole("button", { name: "Export" }).click();
      await notebook.choose("Grid CSV");
      for (const [field, text] of [
        ["x from", "-0.7"],
        ["x to", "3.1"],
        ["Points along x", "41"],
        ["y from", "-1.9"],
        ["y to", "2"],
        ["Points along y", "29"],
      ] as const) {
        await notebook.fill(field, text);
      }
      const { name, content } = await saved(page, "Save CSV");
      expect(name).toBe("A-swirl-½-à-gauche.csv");
      await page.keyboard.press("Escape");
      const table = content.toString("utf8");

      const { version } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")) as {
        version: string;
      };
      const comment = table.split("\n").filter((line) => line.startsWith("#"));
      for (const line of [
        `# made by: Deldot ${version}`,
        "# field: F",
        "# parameters: a=0.7",
        "# t: 0.25",
        `# seed: ${seed}`,
        ...source.split("\n").map((line) => `#   ${line}`),
      ]) {
        expect(comment).toContain(line);
      }
      expect(comment.join("\n")).toMatch(/jacobian-forward/);
      expect(comment.join("\n")).toMatch(new RegExp(`hutchinson, 5 gaussian probes, ${keys} keys`));

      const { header, rows } = csvRows(table);
      expect(header).toEqual(["x", "y", "F_x", "F_y", "exact", "estimate", "error"]);
      expect(rows.length).toBe(41 * 29);
      const asked = ["divergence", "-", "--grid", "x=-0.7:3.1:41,y=-1.9:2:29", "--time", "0.25"];
      const estimating = ["--method", "hutchinson", "--probes", "5", "--distribution", "gaussian"];
      const [exact, estimate] = await Promise.all([
        deldot([...asked, "--method", "jacobian-forward", "--components"], source),
        deldot([...asked, ...estimating, "--seed", String(seed), "--keys", keys], source),
      ]);
      expect(rows.map((row) => row.slice(0, 5))).toEqual(csvRows(exact).rows);
      expect(rows.map((row) => row[5])).toEqual(csvRows(estimate).rows.map((row) => row[2]));
      const known = (text: string | undefined) => (text === "nan" ? Number.NaN : Number(text));
      expect(rows.map((row) => known(row[6]))).toEqual(rows.map((row) => known(row[5]) - known(row[4])));
      // The grid reaches to where the root has no value.
      expect(rows.some((row) => row[4] === "nan")).toBe(true);
      expect(rows.some((row) => row[4] !== "nan")).toBe(true);
    });
  }
});

/** The share of a rectangle that is not of one colour. */
function inkIn(
  picture: Pixels,
  colour: readonly number[],
  x: number,
  y: number,
  width: number,
  height: number,
) {
  let ink = 0;
  for (let row = y; row < y + height; row++) {
    for (let column = x; column < x + width; column++) {
      if (colourAt(picture, column, row).some((channel, i) => Math.abs(channel - (colour[i] as number)) > 24))
        ink++;
    }
  }
  return ink / (width * height);
}

test("the saved PNG is the view at 1×, 2× and 4×, with title, axes and colour bar", async ({ page }) => {
  const notebook = await NotebookPage.open(page);
  await page.getByRole("checkbox", { name: "Streamlines" }).uncheck();
  await notebook.settled();
  await page.mouse.move(2, 2);
  const { document, plot, legend } = await notebook.snapshot();
  const { view } = await notebook.plane();
  // The buttons over the plot are the page's, not the picture's.
  const showButtons = (visibility: string) =>
    page.locator("button").evaluateAll((buttons, value) => {
      for (const button of buttons as HTMLElement[]) button.style.visibility = value;
    }, visibility);
  await showButtons("hidden");
  const onPage = decodePng(await notebook.plot.screenshot());
  await showButtons("");
  const layout = figureLayout({
    view: planeView(view, plot),
    width: plot.width,
    height: plot.height,
    names: ["x", "y"],
    title: document.title,
    axes: true,
    legend,
    source: "",
    overlay: [],
  });
  expect([layout.plot.width, layout.plot.height]).toEqual([plot.width, plot.height]);
  const bar = layout.marks.find((mark) => mark.kind === "gradient");
  if (!bar) throw new Error("the figure has no colour bar");

  await page.getByRole("button", { name: "Export" }).click();
  for (const scale of [1, 2, 4]) {
    await notebook.choose(`${scale}×`);
    await expect(page.getByText(`${plot.width * scale} × ${plot.height * scale} pixels`)).toBeVisible();
    const { name, content } = await saved(page, "Save PNG");
    expect(name).toBe("Sources-and-sinks-in-a-swirl.png");
    const picture = decodePng(content);
    expect([picture.width, picture.height]).toEqual([layout.width * scale, layout.height * scale]);

    // The map is the one on the page. Over it the page has the reading point's cross, and both have axes through
    // zero: thin lines at slightly different places.
    const [left, top] = [Math.round(layout.plot.x * scale), Math.round(layout.plot.y * scale)];
    const map = thinned(picture, left, top, plot.width, plot.height, scale);
    expect(shareChanged(map, onPage, 12), `${scale}×`).toBeLessThan(0.04);
    expect(colourCount(map, { x: 0, y: 0 }, { x: plot.width, y: plot.height })).toBeGreaterThan(200);

    const paper = colourAt(picture, 0, picture.height - 1);
    expect(paper).toEqual([255, 255, 255]);
    const ink = (x: number, y: number, width: number, height: number) =>
      inkIn(picture, paper, ...([x, y, width, height].map((side) => Math.round(side * scale)) as Rectangle));
    const { x, y, width, height } = layout.plot;
    const parts = {
      title: ink(x, 0, 240, y - 4),
      "numbers of x": ink(x, y + height + 6, width, 14),
      "numbers of y": ink(x - 40, y, 36, height),
      "numbers of the bar": ink(bar.x + bar.width + 6, bar.y - 6, 40, bar.height + 12),
      bar: ink(bar.x + 1, bar.y + 2, bar.width - 2, bar.height / 4),
    };
    for (const [part, share] of Object.entries(parts))
      expect(share, `${part} at ${scale}×`).toBeGreaterThan(0.005);
    expect(parts.bar).toBeGreaterThan(0.9);
    const [from, to] = [
      { x: Math.round((bar.x + 3) * scale), y: Math.round((bar.y + 3) * scale) },
      { x: Math.round((bar.x + 6) * scale), y: Math.round((bar.y + bar.height - 3) * scale) },
    ];
    expect(colourCount(picture, from, to), `colours of the bar at ${scale}×`).toBeGreaterThan(100);
    // Nothing is drawn past the labels.
    expect(ink(0, 0, 4, layout.height - 4)).toBe(0);
  }

  // Dark paper for the dark page, and another title.
  await lookIn(page, "dark");
  await notebook.settled();
  await notebook.choose("1×");
  const titled = decodePng((await saved(page, "Save PNG")).content);
  await page.getByRole("dialog").getByRole("textbox", { name: "Title" }).fill("Other");
  const retitled = decodePng((await saved(page, "Save PNG")).content);
  expect(Math.max(...colourAt(titled, 0, 0))).toBeLessThan(60);
  expect(shareChanged(titled, retitled)).toBeGreaterThan(0.0005);
  expect(shareChanged(titled, retitled)).toBeLessThan(0.02);
});

test(`a PNG of several tiles has the probes of its own pixels (seed ${seed})`, async ({ page }) => {
  await page.setViewportSize({ width: 1360, height: 620 });
  const notebook = await NotebookPage.open(page);
  await page.getByRole("checkbox", { name: "Streamlines" }).uncheck();
  // One sign each: the estimate is 2 + 5 z0 z1.
  await notebook.paste("F(x, y) = (x + 3 y, y + 2 x)");
  await notebook.fill("Seed", String(seed));
  await notebook.fill("Number of probes", "1");
  await notebook.choose("Rademacher", "Key per pixel", "Estimate");
  await notebook.settled();
  const { plot, limit, legend } = await notebook.snapshot();
  const { view, layout: prng } = await notebook.plane();
  const placed = figureLayout({
    view: planeView(view, plot),
    width: plot.width,
    height: plot.height,
    names: ["x", "y"],
    title: "",
    axes: true,
    legend,
    source: "",
    overlay: [],
  });
  await page.getByRole("button", { name: "Export" }).click();
  await notebook.choose("4×");
  await page.getByRole("dialog").getByRole("textbox", { name: "Title" }).fill("");
  const picture = decodePng((await saved(page, "Save PNG")).content);
  const [left, top] = [Math.round(placed.plot.x * 4), Math.round(placed.plot.y * 4)];
  const [width, height] = [plot.width * 4, plot.height * 4];
  const tile = 2048;
  expect(Math.max(width, height)).toBeGreaterThan(tile);
  const random = seededRandom(seed);
  const tried = { all: 0, beyond: 0 };
  const off = { all: 0, beyond: 0 };
  for (let k = 0; k < 4000; k++) {
    const [column, row] = [Math.floor(random() * width), Math.floor(random() * height)];
    const probe = probes(pointKey(prngKey(seed), row * width + column), 1, 2, "rademacher", prng);
    const value = 2 + 5 * (probe[0] as number) * (probe[1] as number);
    const shown = colourAt(picture, left + column, top + row);
    const right = paletteColour("vermilion-blue", "light", 0.5 + value / limit / 2).every(
      (wanted, i) => Math.abs(wanted - (shown[i] as number)) <= 3,
    );
    for (const part of column >= tile || row >= tile ? (["all", "beyond"] as const) : (["all"] as const)) {
      tried[part]++;
      if (!right) off[part]++;
    }
  }
  expect(tried.beyond).toBeGreaterThan(50);
  // The axes through zero.
  expect(off.all / tried.all).toBeLessThan(0.03);
  expect(off.beyond / tried.beyond).toBeLessThan(0.1);
});

type Rectangle = [x: number, y: number, width: number, height: number];
