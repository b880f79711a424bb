import { createDocument } from "../src/app/document/document.ts";
import { serialiseDocument } from "../src/app/document/serialise.ts";
import { expect, test } from "./support/fixtures.ts";
import { NotebookPage, often } from "./support/notebook.ts";
import { shareFilled } from "./support/png.ts";
import { SpacePage, spaceDocument } from "./support/space.ts";

test("a document with nothing to show shows nothing of the one before, in space as in a plane", async ({
  page,
}) => {
  const space = await SpacePage.open(page, spaceDocument("A(x, y, z) = (x^2, y z, z)", {}));
  const main = page.locator("main");
  const picture = page.getByRole("group", { name: "Picture in space" });
  const last = page.getByText("The last good picture");
  // Within a document what was drawn last stays.
  await space.notebook.editor.click();
  await page.keyboard.press("ControlOrMeta+End");
  await page.keyboard.press("Backspace");
  await expect(last.first()).toBeVisible();
  expect(shareFilled(await space.pixels(), 0.2)).toBeGreaterThan(0.02);
  await page.keyboard.insertText(")");
  await expect(last).toHaveCount(0);
  await space.settled();

  // Another one has the same cells by name.
  await space.chooses(spaceDocument("B(x, y, z) = (x, y", {}));
  await expect(picture).toContainText("There is no picture yet");
  await expect(last).toHaveCount(0);
  await expect(main).not.toContainText("∇·A");
  expect(shareFilled(await space.pixels(), 0.2)).toBe(0);
  await space.chooses(spaceDocument("B(x, y) = (x, y)", {}));
  await expect(page.getByText("There is no field in space yet")).toBeVisible();

  const notebook = new NotebookPage(page);
  await notebook.opens(createDocument("", "A(x, y) = (x^2, y)"));
  await expect(main).toContainText("∇·A");
  const wrong = serialiseDocument(createDocument("", "B(x, y) = (x, y"));
  const file = { name: "b.json", mimeType: "application/json", buffer: Buffer.from(wrong) };
  await page.locator("input[type=file]").setInputFiles(file);
  await expect.poll(async () => serialiseDocument(await notebook.document()), often).toBe(wrong);
  await expect(page.getByText("There is no picture yet").first()).toBeVisible();
  await expect(last).toHaveCount(0);
  await expect(main).not.toContainText("∇·A");
});

test("a field that is chosen and is there no more is told, with the one that is shown in its place", async ({
  page,
}) => {
  const source = "F(x, y, z) = (x, y z, z)\nG(x, y, z) = (x y, y, z)";
  const space = await SpacePage.open(page, spaceDocument(source, { field: "G" }));
  const told = page.getByText("There is no field G to show; this is F.");
  await expect(told).toHaveCount(0);
  await space.opens(spaceDocument(source.replace("G(", "H("), { field: "G" }));
  await expect(told).toBeVisible();
  await page.getByRole("combobox", { name: "Field", exact: true }).selectOption("H");
  await expect(told).toHaveCount(0);
});
