import type { Page } from "@playwright/test";
import { defaultSpace } from "../src/app/document/space-cell.ts";
import { expect, test } from "./support/fixtures.ts";
import { decodePng, type Pixels, shareChanged, shareFilled } from "./support/png.ts";
import { saved } from "./support/saved.ts";
import { SpacePage, spaceDocument } from "./support/space.ts";
import { watchTurns } from "./support/turns.ts";

test.use({ viewport: { width: 1100, height: 800 } });

/** A field that a GPU made of software draws for seconds. */
const terms = Array.from({ length: 60 }, (_, k) => `sin(${k + 1} x + ${k}) exp(-y^2 / ${k + 2}) cos(${k} z)`);
const source = `F(x, y, z) = (${terms.join(" + ")}, x y, z)`;
const cloud = {
  volume: { on: true, opacity: 0.3, cut: 0.05, contrast: 1.5 },
  slices: { at: [0, 0, 0], shown: [false, false, false] },
} as const;
const { camera } = defaultSpace("");
const turned = { ...camera, azimuth: camera.azimuth + 5 };

/** What a picture told while it was drawn: the shares, and the milliseconds between two turns of the page at most. */
interface Told {
  readonly shares: readonly number[];
  readonly longest: number;
  readonly took: number;
}

/** Does something, and waits until the picture tells how far it is and does so no more: stopped once so much is there, or whole. */
async function drawing(page: Page, stopAt: number, begin: () => Promise<void>): Promise<Told> {
  const told = page.evaluate(
    (stopAt) =>
      new Promise<Told>((resolve) => {
        const shares: number[] = [];
        const began = performance.now();
        let [last, longest] = [began, 0];
        const look = () => {
          const now = performance.now();
          longest = Math.max(longest, now - last);
          last = now;
          const bar = document.querySelector<HTMLProgressElement>("[aria-label='Picture in space'] progress");
          if (bar && bar.position !== shares.at(-1)) shares.push(bar.position);
          if (bar && bar.position >= stopAt) {
            const button = [...document.querySelectorAll("button")].find(
              ({ textContent }) => textContent === "Stop",
            );
            button?.click();
          }
          if (bar || shares.length === 0) setTimeout(look);
          else resolve({ shares, longest, took: now - began });
        };
        look();
      }),
    stopAt,
  );
  await begin();
  return told;
}

/** So large that it is drawn for seconds, and no larger. */
const size = { width: 960, height: 720 };

test("a picture that takes long tells how far it is, is stopped, drawn after all, and begun anew by a change", async ({
  page,
}) => {
  await page.setViewportSize(size);
  const undisturbed = async (camera: typeof turned): Promise<Pixels> => {
    const space = await SpacePage.open(page, spaceDocument(source, { ...cloud, camera }));
    return space.pixels();
  };
  const after = await undisturbed(turned);
  const last = await undisturbed({ ...turned, azimuth: turned.azimuth + 5 });
  const space = await SpacePage.open(
    page,
    spaceDocument(source, { ...cloud, camera: { ...turned, azimuth: turned.azimuth - 5 } }),
  );
  const before = await space.pixels();
  expect(shareChanged(after, before)).toBeGreaterThan(0.02);
  const picture = page.getByRole("group", { name: "Picture in space" });
  const stopped = picture.getByText("The drawing was stopped.");
  const draw = picture.getByRole("button", { name: "Draw it after all" });

  // How far it is grows, and the page has its turn all the while.
  const whole = await drawing(page, 2, () => space.plot.press("ArrowRight"));
  await space.settled();
  expect(shareChanged(await space.pixels(), after)).toBe(0);
  const shares = whole.shares.filter((share) => share > 0 && share < 1);
  expect(shares.length).toBeGreaterThan(4);
  expect(shares).toEqual(shares.toSorted((a, b) => a - b));
  expect(whole.longest).toBeLessThan(whole.took / 3);

  // What is stopped stays as far as it was.
  await space.plot.press("ArrowLeft");
  await space.settled();
  await drawing(page, 0.2, () => space.plot.press("ArrowRight"));
  expect((await space.cell()).camera).toEqual(turned);
  await expect(stopped).toBeVisible();
  const part = await space.pixels();
  expect(shareChanged(part, after)).toBeGreaterThan(0.02);
  await page.waitForTimeout(800);
  expect(shareChanged(await space.pixels(), part)).toBe(0);
  await draw.click();
  await expect(stopped).toHaveCount(0);
  await space.settled();
  expect(shareChanged(await space.pixels(), after)).toBe(0);

  // A change begins anew.
  await drawing(page, 0.2, () => space.plot.press("+"));
  await expect(stopped).toBeVisible();
  await space.plot.press("-");
  await expect(stopped).toHaveCount(0);
  await space.plot.press("ArrowRight");
  await space.settled();
  expect((await space.cell()).camera).toEqual({ ...turned, azimuth: turned.azimuth + 5 });
  expect(shareChanged(await space.pixels(), last)).toBe(0);
});

test("what was stopped is as large as its window, and no more of it is drawn", async ({ page }) => {
  await page.setViewportSize(size);
  const space = await SpacePage.open(page, spaceDocument(source, cloud));
  const first = await space.pixels();
  const picture = page.getByRole("group", { name: "Picture in space" });
  // Until the one in its new size stands, the last one does, whose lower half is the last to be drawn anew.
  await page.setViewportSize({ ...size, width: 800 });
  await expect.poll(async () => (await space.pixels()).width).not.toBe(first.width);
  expect(shareFilled(await space.pixels(), 0.5)).toBeGreaterThan(0.8 * shareFilled(first, 0.5));
  await space.settled();
  const before = await space.pixels();
  await drawing(page, 0.2, () => space.plot.press("ArrowRight"));
  await page.setViewportSize({ ...size, width: 660 });
  await expect.poll(async () => (await space.pixels()).width).not.toBe(before.width);
  await space.settled();
  const small = await space.pixels();
  await expect(picture.getByText("The drawing was stopped.")).toBeVisible();
  await page.waitForTimeout(500);
  expect(shareChanged(await space.pixels(), small)).toBe(0);
  await picture.getByRole("button", { name: "Draw it after all" }).click();
  await space.settled();
  const whole = await space.pixels();
  expect(shareChanged(whole, small)).toBeGreaterThan(0.02);
  await space.opens(spaceDocument(source, { ...cloud, camera: turned }));
  expect(shareChanged(await space.pixels(), whole)).toBe(0);
});

test("the PNG of what takes long is drawn in parts, with the page free between them", async ({ page }) => {
  const slices = { at: [0, 0, 0], shown: [true, true, true] } as const;
  // A net that is loops over weights, of which a pixel takes long.
  const net = `W1 = randn(128, 3, seed=1)
W2 = randn(128, 128, seed=2) / 11
W3 = randn(3, 128, seed=3) / 11
N(x: R^3) = W3 @ tanh(W2 @ tanh(W1 @ x))`;
  const zoomed = { ...camera, zoom: 0.5 };
  const space = await SpacePage.open(page, spaceDocument(net, { slices, camera: zoomed }));
  const onPage = await space.pixels();
  const dialog = page.getByRole("dialog");
  await page.getByRole("button", { name: "Export space" }).click();
  await dialog.getByRole("textbox", { name: "Title", exact: true }).fill("");
  for (const part of ["Axes", "Colour bar"]) await dialog.getByRole("checkbox", { name: part }).uncheck();
  await space.notebook.choose("1×");
  await expect(dialog.getByRole("img", { name: "Preview of the figure" })).toBeVisible();
  await watchTurns(page);
  const began = Date.now();
  const { content } = await saved(page, "Save PNG");
  const took = Date.now() - began;
  const longest = await page.evaluate(() => window.turns.settled(100));
  const png = decodePng(content);
  expect([png.width, png.height]).toEqual([onPage.width, onPage.height]);
  expect(shareChanged(png, onPage, 40)).toBe(0);
  // Drawn at once it would be as long as all of it.
  expect(longest, `of ${took} ms`).toBeLessThan(took / 4);
});
