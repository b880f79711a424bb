import { expect, test } from "./support/fixtures.ts";
import { NotebookPage } from "./support/notebook.ts";

/** What was on the page and has moved by itself, as the browser notices it. */
interface Moves {
  readonly moves: string[];
}

test.use({ contextOptions: { reducedMotion: "reduce" } });

test("a first visit shows a picture and what it means, in one window; it comes whole, and nothing moves meanwhile", async ({
  page,
}) => {
  await page.addInitScript(() => {
    const moves: string[] = [];
    Object.assign(globalThis, { moves } satisfies Moves);
    interface Shift extends PerformanceEntry {
      readonly hadRecentInput: boolean;
      readonly sources: readonly { node: Node | null; previousRect: DOMRect; currentRect: DOMRect }[];
    }
    new PerformanceObserver((list) => {
      for (const { hadRecentInput, sources } of list.getEntries() as Shift[]) {
        if (hadRecentInput) continue;
        for (const { node, previousRect: from, currentRect: to } of sources)
          moves.push(`${node?.textContent} from (${from.x}, ${from.y}) to (${to.x}, ${to.y})`);
      }
    }).observe({ type: "layout-shift", buffered: true });
  });
  // What is to be read below the picture is late, and somebody is at work already.
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route("**/welcome-*.js", async (route) => {
    await released;
    await route.continue();
  });
  // The picture is there before the numbers beneath it.
  let releaseNumbers = () => {};
  const numbers = new Promise<void>((resolve) => {
    releaseNumbers = resolve;
  });
  await page.route("**/cpu-worker-*.js", async (route) => {
    await numbers;
    await route.continue();
  });
  await page.goto("./");
  const notebook = new NotebookPage(page);
  await expect(page.getByText(/of float64 at 64 points/)).toBeVisible();
  releaseNumbers();
  const moved = () => page.evaluate(() => (globalThis as unknown as Moves).moves.splice(0));
  const kept = () => page.evaluate(() => Object.values(localStorage).join());
  await notebook.settled();
  await expect(page.getByRole("heading", { name: "Where does it spread?" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Add text" })).toBeAttached();
  expect(await moved()).toEqual([]);
  const slider = page.getByRole("slider", { name: "a", exact: true });
  await slider.press("ArrowRight");
  await notebook.settled();
  await expect(page.getByText("Try it")).toHaveCount(0);
  expect(await kept()).toBe("");
  // The source has another number in it.
  await moved();
  release();

  await expect(page.getByRole("heading", { name: "Try it" })).toBeAttached();
  await expect.poll(kept).toContain("What it is for");
  expect(await moved()).toEqual([]);
  const cells = (await notebook.document()).cells.map(({ id }) => id);
  expect(cells).toEqual(["welcome", "code", "plane", "try", "net", "noise", "what-for"]);
  // What was changed meanwhile is changed, and is all that can be undone.
  await expect(slider).not.toHaveValue("1.2");
  await page.evaluate(() => (document.activeElement as HTMLElement).blur());
  await page.keyboard.press("ControlOrMeta+z");
  await expect(slider).toHaveValue("1.2");
  await page.keyboard.press("ControlOrMeta+z");
  expect((await notebook.document()).cells.map(({ id }) => id)).toEqual(cells);
  await notebook.settled();

  // Picture, meaning and number are in sight together, on a screen and on a telephone.
  for (const size of [
    { width: 1440, height: 900 },
    { width: 390, height: 844 },
  ]) {
    await page.setViewportSize(size);
    await page.evaluate(() => scrollTo(0, 0));
    const seen = [page.getByText("more flows out than in"), notebook.plot.first()];
    for (const place of seen) await expect(place).toBeInViewport({ ratio: 1 });
    const exact = page.getByRole("region", { name: "Readout" }).first().locator('[data-figure="exact"]');
    await expect(exact).toBeInViewport({ ratio: 1 });
    await expect(exact).toHaveText("2.00000");
  }
});

test("?new begins a document that a reload finds again", async ({ page }) => {
  const notebook = await NotebookPage.open(page);
  expect(new URL(page.url()).search).toBe("");
  await expect.poll(() => page.evaluate(() => localStorage.length)).toBeGreaterThan(0);
  const begun = await notebook.document();
  expect(begun.cells.map(({ kind }) => kind)).toEqual(["code", "plane"]);
  await page.reload();
  await notebook.settled();
  expect(await notebook.document()).toEqual(begun);
});
