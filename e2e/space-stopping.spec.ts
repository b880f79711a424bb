import type { Page } from "@playwright/test";
import { defaultSpace } from "../src/app/document/space-cell.ts";
import { expect, test } from "./support/fixtures.ts";
import { type Pixels, shareChanged } from "./support/png.ts";
import { SpacePage, spaceDocument } from "./support/space.ts";

test.use({ viewport: { width: 1100, height: 800 } });

/** A field that a GPU made of software draws for seconds. */
const terms = Array.from({ length: 48 }, (_, k) => `sin(${k + 1} x + ${k}) exp(-y^2 / ${k + 2}) cos(${k} z)`);
const source = `F(x, y, z) = (${terms.join(" + ")}, x y, z)`;
const cloud = {
  volume: { on: true, opacity: 0.8, cut: 0.1, contrast: 1.5 },
  slices: { at: [0, 0, 0], shown: [false, false, false] },
} as const;
const { camera } = defaultSpace("");
const turned = { ...camera, azimuth: camera.azimuth + 5 };

/** Milliseconds between two turns of the page at most, since this was asked for last. */
async function watchTurns(page: Page): Promise<() => Promise<number>> {
  await page.evaluate(() => {
    const turns = { longest: 0 };
    Object.assign(window, { turns });
    let last = performance.now();
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      const now = performance.now();
      turns.longest = Math.max(turns.longest, now - last);
      last = now;
      setTimeout(() => port2.postMessage(null));
    };
    port2.postMessage(null);
  });
  return () =>
    page.evaluate(() => {
      const { turns } = window as unknown as { turns: { longest: number } };
      const { longest } = turns;
      turns.longest = 0;
      return longest;
    });
}

test("a picture that takes long tells how far it is, is stopped, drawn after all, and begun anew by a change", async ({
  page,
}) => {
  const undisturbed = async (camera: typeof turned): Promise<Pixels> => {
    const space = await SpacePage.open(page, spaceDocument(source, { ...cloud, camera }));
    return space.pixels();
  };
  const after = await undisturbed(turned);
  const last = await undisturbed({ ...turned, azimuth: turned.azimuth + 5 });
  const space = await SpacePage.open(page, spaceDocument(source, cloud));
  const before = await space.pixels();
  expect(shareChanged(after, before)).toBeGreaterThan(0.02);
  const picture = page.getByRole("region", { name: "Picture in space" });
  const progress = picture.getByRole("progressbar", { name: "Share of the picture that is drawn" });
  const share = () => progress.evaluate((bar: HTMLProgressElement) => bar.position).catch(() => 0);
  const stop = picture.getByRole("button", { name: "Stop" });
  const stopped = picture.getByText("The drawing was stopped.");
  const draw = picture.getByRole("button", { name: "Draw it after all" });

  // How far it is grows, and the page has its turn all the while.
  const longest = await watchTurns(page);
  await space.plot.press("ArrowLeft");
  const began = Date.now();
  await expect(progress).toBeVisible();
  await expect.poll(share, { intervals: [20] }).toBeGreaterThan(0);
  const early = await share();
  await expect.poll(share, { intervals: [20] }).toBeGreaterThan(early);
  await space.settled();
  await expect(progress).toHaveCount(0);
  expect(await longest()).toBeLessThan((Date.now() - began) / 3);
  const azimuth = (await space.cell()).camera.azimuth;
  expect(azimuth).toBe(camera.azimuth - 5);

  // Back, and on: what is stopped stays as far as it was.
  await space.plot.press("ArrowRight");
  await space.plot.press("ArrowRight");
  expect((await space.cell()).camera).toEqual(turned);
  await stop.click();
  await expect(stopped).toBeVisible();
  await expect(progress).toHaveCount(0);
  const part = await space.pixels();
  expect(shareChanged(part, after)).toBeGreaterThan(0.02);
  await page.waitForTimeout(800);
  expect(shareChanged(await space.pixels(), part)).toBe(0);
  await draw.click();
  await expect(stopped).toHaveCount(0);
  await space.settled();
  expect(shareChanged(await space.pixels(), after)).toBe(0);

  // A change begins anew.
  await space.plot.press("ArrowRight");
  await stop.click();
  await expect(stopped).toBeVisible();
  const { camera: now } = await space.cell();
  await space.plot.press("+");
  await expect(stopped).toHaveCount(0);
  await space.plot.press("-");
  await space.settled();
  expect((await space.cell()).camera).toEqual(now);
  expect(shareChanged(await space.pixels(), last)).toBe(0);
});

test("what was stopped is as large as its window, and no more of it is drawn", async ({ page }) => {
  const space = await SpacePage.open(page, spaceDocument(source, cloud));
  const before = await space.pixels();
  const picture = page.getByRole("region", { name: "Picture in space" });
  await space.plot.press("ArrowRight");
  await picture.getByRole("button", { name: "Stop" }).click();
  await page.setViewportSize({ width: 900, height: 800 });
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
