import type { Locator, Page } from "@playwright/test";
import {
  type CompareCell,
  type ConvergenceCell,
  createDocument,
  type Document,
  defaultRegion,
} from "../src/app/document/document.ts";
import { defaultLab } from "../src/app/document/lab-cells.ts";
import { coordinateText } from "../src/components/numbers.ts";
import { violations } from "./support/axe.ts";
import { csvRows, deldot } from "./support/command.ts";
import { expect, test } from "./support/fixtures.ts";
import { NotebookPage } from "./support/notebook.ts";
import { decodePng } from "./support/png.ts";

test.use({ hasTouch: true });

const source = "F(x, y) = (x^2 sin(y) + exp(-x^2), cos(x y) - y^3 / 5)";
const repetitions = 200;

function laboratory(): Document {
  const plane = createDocument("Laboratory", source);
  const compare = defaultLab("compare", "compare") as CompareCell;
  const convergence = defaultLab("convergence", "convergence") as ConvergenceCell;
  return {
    ...plane,
    seed: 5,
    cells: [
      ...plane.cells,
      {
        ...compare,
        methods: [
          ...compare.methods,
          { method: "xtrace", probes: 16, distribution: "hadamard", keys: "shared" },
        ],
        point: [0.75, -1.25],
      },
      { ...convergence, point: [0.75, -1.25], probes: 64, repetitions, draws: 300 },
    ],
  };
}

/** The rows of the table, each a method with its figures by name as JavaScript writes the numbers. */
function tableOf(page: Page): Promise<{ words: string; text: string; figures: Record<string, string> }[]> {
  return page.getByRole("group", { name: "Table of methods" }).evaluate((region) =>
    [...region.querySelectorAll("tbody tr")].map((row) => ({
      words: row.querySelector("th")?.textContent ?? "",
      text: row.textContent ?? "",
      figures: Object.fromEntries(
        [...row.querySelectorAll<HTMLElement>("td[data-figure]")].map((cell) => [
          cell.dataset.figure,
          cell.querySelector("data")?.value ?? "",
        ]),
      ),
    })),
  );
}

interface Dot {
  readonly series: number;
  readonly probes: number;
  readonly rms: number;
  readonly law: number;
}

/** The dots of the chart of errors, when all are there. */
async function dotsOf(page: Page): Promise<Dot[]> {
  await expect(page.getByText(/the law says/).first()).toBeVisible();
  return page.locator("[data-series] [data-rms]").evaluateAll((dots) =>
    dots.map((dot) => {
      const { probes, rms, law } = (dot as SVGElement).dataset;
      const { series } = (dot.closest("[data-series]") as SVGElement).dataset;
      return { series: Number(series), probes: Number(probes), rms: Number(rms), law: Number(law) };
    }),
  );
}

/** The top left of a plot as it is on the screen: plots need not begin on whole pixels. */
async function corner(plot: Locator): Promise<Uint8Array> {
  await plot.scrollIntoViewIfNeeded();
  const { x, y } = (await plot.boundingBox()) ?? { x: 0, y: 0 };
  const clip = { x: Math.round(x), y: Math.round(y), width: 200, height: 200 };
  return decodePng(await plot.page().screenshot({ clip })).data;
}

/** How far two plots lie apart, in steps of 255 on average. */
async function apart(a: Locator, b: Locator): Promise<number> {
  const [one, other] = [await corner(a), await corner(b)];
  return one.reduce((sum, byte, k) => sum + Math.abs(byte - (other[k] ?? 0)), 0) / one.length;
}

/** What is done to one map is done to all; they have one range, and values that are those of the table. */
async function mapsAreLinked(page: Page, exact: number, gaussian: number) {
  const maps = page.getByRole("group", { name: "Maps of the methods" });
  await maps.scrollIntoViewIfNeeded();
  const figures = (name: string) => maps.locator(`[data-figure="${name}"]`);
  // One for the three exact methods, and one for each other; no map of what cannot be used.
  await expect(figures("value")).toHaveCount(4);
  const told = () =>
    figures("value").evaluateAll((all) => all.map((data) => Number((data as HTMLDataElement).value)));
  expect((await told())[0]).toBeCloseTo(exact, 12);
  expect((await told())[2]).toBeCloseTo(gaussian, 12);
  await expect(maps.getByText("so they must be independent")).toBeVisible();
  const [first, , noisy, difference] = await maps.getByRole("application").all();
  if (!first || !noisy || !difference) throw new Error("maps are missing");
  const isNearer = async () => (await apart(first, difference)) < (await apart(first, noisy)) / 2;
  await expect.poll(isNearer, { timeout: 20_000 }).toBe(true);

  await noisy.press("Shift+ArrowRight");
  await noisy.press("ArrowRight");
  await difference.press("+");
  const cell = async () =>
    (await page.evaluate(() => window.deldot?.notebook().document.cells.at(-2))) as CompareCell;
  const { point, view, home } = await cell();
  expect(point[0]).toBeGreaterThan(0.75);
  expect(home).toEqual(defaultRegion);
  expect(view.x).toBeGreaterThan(0);
  expect(view.span).toBeCloseTo(defaultRegion.span / 1.25, 12);
  const place = `at (${point.map(coordinateText).join(", ")})`;
  await expect(maps.getByText(place)).toHaveCount(4);
  await expect.poll(isNearer, { timeout: 20_000 }).toBe(true);
  await first.press("0");
  expect((await cell()).view).toEqual(defaultRegion);

  // XTrace has seen all of a 2×2 matrix; its map is made of the values of the table.
  const sampled = maps.getByRole("application").last();
  const blank = await apart(first, sampled);
  const settings = page.locator('[data-cell="compare"]');
  await settings.getByText("7 methods at").click();
  await settings.getByLabel("Distribution of method 7").selectOption("gaussian");
  await expect(maps.getByText("4096 points in float64")).toBeVisible();
  await expect.poll(() => apart(first, sampled)).toBeLessThan(blank / 3);
}

/** Where all maps read and what each says there, once they agree about the place. */
async function readingsOf(maps: Locator): Promise<{ place: string; values: number[] }> {
  const read = () =>
    maps.locator("figcaption").evaluateAll((captions) =>
      captions.map((caption) => ({
        place: caption.textContent?.match(/at \((.*?)\)/)?.[1] ?? "",
        value: Number(caption.querySelector<HTMLDataElement>('[data-figure="value"]')?.value),
      })),
    );
  await expect.poll(async () => new Set((await read()).map(({ place }) => place)).size).toBe(1);
  const all = await read();
  return { place: all[0]?.place ?? "", values: all.map(({ value }) => value) };
}

/** Whichever map the probe is moved on, by mouse, finger or key, all read there, each by its method. */
async function probeIsLinked(page: Page, valuesAt: (place: string) => Promise<number[]>) {
  const maps = page.getByRole("group", { name: "Maps of the methods" });
  const tiles = await maps.getByRole("application").all();
  const sampled = tiles.at(-1) as Locator;
  const { place: resting } = await readingsOf(maps);
  let before = resting;
  const hasMoved = async () => {
    await expect.poll(async () => (await readingsOf(maps)).place).not.toBe(before);
    const { place, values } = await readingsOf(maps);
    const expected = await valuesAt(place.replaceAll("−", "-").replaceAll(" ", ""));
    for (const [k, value] of values.entries())
      expect(value, `${k} at ${place}`).toBeCloseTo(expected[k] ?? 0, 12);
    before = place;
  };
  for (const [k, tile] of [tiles[0] as Locator, sampled].entries()) {
    await tile.hover({ position: { x: 60 + 40 * k, y: 50 } });
    await expect(maps.locator("svg circle")).toHaveCount(tiles.length);
    await hasMoved();
    await tile.press("Shift+ArrowUp");
    await hasMoved();
    await tile.tap({ position: { x: 90, y: 120 + 30 * k } });
    await hasMoved();
  }
  // And where the pointer leaves them, they read where the probe was left.
  await sampled.hover({ position: { x: 20, y: 20 } });
  const left = before;
  await hasMoved();
  await page.mouse.move(1, 1);
  await expect.poll(async () => (await readingsOf(maps)).place).toBe(left);
}

/** An error in the source takes nothing away: what was computed is shown as old, and is new again without a run. */
async function staysWhileWrong({ page, editor }: NotebookPage) {
  const box = (id: string) => page.locator(`[data-cell="${id}"]`);
  const heights = () =>
    Promise.all(["compare", "convergence"].map(async (id) => (await box(id).boundingBox())?.height ?? 0));
  const [table, tall] = [await tableOf(page), await heights()];
  await editor.press("ControlOrMeta+End");
  await page.keyboard.type(" +");
  const said = "There is an error in line 1 of the source: this is of F as it was before.";
  for (const id of ["compare", "convergence"]) await expect(box(id).getByText(said)).toBeVisible();
  expect(await tableOf(page)).toEqual(table);
  for (const [k, height] of (await heights()).entries())
    expect(height).toBeGreaterThan(0.95 * (tall[k] as number));
  for (const _ of " +") await page.keyboard.press("Backspace");
  for (const id of ["compare", "convergence"]) await expect(box(id).getByText(said)).toHaveCount(0);
  // Longer than a change is waited with: nothing is run again, and times would not be the same if it were.
  await page.waitForTimeout(600);
  expect(await tableOf(page)).toEqual(table);
  await expect(page.getByRole("progressbar")).toHaveCount(0);
}

test("methods are compared and estimators race; another draw is another, and can be undone", async ({
  page,
}) => {
  const notebook = await NotebookPage.open(page);
  await notebook.opens(laboratory());

  await expect(page.getByText("What the columns say")).toBeVisible();
  const table = await tableOf(page);
  expect(table).toHaveLength(7);
  const valueAt = async (at: string, ...options: string[]) => {
    const { rows } = csvRows(
      await deldot(["divergence", "-", `--at=${at}`, "--seed", "5", ...options], source),
    );
    return Number(rows[0]?.[2]);
  };
  const valueBy = (...options: string[]) => valueAt("0.75,-1.25", ...options);
  const exact = await valueBy();
  expect(Number(table[0]?.figures.value)).toBe(exact);
  const gaussian = ["--method", "hutchinson", "--distribution", "gaussian", "--probes", "16"];
  expect(Number(table[4]?.figures.value)).toBe(await valueBy(...gaussian));
  expect(Number(table[4]?.figures.error)).toBe(Number(table[4]?.figures.value) - exact);
  for (const { figures } of table.slice(3, 5)) {
    const ratio = Number(figures["measured-variance"]) / Number(figures["predicted-variance"]);
    expect(Math.abs(ratio - 1)).toBeLessThan(0.35);
  }
  expect(table[6]?.text).toContain("so they must be independent");
  await expect(page.getByRole("img", { name: /in reverse keeps up to \d+ numbers/ })).toBeVisible();

  const dots = await dotsOf(page);
  expect(dots).toHaveLength(14);
  // The square of an RMS of R errors is known to √(2/R) of itself where they are normal; heavier tails take more.
  for (const { rms, law } of dots) expect(Math.abs(rms / law - 1)).toBeLessThan(0.3);
  for (const [first, last] of [0, 1]
    .map((own) => dots.filter(({ series }) => series === own))
    .map((own) => [own[0], own.at(-1)]))
    expect((first as Dot).law / (last as Dot).law).toBeCloseTo(8, 9);
  await expect(page.getByText(/^With 64 probes .+(leads|call)/)).toBeVisible();

  const draws = () => page.getByText("; the law says").allTextContents();
  const before = await draws();
  await page.getByRole("button", { name: "Draw again" }).click();
  await expect(page.getByText(`Seed 5, repetitions ${repetitions} to ${2 * repetitions - 1}`)).toBeVisible();
  await expect
    .poll(async () => (await draws()).join() !== before.join() && (await dotsOf(page)).length)
    .toBe(14);
  expect((await dotsOf(page)).map(({ rms }) => rms)).not.toEqual(dots.map(({ rms }) => rms));
  await page.getByRole("button", { name: "Draw again" }).press("ControlOrMeta+z");
  await expect(page.getByText(`Seed 5, repetitions 0 to ${repetitions - 1}`)).toBeVisible();
  await expect.poll(draws).toEqual(before);
  expect(await dotsOf(page)).toEqual(dots);

  await staysWhileWrong(notebook);
  const compare = page.locator('[data-cell="compare"]');
  await mapsAreLinked(page, exact, await valueBy(...gaussian));
  const estimates = [
    ["hutchinson", "rademacher"],
    ["hutchinson", "gaussian"],
    ["xtrace", "gaussian"],
  ].map(([method = "", distribution = ""]) => [
    "--method",
    method,
    "--distribution",
    distribution,
    "--probes",
    "16",
  ]);
  await probeIsLinked(page, (place) =>
    Promise.all(
      [[], ...estimates.slice(0, 2), ["--method", "finite-difference"], ...estimates.slice(2)].map(
        (options) => valueAt(place, ...options),
      ),
    ),
  );
  await compare.getByRole("button", { name: "Remove method 7" }).press("Enter");
  await expect(compare.getByRole("button", { name: "Remove method 6" })).toBeFocused();
  await compare.getByRole("textbox", { name: "Probe point" }).fill("1, 2, 3");
  await expect(compare.getByText("F takes 2 numbers for a point, and here are 3.")).toBeVisible();
  await compare.getByRole("textbox", { name: "Probe point" }).fill("2");
  await expect(compare.getByText("Exact at (2, 0)")).toBeVisible();
  await page.setViewportSize({ width: 390, height: 844 });
  const parts = ['[data-cell="compare"]', '[data-cell="convergence"]'];
  expect(await violations(page, { parts })).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
});
