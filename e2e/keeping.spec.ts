import type { Page } from "@playwright/test";
import { createDocument } from "../src/app/document/document.ts";
import { serialiseDocument } from "../src/app/document/serialise.ts";
import { expect, test } from "./support/fixtures.ts";
import { countDifferent, NotebookPage } from "./support/notebook.ts";
import { decodePng, shareChanged } from "./support/png.ts";

test.use({ viewport: { width: 520, height: 520 } });

const source = "b = 0.4 in [0, 2] # kept\nF(x, y) = (x^2 + b y, sin(x t))\nG(x, y) = (y, x y)";

test("a reload finds everything as it was left", async ({ page }) => {
  await page.emulateMedia({ colorScheme: "dark" });
  const notebook = await NotebookPage.open(page);
  await notebook.paste(source);
  await page.getByRole("textbox", { name: "Title" }).fill("Kept for later");
  await notebook.choose("Signed error", "Gaussian", "Shared key");
  await page.getByRole("combobox", { name: "Exact by" }).selectOption("jacobian-reverse");
  await page.getByRole("combobox", { name: "Field" }).selectOption("G");
  await notebook.fill("Number of probes", "7");
  await notebook.fill("Seed", "31337");
  await page.getByRole("combobox", { name: "Range" }).selectOption("symmetric");
  await notebook.fill("Colour range", "2.5");
  await notebook.fill("Value of t", "1.25");
  await page.getByRole("checkbox", { name: "Streamlines" }).uncheck();
  await notebook.plot.focus();
  for (const key of ["ArrowRight", "ArrowUp", "+", "Shift+ArrowLeft"]) await page.keyboard.press(key);
  await page.mouse.move(3, 3);
  await notebook.settled();
  const left = {
    document: (await notebook.snapshot()).document,
    read: await notebook.values(),
    picture: decodePng(await notebook.plot.screenshot()),
  };
  expect(left.document.cells).toContainEqual({ id: expect.any(String), kind: "code", source });
  expect(left.document.cells).toContainEqual(
    expect.objectContaining({
      field: "G",
      map: "error",
      method: "jacobian-reverse",
      distribution: "gaussian",
      keys: "shared",
      probes: 7,
      range: { mode: "fixed", limit: 2.5 },
      time: 1.25,
      streamlines: false,
      cursor: { x: expect.any(Number), y: expect.any(Number) },
    }),
  );

  await page.reload();
  await expect(notebook.editor).toBeVisible();
  await notebook.settled();
  // It stands over the plot and comes after the picture.
  await expect(page.getByRole("button", { name: "Pin the reading point" })).toBeVisible();
  expect((await notebook.snapshot()).document).toEqual(left.document);
  await expect(page.getByRole("textbox", { name: "Title" })).toHaveValue("Kept for later");
  await expect(notebook.editor).toContainText("b = 0.4 in [0, 2] # kept");
  await expect(page.getByRole("radio", { name: "Signed error" })).toBeChecked();
  await expect(page.getByRole("radio", { name: "Gaussian" })).toBeChecked();
  await expect(page.getByRole("radio", { name: "Shared key" })).toBeChecked();
  await expect(page.getByRole("textbox", { name: "Seed" })).toHaveValue("31337");
  await expect(page.getByRole("textbox", { name: "Number of probes" })).toHaveValue("7");
  expect(countDifferent(await notebook.values(), left.read)).toBe(0);
  expect(shareChanged(decodePng(await notebook.plot.screenshot()), left.picture)).toBe(0);

  // A change made in the very last moment is written as the page goes.
  await page.getByRole("textbox", { name: "Seed" }).fill("31338");
  await page.reload();
  await expect(page.getByRole("textbox", { name: "Seed" })).toHaveValue("31338");

  // The theme is the system's, before and after.
  const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const dark = await paper();
  await page.emulateMedia({ colorScheme: "light" });
  expect(await paper()).not.toBe(dark);
  await page.emulateMedia({ colorScheme: "dark" });
  expect(await paper()).toBe(dark);
});

test("a source with an error is kept as well, and a view of a field since mended", async ({ page }) => {
  const notebook = await NotebookPage.open(page);
  await notebook.paste("F(x, y) = (x, oops)");
  await page.reload();
  await expect(notebook.editor).toContainText("F(x, y) = (x, oops)");
  await expect(page.getByRole("list", { name: "Problems in the source" })).toContainText(
    /oops.* is not defined/,
  );
  await notebook.paste("F(x, y) = (x, y)");
  expect(await notebook.figure("exact")).toBe("2");
});

test("two tabs at work on the same storage leave a whole document", async ({ page, context }) => {
  const first = await NotebookPage.open(page);
  const second = await NotebookPage.open(await context.newPage());
  const sources: string[] = [];
  for (let turn = 1; turn <= 2; turn++) {
    for (const [tab, notebook] of [first, second].entries()) {
      const written = `F(x, y) = (${turn} x, ${10 * (tab + 1)} y)`;
      sources.push(written);
      await notebook.page.bringToFront();
      await notebook.paste(written);
      // Neither takes over what the other one shows.
      expect(await notebook.figure("exact")).toBe(String(turn + 10 * (tab + 1)));
    }
    expect(await first.source()).toBe(`F(x, y) = (${turn} x, 10 y)`);
  }
  for (const notebook of [second, first]) {
    await notebook.page.bringToFront();
    await notebook.page.reload();
    await expect(notebook.editor).toBeVisible();
    await notebook.settled();
    expect(sources.slice(-2)).toContain(await notebook.source());
  }
});

test("a document that is open in two tabs says so, and is gone on with in a copy or by choice", async ({
  page,
  context,
}) => {
  const first = await NotebookPage.open(page);
  await page.getByRole("textbox", { name: "Title" }).fill("In two tabs");
  await expect(page.getByText("Saved here")).toBeAttached();
  const second = await NotebookPage.open(await context.newPage(), "as left");
  const title = second.page.getByRole("textbox", { name: "Title" });
  const told = (one: NotebookPage) => one.page.getByText("This document is also open in another tab");
  await expect(told(first)).toBeVisible();
  await expect(told(second)).toBeVisible();

  await second.page.getByRole("button", { name: "Open as a copy" }).click();
  await expect(title).toHaveValue("In two tabs (copy)");
  await expect(told(first)).toBeHidden();
  await expect(told(second)).toBeHidden();

  await second.page.getByRole("button", { name: "Back to In two tabs" }).click();
  await expect(title).toHaveValue("In two tabs");
  await expect(told(first)).toBeVisible();
  await second.page.getByRole("button", { name: "Go on" }).click();
  await expect(told(second)).toBeHidden();
  await second.paste("F(x, y) = (2 x, y)");
  const take = page.getByRole("button", { name: "Take the other tab's" });
  await page.bringToFront();
  await take.click();
  await expect.poll(() => first.source()).toBe("F(x, y) = (2 x, y)");
  await expect(take).toBeHidden();
  await expect(told(first)).toBeVisible();
  await second.page.close();
  await expect(told(first)).toBeHidden();
});

test("a document that another tab deletes is said to be only on show, and can be kept", async ({
  page,
  context,
}) => {
  await NotebookPage.open(page);
  await page.getByRole("textbox", { name: "Title" }).fill("Deleted elsewhere");
  await expect(page.getByText("Saved here")).toBeAttached();
  const other = await context.newPage();
  await NotebookPage.open(other);
  await expect(other.getByRole("button", { name: "Commands" })).toBeVisible();
  await other.keyboard.press("ControlOrMeta+k");
  await other.getByRole("combobox", { name: "Find a command" }).fill("Documents");
  await other.keyboard.press("Enter");
  await other.getByRole("button", { name: "Delete Deleted elsewhere" }).click();
  await other.getByText(/^Recently deleted/).click();
  await other.getByRole("button", { name: "Delete Deleted elsewhere for good" }).click();
  await expect(page.getByRole("status").filter({ hasText: "Deleted in another tab" })).toBeAttached();
  await page.bringToFront();
  await page.getByRole("alert").getByRole("button", { name: "Keep it" }).click();
  await expect(page.getByText("Saved here")).toBeAttached();
  await expect(page.getByRole("alert")).toHaveCount(0);
  await page.reload();
  await expect(page.getByRole("textbox", { name: "Title" })).toHaveValue("Deleted elsewhere");
  await other.close();
});

test("of two tabs the one written in last is what a reload finds", async ({ page, context }) => {
  const early = await NotebookPage.open(page);
  const busy = await NotebookPage.open(await context.newPage());
  for (let turn = 1; turn <= 4; turn++) {
    await busy.paste(`F(x, y) = (${turn} x, y)`);
    await expect(busy.page.getByText("Saved here")).toBeAttached();
  }
  await page.bringToFront();
  await early.paste("F(x, y) = (100 x, y)");
  await expect(page.getByText("Saved here")).toBeAttached();
  await page.reload();
  await expect(early.editor).toContainText("100 x");
});

test("storage that is full or damaged is told, and harms nothing", async ({ page }) => {
  const notebook = await NotebookPage.open(page);
  await notebook.paste("F(x, y) = (3 x, y)");
  await page.evaluate(() => {
    for (const name of Object.keys(localStorage)) localStorage.setItem(name, "not a document");
    Storage.prototype.setItem = () => {
      throw new DOMException("full", "QuotaExceededError");
    };
  });
  await notebook.paste("F(x, y) = (4 x, y)");
  await expect(page.getByText("Not saved")).toBeVisible();
  expect(await notebook.figure("exact")).toBe("5");
  await page.reload();
  // What is shown then is what a first visit shows, and that is two fields.
  await expect(notebook.editor.first()).toContainText("F(x, y)");
  await notebook.settled();
});

/** Fills the storage to the last letter, and says how many keys that took. */
function fillStorage(page: Page): Promise<number> {
  return page.evaluate(() => {
    let keys = 0;
    for (let size = 2 ** 22; size >= 1; ) {
      try {
        localStorage.setItem(`filler:${keys}`, "x".repeat(size));
        keys += 1;
      } catch {
        size = Math.floor(size / 2);
      }
    }
    return keys;
  });
}

test("a storage filled to the brim is told in words, loses nothing, and is written to again once there is room", async ({
  page,
}) => {
  const notebook = await NotebookPage.open(page);
  await notebook.paste("F(x, y) = (3 x, y)");
  await expect(page.getByText("Saved here")).toBeAttached();
  expect(await fillStorage(page)).toBeGreaterThan(0);
  // Longer than what is saved: there is no room for it.
  const long = `F(x, y) = (4 x, y) # ${"more ".repeat(2000)}`;
  await notebook.paste(long);
  await expect(page.getByText("Not saved: storage is full")).toBeVisible();
  expect(await notebook.figure("exact")).toBe("5");
  // What was saved before is whole, in another tab too.
  const other = new NotebookPage(await page.context().newPage());
  await other.page.goto("./");
  await expect(other.editor).toContainText("F(x, y) = (3 x, y)");
  await other.page.close();
  await page.evaluate(() => {
    for (const name of Object.keys(localStorage))
      if (name.startsWith("filler")) localStorage.removeItem(name);
  });
  await notebook.paste(`${long}ends`);
  await expect(page.getByText("Saved here")).toBeAttached();
  await page.reload();
  await expect.poll(() => notebook.source()).toBe(`${long}ends`);
});

test("a write that was torn anywhere leaves the document as it was before", async ({ page }) => {
  const notebook = await NotebookPage.open(page);
  await notebook.paste("F(x, y) = (3 x, y)");
  await expect(page.getByText("Saved here")).toBeAttached();
  await notebook.paste("F(x, y) = (4 x, y)");
  await expect(page.getByText("Saved here")).toBeAttached();
  const newest = await page.evaluate(() => {
    const saves = Object.entries(localStorage).filter(([name]) => /^deldot:.*:[01]$/.test(name));
    const revision = ([, item]: [string, string]) => Number(/^\d+ (\d+)/.exec(item)?.[1]);
    return saves.sort((a, b) => revision(b) - revision(a))[0] as [string, string];
  });
  expect(newest[1]).toContain("4 x");
  for (const share of [0, 0.01, 0.5, 0.999]) {
    await page.evaluate(
      ([[name, item], share]) => localStorage.setItem(name, item.slice(0, Math.floor(item.length * share))),
      [newest, share] as const,
    );
    await page.reload({ waitUntil: "commit" });
    await expect.poll(() => notebook.source(), { message: `torn at ${share}` }).toBe("F(x, y) = (3 x, y)");
    await expect(page.getByRole("button", { name: "Dismiss" })).toHaveCount(0);
  }
});

test("what was deleted is found again after a reload, is restored or deleted for good, and makes room", async ({
  page,
  context,
}) => {
  const notebook = await NotebookPage.open(page);
  const title = page.getByRole("textbox", { name: "Title", exact: true });
  const untouched = await title.inputValue();
  const documentsOf = async (own: Page) => {
    await expect(own.getByRole("button", { name: "Commands" })).toBeVisible();
    await own.keyboard.press("ControlOrMeta+k");
    await own.getByRole("combobox", { name: "Find a command" }).fill("Documents");
    await own.keyboard.press("Enter");
    const titles = (list: string) =>
      own
        .getByRole("list", { name: list, exact: true })
        .getByRole("listitem")
        .evaluateAll((items) =>
          items.map((item) => item.querySelector("input")?.value ?? item.firstElementChild?.textContent),
        );
    return {
      press: (name: string) => own.getByRole("dialog").getByRole("button", { name, exact: true }).click(),
      fold: () => own.getByText(/^Recently deleted/),
      kept: () => titles("Documents"),
      deleted: () => titles("Recently deleted"),
    };
  };
  // Two more, the long one first.
  for (const [name, source] of [
    ["Long", `F(x, y) = (x, y) # ${"long ".repeat(4000)}`],
    ["Short", "F(x, y) = (2 x, y)"],
    ["On show", "F(x, y) = (3 x, y)"],
  ] as const) {
    if (name !== "Long") await (await documentsOf(page)).press("New document");
    await expect(title).toHaveValue(untouched);
    await title.fill(name);
    await notebook.paste(source);
    await expect(page.getByText("Saved here")).toBeAttached();
  }
  const before = await documentsOf(page);
  await expect.poll(before.kept).toEqual(["On show", "Short", "Long"]);
  await expect(before.fold()).toBeHidden();
  await before.press("Delete Long");
  await before.press("Delete Short");
  await expect(page.getByRole("button", { name: "Undo" })).toBeFocused();
  await expect.poll(before.kept).toEqual(["On show"]);

  await page.reload();
  await expect(title).toHaveValue("On show");
  const after = await documentsOf(page);
  await after.fold().click();
  expect(await after.deleted()).toEqual(["Short", "Long"]);
  // What one tab restores or deletes for good the other's list shows at once.
  const other = await context.newPage();
  await other.goto("./");
  const elsewhere = await documentsOf(other);
  await elsewhere.fold().click();
  await elsewhere.press("Restore Short");
  await expect(other.getByText("“Short” was restored.")).toBeVisible();
  await expect(elsewhere.fold()).toBeFocused();
  await expect.poll(after.kept).toEqual(["On show", "Short"]);
  await expect.poll(after.deleted).toEqual(["Long"]);
  await after.press("Delete Short");
  await after.press("Delete Short for good");
  await expect.poll(elsewhere.deleted).toEqual(["Long"]);
  expect(await elsewhere.kept()).toEqual(["On show"]);
  await other.close();

  // What is full has room as long as something deleted is there, and no longer.
  await page.keyboard.press("Escape");
  await fillStorage(page);
  const longer = (by: number) => notebook.paste(`F(x, y) = (4 x, y) # ${"more ".repeat(by)}`);
  await longer(1500);
  await expect(page.getByText("Saved here")).toBeAttached();
  const last = await documentsOf(page);
  await expect.poll(last.kept).toEqual(["On show"]);
  await expect(last.fold()).toBeHidden();
  await page.keyboard.press("Escape");
  await longer(8000);
  await expect(page.getByText("Not saved: storage is full")).toBeVisible();
});

test("a file that is dropped on the list of documents is in it, and on show", async ({ page }) => {
  const notebook = await NotebookPage.open(page);
  await page.getByRole("textbox", { name: "Title" }).fill("First");
  await page.locator("[data-cell]").first().focus();
  await page.keyboard.press("ControlOrMeta+k");
  await page.getByRole("combobox", { name: "Find a command" }).fill("Documents");
  await page.keyboard.press("Enter");
  const list = page.getByRole("list", { name: "Documents" });
  const titles = () =>
    list.getByRole("textbox").evaluateAll((all) => all.map((one) => (one as HTMLInputElement).value));
  await expect.poll(titles).toEqual(["First"]);
  await list.evaluate(
    (element, text) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([text], "dropped.deldot.json", { type: "application/json" }));
      for (const kind of ["dragenter", "dragover", "drop"])
        element.dispatchEvent(new DragEvent(kind, { dataTransfer, bubbles: true, cancelable: true }));
    },
    serialiseDocument(createDocument("Dropped", "F(x, y) = (x, y)")),
  );
  await expect.poll(titles).toEqual(["Dropped", "First"]);
  const shown = list.getByRole("listitem").filter({ hasText: "on show" });
  await expect(shown).toHaveCount(1);
  await expect(shown.getByRole("textbox")).toHaveValue("Dropped");
  await notebook.settled();
});
