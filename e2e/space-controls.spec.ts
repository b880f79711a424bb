import { readFile } from "node:fs/promises";
import { serialiseDocument } from "../src/app/document/serialise.ts";
import { expect, test } from "./support/fixtures.ts";
import { NotebookPage } from "./support/notebook.ts";
import { shareChanged } from "./support/png.ts";
import { SpacePage, spaceDocument } from "./support/space.ts";

test.use({ viewport: { width: 1280, height: 800 } });

test("an end of the box is typed figure by figure: slices come back, and what is not taken is said", async ({
  page,
}) => {
  const slices = { at: [1.8, 0, 0], shown: [true, true, true] } as const;
  const space = await SpacePage.open(page, spaceDocument("F(x, y, z) = (x y, y z, z x)", { slices }));
  await page.getByText("Box", { exact: true }).click();
  const end = page.getByRole("textbox", { name: "Box to x" });
  await end.fill("1");
  expect((await space.cell()).slices.at).toEqual([1, 0, 0]);
  await end.pressSequentially("2");
  expect(await space.cell()).toMatchObject({ box: { high: [12, 2, 2] }, slices: { at: [1.8, 0, 0] } });
  const refused = page.getByText("The box along x must end above −2.");
  await expect(refused).toHaveCount(0);
  await end.fill("-3");
  await expect(refused).toBeVisible();
  expect((await space.cell()).box.high[0]).toBe(12);
  await end.blur();
  await expect(refused).toHaveCount(0);
  await expect(end).toHaveValue("12");
});

test("numbers of any size stand whole in their fields, and with all their digits where the focus is", async ({
  page,
}) => {
  const level = -1.2345e-5;
  const document = spaceDocument("a = 1.2345678e-7\nF(x, y, z) = (1e-5 x + a t, 1e-5 y^2, 0)", {
    time: 12345.678,
    slices: { at: [1.0000005, -1.23456789e-6, -1.23456789], shown: [true, true, true] },
    plane: { on: true, through: [0.123456789, 0, 0], azimuth: -123.456789, elevation: 0 },
    surfaces: { on: true, levels: [level, 2e-5], opacity: 1 },
    body: { on: true, shape: "ellipsoid", centre: [-1.23456789, 0, 1e-7], half: [1.23456789, 1, 0.00012345] },
    particles: {
      on: true,
      count: 1000,
      density: true,
      ball: { at: [-1.2345678, 0, 1e-8], radius: 0.1234567 },
      speed: 1,
      colour: "plain",
    },
  });
  const space = new SpacePage(await NotebookPage.open(page));
  await space.chooses(document);
  const field = page.getByRole("textbox", { name: "Value of level 1" });
  await page.locator("summary", { hasText: "Box" }).click();
  for (const width of [1280, 390]) {
    await page.setViewportSize({ width, height: 800 });
    await expect(field).toBeVisible();
    const fields = page.locator('main input[inputmode="decimal"]');
    const cut = await fields.evaluateAll((all) =>
      all
        // Both are rounded.
        .filter((field) => field.scrollWidth > field.clientWidth + 1)
        .map((field) => `${field.ariaLabel} ${(field as HTMLInputElement).value}`),
    );
    expect(cut).toEqual([]);
    expect(await fields.count()).toBeGreaterThan(25);
  }
  expect(Number(await field.inputValue())).toBeCloseTo(level, 6);
  await expect(field).toHaveValue("-1.23e-5");
  await page.getByRole("slider", { name: "Surface at level 1" }).focus();
  await page.keyboard.press("Tab");
  await expect(field).toHaveValue("-0.000012345");
  // What was reached by keys is typed over, as in every field.
  await page.keyboard.type("1e-5");
  await expect.poll(async () => (await space.cell()).surfaces?.levels).toEqual([1e-5, 2e-5]);
  await field.blur();
  await expect(field).toHaveValue("0.00001");
});

test("that a field can play is seen beside its picture, or right below it, without a scroll", async ({
  page,
}) => {
  const space = await SpacePage.open(page, spaceDocument("F(x, y, z) = (sin(x - t), y, z)", {}));
  const panel = page.getByRole("group", { name: "What is shown" });
  const play = panel.getByRole("button", { name: "Play time" });
  for (const [width, height] of [
    [1440, 900],
    [390, 844],
  ] as const) {
    await page.setViewportSize({ width, height });
    await space.settled();
    await expect(play).toBeVisible();
    const place = async (one = panel) => {
      const { y, height } = (await one.boundingBox()) ?? { y: 0, height: 0 };
      return { top: y, bottom: y + height };
    };
    const shown = await place();
    expect((await place(play)).bottom).toBeLessThan(Math.min(shown.bottom, shown.top + 60));
  }
  // And by keys it is the first after the picture.
  const time = panel.getByRole("slider", { name: "Time t" });
  expect(await panel.locator("input, button, select").first().getAttribute("aria-label")).toBe("Time t");
  await time.press("ArrowRight");
  expect((await space.cell()).time).toBeGreaterThan(0);
});

test("a map that is gone takes nothing else away", async ({ page }) => {
  const colouring = { quantity: "curl", palette: "auto", scale: "linear", contours: true } as const;
  const source = "G(x: R^5) = [x[i]^2 + x[4] for i in 0..4]";
  // Its picture never comes.
  const space = new SpacePage(await NotebookPage.open(page));
  const text = serialiseDocument(spaceDocument(source, { colouring, cursor: [1, 2, 3] }));
  const file = { name: "space.json", mimeType: "application/json", buffer: Buffer.from(text) };
  await page.locator("input[type=file]").setInputFiles(file);
  await expect(page.getByText("The curl in space is of three numbers; G is a field on R^5.")).toBeVisible();
  const probe = page.getByRole("textbox", { name: "Probe at x0" });
  await probe.fill("2");
  await expect(page.locator('[data-figure="exact"]')).toHaveAttribute("value", "15");
  await expect(probe).toBeFocused();
  const map = page.getByRole("combobox", { name: "Map of" });
  await map.selectOption("divergence");
  await space.settled();
  await expect(map.locator("option[value=curl]")).toHaveCount(0);
});

test("what the graphics driver refuses is said as long as it is shown, and no longer", async ({ page }) => {
  // A driver that does not take shaders with contour lines.
  await page.addInitScript(() => {
    const { shaderSource } = WebGL2RenderingContext.prototype;
    WebGL2RenderingContext.prototype.shaderSource = function (shader, source) {
      const refused = source.includes("#define LINES 1") ? "#error too many lines" : "";
      shaderSource.call(this, shader, `${source}\n${refused}`);
    };
  });
  const space = await SpacePage.open(page, spaceDocument("F(x, y, z) = (x y, y z, z x)", {}));
  const before = await space.pixels();
  const said = page.getByText(/The graphics driver refused the shader of this field: .*too many lines/);
  const contours = page.getByRole("checkbox", { name: "Contours" });
  for (let turn = 0; turn < 2; turn += 1) {
    await contours.check();
    await expect(said).toBeVisible();
    await contours.uncheck();
    await expect(said).toHaveCount(0);
    await space.settled();
    expect(shareChanged(await space.pixels(), before)).toBe(0);
  }
});

test("a field in space that goes leaves its picture marked, and numbers that are still its own", async ({
  page,
}) => {
  const source = "F(x, y, z) = (x^2 y, sin(y z), z^3)";
  const cell = { cursor: [1, 0.5, 0.5], pins: [[0.5, 0.5, 0.5]] } as const;
  const space = await SpacePage.open(page, spaceDocument(source, cell));
  // ∇·F = 2x y + z cos(y z) + 3z².
  const divergence = (x: number) => 2 * x * 0.5 + 0.5 * Math.cos(0.25) + 0.75;
  const exact = page.locator('[data-figure="exact"]');
  const before = await space.pixels();
  const said = page.getByText(/^The last good picture; no field in space is left: write one/);
  await expect(said).toHaveCount(0);
  await space.notebook.editor.click();
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.insertText("F(x, y) = (x, y)");
  await expect(said).toBeVisible();
  await page.getByRole("textbox", { name: "Probe at x" }).fill("0.3");
  await space.settled();
  expect(Number(await exact.getAttribute("value"))).toBeCloseTo(divergence(0.3), 12);
  await expect(page.getByRole("row", { name: /^1 / })).not.toContainText("…");
  expect(shareChanged(before, await space.pixels())).toBe(0);

  await test.step("a picture saved now has the document that it is of", async () => {
    await page.getByRole("button", { name: "Export space" }).click();
    const saved = page.waitForEvent("download");
    await page.getByRole("button", { name: "Save PNG" }).click();
    const file = await readFile(await (await saved).path());
    await page.keyboard.press("Escape");
    await page.locator("input[type=file]").setInputFiles({
      name: "space.png",
      mimeType: "image/png",
      buffer: file,
    });
    await expect.poll(async () => (await space.notebook.document()).cells[0]).toMatchObject({ source });
  });

  await test.step("where there is none to begin with it is said what is missing", async () => {
    const body = { on: true, shape: "sphere", centre: [0, 0, 0], half: [1, 1, 1] } as const;
    const text = serialiseDocument(spaceDocument("F(x, y) = (x, y)", { body, pins: [[1, 2, 1.5]] }));
    const file = { name: "none.json", mimeType: "application/json", buffer: Buffer.from(text) };
    await page.goto("./?new");
    await space.notebook.settled();
    await page.locator("input[type=file]").setInputFiles(file);
    await expect(page.getByText(/^There is no field in space yet: write one in a source/)).toBeVisible();
    await expect(page.getByText("Drawing the first picture…")).toHaveCount(0);
    await expect(page.getByRole("button", { name: "Export space" })).toBeDisabled();
    await expect(page.getByRole("checkbox", { name: "Flux body" })).toBeChecked();
    await expect(page.getByRole("group", { name: "Flux of the body" })).toHaveCount(0);
    await expect(page.getByRole("row", { name: /^1 / })).not.toContainText("…");
    // It is there as soon as its field is.
    await space.notebook.editor.click();
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.insertText("F(x, y, z) = (x, 0, 0)");
    await space.settled();
    const told = page.getByRole("group", { name: "Flux of the body" }).locator('[data-figure="flux"]');
    await expect.poll(async () => Number(await told.getAttribute("value"))).toBeCloseTo((4 / 3) * Math.PI, 8);
    await expect(page.getByRole("row", { name: /^1 / }).locator("data").first()).toHaveAttribute(
      "value",
      "1",
    );
  });
});
