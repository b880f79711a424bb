import type { Page } from "@playwright/test";
import { type Cell, createDocument } from "../src/app/document/document.ts";
import { defaultLab } from "../src/app/document/lab-cells.ts";
import { lightAndDark, windows } from "./support/appearance.ts";
import { violations } from "./support/axe.ts";
import { expect, test } from "./support/fixtures.ts";
import { misplaced } from "./support/misplaced.ts";
import { NotebookPage } from "./support/notebook.ts";

/** How far the page reaches past the window, to either side. */
function overflow(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}

for (const viewport of windows) {
  test.describe(`at ${viewport.width}×${viewport.height}`, () => {
    test.use({ viewport });

    test("axe finds nothing wrong, plain, exporting, and with an error and the examples shown, light and dark", async ({
      page,
    }) => {
      const notebook = await NotebookPage.open(page);
      const nothingWrong = (state: string) =>
        lightAndDark(page, async (colorScheme) => {
          await notebook.settled();
          expect(await violations(page), `${state}, ${colorScheme}`).toEqual([]);
          expect(await overflow(page)).toBe(0);
        });
      await page.mouse.move(1, 1);
      await nothingWrong("plain");

      await page.getByRole("button", { name: "Export" }).click();
      await expect(page.getByRole("button", { name: "Save PNG" })).toBeVisible();
      await expect(page.getByRole("img", { name: "Preview of the figure" })).toBeVisible();
      await nothingWrong("export");
      await notebook.choose("Streamlines CSV");
      await expect(page.getByText("line,point,arc")).toBeVisible();
      await nothingWrong("export of a table");
      await page.keyboard.press("Escape");
      await expect(page.getByRole("button", { name: "Save PNG" })).toBeHidden();

      await notebook.paste("k = 2\nF(x, y) = (k x, y + t)");
      await notebook.paste("k = 2\nF(x, y) = (k x, yy + t)");
      await expect(page.getByRole("list", { name: "Problems in the source" })).toContainText("yy");
      await notebook.choose("Signed error");
      await notebook.settled();
      await page.getByRole("button", { name: "Examples" }).click();
      await nothingWrong("error, and examples");
    });
  });
}

test("nothing reaches past the edge of a window 360 pixels wide", async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 640 });
  const notebook = await NotebookPage.open(page);
  const fits = async (state: string) => expect.soft(await misplaced(page), state).toEqual([]);
  await fits("new");
  await notebook.paste(
    "a = 1\nF(x, y) = (sin(a x y) exp(-x^2 - y^2) + log(1 + x^2 y^2) cos(x + y) tanh(x y) + x^9, cos(x) / (1 + y^2 + x^4) + t)",
  );
  for (const kind of ["Estimate", "Signed error"]) {
    await notebook.choose(kind);
    await fits(kind);
  }
  const maps = page.getByRole("combobox", { name: "More maps" });
  for (const kind of (await maps.locator("option").allTextContents()).slice(1)) {
    await maps.selectOption({ label: kind });
    await fits(kind);
  }
  await page.getByRole("button", { name: "Add text" }).click();
  await expect(page.getByRole("textbox", { name: "Text, in Markdown with TeX" })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: /^Write a text/ })).toBeVisible();
  await fits("an empty text");
  await page.getByRole("button", { name: "Export" }).click();
  await expect(page.getByRole("button", { name: "Save PNG" })).toBeVisible();
  await fits("export");
  await page.keyboard.press("Escape");

  // Presented, letters are larger.
  await notebook.opens({
    ...createDocument("Cost", ""),
    cells: [
      { ...defaultLab("cost", "cost"), family: null } as Cell,
      ...createDocument("", "F(x, y) = (x, y)").cells,
    ],
  });
  await page.locator('[data-cell="cost"]').focus();
  await page.keyboard.press("Shift+P");
  await expect(page.getByRole("navigation", { name: "Presentation" })).toBeVisible();
  await expect(page.getByRole("combobox", { name: "Cost of" })).toBeVisible();
  await fits("presented");
});

test("everything is reached and worked by keyboard alone", async ({ page }) => {
  await NotebookPage.open(page);
  // The tools come after the first picture: what comes while one goes on is behind already.
  await expect(page.getByRole("button", { name: "Export" })).toBeVisible();
  await expect(page.getByRole("textbox", { name: "Seed" })).toBeVisible();
  const reached = new Set<string>();
  for (let step = 0; step < 60; step++) {
    await page.keyboard.press("Tab");
    const name = await page.evaluate(() => {
      const deep = (root: DocumentOrShadowRoot): Element | null => {
        const active = root.activeElement;
        return active?.shadowRoot?.activeElement ? deep(active.shadowRoot) : active;
      };
      const active = deep(document);
      if (!active || active === document.body) return "";
      const label =
        active.getAttribute("aria-label") ?? (active as HTMLInputElement).labels?.[0]?.textContent;
      return (label ?? active.textContent ?? "").trim();
    });
    // Tab leaves the editor only after Escape: within it it takes completions or does nothing.
    if (name) reached.add(name);
  }
  for (const name of [
    "Title",
    "Open…",
    "Examples",
    "Export",
    "Source of the field",
    "a",
    "Value of a",
    "Streamlines",
    "Seed",
  ]) {
    expect([...reached]).toContain(name);
  }
  expect([...reached].some((name) => name.startsWith("Divergence of F"))).toBe(true);
  expect([...reached].some((name) => name.startsWith("Formula: divergence"))).toBe(true);

  await page.getByRole("button", { name: "Export" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toBeHidden();
  await expect(page.getByRole("button", { name: "Export" })).toBeFocused();
});
