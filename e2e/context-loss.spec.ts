import type { Page } from "@playwright/test";
import { expect, test } from "./support/fixtures.ts";
import { countDifferent, NotebookPage } from "./support/notebook.ts";
import { decodePng, shareChanged } from "./support/png.ts";

test.use({ viewport: { width: 520, height: 520 } });

/** Keeps all that the page says from now on. */
async function listen(page: Page): Promise<() => Promise<string>> {
  await page.evaluate(() => {
    const heard: string[] = [];
    const hear = () => heard.push(document.body.textContent ?? "");
    new MutationObserver(hear).observe(document.body, {
      subtree: true,
      childList: true,
      characterData: true,
    });
    (globalThis as unknown as { heard: string[] }).heard = heard;
  });
  return () => page.evaluate(() => (globalThis as unknown as { heard: string[] }).heard.join("\n"));
}

/**
 * The plot without what stands on it: how the browser rounds the round corners of a button that shines through depends
 * on what has been laid over the page before.
 */
async function pictureOf({ page, plot }: NotebookPage) {
  const show = (visibility: string) =>
    page.locator("main button").evaluateAll((buttons, given) => {
      for (const button of buttons) (button as HTMLElement).style.visibility = given;
    }, visibility);
  await show("hidden");
  const picture = decodePng(await plot.screenshot());
  await show("");
  return picture;
}

for (const { map, settings } of [
  { map: "exact", settings: ["Exact"] },
  { map: "estimated with a key per pixel", settings: ["Estimate", "Key per pixel", "Gaussian"] },
]) {
  test(`a lost context comes back with the same pixels, ${map}`, async ({ page }) => {
    const notebook = await NotebookPage.open(page);
    await notebook.choose(...settings);
    await page.mouse.move(3, 3);
    await notebook.settled();
    const before = { read: await notebook.values(), picture: await pictureOf(notebook) };
    const heard = await listen(page);

    await page.evaluate(() => window.deldot?.loseContext());
    const back = page.getByText("The graphics context is back.");
    await expect(back).toBeVisible();
    expect(await heard()).toContain("The graphics context was lost");
    await expect(page.getByText("The graphics context was lost")).toBeHidden();
    await notebook.settled();
    expect(countDifferent(await notebook.values(), before.read)).toBe(0);

    // The message goes by itself; then nothing on the picture is another than before.
    await expect(back).toBeHidden();
    expect(shareChanged(await pictureOf(notebook), before.picture)).toBe(0);

    // And the page goes on: the new context draws new fields.
    await notebook.choose("Exact");
    await notebook.paste("F(x, y) = (5 x, y)");
    expect((await notebook.values()).values[0]).toBe(6);
  });
}
