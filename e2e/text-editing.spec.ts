import { expect, test } from "./support/fixtures.ts";
import { NotebookPage } from "./support/notebook.ts";

test("Escape ends a text that has only just begun, however soon it comes", async ({ page }) => {
  await NotebookPage.open(page);
  for (let k = 0; k < 3; k += 1) {
    // In the very turn in which the focus comes.
    await page.evaluate(() =>
      document.addEventListener(
        "focusin",
        ({ target }) =>
          queueMicrotask(() =>
            target?.dispatchEvent(
              new KeyboardEvent("keydown", { key: "Escape", bubbles: true, cancelable: true }),
            ),
          ),
        { once: true },
      ),
    );
    const text = page.getByRole("textbox", { name: "Text, in Markdown with TeX" });
    await page
      .getByRole("button", { name: "Add text" })
      .evaluate((button: HTMLButtonElement) => button.click());
    await expect(page.getByRole("button", { name: /^Write a text/ })).toHaveCount(k + 1);
    // Longer than a cell is asked to begin.
    await page.waitForTimeout(300);
    await expect(text).toHaveCount(0);
  }
});
