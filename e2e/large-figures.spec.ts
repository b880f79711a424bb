import type { Page } from "@playwright/test";
import { createDocument } from "../src/app/document/document.ts";
import { serialiseDocument } from "../src/app/document/serialise.ts";
import { documentKeyword, readText } from "../src/app/export/png-chunks.ts";
import { expect, test } from "./support/fixtures.ts";
import { NotebookPage } from "./support/notebook.ts";
import { planeWorker } from "./support/plane-worker.ts";
import { decodePng, type Pixels, pngRows, shareChanged } from "./support/png.ts";
import { saved } from "./support/saved.ts";
import { SpacePage, spaceDocument } from "./support/space.ts";

// Pictures that no canvas holds.
test.use({ viewport: { width: 800, height: 660 } });

async function asks(notebook: NotebookPage, button: string, width: number, height: number): Promise<void> {
  await notebook.page.getByRole("button", { name: button, exact: true }).click();
  const dialog = notebook.page.getByRole("dialog");
  await dialog.getByRole("textbox", { name: "Title" }).fill("");
  for (const name of ["Axes", "Colour bar", "Keep the shape of the view"])
    await dialog.getByRole("checkbox", { name, exact: true }).uncheck();
  await notebook.fill("Width in pixels", String(width));
  await notebook.fill("Height in pixels", String(height));
}

async function pictureOf(notebook: NotebookPage, button: string, width: number, height: number) {
  await asks(notebook, button, width, height);
  const { content } = await saved(notebook.page, "Save PNG");
  await notebook.page.keyboard.press("Escape");
  return content;
}

/** Notes the shares done that a progress bar shows, from when there is one. */
async function watchProgress(page: Page): Promise<() => Promise<number[]>> {
  await page.evaluate(() => {
    const shown = Object.assign(window, { shares: [] as number[] }).shares;
    new MutationObserver(() => {
      const bar = document.querySelector("dialog progress");
      if (bar instanceof HTMLProgressElement && shown.at(-1) !== bar.value) shown.push(bar.value);
    }).observe(document.body, { subtree: true, childList: true, attributes: true });
  });
  return () => page.evaluate(() => (window as unknown as { shares: number[] }).shares);
}

test("a map wider than any canvas is written with its document, and is the map that narrower ones show", async ({
  page,
}) => {
  const source = "F(x, y) = (sin(x) + x y / 40, cos(x / 3) y)";
  const [width, height, narrow] = [20_000, 400, 2000] as const;
  const notebook = await NotebookPage.open(page);
  const document = (x: number) =>
    createDocument("Wide", source, {
      streamlines: false,
      range: { mode: "fixed", limit: 2 },
      view: { x, y: 0, span: 6 },
    });
  await notebook.opens(document(0));
  const { plot } = await notebook.snapshot();
  expect(Math.min(plot.width, plot.height)).toBeLessThanOrEqual(height);
  const shares = await watchProgress(page);
  const wide = await pictureOf(notebook, "Export", width, height);
  expect([wide.readUInt32BE(16), wide.readUInt32BE(20)]).toEqual([width, height]);
  expect(await readText(wide, documentKeyword)).toBe(serialiseDocument(document(0)));
  const told = await shares();
  expect(told.length).toBeGreaterThan(8);
  expect(told).toEqual(told.toSorted((a, b) => a - b));

  // World units of a pixel: the shorter side shows what it shows on the page.
  const step = 6 / height;
  const parts: (Pixels & { readonly left: number })[] = [];
  for (const left of [0, 9000, 13_333, width - narrow]) {
    await notebook.opens(document((left + narrow / 2 - width / 2) * step));
    parts.push({ left, ...decodePng(await pictureOf(notebook, "Export", narrow, height)) });
  }
  let [row, most] = [0, 0];
  for await (const pixels of pngRows(wide)) {
    expect(pixels.length).toBe(4 * width);
    for (const { left, data } of parts)
      for (let k = 0; k < 4 * narrow; k += 1)
        most = Math.max(
          most,
          Math.abs((pixels[4 * left + k] as number) - (data[4 * narrow * row + k] as number)),
        );
    row += 1;
  }
  expect(row).toBe(height);
  // Places are rounded otherwise, far from the middle.
  expect(most).toBeLessThanOrEqual(1);
});

test("a picture of space wider than any canvas is the one that a narrower one shows", async ({ page }) => {
  const [width, height, narrow] = [18_000, 300, 1400] as const;
  const source = "F(x, y, z) = (x^3 / 3, sin(y), x z)";
  const slices = { at: [0.3, -0.2, 0.4], shown: [true, true, true] } as const;
  const space = await SpacePage.open(page, spaceDocument(source, { slices }));
  const wide = await pictureOf(space.notebook, "Export space", width, height);
  expect([wide.readUInt32BE(16), wide.readUInt32BE(20)]).toEqual([width, height]);
  expect(await readText(wide, documentKeyword)).toContain('"kind": "space"');
  const middle = decodePng(await pictureOf(space.notebook, "Export space", narrow, height));
  const data = new Uint8Array(middle.data.length);
  const left = 2 * (width - narrow);
  let row = 0;
  for await (const pixels of pngRows(wide)) {
    data.set(pixels.subarray(left, left + 4 * narrow), 4 * narrow * row);
    row += 1;
  }
  expect(row).toBe(height);
  // Edges of lines fall on samples of a pixel as their ends are rounded, in a part otherwise than in the whole.
  expect(shareChanged({ ...middle, data }, middle, 2)).toBeLessThan(2e-3);
  expect(shareChanged({ ...middle, data }, middle, 40)).toBe(0);
});

test("writing a picture of many bands is cancelled between two of them, and the worker goes on to other work", async ({
  page,
}) => {
  const notebook = await NotebookPage.open(page);
  const worker = planeWorker(page);
  await worker.evaluate(() => {
    const counting = Object.assign(globalThis, { partsRead: 0 });
    const { getImageData } = OffscreenCanvasRenderingContext2D.prototype;
    OffscreenCanvasRenderingContext2D.prototype.getImageData = function (...place) {
      counting.partsRead += 1;
      return getImageData.call(this, ...(place as Parameters<typeof getImageData>));
    };
  });
  const partsRead = () => worker.evaluate(() => (globalThis as unknown as { partsRead: number }).partsRead);
  await asks(notebook, "Export", 30_000, 30_000);
  const progress = page.getByRole("progressbar", { name: "Share of the PNG made" });
  await page.getByRole("button", { name: "Save PNG" }).click();
  // A band has fifteen parts.
  await expect.poll(partsRead).toBeGreaterThan(15);
  const share = await progress.evaluate((bar: HTMLProgressElement) => bar.value);
  expect(share).toBeGreaterThan(1 / 60);
  expect(share).toBeLessThan(0.5);
  await page.getByRole("button", { name: "Cancel" }).click();
  await expect(progress).toBeHidden();
  // What was begun is done; nothing else is.
  const begun = await partsRead();
  await notebook.fill("Width in pixels", "300");
  await notebook.fill("Height in pixels", "200");
  const { content } = await saved(page, "Save PNG");
  expect([content.readUInt32BE(16), content.readUInt32BE(20)]).toEqual([300, 200]);
  expect(await partsRead()).toBeLessThanOrEqual(begun + 1);
});
