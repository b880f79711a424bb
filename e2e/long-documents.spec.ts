import type { Page } from "@playwright/test";
import { bounds } from "../src/app/document/bounds.ts";
import { expect, test } from "./support/fixtures.ts";
import { longestTask } from "./support/long-tasks.ts";
import { NotebookPage } from "./support/notebook.ts";
import { watchTurns } from "./support/turns.ts";

/** As many cells as there may be, made by their number. */
const cells = (make: (k: number) => object) =>
  Array.from({ length: bounds.cells }, (_, k) => ({ id: `cell-${k}`, ...make(k) }));

const code = (k: number) => ({
  kind: "code",
  source: `a${k} = ${k} in [0, 1000]\nF${k}(x, y) = (a${k} x, y)`,
});
/** One source, and all else of that kind. */
const after = (kind: string) => (k: number) => (k === 0 ? code(0) : { kind });

const documents: Readonly<Record<string, readonly object[]>> = {
  sources: cells(code),
  "hidden sources": cells((k) => ({ ...code(k), hidden: true })),
  "collapsed sources": cells((k) => ({ ...code(k), collapsed: true })),
  "sources with pictures": cells((k) => (k % 2 === 0 ? code(k) : { kind: "plane" })),
  texts: cells((k) => ({ kind: "text", source: `# Part ${k}\n\n$\\int_0^{${k}} x^2\\,dx$ and **b**` })),
  ...Object.fromEntries(
    ["plane", "space", "compare", "convergence", "cost", "points"].map((kind) => [
      `${kind} cells`,
      cells(after(kind)),
    ]),
  ),
};

/** Milliseconds of turns one after the other after which nothing more comes of a change: what is loaded has come. */
const quiet = 700;

/** Opens a document as from a file, and waits until all that is seen of it has come. */
async function open(page: Page, title: string, cells: readonly object[]): Promise<void> {
  const text = JSON.stringify({ format: "deldot", schemaVersion: 2, title, cells });
  const file = { name: "long.json", mimeType: "application/json", buffer: Buffer.from(text) };
  await page.locator("header input[type=file]").setInputFiles(file);
  await page.waitForFunction((title) => window.deldot?.notebook().document.title === title, title);
  await settled(page);
}

function settled(page: Page): Promise<number> {
  return page.evaluate((quiet) => {
    window.turns.begin();
    return window.turns.settled(quiet);
  }, quiet);
}

/** Moves a slider by a step, as a hand does. */
async function step(page: Page, name: string, value: number): Promise<void> {
  await page.evaluate(
    ([name, value]) => {
      const slider = document.querySelector<HTMLInputElement>(`input[type=range][aria-label="${name}"]`);
      if (!slider) throw new Error(`There is no slider ${name}.`);
      Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value")?.set?.call(slider, value);
      slider.dispatchEvent(new Event("input", { bubbles: true }));
    },
    [name, value] as const,
  );
  await settled(page);
}

/** Those that differ most in what is made of them; `npm run test:full` opens all. */
const often = ["sources", "sources with pictures", "texts", "space cells", "cost cells"];

for (const [name, cells] of Object.entries(documents)) {
  if (!process.env.DELDOT_FULL && !often.includes(name)) continue;
  test(`${name}, as many as there may be, open and follow a slider without a pause`, async ({ page }) => {
    await NotebookPage.open(page);
    await watchTurns(page);
    expect(await longestTask(page, () => open(page, name, cells)), "while it opens").toBeLessThan(1000);
    if (await page.evaluate(() => !document.querySelector("input[type=range][aria-label=a0]"))) return;
    // The first step has the page laid out that was only made.
    for (const value of [10, 20]) {
      expect(await longestTask(page, () => step(page, "a0", value)), "at a step").toBeLessThan(400);
      expect(await page.evaluate(() => window.deldot?.notebook().reading.program.parameters[0]?.value)).toBe(
        value,
      );
    }
  });
}

test("sources out of sight can be found, reached by keys and written in, and get their editor when they are seen", async ({
  page,
}) => {
  await NotebookPage.open(page);
  await watchTurns(page);
  await open(page, "sources", documents.sources ?? []);
  const last = page.locator('[data-cell="cell-999"]');
  const editors = () =>
    page.evaluate(
      () =>
        [...document.querySelectorAll("[data-cell] div")].filter((one) =>
          one.shadowRoot?.querySelector(".cm-content"),
        ).length,
    );
  expect(await editors()).toBeLessThan(30);
  await expect(last.getByRole("textbox", { name: "Source of the field" })).toHaveValue(/F999/);
  expect(await page.evaluate(() => (window as unknown as { find(text: string): boolean }).find("F998"))).toBe(
    true,
  );

  await last.focus();
  await page.keyboard.press("Enter");
  await page.keyboard.press("ControlOrMeta+End");
  await page.keyboard.type("\n# mine");
  await expect(last.locator(".cm-content")).toContainText("# mine");
  await page.keyboard.type(" and more");
  const sourceOf = () =>
    page.evaluate(() => {
      const cell = window.deldot?.notebook().document.cells.at(-1);
      return cell?.kind === "code" ? cell.source : null;
    });
  await expect.poll(sourceOf).toMatch(/F999\(x, y\) = \(a999 x, y\)\n# mine and more$/);
  expect(await editors()).toBeLessThan(60);
});

test("cells of the laboratory out of sight are made when they are reached, and keep the focus", async ({
  page,
}) => {
  await NotebookPage.open(page);
  await watchTurns(page);
  await open(page, "cost", documents["cost cells"] ?? []);
  await expect(page.locator('[data-cell="cell-1"]').getByRole("heading", { name: "Cost" })).toBeVisible();
  const late = page.locator('[data-cell="cell-500"]');
  await expect(late.getByRole("heading")).toHaveCount(0);
  await page.locator('[data-cell="cell-499"]').focus();
  await page.keyboard.press("j");
  await expect(late.getByRole("heading", { name: "Cost" })).toBeVisible();
  await expect(late).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(late.getByRole("combobox").first()).toBeFocused();
});
