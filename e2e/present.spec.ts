import { createDocument, type Document } from "../src/app/document/document.ts";
import { serialiseDocument } from "../src/app/document/serialise.ts";
import { defaultSpace } from "../src/app/document/space-cell.ts";
import { linkOf } from "../src/app/link/link.ts";
import { expect, test } from "./support/fixtures.ts";

test.use({ viewport: { width: 1200, height: 800 } });

const field = createDocument("A lecture", "a = 1 in [0, 2]\nF(x, y) = (a x, sin(y))");
const lecture: Document = {
  ...field,
  cells: [
    { id: "words", kind: "text", source: "# Words" },
    ...field.cells,
    {
      id: "exercise",
      kind: "text",
      source: "What is it?\n\n<details><summary>Answer</summary>Two.</details>",
    },
    { id: "space-field", kind: "code", source: "G(x, y, z) = (x, y, z)" },
    {
      ...defaultSpace("space"),
      field: "G",
      body: { on: true, shape: "sphere", centre: [0, 0, 0], half: [1, 1, 1] },
    },
  ],
};

test("rows are gone through whatever has been touched, and keys of the notebook do what they do on its page", async ({
  page,
  baseURL,
}) => {
  const link = await linkOf(serialiseDocument(lecture));
  if (!link.ok) throw new Error(link.problem);
  await page.goto(`${baseURL}?present${link.fragment}`);
  const bar = page.getByRole("navigation", { name: "Presentation" });
  const at = (row: number) => expect(bar).toContainText(`${row} of 5`);
  const press = async (key: string, row: number) => {
    await page.keyboard.press(key);
    await at(row);
  };
  const sources = () =>
    page.evaluate(() => JSON.stringify(window.deldot?.notebook().document.cells.map((cell) => cell)));
  await at(1);
  await press("Space", 2);

  // The picture has arrows of its own, and a clicker goes on.
  const plot = page.getByRole("application");
  await plot.click();
  const still = await sources();
  await press("ArrowRight", 2);
  expect(await sources()).not.toBe(still);
  await press("PageDown", 3);
  await press("PageUp", 2);
  const layer = page.getByRole("checkbox", { name: "Streamlines" });
  await layer.click();
  await press("ArrowRight", 3);
  await press("ArrowLeft", 2);

  const slider = page.getByRole("slider", { name: "a", exact: true });
  const number = page.getByRole("textbox", { name: "Value of a" });
  await slider.focus();
  await press("ArrowRight", 2);
  await expect(number).not.toHaveValue("1");
  const moved = await number.inputValue();
  await press("PageUp", 1);
  await press("PageDown", 2);
  await expect(number).toHaveValue(moved);
  for (const [undo, redo] of [
    ["Control+z", "Control+y"],
    ["Control+z", "Control+Shift+Z"],
  ] as const) {
    await page.keyboard.press(undo);
    await expect(number).toHaveValue("1");
    await page.keyboard.press(redo);
    await expect(number).toHaveValue(moved);
  }
  // Where text is written all keys are the text's.
  await number.click();
  for (const key of ["PageDown", "ArrowLeft", "Space"]) await press(key, 2);
  await page.keyboard.press("Escape");
  await page.goto(`${baseURL}?present${link.fragment}`);
  await page.reload();
  await at(1);
  for (const row of [2, 3]) await press("PageDown", row);

  const answer = page.locator("summary", { hasText: "Answer" });
  await answer.click();
  await expect(page.getByText("Two.")).toBeVisible();
  await press("ArrowLeft", 2);
  await press("ArrowRight", 3);
  await answer.focus();
  await press("Space", 3);
  await expect(page.getByText("Two.")).toBeVisible();
  await press("PageUp", 2);
  for (const row of [3, 4, 5]) await press("PageDown", row);
  // A flux body has the keys of a clicker, too.
  const body = page.getByRole("slider", { name: /^Flux body/ });
  await body.focus();
  const placed = await sources();
  await press("PageUp", 4);
  expect(await sources()).toBe(placed);

  await page.keyboard.press("?");
  const keys = page.getByRole("dialog", { name: "Keys" });
  const row = (what: string) => keys.locator("dl > div").filter({ hasText: what });
  await expect(row("Next row")).toContainText("Page Down");
  await expect(row("Redo")).toContainText("Y");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("PageDown");
  await page.keyboard.press("Escape");
  await expect(keys).toHaveCount(0);
  await at(4);
  const saving = page.waitForEvent("download");
  await page.keyboard.press("Control+s");
  const saved = await saving;
  expect(saved.suggestedFilename()).toBe("A-lecture.deldot.json");
  // Whole, and the browser has done with it: what it shows of it may have the next key.
  expect(await saved.failure()).toBe(null);
  await page.keyboard.press("Escape");
  await expect(page.getByRole("banner")).toBeVisible();
});
