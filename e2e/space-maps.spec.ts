import { defaultPlane } from "../src/app/document/document.ts";
import { createEvaluator } from "../src/engine/divergence/evaluator.ts";
import { checkSource } from "../src/engine/language/check.ts";
import type { Triple } from "../src/shaders/space/lens.ts";
import { rowsIn, type Section, sectionFor } from "../src/shaders/space/section.ts";
import { violations } from "./support/axe.ts";
import { expect, test } from "./support/fixtures.ts";
import { SpacePage, spaceDocument } from "./support/space.ts";

test.use({ viewport: { width: 760, height: 560 } });

/** One slice is drawn sooner than three. */
const slices = { at: [0, 0, 0.25], shown: [false, false, true] } as const;

const source = `b = 0.5
F(x, y, z) = (sin(x y) + b z, y z^2, cos(z) x)
G(x: R^5) = [sin(x[i] * x[4]) + x[0] * x[3] for i in 0..4]
W1 = randn(64, 6, seed=1) / 2
W2 = randn(6, 64, seed=2) / 6
N(x: R^6) = W2 @ tanh(W1 @ x)`;
const places = Array.from({ length: 300 }, (_, k): Triple => {
  const at = (base: number) => ((k * base) % 1) * 4 - 2;
  return [at(0.754877), at(0.56984), at(0.437)];
});

/** The largest |shader − float64| as a share of the largest value, by the engine on rows of R^n. */
async function worstShare(space: SpacePage, name: string, kind: string): Promise<number> {
  const { section, map } = await space.cell();
  const program = checkSource(source);
  const field = program.fields.find((one) => one.name === name);
  if (!field) throw new Error(`there is no field ${name}`);
  const n = field.dimension;
  const rows = rowsIn(sectionFor(section ?? null, n), n, places.flat());
  const bindings = { parameters: Float64Array.from(program.parameters, ({ value }) => value), time: 0 };
  const by = (method: "jacobian-reverse" | "hutchinson" | "finite-difference") => {
    const { probes = 16, distribution = "rademacher", compare } = map ?? {};
    const step = compare?.step ?? 1e-3;
    return createEvaluator(program, field, { method, probes, distribution, seed: 3, step }).evaluate(
      rows,
      bindings,
    );
  };
  const exact = () => by("jacobian-reverse").values;
  const ways: Readonly<Record<string, () => Float64Array>> = {
    exact,
    estimate: () => by("hutchinson").values,
    error: () => by("hutchinson").values.map((value, k) => value - (exact()[k] as number)),
    "predicted-error": () => (by("hutchinson").predictedVariance ?? new Float64Array()).map(Math.sqrt),
    difference: () => by("finite-difference").values,
  };
  const wanted = ways[kind]?.() ?? new Float64Array();
  const given = await space.page.evaluate(
    async (places) => [...((await window.deldotSpace?.values("space-1", places)) ?? [])],
    places,
  );
  expect(given).toHaveLength(wanted.length);
  const largest = Math.max(...wanted.map(Math.abs));
  expect(largest).toBeGreaterThan(0.05);
  return Math.max(...given.map((value, k) => Math.abs(value - (wanted[k] as number)))) / largest;
}

const skew: Section = {
  origin: [0.3, 0, -0.5, 0.2, 1],
  directions: [
    [1, 0, 0, 0.5, 0],
    [0, 1, 0, 0, 0],
    [0, 0.25, 0, 0, -1],
  ],
};

test("maps by every way are float64's in shaders, whose probes are those of the key", async ({ page }) => {
  const document = { ...spaceDocument(source, { field: "F", slices }), seed: 3 };
  const space = await SpacePage.open(page, document);
  const check = page.getByText(/^GPU (within|equal)/);
  const choose = (name: string) => page.getByRole("radio", { name, exact: true }).check({ force: true });
  const told = async (name: string) =>
    Number(await page.locator(`[data-figure="${name}"]`).getAttribute("value"));
  for (const field of ["F", "G", "N"]) {
    await page.getByRole("combobox", { name: "Field" }).selectOption(field);
    await choose("Estimate");
    await space.settled();
    expect(await worstShare(space, field, "estimate"), field).toBeLessThan(3e-4);
    await expect(check).toHaveText(/float64 at 64 points$/);
    await choose("Signed error");
    await space.settled();
    expect(await worstShare(space, field, "error"), field).toBeLessThan(6e-4);
    await expect(check).toHaveText(/float64 at 64 points$/);
    expect(await told("error")).toBeCloseTo((await told("estimate")) - (await told("exact")), 12);
  }
  await page.getByRole("combobox", { name: "Field" }).selectOption("F");
  const before = await space.state();
  await choose("Gaussian");
  await page.getByRole("textbox", { name: "Number of probes" }).fill("3");
  await page.getByRole("textbox", { name: "Number of probes" }).press("Enter");
  await space.settled();
  expect((await space.cell()).map).toMatchObject({ kind: "error", probes: 3, distribution: "gaussian" });
  expect(await worstShare(space, "F", "error")).toBeLessThan(6e-4);
  expect((await space.state()).scene?.legend).not.toEqual(before.scene?.legend);

  const more = page.getByRole("combobox", { name: "More maps" });
  await more.selectOption("standard error, predicted");
  await space.settled();
  expect(await worstShare(space, "F", "predicted-error")).toBeLessThan(3e-4);
  await more.selectOption("finite difference, float32");
  await page.getByRole("textbox", { name: "Step h" }).fill("0.5");
  await page.getByRole("textbox", { name: "Step h" }).press("Enter");
  await space.settled();
  expect(await worstShare(space, "F", "difference")).toBeLessThan(3e-4);
  await expect(check).toHaveText(/float64 at 64 points$/);
  await expect(space.plot).toHaveAttribute(
    "aria-label",
    /Finite difference for the divergence of F, h = 0\.5/,
  );

  // One step goes back to it.
  await choose("Exact");
  await space.settled();
  expect(await worstShare(space, "F", "exact")).toBeLessThan(3e-4);
  await page.keyboard.press("ControlOrMeta+z");
  await space.settled();
  expect(await worstShare(space, "F", "difference")).toBeLessThan(3e-4);
});

test("a field of R^n is shown on any section of three dimensions", async ({ page }) => {
  const space = await SpacePage.open(page, spaceDocument(source, { field: "G", slices }));
  const coordinate = page.getByRole("textbox", { name: "Value of x4" });
  await coordinate.fill("0.75");
  await coordinate.press("Enter");
  await page.getByRole("combobox", { name: "Second axis" }).selectOption("x0");
  await space.settled();
  // The one that had it takes the other's in exchange.
  expect((await space.cell()).section).toEqual({
    origin: [0, 0, 0, 0, 0.75],
    directions: [
      [0, 1, 0, 0, 0],
      [1, 0, 0, 0, 0],
      [0, 0, 1, 0, 0],
    ],
  });
  await expect(space.plot).toHaveAttribute("aria-label", /Divergence of G at x4 = 0\.75 in space/);
  expect(await worstShare(space, "G", "exact")).toBeLessThan(3e-4);
  await expect(page.getByRole("slider", { name: "Slice at x1" })).toBeVisible();

  await page.getByRole("textbox", { name: "Probe at x0" }).fill("0.5");
  await page.getByRole("textbox", { name: "Probe at x0" }).press("Enter");
  await space.settled();
  const point = page.locator('[data-figure^="point-"]');
  expect(await point.evaluateAll((all) => all.map((one) => one.getAttribute("value")))).toEqual([
    "0.5",
    "0",
    "0.25",
    "0",
    "0.75",
  ]);

  await page.getByRole("radio", { name: "Three directions" }).check({ force: true });
  const first = page.getByRole("textbox", { name: "First axis" });
  await first.fill("2, 0");
  await expect(page.getByRole("alert")).toHaveText(/have to point different ways to span a space/);
  await first.fill("1, 1, 0, 0.5");
  await space.settled();
  await expect(page.getByRole("alert")).toHaveCount(0);
  await expect(page.getByRole("slider", { name: "Slice at s" })).toBeVisible();
  expect(await worstShare(space, "G", "exact")).toBeLessThan(3e-4);
  expect(await violations(page, { targets: true })).toEqual([]);

  await SpacePage.open(page, spaceDocument(source, { field: "G", section: skew, slices }));
  expect(await worstShare(space, "G", "exact")).toBeLessThan(3e-4);
  await page.getByRole("radio", { name: "Estimate", exact: true }).check({ force: true });
  await space.settled();
  await expect(page.getByText(/^GPU (within|equal)/)).toHaveText(/float64 at 64 points$/);
});

test("space and a plane have one range of colours, whichever leads", async ({ page }) => {
  // What is out of sight is not drawn, and leads with the range that it had: here both are seen.
  await page.setViewportSize({ width: 1280, height: 2000 });
  const document = spaceDocument("b = 1 in [0, 9]\nF(x, y, z) = (b x^2 y, y z^2, x z)", { slices });
  const plane = { ...defaultPlane("plane"), streamlines: false };
  const space = await SpacePage.open(page, { ...document, cells: [...document.cells, plane] });
  const legends = () =>
    page.evaluate(() => [
      window.deldotSpace?.state("space-1")?.scene?.legend.high,
      window.deldot?.state("plane").frame?.legend.high,
    ]);
  const ranges = page.getByRole("combobox", { name: "Range" });
  await page.getByRole("application").last().scrollIntoViewIfNeeded();
  await expect.poll(async () => (await legends())[1]).toBeGreaterThan(0);
  const [own, led] = await legends();
  expect(own).not.toBe(led);
  await ranges.first().selectOption("Picture");
  await expect.poll(async () => (await legends())[0]).toBe(led);
  // What it is led by changes, and it does as well.
  await page.getByRole("slider", { name: "b", exact: true }).first().press("End");
  await expect.poll(async () => (await legends())[1]).toBeGreaterThan(led as number);
  await expect.poll(async () => new Set(await legends()).size).toBe(1);
  await space.settled();
  expect((await space.cell()).range).toMatchObject({ mode: "linked", to: "plane" });
  await ranges.first().selectOption("automatic");
  await expect.poll(async () => (await legends())[0]).not.toBe((await legends())[1]);
});
