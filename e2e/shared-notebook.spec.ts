import { serialiseDocument } from "../src/app/document/serialise.ts";
import { linkOf } from "../src/app/link/link.ts";
import { expect, test } from "./support/fixtures.ts";
import { lecture } from "./support/lecture.ts";
import { NotebookPage } from "./support/notebook.ts";

test.use({ viewport: { width: 1000, height: 700 } });

test("a link is opened as a copy of its own: the reader's document stays, and the copy is saved when it is changed", async ({
  page,
  context,
  baseURL,
}) => {
  const notebook = await NotebookPage.open(page);
  await page.getByRole("textbox", { name: "Title" }).fill("My own");
  await expect(page.getByText("Saved here")).toBeVisible();
  const link = await linkOf(serialiseDocument(lecture));
  if (!link.ok) throw new Error(link.problem);

  const reader = await context.newPage();
  await reader.goto(`${baseURL}${link.fragment}`);
  await expect(reader.getByRole("textbox", { name: "Title" })).toHaveValue("A lecture");
  await expect(reader.getByText("Shared copy, not saved")).toBeVisible();
  // One's own is not lost from sight, nor is what was sent.
  const title = reader.getByRole("textbox", { name: "Title" });
  const asks = reader.getByText("This is a shared copy. Your own document stays as it is.");
  await expect(asks).toBeVisible();
  await reader.getByRole("button", { name: "Keep mine" }).click();
  await expect(title).toHaveValue("My own");
  await expect(asks).toBeHidden();
  expect(new URL(reader.url()).hash).toBe("");
  await reader.reload();
  await expect(title).toHaveValue("My own");
  await reader.evaluate((fragment) => location.assign(fragment), link.fragment);
  await expect(title).toHaveValue("A lecture");
  await reader.reload();
  await expect(title).toHaveValue("A lecture");
  // To point and to look about is to read, and the copy is not one's own by that.
  const plot = reader.getByRole("application", { name: /Arrow keys move the view/ }).first();
  await plot.click({ position: { x: 60, y: 40 } });
  await plot.press("ArrowRight");
  const pointed = () =>
    reader.evaluate(() =>
      window.deldot?.notebook().document.cells.filter((cell) => "cursor" in cell && cell.cursor),
    );
  await expect.poll(async () => (await pointed())?.length).toBe(1);
  await expect(asks).toBeVisible();
  await expect(reader.getByText("Shared copy, not saved")).toBeVisible();
  expect(new URL(reader.url()).hash).toBe(link.fragment);
  await reader.getByRole("button", { name: "Open as new" }).click();
  await expect(reader.getByText("Saved here")).toBeVisible();
  await expect(asks).toBeHidden();
  expect(new URL(reader.url()).hash).toBe("");
  await reader.reload();
  await expect(title).toHaveValue("A lecture");
  await reader.getByRole("textbox", { name: "Title" }).fill("A lecture of mine");
  await expect(reader.getByText("Saved here")).toBeVisible();
  expect(new URL(reader.url()).hash).toBe("");
  await reader.reload();
  await expect(reader.getByRole("textbox", { name: "Title" })).toHaveValue("A lecture of mine");
  await page.reload();
  await expect(page.getByRole("textbox", { name: "Title" })).toHaveValue("My own");

  // Both are in the list, and what is deleted comes back.
  await expect(reader.getByRole("button", { name: "Commands" })).toBeVisible();
  await reader.keyboard.press("ControlOrMeta+k");
  await reader.getByRole("combobox", { name: "Find a command" }).fill("Documents");
  await reader.keyboard.press("Enter");
  const list = reader.getByRole("list", { name: "Documents" });
  await expect(list.getByRole("textbox")).toHaveCount(2);
  await list.getByRole("button", { name: "Delete My own" }).click();
  await expect(list.getByRole("textbox")).toHaveCount(1);
  await reader.getByRole("button", { name: "Undo" }).click();
  await expect(list.getByRole("textbox")).toHaveCount(2);

  // A damaged link says so, and what is on show stays.
  await page.goto(`${baseURL}${link.fragment.slice(0, -3)}`);
  await page.reload();
  await expect(page.getByText(/This link is damaged/)).toBeVisible();
  await expect(page.getByRole("textbox", { name: "Title" })).toHaveValue("My own");
  await notebook.settled();
});

test("embedded it is the notebook and a way to open it; presented it is one row at a time", async ({
  page,
  baseURL,
}) => {
  const link = await linkOf(serialiseDocument(lecture));
  if (!link.ok) throw new Error(link.problem);
  await page.goto(`${baseURL}?embed${link.fragment}`);
  await expect(page.getByRole("heading", { name: "Two fields" })).toBeVisible();
  await expect(page.getByRole("link", { name: "A lecture · open in Deldot" })).toBeVisible();
  await expect(page.getByRole("banner")).toHaveCount(0);
  await expect(page.getByRole("group", { name: "Add a cell" })).toHaveCount(0);

  await page.goto(`${baseURL}?present${link.fragment}`);
  const progress = page.getByRole("navigation", { name: "Presentation" });
  await expect(progress).toContainText("1 of 4");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  await expect(progress).toContainText("3 of 4");
  // After its buttons, too: of the last row there is none that goes on.
  await progress.getByRole("button", { name: "Next" }).click();
  await expect(progress).toContainText("4 of 4");
  await page.keyboard.press("ArrowLeft");
  await expect(progress).toContainText("3 of 4");
  await progress.getByRole("button", { name: "Previous" }).click();
  await expect(progress).toContainText("2 of 4");
  await page.keyboard.press("PageDown");
  await expect(progress).toContainText("3 of 4");
  await page.keyboard.press("Space");
  await expect(progress).toContainText("2 of 4");
  await page.keyboard.press("ArrowDown");
  await expect(progress).toContainText("3 of 4");
  await expect(page.locator('[data-cell="first"]')).toBeVisible();
  await expect(page.getByRole("heading", { name: "Two fields" })).toHaveCount(0);
  await page.keyboard.press("Escape");
  await expect(page.getByRole("banner")).toBeVisible();
  await expect(page.getByRole("heading", { name: "Two fields" })).toBeVisible();
});
