import { createDocument } from "../src/app/document/document.ts";
import { readText } from "../src/app/export/png-chunks.ts";
import { expect, test } from "./support/fixtures.ts";
import { NotebookPage } from "./support/notebook.ts";
import { planeWorker } from "./support/plane-worker.ts";
import { decodePng, difference, shareChanged } from "./support/png.ts";
import { saved } from "./support/saved.ts";

// Nothing moves by itself: what moves has moved for as long as the test says.
test.use({ viewport: { width: 640, height: 560 }, contextOptions: { reducedMotion: "reduce" } });

const source = "F(x, y) = (sin(y) + sin(x)/2, cos(x) - sin(y)^2/2)";

const layers = ["Map", "Streamlines", "Particles", "Texture", "Arrows", "Mesh", "Contours"] as const;

const parts = ["Axes", "Colour bar", "Source", "Pins", "Flux region", "Transparent paper"] as const;

/** Has figures drawn in tiles of at most so many pixels a side, as on a device that can draw no more at once. */
async function drawInTiles(notebook: NotebookPage, side: number): Promise<void> {
  await planeWorker(notebook.page).evaluate((side) => {
    const { prototype } = WebGL2RenderingContext;
    const { getParameter } = prototype;
    prototype.getParameter = function (name) {
      return name === this.MAX_VIEWPORT_DIMS ? Int32Array.of(side, side) : getParameter.call(this, name);
    };
  }, side);
  // Contexts are asked what they can when they are new.
  await notebook.loseContext();
}

/** Notes the largest canvas that the worker makes from now on. Returns how to read its longer side. */
async function watchCanvases(notebook: NotebookPage): Promise<() => Promise<number>> {
  const worker = planeWorker(notebook.page);
  await worker.evaluate(() => {
    const watched = Object.assign(globalThis, { longestSide: 0 });
    watched.OffscreenCanvas = class extends OffscreenCanvas {
      constructor(width: number, height: number) {
        super(width, height);
        watched.longestSide = Math.max(watched.longestSide, width, height);
      }
    };
  });
  return () => worker.evaluate(() => (globalThis as unknown as { longestSide: number }).longestSide);
}

test("a figure in bands of many tiles is the figure on one canvas, with every layer and all that stands around and over it", async ({
  page,
}) => {
  const notebook = await NotebookPage.open(page);
  const points = [
    [-2, -1.5],
    [2.2, -0.6],
    [0.4, 1.9],
    [-1.7, 1.2],
  ].map(([x = 0, y = 0]) => ({ x, y }));
  const compare = { left: "exact", right: "float64", divider: 0.4, step: 0.001 } as const;
  const flux = { on: true, shape: "polygon", points: points.slice(0, 3) } as const;
  const plane = { map: "lens", compare, pins: points.slice(1), flux } as const;
  await notebook.opens(createDocument("∇·F in bands", source, plane));
  await expect(page.locator("[data-normals=outward]")).toBeAttached();
  const figure = async (
    without: "Flux region" | "Transparent paper" | null,
    ...shown: readonly (typeof layers)[number][]
  ) => {
    await notebook.layers(...layers.map((layer) => [layer, shown.includes(layer)] as const));
    await notebook.move(0.9, 20, true);
    await page.getByRole("button", { name: "Export" }).click();
    for (const name of parts)
      await page
        .getByRole("dialog")
        .getByRole("checkbox", { name, exact: true })
        .setChecked(name !== without);
    // Dots and grains are larger than a pixel.
    await notebook.choose("2×");
    const { content } = await saved(page, "Save PNG");
    await page.keyboard.press("Escape");
    expect(await readText(content, "deldot")).toContain('"divider": 0.4');
    return decodePng(content);
  };
  const figures = async () => {
    const longestSide = await watchCanvases(notebook);
    const region = await figure("Transparent paper", "Mesh");
    const marks = await figure("Flux region", "Texture", "Particles");
    const everything = await figure("Flux region", ...layers);
    return { region, marks, everything, longestSide: await longestSide() };
  };
  const whole = await figures();
  const { width, height } = whole.everything;
  expect(whole.longestSide).toBe(Math.max(width, height));
  expect(Math.min(width / 300, height / 300)).toBeGreaterThan(2);
  expect(shareChanged(whole.marks, whole.everything)).toBeGreaterThan(0.4);
  expect(shareChanged(whole.marks, whole.region)).toBeGreaterThan(0.4);

  await drawInTiles(notebook, 300);
  const banded = await figures();
  expect(banded.longestSide).toBeLessThan(300);
  expect(difference(banded.marks, whole.marks)).toEqual({ most: 0, share: 0 });
  // Places of a map's pixels are rounded otherwise from tile to tile, which may be a step of a colour; and corners of lines
  // come to the other side of a rounding where a device counts them in sixteenths of a pixel, which is that much of an ink.
  const layered = difference(banded.everything, whole.everything);
  expect(layered.most).toBeLessThanOrEqual(255 / 16);
  expect(layered.share).toBeLessThan(0.001);
  // Slanted lines end where a canvas does, and the browser rounds ends of lines to quarters of a pixel: these and those that
  // there were before are off by an eighth at most. Only rims of the lines are.
  const cut = difference(banded.region, whole.region);
  expect(cut.most).toBeLessThanOrEqual(255 / 4);
  expect(cut.share).toBeLessThan(0.002);
});
