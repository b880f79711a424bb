import type { Page } from "@playwright/test";
import { expect, test } from "./support/fixtures.ts";
import { NotebookPage } from "./support/notebook.ts";

test.use({ viewport: { width: 800, height: 640 } });

const letters =
  "∇·×²√π𝔽ÅÅ\u202Eabc\u202C\u0000\uFEFF\u200B👩\u200D🔬ﷺ\u0301\u0301\u0301\u0301\uD800<&>\"'`\\{}$();[]=,+-*/^@#\t";
/** 20 kB in which any sign may follow any other, the same every time. */
const soup = Array.from(
  { length: 20_000 },
  (_, k) => [...letters][(k * k * 7 + k * 13) % [...letters].length],
).join("");

/** Each text with what the page has to say about it: a complaint in words, or a picture. */
const texts: Record<string, { source: string; says: RegExp | null }> = {
  "more than a hundred thousand characters": {
    source: `F(x, y) = (x, y)\n${"# nothing to see\n".repeat(6500)}`,
    says: /100[,.\s]?000|too (long|large)/i,
  },
  "one line of a hundred kilobytes": {
    source: `F(x, y) = (${"x + ".repeat(24_000)}x, y)`,
    says: /too|limit|deep|nest/i,
  },
  "brackets nested forty thousand deep": {
    source: `F(x, y) = (${"(".repeat(40_000)}x${")".repeat(40_000)}, y)`,
    says: /deep|nest/i,
  },
  "brackets never closed": { source: `F(x, y) = (${"(".repeat(40_000)}x, y)`, says: /deep|nest|closed/i },
  "functions that double sixty times": {
    source: `f0(x) = sin(x)\n${Array.from({ length: 60 }, (_, k) => `f${k + 1}(x) = f${k}(x + 1) f${k}(x - 1)`).join("\n")}\nF(x, y) = (f60(x), y)`,
    says: /too large|too (many|long)|limit/i,
  },
  "sharing that doubles sixty times": {
    source: `F(x, y) = (u60, y) where u0 = sin(x), ${Array.from({ length: 60 }, (_, k) => `u${k + 1} = u${k} u${k} + x`).join(", ")}`,
    says: null,
  },
  "derivatives of derivatives": {
    source: `p0(x, y) = sin(x y) exp(x) / (1 + y^2)\n${Array.from({ length: 12 }, (_, k) => `p${k + 1}(x, y) = laplacian(p${k})(x, y) p${k}(x, y)`).join("\n")}\nF = grad(p12)`,
    says: /too large|too (many|long)|limit/i,
  },
  "definitions that chase each other": {
    source: `F(x, y) = (a0, y)\n${Array.from({ length: 2000 }, (_, k) => `a${k} = a${(k + 1) % 2000}`).join("\n")}`,
    says: /itself|circ|cycl|each other/i,
  },
  "a thousand errors": { source: "F(x, = y\n".repeat(1000), says: /expected|missing|closed|more/i },
  "a soup of Unicode": { source: soup, says: /./ },
};

/** Longest time that the page's own thread was busy without a pause, in milliseconds, since this was last asked. */
async function watchTasks(page: Page): Promise<() => Promise<number>> {
  await page.evaluate(() => {
    const held = { longest: 0 };
    Object.assign(globalThis, { held });
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) held.longest = Math.max(held.longest, duration);
    }).observe({ type: "longtask" });
  });
  return () =>
    page.evaluate(() => {
      const { held } = globalThis as unknown as { held: { longest: number } };
      const { longest } = held;
      held.longest = 0;
      return longest;
    });
}

/** Pastes as people do: through the clipboard's event, so that the text arrives whole. */
async function pasteWhole(notebook: NotebookPage, text: string): Promise<void> {
  await notebook.editor.focus();
  await notebook.page.keyboard.press("ControlOrMeta+a");
  await notebook.editor.evaluate((element, content) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", content);
    element.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  }, text);
}

/** Milliseconds after which a page counts as hung. */
const hang = 10_000;

test("hostile texts leave the page responsive and are answered in words", async ({ page }) => {
  const notebook = await NotebookPage.open(page);
  const longestTask = await watchTasks(page);
  const problems = page.getByRole("list", { name: "Problems in the source" });
  for (const [name, { source, says }] of Object.entries(texts)) {
    await test.step(name, async () => {
      await longestTask();
      await pasteWhole(notebook, source);
      const pasted = Date.now();
      await page.getByRole("checkbox", { name: "Streamlines" }).click();
      const clicked = Date.now();
      // Tells a page that hangs from one that works, on however slow a machine; the bounds are those of limits.ts.
      expect(clicked - pasted, `milliseconds a click takes after ${name}`).toBeLessThan(hang);
      expect(await longestTask(), `milliseconds without a pause in ${name}`).toBeLessThan(hang);
      if (says) {
        await expect(problems, name).toContainText(says);
        // In words, not in walls of text.
        expect((await problems.textContent())?.length, name).toBeLessThan(1000);
      }
      await notebook.settled();
      // The page is still at work: a good field is drawn.
      await pasteWhole(notebook, "F(x, y) = (x, 2 y)");
      await expect(problems.getByRole("listitem")).toHaveCount(0);
      await notebook.settled();
      expect(await notebook.figure("exact"), name).toBe("3");
    });
  }
});
