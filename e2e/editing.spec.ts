import { expect, test } from "./support/fixtures.ts";
import { countDifferent, NotebookPage } from "./support/notebook.ts";
import { decodePng, shareChanged } from "./support/png.ts";

test.use({ viewport: { width: 1280, height: 760 } });

test("what is typed shows at once in pixels, numbers, colours and words, and the last good picture stays while it is wrong", async ({
  page,
}) => {
  const notebook = await NotebookPage.open(page);

  await test.step("a field typed key by key changes the pixels, the numbers and the formula", async () => {
    const before = { values: await notebook.values(), picture: decodePng(await notebook.plot.screenshot()) };
    const formula = page.getByRole("group", { name: "Formula: divergence of F" });
    const oldFormula = await formula.textContent();

    await notebook.editor.click();
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.type("c = 2");
    await page.keyboard.press("Enter");
    await page.keyboard.type("F(x, y) = (c x² y, 3 sin(π y))");
    expect(await notebook.source()).toBe("c = 2\nF(x, y) = (c x² y, 3 sin(π y))");
    await notebook.settled();

    const after = { values: await notebook.values(), picture: decodePng(await notebook.plot.screenshot()) };
    expect(countDifferent(before.values, after.values)).toBeGreaterThan(0.99 * after.values.values.length);
    expect(shareChanged(before.picture, after.picture, 8)).toBeGreaterThan(0.5);

    // div F = 2cxy + 3π cos(πy), so 8 + 3π at (1, 2).
    await expect(formula).not.toHaveText(oldFormula ?? "");
    await expect(formula).toHaveText(/2\W*c\W*x\W*y/);
    await expect(formula).toHaveText(/3\W*π\W*cos/);
    await expect(page.getByRole("slider", { name: "c", exact: true })).toHaveValue("2");
    const plane = await notebook.plane();
    const middle =
      after.values.values[(after.values.height >> 1) * after.values.width + (after.values.width >> 1)];
    expect([plane.view.x, plane.view.y]).toEqual([0, 0]);
    expect(middle).toBeCloseTo(3 * Math.PI, 1);
  });

  await test.step("each key press shows at once", async () => {
    await notebook.renew();
    await notebook.paste("F(x, y) = (2 x, y)");
    await page.keyboard.press("Home");
    for (const _ of "F(x, y) = (2") await page.keyboard.press("ArrowRight");
    for (const [key, divergence] of [
      ["5", 26],
      ["0", 251],
      ["Backspace", 26],
      ["y", null],
    ] as const) {
      await page.keyboard.press(key);
      await notebook.settled();
      // 25y x: at the middle of the view, (0, 0), only the second component is left.
      expect(await notebook.figure("exact"), key).toBe(String(divergence ?? 1));
      const { values } = await notebook.values();
      const [lowest, highest] = [
        Math.min(...values.subarray(0, 1000)),
        Math.max(...values.subarray(0, 1000)),
      ];
      if (divergence === null) expect(lowest, key).toBeGreaterThan(20);
      else expect([lowest, highest], key).toEqual([divergence, divergence]);
    }
  });

  await test.step("the source is coloured by what its words are", async () => {
    await notebook.renew();
    await notebook.paste("# a comment\nk = 2.5 in [0, 3]\nF(x, y) = (sin(k x), y)");
    const colourOf = (text: string) =>
      notebook.editor
        .getByText(text, { exact: true })
        .first()
        .evaluate((element) => getComputedStyle(element).color);
    const colours = await Promise.all(["# a comment", "2.5", "sin", "in"].map(colourOf));
    expect(new Set(colours).size, colours.join(" ")).toBe(4);
  });

  await test.step("while the source is wrong the last good picture stays, marked stale, and the error is said in words", async () => {
    await notebook.renew();
    await notebook.paste("F(x, y) = (x cos(y), y)");
    const good = await notebook.values();
    const stale = page.getByText("The last good picture");
    await expect(stale).toBeHidden();

    await notebook.paste("F(x, y) = (x coz(y), y)");
    const problems = page.getByRole("list", { name: "Problems in the source" });
    await expect(problems).toContainText(/coz.* is not defined/);
    await expect(problems).toContainText("line 1");
    await expect(stale).toBeVisible();
    const kept = await notebook.values();
    expect(countDifferent(good, kept)).toBe(0);

    const underlined = await notebook.editor.evaluate((element) =>
      [...element.querySelectorAll("*")]
        .filter((part) => getComputedStyle(part).textDecorationLine.includes("underline"))
        .map((part) => part.textContent),
    );
    expect(underlined).toEqual(["coz"]);

    await problems.getByRole("button", { name: /did you mean .*cos/i }).click();
    expect(await notebook.source()).toBe("F(x, y) = (x cos(y), y)");
    await expect(problems.getByRole("listitem")).toHaveCount(0);
    await expect(stale).toBeHidden();
    await notebook.settled();
    expect(countDifferent(good, await notebook.values())).toBe(0);

    // Mended by hand as well as by the button.
    await notebook.editor.press("ControlOrMeta+End");
    await page.keyboard.press("Backspace");
    await expect(problems).toContainText(/never closed/);
    await expect(stale).toBeVisible();
    await page.keyboard.type(")");
    await expect(problems.getByRole("listitem")).toHaveCount(0);
    await expect(stale).toBeHidden();
  });
});
