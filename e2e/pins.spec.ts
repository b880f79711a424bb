import { readFileSync } from "node:fs";
import type { Locator, Page } from "@playwright/test";
import { lightAndDark, windows } from "./support/appearance.ts";
import { violations } from "./support/axe.ts";
import { csvRows, deldot } from "./support/command.ts";
import { expect, test } from "./support/fixtures.ts";
import { NotebookPage } from "./support/notebook.ts";

test.use({ viewport: { width: 1440, height: 900 } });

const source = "a = 1.3 in [0, 3]\nF(x, y) = (sin(a x y) + x^2, cos(x) exp(y / 3) - y^3)";

const rowsOf = (page: Page): Locator =>
  page.getByRole("group", { name: "Table of pins" }).locator("tbody tr");

/** Every number of a pin's row with all its digits. */
function valuesOf(row: Locator): Promise<string[]> {
  return row.locator("data").evaluateAll((all) => all.map((element) => element.getAttribute("value") ?? ""));
}

/** A new page's pins, told by their rows, are those of the command, and this many. */
async function equalTheCommand(page: Page, text: string, count: number): Promise<string[][]> {
  const rows = rowsOf(page);
  await expect(rows).toHaveCount(count);
  await expect(page.getByRole("button", { name: "Save pins as CSV" })).toBeEnabled();
  const told = await Promise.all((await rows.all()).map(valuesOf));
  const at = told.flatMap(([x, y]) => ["--at", `${x},${y}`]);
  const table = await deldot(
    ["divergence", "-", ...at, "--method", "jacobian-forward", "--components"],
    text,
  );
  expect(told.map((row) => row.slice(0, 5))).toEqual(csvRows(table).rows);
  return told;
}

test("pins are set, moved with the view, read to the last digit, removed, kept over a reload and saved", async ({
  page,
}) => {
  const notebook = await NotebookPage.open(page);

  await test.step("pins are set by mouse, keys and button, and have the command's numbers to the last digit", async () => {
    await notebook.paste(source);
    const { view: home } = await notebook.plane();
    const box = await notebook.box();
    await page.mouse.dblclick(box.x + 0.3 * box.width, box.y + 0.4 * box.height);
    await expect(rowsOf(page)).toHaveCount(1);
    await expect(page.getByText(/^Pin 1 at .*: divergence/)).toBeAttached();
    expect((await notebook.plane()).view).toEqual(home);
    await page.mouse.move(5, 5);
    await notebook.plot.focus();
    for (const key of ["Shift+ArrowRight", "Shift+ArrowUp", "Enter"]) await page.keyboard.press(key);
    for (const key of ["Shift+ArrowRight", "p", "p"]) await page.keyboard.press(key);
    await page.keyboard.press("Shift+ArrowDown");
    await page.getByRole("button", { name: "Pin the reading point" }).click();
    await expect(page.getByText(/^Pin 4 at/)).toBeAttached();
    const pins = (await notebook.plane()).pins;
    expect(pins).toHaveLength(4);
    expect(pins[3]).toEqual((await notebook.plane()).cursor);
    const told = await equalTheCommand(page, source, 4);

    // Curl and eigenvalues by hand, from the Jacobian on paper.
    for (const values of told) {
      const [x = 0, y = 0, , , div = 0, , curl = 0, first = 0, second = 0] = values.map(Number);
      const slope = [
        1.3 * y * Math.cos(1.3 * x * y) + 2 * x,
        1.3 * x * Math.cos(1.3 * x * y),
        -Math.sin(x) * Math.exp(y / 3),
        (Math.cos(x) * Math.exp(y / 3)) / 3 - 3 * y * y,
      ] as const;
      expect(curl).toBeCloseTo(slope[2] - slope[1], 11);
      const determinant = slope[0] * slope[3] - slope[1] * slope[2];
      const apart = (div * div) / 4 - determinant;
      expect(first).toBeCloseTo(div / 2 + Math.sqrt(Math.max(0, apart)), 9);
      expect(second).toBeCloseTo(apart < 0 ? Math.sqrt(-apart) : div / 2 - Math.sqrt(apart), 9);
    }

    // They follow the sliders.
    await notebook.fill("Value of a", "0.7");
    await expect.poll(async () => (await valuesOf(rowsOf(page).first()))[4]).not.toBe(told[0]?.[4]);
    await equalTheCommand(page, source.replace("1.3", "0.7"), 4);
  });

  await test.step("a marker stands where its point is while the view is dragged and zoomed", async () => {
    await notebook.renew();
    const box = await notebook.box();
    await page.mouse.dblclick(box.x + 0.4 * box.width, box.y + 0.4 * box.height);
    const marker = page.locator("[data-pin='1'] circle");
    await expect(marker).toBeVisible();
    const off = async () => {
      const [plot, dot, { view, pins }] = [
        await notebook.box(),
        await marker.boundingBox(),
        await notebook.plane(),
      ];
      const unit = view.span / Math.min(plot.width, plot.height);
      const pin = pins[0];
      if (!dot || !pin) throw new Error("there is no pin");
      const left = plot.x + plot.width / 2 + (pin.x - view.x) / unit;
      const top = plot.y + plot.height / 2 - (pin.y - view.y) / unit;
      return Math.hypot(dot.x + dot.width / 2 - left, dot.y + dot.height / 2 - top);
    };
    await expect.poll(off).toBeLessThan(0.02);
    await page.mouse.move(box.x + 0.5 * box.width, box.y + 0.5 * box.height);
    await page.mouse.down();
    await page.mouse.move(box.x + 0.5 * box.width + 37, box.y + 0.5 * box.height - 22, { steps: 4 });
    expect(await off()).toBeLessThan(0.02);
    await page.mouse.up();
    await page.mouse.wheel(0, -240);
    await expect.poll(async () => (await notebook.plane()).view.span).toBeLessThan(10);
    expect(await off()).toBeLessThan(0.02);
  });

  await test.step("the readout has curl, eigenvalues and the picture of the Jacobian", async () => {
    await notebook.renew();
    const eigenvalues = () =>
      page
        .getByRole("group", { name: "Readout", exact: true })
        .locator("[data-figure=eigenvalues] data")
        .evaluateAll((all) => all.map((element) => Number(element.getAttribute("value"))));
    await notebook.paste("F(x, y) = (x + 2y, -2x + y)");
    expect(await notebook.figure("curl")).toBe("-4");
    expect(await eigenvalues()).toEqual([1, 2]);
    await expect(page.locator("[data-figure=eigenvalues]")).toHaveText("1.00000 ± 2.00000 i");
    await notebook.paste("F(x, y) = (3x, -y/2)");
    expect(await eigenvalues()).toEqual([3, -0.5]);
    await expect(
      page.getByRole("img", { name: "semi-axes 3 and 0.5, the longer at 0°, turned over" }),
    ).toBeVisible();
  });

  await test.step("pins are removed, put back, kept over a reload, and saved as CSV", async () => {
    await notebook.renew();
    await notebook.paste(source);
    await notebook.plot.focus();
    for (const key of ["p", "Shift+ArrowRight", "p", "Shift+ArrowUp", "p"]) await page.keyboard.press(key);
    const { pins } = await notebook.plane();
    expect(pins).toHaveLength(3);

    await page.getByRole("button", { name: "Remove pin 2" }).click();
    await expect(rowsOf(page)).toHaveCount(2);
    await expect(page.getByText("Pin 2 removed.")).toBeAttached();
    const undo = page.getByRole("button", { name: "Undo removal" });
    await expect(undo).toBeFocused();
    await page.getByRole("button", { name: "Remove pin 1" }).click();
    expect((await notebook.plane()).pins).toEqual([pins[2]]);
    await page.keyboard.press("Enter");
    await expect(page.getByRole("button", { name: "Remove pin 1" })).toBeFocused();
    await undo.click();
    await expect(undo).toHaveCount(0);
    expect((await notebook.plane()).pins).toEqual(pins);

    await expect(page.getByText("Saved here")).toBeVisible();
    await page.reload();
    await notebook.settled();
    expect((await notebook.plane()).pins).toEqual(pins);
    const told = await equalTheCommand(page, source, 3);

    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "Save pins as CSV" }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/pins\.csv$/);
    const text = readFileSync(await download.path(), "utf8");
    for (const line of [
      "# field: F",
      "# parameters: a=1.3",
      ...source.split("\n").map((own) => `#   ${own}`),
    ])
      expect(text.split("\n")).toContain(line);
    const { header, rows } = csvRows(text);
    expect(header.slice(0, 9)).toEqual(["pin", "pixel", "x", "y", "F_x", "F_y", "exact", "estimate", "curl"]);
    // The page shows no −0.
    const shown = rows.map((row) => row.slice(2, 9).map((cell) => (cell === "-0" ? "0" : cell)));
    expect(shown).toEqual(told.map((row) => row.slice(0, 7)));
  });
});

test("with a key per point a pin has the estimate of the readout there, whatever other pins there are", async ({
  page,
}) => {
  const notebook = await NotebookPage.open(page);
  await notebook.paste("F(x, y) = (sin(y) + x/3, cos(x) - y/5)");
  await notebook.plot.focus();
  await page.keyboard.press("p");
  // The table takes some of the picture's room: from here on its pixels stay, and steps are as long on the way back.
  await expect(rowsOf(page)).toHaveCount(1);
  await notebook.settled();
  for (const key of ["Shift+ArrowRight", "Shift+ArrowUp", "Shift+ArrowUp"]) {
    await page.keyboard.press(key);
    await page.keyboard.press("p");
  }
  await expect(rowsOf(page)).toHaveCount(4);
  const read: number[] = [];
  for (const key of ["", "Shift+ArrowDown", "Shift+ArrowDown"]) {
    if (key) await page.keyboard.press(key);
    await notebook.settled();
    read.unshift(Number(await notebook.figure("estimate")));
  }
  const estimates = async () =>
    (await Promise.all((await rowsOf(page).all()).map(valuesOf))).map((row) => Number(row[5]));
  expect(new Set(read).size).toBeGreaterThan(1);
  await expect.poll(async () => (await estimates()).slice(1)).toEqual(read);
  await page.getByRole("button", { name: "Remove pin 1" }).click();
  await expect(page.getByRole("button", { name: "Save pins as CSV" })).toBeEnabled();
  expect(await estimates()).toEqual(read);

  // The readout at a pin's point has another key in another view, and so has the pin.
  await notebook.plot.focus();
  await page.keyboard.press("+");
  await notebook.settled();
  const now = Number(await notebook.figure("estimate"));
  await expect.poll(async () => (await estimates())[0]).toBe(now);
});

test("a pin on a slice has the eigenvalues that the readout tells there, and so has its file", async ({
  page,
}) => {
  const notebook = await NotebookPage.open(page);
  await notebook.paste("F(x, y, z) = (2y, -2x, 3z)");
  await notebook.plot.focus();
  for (const key of ["Shift+ArrowRight", "p"]) await page.keyboard.press(key);
  await expect(rowsOf(page)).toHaveText(/3\.00000, 0 ± 2\.00000 i/);
  await expect(page.locator("[data-figure=spectrum]")).toHaveText("3.00000, 0 ± 2.00000 i");
  await expect(page.getByRole("columnheader", { name: "eigenvalues" })).toBeVisible();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Save pins as CSV" }).click(),
  ]);
  const { header, rows } = csvRows(readFileSync(await download.path(), "utf8"));
  const eigenvalues = header.map((name, k) => (name.startsWith("eigenvalue") ? Number(rows[0]?.[k]) : null));
  expect(eigenvalues.filter((value) => value !== null)).toEqual([3, 0, 0, 2, 0, -2]);
});

test("what was said of a document is not left when another one is opened", async ({ page }) => {
  const notebook = await NotebookPage.open(page);
  await notebook.paste("F(x, y) = (x, y)");
  await notebook.plot.focus();
  for (const key of ["Shift+ArrowRight", "p"]) await page.keyboard.press(key);
  const said = page.locator("[aria-live=polite]").filter({ hasText: /^(At|Pin 1 at) / });
  await expect(said).toHaveCount(2);
  const one = await notebook.document();
  await notebook.renew();
  await expect(said).toHaveCount(0);
  // One pin more than there were is not news of a pin that was set.
  await notebook.opens(one);
  await expect(rowsOf(page)).toHaveCount(1);
  await expect(page.getByRole("button", { name: "Save pins as CSV" })).toBeEnabled();
  await expect(page.getByText(/^Pin 1 at /)).toHaveCount(0);
});

test("a pin is set and removed by touch", async ({ browser }) => {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, hasTouch: true });
  const page = await context.newPage();
  const notebook = await NotebookPage.open(page);
  const box = await notebook.box();
  await page.touchscreen.tap(box.x + 0.3 * box.width, box.y + 0.3 * box.height);
  await page.getByRole("button", { name: "Pin the reading point" }).tap();
  await expect(rowsOf(page)).toHaveCount(1);
  const { pins, cursor } = await notebook.plane();
  expect(pins).toEqual([cursor]);
  await page.getByRole("button", { name: "Remove pin 1" }).tap();
  await page.getByRole("button", { name: "Undo removal" }).tap();
  expect((await notebook.plane()).pins).toEqual(pins);
  for (let tap = 0; tap < 2; tap++)
    await page.touchscreen.tap(box.x + 0.6 * box.width, box.y + 0.5 * box.height);
  await expect(rowsOf(page)).toHaveCount(2);
  expect((await notebook.plane()).pins[1]).toEqual((await notebook.plane()).cursor);
  await context.close();
});

test("axe finds nothing wrong with pins, their table and time, wide and narrow, light and dark", async ({
  page,
}) => {
  const notebook = await NotebookPage.open(page);
  await notebook.paste("F(x, y) = (sin(x - t), x y)");
  await notebook.plot.focus();
  for (const key of ["p", "Shift+ArrowRight", "p"]) await page.keyboard.press(key);
  await page.getByRole("button", { name: "Remove pin 1" }).click();
  await expect(page.getByRole("button", { name: "Play time" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Save pins as CSV" })).toBeEnabled();
  const wider = () => document.documentElement.scrollWidth - document.documentElement.clientWidth;
  for (const viewport of windows) {
    await page.setViewportSize(viewport);
    await lightAndDark(page, async (colorScheme) => {
      await notebook.settled();
      expect(await violations(page), `${viewport.width} pixels wide, ${colorScheme}`).toEqual([]);
      expect(await page.evaluate(wider)).toBe(0);
    });
  }
});
