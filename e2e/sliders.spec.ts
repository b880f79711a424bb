import { expect, test } from "./support/fixtures.ts";
import { agreementOf, float64Map } from "./support/float64-map.ts";
import { countDifferent, NotebookPage } from "./support/notebook.ts";
import { countShaders } from "./support/plane-worker.ts";

test.use({ viewport: { width: 700, height: 560 } });

const source = "# swirl\na = 1.5 in [0, 3] # by hand\nF(x, y) = (a x, sin(y))";

test("sliders and time change numbers and pixels without a new shader", async ({ page }) => {
  const notebook = await NotebookPage.open(page);

  await test.step("a slider rewrites its number in the source, and the picture follows without a new shader", async () => {
    await notebook.paste(source);
    const shaders = await countShaders(page);
    const slider = page.getByRole("slider", { name: "a", exact: true });
    const written = async () => /a = (\S+) in \[0, 3\] # by hand/.exec(await notebook.source())?.[1];
    /** The number is the same in the source, on the slider, beside it, in the readout and in every pixel. */
    const showsEverywhere = async (value: number) => {
      await notebook.settled();
      expect(await written()).toBe(String(value));
      await expect(slider).toHaveValue(String(value));
      await expect(page.getByRole("textbox", { name: "Value of a", exact: true })).toHaveValue(String(value));
      await expect(notebook.editor).toContainText(`a = ${value} in [0, 3] # by hand`);
      expect(Number(await notebook.figure("exact"))).toBeCloseTo(value + 1, 12);
      const { wrong, finite } = agreementOf(await notebook.values(), float64Map(await notebook.snapshot()));
      expect(wrong.slice(0, 3)).toEqual([]);
      expect(finite).toBeGreaterThan(50_000);
    };
    await showsEverywhere(1.5);

    await slider.focus();
    await page.keyboard.press("ArrowRight");
    await showsEverywhere(1.51);
    await page.keyboard.press("Shift+ArrowLeft");
    await showsEverywhere(1.41);
    await page.keyboard.press("PageUp");
    await showsEverywhere(1.51);

    const box = await slider.boundingBox();
    if (!box) throw new Error("the slider is not on the page");
    const height = box.y + box.height / 2;
    await page.mouse.move(box.x + box.width / 2, height);
    await page.mouse.down();
    const seen = new Set<string | undefined>();
    for (const share of [0.6, 0.7, 0.8]) {
      await page.mouse.move(box.x + share * box.width, height, { steps: 3 });
      seen.add(await written());
    }
    await page.mouse.up();
    expect(seen.size).toBe(3);
    const dragged = Number(await written());
    expect(dragged).toBeGreaterThan(2.2);
    expect(dragged).toBeLessThan(2.7);
    await showsEverywhere(dragged);

    await notebook.fill("Value of a", "0.25");
    await showsEverywhere(0.25);
    expect(await shaders()).toBe(0);

    // The count is one that can grow.
    await notebook.paste("F(x, y) = (x^3, y^5)");
    expect(await shaders()).toBeGreaterThan(0);
  });

  await test.step("time plays, pauses and can be set", async () => {
    await notebook.renew();
    await expect(page.getByRole("button", { name: "Play time" })).toHaveCount(0);
    await notebook.paste("F(x, y) = (x t, sin(y))");
    const shaders = await countShaders(page);
    const time = page.getByRole("slider", { name: "Time t" });
    const exact = async () => Number(await notebook.figure("exact"));
    await expect(time).toHaveValue("0");
    expect(await exact()).toBe(1);

    await page.getByRole("button", { name: "Play time" }).click();
    await expect.poll(exact).toBeGreaterThan(1.1);
    const first = await exact();
    await expect.poll(exact).toBeGreaterThan(first);
    await page.getByRole("button", { name: "Pause time" }).click();
    await notebook.settled();
    const stopped = await time.inputValue();
    const read = await notebook.values();
    await page.waitForTimeout(500);
    expect(await time.inputValue()).toBe(stopped);
    expect(countDifferent(await notebook.values(), read)).toBe(0);

    await notebook.fill("Value of t", "2.5");
    await notebook.settled();
    expect(await exact()).toBe(3.5);
    await time.focus();
    await page.keyboard.press("ArrowRight");
    await notebook.settled();
    expect(await exact()).toBeCloseTo(3.51, 12);
    expect(await shaders()).toBe(0);
  });
});

test("lines of a field that a slider moved are in the end those of a page that opens there", async ({
  page,
}) => {
  const notebook = await NotebookPage.open(page);
  await notebook.paste("a = 1 in [-2, 2]\nF(x, y) = (sin(x) + a sin(y), sin(y) - a sin(x))");
  const slider = page.getByRole("slider", { name: "a", exact: true });
  await slider.focus();
  const before = await notebook.picture();
  for (let press = 0; press < 12; press += 1) await page.keyboard.press("ArrowRight");
  await notebook.settled();
  const moved = await notebook.picture();
  expect(moved.equals(before)).toBe(false);
  await expect(page.getByText("Saved here")).toBeVisible();
  await page.reload();
  await notebook.settled();
  expect((await notebook.picture()).equals(moved)).toBe(true);
});
