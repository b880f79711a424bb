import type { Page } from "@playwright/test";
import { atRest } from "./support/at-rest.ts";
import { expect, test } from "./support/fixtures.ts";
import { FluxRegionOnPage } from "./support/flux.ts";
import { countDifferent, NotebookPage } from "./support/notebook.ts";

test.use({ viewport: { width: 520, height: 520 } });

const source = "F(x, y) = (sin(x - t), y + x/2)";

/** Ways for a picture to be out of sight: in a tab in the background, or on a page that was scrolled on. */
const outOfSight = {
  hidden: (page: Page, out: boolean) =>
    page.evaluate(
      (state) => {
        Object.defineProperty(document, "visibilityState", { configurable: true, get: () => state });
        document.dispatchEvent(new Event("visibilitychange"));
      },
      out ? "hidden" : "visible",
    ),
  away: (page: Page, out: boolean) =>
    page.getByRole("group", { name: "Picture", exact: true }).evaluate((element, out) => {
      element.style.transform = out ? "translateY(-3000px)" : "";
    }, out),
};

/** Counts the pictures shown and the animation frames asked for, from the first. */
async function count(page: Page): Promise<() => Promise<{ pictures: number; frames: number }>> {
  await page.addInitScript(() => {
    const counts = { pictures: 0, frames: 0 };
    Object.assign(globalThis, { counts });
    const { transferFromImageBitmap } = ImageBitmapRenderingContext.prototype;
    ImageBitmapRenderingContext.prototype.transferFromImageBitmap = function (bitmap) {
      counts.pictures += 1;
      transferFromImageBitmap.call(this, bitmap);
    };
    const { requestAnimationFrame: request } = globalThis;
    globalThis.requestAnimationFrame = (callback) => {
      counts.frames += 1;
      return request.call(globalThis, callback);
    };
  });
  return () =>
    page.evaluate(() => ({
      ...(globalThis as unknown as { counts: { pictures: number; frames: number } }).counts,
    }));
}

test("play changes the pixels, pause stops everything, and what is hidden does not run", async ({ page }) => {
  const counts = await count(page);
  const notebook = await NotebookPage.open(page);
  await notebook.paste(source);
  await page.mouse.move(3, 3);
  await page.getByRole("textbox", { name: "Title" }).focus();
  const stillFor = async (milliseconds: number) => {
    await notebook.settled();
    const before = await atRest(page, counts, 400);
    await page.waitForTimeout(milliseconds);
    expect(await counts()).toEqual(before);
    return before;
  };
  const first = await stillFor(600);
  const before = await notebook.values();

  const play = page.getByRole("button", { name: "Play time" });
  await play.click();
  await expect.poll(async () => (await counts()).pictures - first.pictures).toBeGreaterThan(5);
  await page.getByRole("button", { name: "Pause time" }).click();
  await stillFor(1000);
  const { time } = await notebook.plane();
  expect(time).toBeGreaterThan(0);
  expect(countDifferent(await notebook.values(), before)).toBeGreaterThan(10_000);
  await expect(page.getByRole("textbox", { name: "Value of t" })).toHaveValue(time.toFixed(2));

  await play.click();
  await expect.poll(async () => (await notebook.plane()).time).not.toBe(time);
  for (const put of Object.values(outOfSight)) {
    await put(page, true);
    const out = await stillFor(800);
    await put(page, false);
    await expect.poll(async () => (await counts()).pictures).toBeGreaterThan(out.pictures + 3);
  }

  // A field without t has no time to run.
  await notebook.paste("F(x, y) = (x, y)");
  await page.getByRole("textbox", { name: "Title" }).focus();
  await stillFor(600);
});

test("probes come and a flux region shrinks only while the picture is in sight, and go on from there", async ({
  page,
}) => {
  const counts = await count(page);
  const notebook = await NotebookPage.open(page);
  await notebook.paste("F(x, y) = (sin(x y), y + x/2)");
  await notebook.fill("Number of probes", "4096");
  const flux = new FluxRegionOnPage(notebook);
  await flux.switchOn();
  await flux.settled();
  const figure = async (name: string) => (await page.locator(`[data-figure="${name}"]`).textContent()) ?? "";
  for (const [name, button, put] of [
    ["scale", "Shrink to a point", outOfSight.away],
    ["taken", "Watch it settle", outOfSight.hidden],
  ] as const) {
    await page.getByRole("button", { name: button }).click();
    await page.getByRole("textbox", { name: "Title" }).focus();
    const first = await figure(name);
    await expect.poll(() => figure(name)).not.toBe(first);
    await put(page, true);
    const before = await atRest(page, counts, 400);
    const reached = await figure(name);
    await page.waitForTimeout(800);
    expect(await counts()).toEqual(before);
    expect(await figure(name)).toBe(reached);
    await put(page, false);
    await expect.poll(() => figure(name)).not.toBe(reached);
    await page.getByRole("button", { name: "Pause", exact: true }).click();
  }
});

test("speed and time are kept over a reload, and time stands", async ({ page }) => {
  const notebook = await NotebookPage.open(page);
  await notebook.paste(source);
  await page.getByRole("combobox", { name: "Speed of time" }).selectOption("4×");
  const play = page.getByRole("button", { name: "Play time" });
  await play.click();
  await expect.poll(async () => (await notebook.plane()).time).toBeGreaterThan(1);
  await page.reload();
  await notebook.settled();
  await expect(play).toBeVisible();
  const { time, clock } = await notebook.plane();
  expect(clock).toEqual({ speed: 4 });
  expect(time).toBeGreaterThan(1);
  await expect(page.getByRole("combobox", { name: "Speed of time" })).toHaveValue("4");
  await page.waitForTimeout(300);
  expect((await notebook.plane()).time).toBe(time);
});

test("where less motion is asked for, a click is a step", async ({ page }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  const notebook = await NotebookPage.open(page);
  await notebook.paste(source);
  await expect(page.getByRole("button", { name: "Play time" })).toHaveCount(0);
  const step = page.getByRole("button", { name: "Step time" });
  await step.click();
  await step.click();
  expect((await notebook.plane()).time).toBe(0.2);
  await page.waitForTimeout(400);
  expect((await notebook.plane()).time).toBe(0.2);
});
