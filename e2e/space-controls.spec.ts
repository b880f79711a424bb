import { expect, test } from "./support/fixtures.ts";
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
