import {
  codeCells,
  createDocument,
  type Document,
  defaultPlane,
  planeCells,
} from "../src/app/document/document.ts";
import { serialiseDocument } from "../src/app/document/serialise.ts";
import { expect, test } from "./support/fixtures.ts";
import { lecture } from "./support/lecture.ts";
import { NotebookPage } from "./support/notebook.ts";

test.use({ viewport: { width: 1000, height: 700 } });

const kindsOf = (page: NotebookPage) =>
  page.page.evaluate(() => window.deldot?.notebook().document.cells.map(({ kind }) => kind));

test("only what needs a number is drawn anew when it changes, and an error elsewhere is nothing to a picture", async ({
  page,
}) => {
  const notebook = await NotebookPage.open(page);
  await notebook.opens(lecture);
  await expect(page.getByRole("heading", { name: "Two fields" })).toBeVisible();
  await page.locator('[data-cell="second"]').scrollIntoViewIfNeeded();
  await expect.poll(() => page.evaluate(() => window.deldot?.state("second").frame?.progress)).toBe(1);
  // Whether the frames of both are others than before some change.
  const redrawn = async (change: () => Promise<void>) => {
    await page.evaluate(() => {
      const deldot = window.deldot;
      Object.assign(window, { before: [deldot?.state("first").picture, deldot?.state("second").picture] });
    });
    await change();
    await notebook.settled();
    return page.evaluate(() => {
      const { before } = window as unknown as { before: readonly unknown[] };
      return ["first", "second"].map((id, k) => window.deldot?.state(id).picture !== before[k]);
    });
  };
  expect(await redrawn(() => notebook.fill("Value of a", "3"))).toEqual([true, false]);
  expect(await redrawn(() => notebook.fill("Value of b", "2"))).toEqual([false, true]);
  const exact = await page.evaluate(() => {
    const { readout } = window.deldot?.state("first") ?? {};
    return readout?.status === "done" ? readout.value.exact : null;
  });
  expect(exact).toBe(3);

  const editors = page
    .getByRole("textbox", { name: "Source of the field" })
    .and(page.locator("[contenteditable]"));
  await editors.nth(2).click();
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.insertText("G(x, y) = (a y, oops)");
  await expect(page.getByText(/oops.* is not defined/)).toBeVisible();
  expect(
    await page.evaluate(() => [window.deldot?.state("first").stale, window.deldot?.state("second").stale]),
  ).toEqual([false, true]);
  // Undoing is the whole document's, from within an editor, too.
  await page.keyboard.press("ControlOrMeta+z");
  await expect.poll(() => page.evaluate(() => window.deldot?.state("second").stale)).toBe(false);
  const source = await page.evaluate(() => window.deldot?.notebook().document);
  expect(codeCells(source as Document).at(-1)?.source).toBe("b = 2 in [0, 4]\nG(x, y) = (b y, x)");
});

test("cells are added, written, moved, hidden, collapsed and deleted by keyboard alone, and all of it is undone", async ({
  page,
}) => {
  const notebook = await NotebookPage.open(page);
  await notebook.opens(lecture);
  await page.locator('[data-cell="words"]').focus();
  // Letters do not wait for the place they are written in to come, and none is lost.
  await page.keyboard.press("b");
  await page.keyboard.type("Some *words* and $x^2$.");
  const writing = page.getByRole("textbox", { name: "Text, in Markdown with TeX" });
  await expect(writing).toBeFocused();
  await expect(writing).toHaveValue("Some *words* and $x^2$.");
  await page.keyboard.press("Escape");
  await expect(page.locator("[data-cell] em", { hasText: "words" })).toBeVisible();
  await expect(page.locator("[data-cell] math").last()).toBeVisible();
  expect(await kindsOf(notebook)).toEqual(["text", "text", "code", "code", "plane", "code", "plane"]);
  await page.keyboard.press("Alt+ArrowUp");
  await expect.poll(() => page.evaluate(() => window.deldot?.notebook().document.cells[0]?.id)).toBe("text");
  await page.keyboard.press("o");
  await expect(page.getByRole("button", { name: /▸ Some/ })).toBeVisible();
  await page.keyboard.press("d");
  await page.keyboard.press("d");
  await expect.poll(() => kindsOf(notebook)).toEqual(["text", "code", "code", "plane", "code", "plane"]);

  await page.keyboard.press("ControlOrMeta+k");
  await page.getByRole("combobox", { name: "Find a command" }).fill("show all keys");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog", { name: "Keys" })).toContainText("Delete cell");
  await page.keyboard.press("Escape");
  for (let steps = 0; steps < 20; steps += 1) await page.keyboard.press("ControlOrMeta+z");
  const back = await page.evaluate(() => window.deldot?.notebook().document);
  expect(serialiseDocument(back as Document)).toBe(serialiseDocument(lecture));
});

test("Shift-Enter leaves a cell for the next one, and arrows go between cells", async ({ page }) => {
  const notebook = await NotebookPage.open(page);
  await notebook.opens(lecture);
  const cell = (id: string) => page.locator(`[data-cell="${id}"]`);
  const goes = async (key: string, id: string) => {
    await page.keyboard.press(key);
    await expect(cell(id)).toBeFocused();
  };
  const write = async (id: string) => {
    await cell(id).locator("[contenteditable]").click();
    await page.keyboard.press("End");
  };
  await write("numbers");
  await goes("Shift+Enter", "first");
  await goes("Shift+Enter", "one");
  await goes("ArrowUp", "first");
  await goes("ArrowUp", "numbers");
  await goes("ArrowDown", "first");
  // The plot within has arrow keys of its own.
  await page.keyboard.press("Enter");
  await expect(cell("first").getByRole("application")).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(cell("first").getByRole("application")).toBeFocused();
  expect((await notebook.plane()).view.y).not.toBe(0);
  await goes("Escape", "first");
  await page.keyboard.press("ControlOrMeta+z");
  // The last one has none after it.
  await cell("other").scrollIntoViewIfNeeded();
  await write("other");
  await goes("Shift+Enter", "other");
  await goes("Shift+Enter", "other");
  const { document } = await notebook.snapshot();
  expect(codeCells(document).map(({ source }) => source)).toEqual(
    codeCells(lecture).map(({ source }) => source),
  );

  await page.keyboard.press("?");
  const keys = page.getByRole("dialog", { name: "Keys" });
  for (const [what, key] of [
    ["Edit source", "Enter"],
    ["Leave a cell for the one below", "Shift"],
    ["Leave a text", "Esc"],
    ["Next cell", "↓"],
  ] as const)
    await expect(keys.locator("dl > div").filter({ hasText: what })).toContainText(key);
});

test("the palette adds cells of any kind, begins documents, and opens examples and the export of space", async ({
  page,
}) => {
  const notebook = await NotebookPage.open(page);
  const ask = async (words: string) => {
    await page.keyboard.press("ControlOrMeta+k");
    await page.getByRole("combobox", { name: "Find a command" }).fill(words);
    await page.keyboard.press("Enter");
  };
  await notebook.opens(createDocument("", "F(x, y) = (x, y)\nG(x, y, z) = (x, y, z)"));
  // While no cell is worked with, at the end.
  await ask("add points");
  await expect.poll(() => kindsOf(notebook)).toEqual(["code", "plane", "points"]);
  await expect(page.locator('[data-cell="points"] :focus')).toBeVisible();
  await page.locator('[data-cell="points"]').focus();
  await ask("add cost below");
  await expect.poll(() => kindsOf(notebook)).toEqual(["code", "plane", "points", "cost"]);
  await expect(page.locator('[data-cell="cost"] :focus')).toBeVisible();
  await page.locator('[data-cell="points"]').focus();
  await ask("add space below");
  await expect.poll(() => kindsOf(notebook)).toEqual(["code", "plane", "points", "space", "cost"]);
  await expect(page.locator('[data-cell="space"] :focus')).toBeVisible();
  await expect(page.getByRole("button", { name: "Export space" })).toBeEnabled();
  await page.locator('[data-cell="space"]').focus();
  await ask("export space");
  await expect(page.getByRole("dialog").getByRole("button", { name: "Save PNG" })).toBeVisible();
  await page.keyboard.press("Escape");

  await ask("examples");
  await expect(page.locator(":popover-open").getByRole("button").first()).toBeFocused();
  await page.keyboard.press("Escape");
  await ask("new document");
  await expect.poll(() => kindsOf(notebook)).toEqual(["code", "plane"]);
});

test("a text is edited by touch", async ({ browser }) => {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, hasTouch: true });
  const page = await context.newPage();
  const notebook = await NotebookPage.open(page);
  await notebook.opens(lecture);
  await page.getByRole("button", { name: "Cell: Two fields" }).tap();
  await page.getByRole("button", { name: /^Edit text/ }).tap();
  await expect(page.getByRole("textbox", { name: "Text, in Markdown with TeX" })).toBeFocused();
  await context.close();
});

test("cells are dragged by mouse and by touch: a line shows where they land, and a row stays whole", async ({
  page,
}) => {
  const notebook = await NotebookPage.open(page);
  await notebook.opens(lecture);
  const order = () =>
    page.evaluate(() =>
      window.deldot
        ?.notebook()
        .document.cells.map(({ id }) => id)
        .join(" "),
    );
  const written = "words numbers one first other second";
  const grip = async (id: string) => {
    const box = await page.locator(`[data-grip="${id}"]`).boundingBox();
    if (!box) throw new Error(`There is no grip of ${id}.`);
    return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  };
  const line = page.locator("[data-landing]");
  const carry = async (id: string, y: number) => {
    const { x, y: from } = await grip(id);
    await page.mouse.move(x, from);
    await page.mouse.down();
    await page.mouse.move(x - 20, (from + y) / 2);
    await page.mouse.move(x - 20, y);
  };
  const words = await page.locator('[data-cell="words"]').boundingBox();
  const row = await page.locator('[data-cell="first"]').boundingBox();
  if (!words || !row) throw new Error("The cells are not on the page.");

  await carry("words", row.y + 200);
  await expect(line).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(line).toBeHidden();
  await page.mouse.up();
  expect(await order()).toBe(written);

  await carry("words", row.y + 200);
  await expect(line).toBeVisible();
  await page.mouse.up();
  await expect.poll(order).toBe("numbers one first words other second");
  await expect(page.getByText("Two fields is now cell 4 of 6.")).toBeAttached();
  await page.keyboard.press("ControlOrMeta+z");
  await expect.poll(order).toBe(written);

  // A picture takes the source beside it along.
  await carry("first", words.y + 10);
  await expect(line).toBeVisible();
  await page.mouse.up();
  await expect.poll(order).toBe("one first words numbers other second");
  await page.keyboard.press("ControlOrMeta+z");

  await page.setViewportSize({ width: 390, height: 844 });
  await page.locator('[data-cell="words"]').scrollIntoViewIfNeeded();
  const client = await page.context().newCDPSession(page);
  const { x, y } = await grip("words");
  const touch = (type: "touchStart" | "touchMove" | "touchEnd", ...touchPoints: { x: number; y: number }[]) =>
    client.send("Input.dispatchTouchEvent", { type, touchPoints });
  await touch("touchStart", { x, y });
  for (let step = 1; step <= 4; step += 1) await touch("touchMove", { x: x - step, y: y + 40 * step });
  const numbers = await page.locator('[data-cell="numbers"]').boundingBox();
  await touch("touchMove", { x: x - 5, y: (numbers?.y ?? 0) + (numbers?.height ?? 0) - 5 });
  await expect(line).toBeVisible();
  await touch("touchEnd");
  await expect.poll(order).toBe("numbers words one first other second");

  // A finger drags a slider as well, and all of its way is one step.
  const slider = page.getByRole("slider", { name: "a", exact: true }).first();
  await slider.scrollIntoViewIfNeeded();
  const track = await slider.boundingBox();
  if (!track) throw new Error("There is no slider of a.");
  const at = (share: number) => ({ x: track.x + share * track.width, y: track.y + track.height / 2 });
  await touch("touchStart", at(0.5));
  for (let step = 1; step <= 5; step += 1) await touch("touchMove", at(0.5 + 0.05 * step));
  await touch("touchEnd");
  const value = async () => Number(await slider.inputValue());
  await expect.poll(value).toBeGreaterThan(2.8);
  expect(await value()).toBeLessThan(3.2);
  await page.keyboard.press("ControlOrMeta+z");
  await expect.poll(value).toBe(2);
});

test("a source that is hidden comes to light at the place of its error", async ({ page }) => {
  const notebook = await NotebookPage.open(page);
  const hidden = { id: "hidden", kind: "code", source: "b = 1\nH(x, y) = (oops, b)", hidden: true } as const;
  await notebook.opens({ ...lecture, cells: [...lecture.cells, hidden] });
  const cell = page.locator('[data-cell="hidden"]');
  // The editor: for a moment what can be written in before it has come stands there, too.
  const source = cell.getByRole("textbox", { name: "Source of the field" }).last();
  await cell.scrollIntoViewIfNeeded();
  await expect(source).toHaveCount(0);
  await cell.getByRole("button", { name: "line 2" }).click();
  await expect(source).toBeFocused();
  await page.keyboard.type("-x");
  await expect
    .poll(() => page.evaluate(() => window.deldot?.notebook().document.cells.at(-1)))
    .toMatchObject({ source: "b = 1\nH(x, y) = (-x, b)" });
});

test("a source is written by keyboard before its editor has come", async ({ page }) => {
  // It never comes.
  await page.route("**/mount-editor-*.js", () => {});
  await page.goto("./?new");
  const cell = page.locator("[data-cell]").filter({ has: page.locator("textarea") });
  const source = page.getByRole("textbox", { name: "Source of the field" });
  const exact = page.getByRole("group", { name: "Readout" }).locator('[data-figure="exact"]');
  await expect(exact).toHaveAttribute("value", /\d/);
  await source.click();
  await page.keyboard.press("Escape");
  await expect(cell.last()).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(source).toBeFocused();
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type("F(x, y) = (oops, 3 y)");
  await page.getByRole("button", { name: "line 1" }).click();
  await page.keyboard.type("4 x");
  await expect(source).toHaveValue("F(x, y) = (4 x, 3 y)");
  await expect(exact).toHaveAttribute("value", "7");
});

test("twenty-four pictures in one notebook are drawn when they are seen, all by one worker, and rest out of sight", async ({
  page,
}) => {
  const notebook = await NotebookPage.open(page);
  const many: Document = {
    ...createDocument("Many", ""),
    cells: [
      { id: "source", kind: "code", source: "a = 1 in [0, 9]\nF(x, y) = (a x, cos(y) / 1000)" },
      ...Array.from({ length: 24 }, (_, k) => ({
        ...defaultPlane(`plane-${k}`),
        streamlines: false,
        view: { x: k, y: 0, span: 4 },
      })),
    ],
  };
  await notebook.opens(many);
  const drawn = () =>
    page.evaluate(
      (ids) => ids.filter((id) => window.deldot?.state(id).frame?.progress === 1).length,
      planeCells(many).map(({ id }) => id),
    );
  const first = await drawn();
  expect(first).toBeGreaterThan(0);
  expect(first).toBeLessThan(24);
  for (const { id } of planeCells(many)) {
    await page.locator(`[data-cell="${id}"]`).scrollIntoViewIfNeeded();
    await expect.poll(() => page.evaluate((id) => window.deldot?.state(id).frame?.progress, id)).toBe(1);
  }
  expect(await drawn()).toBe(24);
  const planeWorkers = page.workers().filter((worker) => worker.url().includes("plane-worker"));
  expect(planeWorkers).toHaveLength(1);

  // States that the worker is asked to draw, by their pictures, while a slider moves that all of them need.
  await page.evaluate(() => {
    const drawn: Record<string, number> = {};
    Object.assign(window, { drawn });
    const { postMessage } = Worker.prototype;
    Worker.prototype.postMessage = function (
      this: Worker,
      message: unknown,
      transfer: StructuredSerializeOptions,
    ) {
      const { type, state } = message as { type: string; state?: { viewId: string } };
      if (type === "state" && state) drawn[state.viewId] = (drawn[state.viewId] ?? 0) + 1;
      return postMessage.call(this, message, transfer);
    } as typeof postMessage;
  });
  const counts = () =>
    page.evaluate(() => ({ ...(window as unknown as { drawn: Record<string, number> }).drawn }));
  const slider = page.getByRole("slider", { name: "a", exact: true });
  await slider.focus();
  // What has gone out of sight is told so in the frame after.
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 200))));
  await notebook.settled();
  for (let step = 0; step < 5; step += 1) await page.keyboard.press("PageUp");
  await notebook.settled();
  const seen = await counts();
  expect(seen["plane-0"]).toBeGreaterThan(0);
  expect(Object.keys(seen).length).toBeLessThan(6);
  const moved = (await slider.inputValue()) ?? "";
  expect(Number(moved)).toBeGreaterThan(1);
  // One that comes into sight is drawn once, of the present number.
  const last = "plane-23";
  expect(seen[last]).toBeUndefined();
  await page.locator(`[data-cell="${last}"]`).scrollIntoViewIfNeeded();
  await expect.poll(async () => (await counts())[last]).toBe(1);
  const middle = () =>
    page.evaluate(async (id) => {
      const { width, height, values } = (await window.deldot?.values(id)) ?? {
        width: 0,
        height: 0,
        values: [],
      };
      return values[Math.floor(height / 2) * width + Math.floor(width / 2)] ?? Number.NaN;
    }, last);
  expect(await middle()).toBeCloseTo(Number(moved), 1);
});

test("a picture that cannot be drawn says why, a circle is told in all its cells, and what is collapsed shows that it is wrong", async ({
  page,
}) => {
  const notebook = await NotebookPage.open(page);
  const code = (id: string, source: string, rest = {}) => ({ id, kind: "code" as const, source, ...rest });
  const [, plane] = createDocument("", "").cells;
  const text = serialiseDocument({
    ...createDocument("In a circle", ""),
    cells: [
      code("field", "F(x, y) = (g(x), y)"),
      ...(plane ? [{ ...plane, id: "blank" }] : []),
      code("g", "g(z) = h(z)"),
      code("h", "h(z) = g(z)"),
    ],
  });
  const file = { name: "circle.json", mimeType: "application/json", buffer: Buffer.from(text) };
  await page.locator("header input[type=file]").setInputFiles(file);
  const circle = /go round in a circle: g → h → g/;
  for (const id of ["field", "g", "h"])
    await expect(
      page.locator(`[data-cell="${id}"]`).getByRole("list", { name: "Problems in the source" }),
    ).toContainText(circle);
  const picture = page.getByRole("group", { name: "Picture", exact: true });
  await expect(picture).toContainText(/There is no picture yet: These definitions go round/);
  await expect(page.locator('[data-figure="rms"]')).toHaveCount(0);

  await page.locator('[data-cell="g"]').focus();
  await page.keyboard.press("o");
  await expect(
    page.locator('[data-cell="g"]').getByRole("button", { name: /g\(z\).*1 mistake/ }),
  ).toBeVisible();
  await page.locator('[data-cell="h"]').getByRole("textbox", { name: "Source of the field" }).click();
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.insertText("h(z) = z^2");
  await notebook.settled();
  await expect(picture).not.toContainText("There is no picture");
  await expect(page.getByText(circle)).toHaveCount(0);
  await expect(page.getByText("mistake")).toHaveCount(0);
});
