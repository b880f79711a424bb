import type { Page } from "@playwright/test";
import { createDocument, type Document, defaultPlane } from "../src/app/document/document.ts";
import { defaultSpace } from "../src/app/document/space-cell.ts";
import { defaultFreePlane } from "../src/app/document/space-plane.ts";
import { expect, test } from "./support/fixtures.ts";
import { NotebookPage } from "./support/notebook.ts";

test.use({ viewport: { width: 1000, height: 700 } });

const undo = "Control+z";
const redoing = ["Control+Shift+Z", "Control+y"] as const;

/** How many steps can be undone and redone. */
const steps = (page: Page) =>
  page.evaluate(() => {
    const { past, future } = window.deldot?.notebook().history ?? { past: [], future: [] };
    return [past.length, future.length];
  });

const cellsOf = (page: Page) => page.evaluate(() => JSON.stringify(window.deldot?.notebook().document.cells));

/** Does something that is one step, and takes it back and forth again by keys, with the focus where it is then. */
async function isUndone(page: Page, act: () => Promise<unknown>): Promise<void> {
  const before = await cellsOf(page);
  const [past] = await steps(page);
  await act();
  await expect.poll(async () => (await steps(page))[0]).toBe((past as number) + 1);
  const after = await cellsOf(page);
  expect(after).not.toBe(before);
  for (const redo of redoing) {
    await page.keyboard.press(undo);
    expect(await cellsOf(page)).toBe(before);
    await page.keyboard.press(redo);
    expect(await cellsOf(page)).toBe(after);
  }
}

const pictured: Document = {
  ...createDocument("Pictures", ""),
  cells: [
    {
      id: "code",
      kind: "code",
      source: "a = 1 in [0, 2]\nF(x, y) = (a x, sin(y))\nG(x, y, z) = (x y, y z, z x)",
    },
    { ...defaultPlane("plane"), field: "F" },
    { ...defaultSpace("space"), field: "G", plane: { ...defaultFreePlane, on: true } },
  ],
};

test("what pictures and choices were told is undone with the focus on them", async ({ page }) => {
  const notebook = await NotebookPage.open(page);
  await notebook.opens(pictured);
  const { plot } = notebook;
  const drag = async (box: { x: number; y: number; width: number; height: number } | null) => {
    if (!box) throw new Error("There is no picture.");
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x + 40, y + 30, { steps: 4 });
    await page.mouse.up();
  };
  await plot.focus();
  await isUndone(page, () => page.keyboard.press("ArrowRight"));
  await isUndone(page, () => page.keyboard.press("p"));
  await isUndone(page, async () => drag(await plot.boundingBox()));
  const map = page.getByRole("combobox", { name: "Map of" }).first();
  await isUndone(page, async () => {
    await map.focus();
    await map.selectOption("curl");
  });

  const space = page.getByRole("application", { name: /in space/ });
  await space.scrollIntoViewIfNeeded();
  await expect(page.getByText("Drawing the first picture…")).toHaveCount(0);
  await isUndone(page, async () => drag(await space.boundingBox()));
  await expect(space).toBeFocused();
  for (const key of ["x", "n", "[", "p", "s"]) await isUndone(page, () => page.keyboard.press(key));
});

/** What of each press of keys browsers were left to do by themselves, from now on. */
async function leftToBrowser(page: Page): Promise<() => Promise<string[]>> {
  await page.evaluate(() => {
    const left: string[] = [];
    Object.assign(window, { left });
    // After all that listens to the window now.
    window.addEventListener("keydown", (event) => {
      if (event.ctrlKey && event.key.length === 1 && !event.defaultPrevented) left.push(event.key);
    });
  });
  return () => page.evaluate(() => (window as unknown as { left: string[] }).left.splice(0));
}

test("what is written in texts and number fields and the title is undone in the one line of steps", async ({
  page,
}) => {
  const notebook = await NotebookPage.open(page);
  await expect(page.getByRole("button", { name: "Commands" })).toBeVisible();
  await page.locator("[data-cell]").first().focus();
  await page.keyboard.press("b");
  const writing = page.getByRole("textbox", { name: "Text, in Markdown with TeX" });
  await expect(writing).toBeFocused();
  const [begun] = (await steps(page)) as [number];
  // Two steps: words written soon after each other are one.
  await page.keyboard.type("hello there");
  await page.waitForTimeout(800);
  await page.keyboard.press("Home");
  await page.keyboard.type("Well, ");
  await expect(writing).toHaveValue("Well, hello there");
  expect(await steps(page)).toEqual([begun + 2, 0]);
  for (const redo of redoing) {
    await page.keyboard.press(undo);
    await expect(writing).toHaveValue("hello there");
    expect(await steps(page)).toEqual([begun + 1, 1]);
    // One goes on writing where it was.
    expect(await writing.evaluate((area: HTMLTextAreaElement) => area.selectionStart)).toBe(0);
    await page.keyboard.press(redo);
    await expect(writing).toHaveValue("Well, hello there");
    expect(await steps(page)).toEqual([begun + 2, 0]);
  }
  await page.keyboard.press(undo);
  await page.keyboard.press("Escape");
  await page.keyboard.press(undo);
  await page.keyboard.press("Enter");
  await expect(writing).toHaveValue("");
  expect(await steps(page)).toEqual([begun, 2]);
  await page.keyboard.press("Escape");

  // What was typed and is no number is taken back before the step is.
  const field = page.getByRole("textbox", { name: /^Value of/ }).first();
  const text = await field.inputValue();
  await field.fill("1.25");
  await page.keyboard.press("Enter");
  const [past] = (await steps(page)) as [number];
  await page.keyboard.press("End");
  await page.keyboard.type("e");
  await expect(field).toHaveValue("1.25e");
  await page.keyboard.press(undo);
  await expect(field).toHaveValue("1.25");
  expect(await steps(page)).toEqual([past, 0]);
  await page.keyboard.press(undo);
  await expect(field).toHaveValue(text);
  expect(await steps(page)).toEqual([past - 1, 1]);
  await page.keyboard.press("Control+y");
  await expect(field).toHaveValue("1.25");
  expect(await steps(page)).toEqual([past, 0]);
  // Typed and not yet left.
  await page.waitForTimeout(800);
  await field.fill("0.5");
  await page.keyboard.press(undo);
  await expect(field).toHaveValue("1.25");

  // In the editor of a source as elsewhere.
  await notebook.editor.click();
  const source = await notebook.source();
  await page.waitForTimeout(800);
  await page.keyboard.press("ControlOrMeta+End");
  await page.keyboard.type(" # x");
  await expect.poll(() => notebook.source()).not.toBe(source);
  const longer = await notebook.source();
  for (const redo of redoing) {
    await page.keyboard.press(undo);
    await expect.poll(() => notebook.source()).toBe(source);
    await page.keyboard.press(redo);
    await expect.poll(() => notebook.source()).toBe(longer);
  }
});

test("where nothing can be undone or redone nothing is, in no field, and held keys go on", async ({
  page,
}) => {
  await NotebookPage.open(page);
  await expect(page.getByRole("button", { name: "Commands" })).toBeVisible();
  const left = await leftToBrowser(page);
  const title = page.getByRole("textbox", { name: "Title", exact: true });
  const first = await title.inputValue();
  const titled = () => page.evaluate(() => window.deldot?.notebook().document.title);
  // As by pasting: of what is written at once browsers take back more than they know.
  await title.press("ControlOrMeta+a");
  await page.keyboard.insertText("A lecture");
  await page.locator("[data-cell]").first().focus();
  for (let k = 0; k < 3; k += 1) await page.keyboard.press(undo);
  expect(await titled()).toBe(first);
  await title.focus();
  for (let k = 0; k < 2; k += 1) await page.keyboard.press(undo);
  expect(await titled()).toBe(first);
  expect(await steps(page)).toEqual([0, 1]);
  await page.keyboard.press("Control+y");
  expect(await titled()).toBe("A lecture");
  await page.keyboard.press("Control+y");
  expect(await titled()).toBe("A lecture");

  // Of another document.
  await page.keyboard.press("ControlOrMeta+k");
  await page.getByRole("combobox", { name: "Find a command" }).fill("New document");
  await page.keyboard.press("Enter");
  await expect(title).toHaveValue(first);
  await title.focus();
  for (const keys of [undo, ...redoing]) await page.keyboard.press(keys);
  expect(await titled()).toBe(first);

  await page.locator("[data-cell]").first().focus();
  for (let k = 0; k < 3; k += 1) await page.keyboard.press("o");
  expect(await steps(page)).toEqual([3, 0]);
  await page.keyboard.down("Control");
  for (let k = 0; k < 5; k += 1) await page.keyboard.down("z");
  await page.keyboard.up("z");
  await page.keyboard.up("Control");
  expect(await steps(page)).toEqual([0, 3]);
  // What was chosen in the title, to write over it.
  expect(await left()).toEqual(["a"]);
});

test("a browser's own menu undoes the document's steps, and a dialog's text nothing but itself", async ({
  page,
  context,
}) => {
  await NotebookPage.open(page);
  await expect(page.getByRole("button", { name: "Commands" })).toBeVisible();
  const devtools = await context.newCDPSession(page);
  // As menus do: a command of editing, by no key that the page knows.
  const choose = (command: string) =>
    devtools.send("Input.dispatchKeyEvent", { type: "rawKeyDown", key: "F24", commands: [command] });
  const title = page.getByLabel("Title", { exact: true });
  const first = await title.inputValue();
  await title.press("ControlOrMeta+a");
  await page.keyboard.insertText("A lecture");
  await choose("undo");
  await expect(title).toHaveValue(first);
  expect(await steps(page)).toEqual([0, 1]);
  await page.keyboard.press("Control+y");
  await expect(title).toHaveValue("A lecture");
  expect(await steps(page)).toEqual([1, 0]);

  await title.press("End");
  await page.keyboard.insertText(" on sources");
  await page.keyboard.press("Control+k");
  await page.keyboard.type("Documents");
  await page.keyboard.press("Enter");
  const named = page.getByRole("dialog").getByRole("textbox").first();
  await named.focus();
  const written = await steps(page);
  for (let k = 0; k < 3; k += 1) await page.keyboard.press(undo);
  await expect(title).toHaveValue("A lecture on sources");
  expect(await steps(page)).toEqual(written);
});

test("the key that saves is kept from the browser, held, in dialogs and beside them", async ({ page }) => {
  await NotebookPage.open(page);
  await expect(page.getByRole("button", { name: "Commands" })).toBeVisible();
  const left = await leftToBrowser(page);
  let saved = 0;
  page.on("download", () => {
    saved += 1;
  });
  const hold = async () => {
    await page.keyboard.down("Control");
    for (let k = 0; k < 3; k += 1) await page.keyboard.down("s");
    await page.keyboard.up("s");
    await page.keyboard.up("Control");
  };
  await hold();
  await expect.poll(() => saved).toBe(1);
  await page.getByRole("textbox", { name: "Title", exact: true }).focus();
  await hold();
  await expect.poll(() => saved).toBe(2);
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("combobox", { name: "Find a command" })).toBeFocused();
  await hold();
  await page.keyboard.press("Control+k");
  await page.keyboard.type("Documents");
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Documents in this browser" });
  await expect(dialog.getByRole("listitem").first()).toBeVisible();
  await hold();
  const named = dialog.getByRole("textbox").first();
  await named.focus();
  await hold();
  expect(await left()).toEqual([]);
  // What is written there is no part of a document yet, and the browser undoes it.
  await named.press("End");
  await page.keyboard.type(" II");
  await page.keyboard.press(undo);
  await expect(named).not.toHaveValue(/II/);
  expect(await left()).toEqual(["z"]);
  expect(await steps(page)).toEqual([0, 0]);
  expect(saved).toBe(2);
});
