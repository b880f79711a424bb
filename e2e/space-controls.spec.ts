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
