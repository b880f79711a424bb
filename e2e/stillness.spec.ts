import type { Page } from "@playwright/test";
import { atRest } from "./support/at-rest.ts";
import { expect, test } from "./support/fixtures.ts";
import { NotebookPage } from "./support/notebook.ts";

test.use({ viewport: { width: 520, height: 520 } });

interface Counts {
  /** Messages to and from workers: nothing is computed or drawn without one. */
  messages: number;
  /** Animation frames asked for by the page. */
  frames: number;
}

async function count(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const counts: Counts = { messages: 0, frames: 0 };
    Object.assign(globalThis, { counts });
    const { Worker: NativeWorker, requestAnimationFrame: request } = globalThis;
    globalThis.Worker = class extends NativeWorker {
      constructor(...given: ConstructorParameters<typeof Worker>) {
        super(...given);
        this.addEventListener("message", () => {
          counts.messages++;
        });
      }
      override postMessage(...given: unknown[]): void {
        counts.messages++;
        super.postMessage(...(given as [unknown]));
      }
    };
    globalThis.requestAnimationFrame = (callback) => {
      counts.frames++;
      return request.call(globalThis, callback);
    };
  });
}

const countsOf = (page: Page): Promise<Counts> =>
  page.evaluate(() => ({ ...(globalThis as unknown as { counts: Counts }).counts }));

test("nothing is computed and nothing drawn while nothing changes", async ({ page }) => {
  await count(page);
  const notebook = await NotebookPage.open(page);
  await notebook.choose("Estimate", "Key per pixel");
  await notebook.paste("F(x, y) = (sin(x - t), y)");
  await page.mouse.move(3, 3);
  // The editor stops waiting for more letters, and the notes of a change have been shown.
  await page.getByRole("textbox", { name: "Title" }).focus();
  await notebook.settled();
  const still = await atRest(page, () => countsOf(page), 1000);
  const frame = await page.evaluateHandle(() => window.deldot?.state().frame);
  await page.waitForTimeout(3000);
  expect(await countsOf(page)).toEqual(still);
  expect(await frame.evaluate((before) => window.deldot?.state().frame === before)).toBe(true);
  expect(still.messages).toBeGreaterThan(4);

  // The counters do count: time runs, until it is paused.
  await page.getByRole("button", { name: "Play time" }).click();
  await expect.poll(async () => (await countsOf(page)).frames - still.frames).toBeGreaterThan(10);
  await expect.poll(async () => (await countsOf(page)).messages - still.messages).toBeGreaterThan(4);
  await expect.poll(() => frame.evaluate((before) => window.deldot?.state().frame === before)).toBe(false);
  await page.getByRole("button", { name: "Pause time" }).click();
  await notebook.settled();
  const paused = await atRest(page, () => countsOf(page), 300);
  await page.waitForTimeout(1000);
  expect(await countsOf(page)).toEqual(paused);
});
