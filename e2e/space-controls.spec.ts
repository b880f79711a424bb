import { serialiseDocument } from "../src/app/document/serialise.ts";
import { expect, test } from "./support/fixtures.ts";
import { NotebookPage } from "./support/notebook.ts";
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
