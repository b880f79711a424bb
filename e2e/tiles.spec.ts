import { expect, test } from "./support/fixtures.ts";
import { NotebookPage } from "./support/notebook.ts";
import { planeWorker } from "./support/plane-worker.ts";
import { decodePng, type Pixels, shareChanged } from "./support/png.ts";
import { saved } from "./support/saved.ts";

// Nothing moves by itself: what moves has moved for as long as the test says.
test.use({ viewport: { width: 640, height: 560 }, contextOptions: { reducedMotion: "reduce" } });

const source = "F(x, y) = (sin(y) + sin(x)/2, cos(x) - sin(y)^2/2)";

const layers = ["Map", "Streamlines", "Particles", "Texture", "Arrows", "Mesh", "Contours"] as const;

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

/** The most by which a pixel differs in a channel, and the share of pixels that differ by more than one step of it. */
function difference(a: Pixels, b: Pixels): { readonly most: number; readonly share: number } {
  const most = a.data.reduce((sum, byte, at) => Math.max(sum, Math.abs(byte - (b.data[at] as number))), 0);
  return { most, share: shareChanged(a, b, 1) };
}

test("a figure in many tiles is the figure in one tile, with every layer on", async ({ page }) => {
  const notebook = await NotebookPage.open(page);
  await notebook.paste(source);
  const figure = async (...shown: readonly (typeof layers)[number][]) => {
    await notebook.layers(...layers.map((layer) => [layer, shown.includes(layer)] as const));
    await notebook.move(0.9, 20, true);
    await page.getByRole("button", { name: "Export" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("textbox", { name: "Title" }).fill("");
    for (const name of ["Axes", "Colour bar"]) await dialog.getByRole("checkbox", { name }).uncheck();
    // Dots and grains are larger than a pixel.
    await notebook.choose("2×");
    const { content } = await saved(page, "Save PNG");
    await page.keyboard.press("Escape");
    return decodePng(content);
  };
  const marks = await figure("Texture", "Particles");
  const everything = await figure(...layers);
  await drawInTiles(notebook, 300);
  expect(everything.width).toBeGreaterThan(3 * 300);
  expect(shareChanged(marks, everything)).toBeGreaterThan(0.9);

  expect(difference(await figure("Texture", "Particles"), marks).most).toBe(0);
  // Places of a map's pixels are rounded otherwise from tile to tile, which may be a step of a colour; and corners of lines
  // come to the other side of a rounding where a device counts them in sixteenths of a pixel, which is that much of an ink.
  const { most, share } = difference(await figure(...layers), everything);
  expect(most).toBeLessThanOrEqual(255 / 16);
  expect(share).toBeLessThan(0.001);
});
