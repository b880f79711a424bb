import type { Page } from "@playwright/test";
import { expect, test } from "./support/fixtures.ts";
import { NotebookPage } from "./support/notebook.ts";

/** What was on the page and has moved by itself, as the browser notices it, and how much that was by its count. */
interface Moves {
  readonly moves: { readonly what: string; readonly share: number }[];
}

/** Keeps all that moves from now on. */
function watchMoves(page: Page): Promise<unknown> {
  return page.addInitScript(() => {
    const moves: { what: string; share: number }[] = [];
    Object.assign(globalThis, { moves } satisfies Moves);
    interface Shift extends PerformanceEntry {
      readonly value: number;
      readonly hadRecentInput: boolean;
      readonly sources: readonly { node: Node | null; previousRect: DOMRect; currentRect: DOMRect }[];
    }
    new PerformanceObserver((list) => {
      for (const { value, hadRecentInput, sources } of list.getEntries() as Shift[]) {
        if (hadRecentInput) continue;
        const what = sources.map(
          ({ node, previousRect: from, currentRect: to }) =>
            `${node?.textContent?.slice(0, 80)} from (${from.x}, ${from.y}) to (${to.x}, ${to.y})`,
        );
        moves.push({ what: what.join("; "), share: value });
      }
    }).observe({ type: "layout-shift", buffered: true });
  });
}

const movesOf = (page: Page) => page.evaluate(() => (globalThis as unknown as Moves).moves.splice(0));

test.use({ contextOptions: { reducedMotion: "reduce" } });

test("a first visit shows a picture and what it means, in one window; it comes whole, and nothing moves meanwhile", async ({
  page,
}) => {
  await watchMoves(page);
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
  const moved = () => movesOf(page);
  const stored = (isEarly: boolean) =>
    page.evaluate(
      (isEarly) =>
        Object.entries(localStorage)
          .filter(([name]) => name.startsWith("deldot:early:") === isEarly)
          .map(([, value]) => value)
          .join(),
      isEarly,
    );
  const kept = () => stored(false);
  await notebook.settled();
  await expect(page.getByRole("heading", { name: "Where does it spread?" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Add text" })).toBeAttached();
  expect(await moved()).toEqual([]);
  const slider = page.getByRole("slider", { name: "a", exact: true });
  await slider.press("ArrowRight");
  await notebook.settled();
  await expect(page.getByText("Try it")).toHaveCount(0);
  expect(await kept()).toBe("");
  expect(await stored(true)).toContain("a = 1.21 in");
  // The source has another number in it.
  await moved();
  release();

  await expect(page.getByRole("heading", { name: "Try it" })).toBeAttached();
  await expect.poll(kept).toContain("What it is for");
  expect(await stored(true), "what waited until it could be written").toBe("");
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
    const exact = page.getByRole("group", { name: "Readout" }).first().locator('[data-figure="exact"]');
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

/** A document that is opened has parts of all kinds, that come one after the other. */
for (const { id, kinds } of [
  { id: "identities", kinds: "pictures and formulas in texts" },
  { id: "hills-vortex", kinds: "a view of space below a long source" },
  { id: "jax-thread", kinds: "tables and charts" },
]) {
  for (const [look, viewport] of Object.entries({
    wide: { width: 1440, height: 900 },
    narrow: { width: 390, height: 844 },
  })) {
    test(`next to nothing moves while an example with ${kinds} is opened, ${look}`, async ({ page }) => {
      await page.setViewportSize(viewport);
      await watchMoves(page);
      await page.goto(`./#demo=${id}`);
      await expect(page.getByRole("button", { name: "Add text" })).toBeAttached();
      // Texts are set, formulas printed, and the parts in sight loaded and drawn.
      await expect(page.locator("[aria-busy]")).toHaveCount(0);
      await expect(page.getByRole("group", { name: /^Formula:/ }).first()).toBeAttached();
      await expect(page.getByText("Drawing the first picture")).toHaveCount(0);
      await page.waitForLoadState("networkidle");
      const moves = await movesOf(page);
      const share = moves.reduce((sum, move) => sum + move.share, 0);
      expect(share, JSON.stringify(moves, null, 1)).toBeLessThan(0.05);
    });
  }
}
