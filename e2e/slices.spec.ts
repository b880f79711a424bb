import type { Locator } from "@playwright/test";
import { createEvaluator } from "../src/engine/divergence/evaluator.ts";
import { checkSource } from "../src/engine/language/check.ts";
import { type Slice, sliceFor } from "../src/shaders/slice.ts";
import { placesOn } from "../src/shaders/slice-geometry.ts";
import { atRest } from "./support/at-rest.ts";
import { violations } from "./support/axe.ts";
import { expect, test } from "./support/fixtures.ts";
import { NotebookPage, type ReadBack, type Snapshot } from "./support/notebook.ts";
import { decodePng } from "./support/png.ts";

/** Pixels from one that is compared to the next: a prime number, so that they lie all over the view. */
const stride = 13;

test.use({ viewport: { width: 480, height: 560 } });

const charge = `b = 0.8
phi(x, y, z) = 1 / sqrt(x^2 + y^2 + z^2 + b^2)
E = -grad(phi)`;
const linear = `A = randn(10, 10, seed=5)
L(x: R^10) = x @ A + x * x`;
const net = `W1 = randn(64, 10, seed=1) / sqrt(10)
W2 = randn(10, 64, seed=2) / 8
N(x: R^10) = W2 @ tanh(W1 @ x)`;
const deep = `W1 = randn(48, 10, seed=1) / sqrt(10)
W2 = randn(48, 48, seed=2) / 7
W3 = randn(10, 48, seed=3) / 7
D(x: R^10) = W3 @ tanh(W2 @ tanh(W1 @ x))`;

const wide = `W1 = randn(256, 64, seed=1) / 8
W2 = randn(256, 256, seed=2) / 16
W3 = randn(64, 256, seed=3) / 16
N(x: R^64) = W3 @ tanh(W2 @ tanh(W1 @ x))`;

/** The largest |float32 − float64| over the pixels as a share of the largest value, by the engine at x(s, t). */
function worstShare(read: ReadBack, { document, plot }: Snapshot): number {
  const plane = document.cells.find((cell) => cell.kind === "plane");
  const code = document.cells.find((cell) => cell.kind === "code");
  if (plane?.kind !== "plane" || code?.kind !== "code") throw new Error("a page has a source and a picture");
  const program = checkSource(code.source);
  const [field] = program.fields;
  if (!field) throw new Error("there is no field");
  const { width, height, values } = read;
  const step = plane.view.span / Math.min(plot.width, plot.height) / plot.pixelRatio;
  const pixels = Array.from({ length: Math.floor((width * height) / stride) }, (_, k) => k * stride);
  const points = pixels.flatMap((k) => [
    plane.view.x + ((k % width) + 0.5 - width / 2) * step,
    plane.view.y - (Math.floor(k / width) + 0.5 - height / 2) * step,
  ]);
  const places = placesOn(sliceFor(plane.slice, field.dimension), points);
  const bindings = { parameters: Float64Array.from(program.parameters, ({ value }) => value), time: 0 };
  const by = (method: "jacobian-forward" | "hutchinson") => {
    const { probes, distribution, layout } = plane;
    const settings = { method, probes, distribution, layout, keys: "shared", seed: document.seed } as const;
    return createEvaluator(program, field, settings).evaluate(places, bindings).values;
  };
  const exact = plane.map === "estimate" ? null : by("jacobian-forward");
  const estimate = plane.map === "exact" ? null : by("hutchinson");
  const wanted = pixels.map((_, k) => (estimate?.[k] ?? 0) - (estimate ? 1 : -1) * (exact?.[k] ?? 0));
  const largest = Math.max(...wanted.map(Math.abs));
  expect(largest).toBeGreaterThan(0.01);
  expect(pixels.length).toBeGreaterThan(1000);
  return Math.max(...pixels.map((k, i) => Math.abs((values[k] as number) - (wanted[i] as number)))) / largest;
}

async function sliceOf(notebook: NotebookPage): Promise<Slice | null> {
  return (await notebook.plane()).slice;
}

test("maps on slices read back are float64's at x(s, t), all over the view", async ({ page }) => {
  test.slow();
  const notebook = await NotebookPage.open(page);
  await page.getByRole("checkbox", { name: "Streamlines" }).uncheck();
  // What all pixels share is a shader's.
  await notebook.choose("Shared key");
  for (const [name, source, coordinate, place, maps] of [
    ["a charge in space", charge, "z", 2, ["Exact", "Signed error"]],
    ["a field of ten numbers", linear, "x4", 4, ["Exact", "Estimate"]],
    ["a net with a layer of 64", net, "x7", 7, ["Exact", "Estimate"]],
    ["a net whose weights are in a texture", deep, "x3", 3, ["Exact"]],
  ] as const) {
    await notebook.paste(source);
    await notebook.fill(`Value of ${coordinate}`, "0.75");
    await notebook.settled();
    // The slice stays where it was as far as it fits the next field.
    expect((await sliceOf(notebook))?.origin[place], name).toBe(0.75);
    for (const map of maps) {
      await notebook.choose(map);
      await notebook.settled();
      expect(worstShare(await notebook.values(), await notebook.snapshot()), `${name}, ${map}`).toBeLessThan(
        3e-4,
      );
    }
    await notebook.choose("Exact");
    await expect(page.getByText(/^GPU (within|equal)/)).toHaveText(/float64 at 64 points$/);
  }
});

test("a map that takes long is seen soon in blocks, says how far it is, and is stopped and gone on with by keys", async ({
  page,
}) => {
  const notebook = await NotebookPage.open(page);
  const state = () =>
    page.evaluate(() => {
      const state = window.deldot?.state();
      return { progress: state?.frame?.progress, drawing: state?.drawing, stopped: state?.stopped };
    });
  await notebook.editor.click();
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.insertText(wide);
  const stop = page.getByRole("button", { name: "Stop", exact: true });
  await stop.press("Enter");
  // While shaders are made nobody hears: the worker is ended, and the picture before stays.
  const after = page.getByRole("button", { name: "Draw it after all" });
  await expect(after).toBeFocused();
  expect(await state()).toMatchObject({ drawing: false, stopped: true });
  await after.press("Enter");
  await expect.poll(async () => (await state()).progress).toBeLessThan(1);
  await expect(page.getByText(/^Drawing: \d+ %$/)).toBeVisible();
  const blocks = await notebook.picture();
  await stop.press("Enter");
  await expect(page.getByText("The drawing was stopped.")).toBeVisible();
  // What was on its way when it was stopped still comes.
  const { progress } = await atRest(page, state, 500);
  expect(progress).toBeLessThan(1);
  await page.setViewportSize({ width: 720, height: 620 });
  await page.waitForTimeout(300);
  expect(await state()).toEqual({ progress, drawing: false, stopped: true });
  expect(decodePng(await notebook.picture()).width).toBeLessThanOrEqual(2 * decodePng(blocks).width);
  // Errors over the view take long as well: how far they are is told, and they are stopped and measured after all.
  await notebook.fill("Number of probes", "4096");
  await page.getByRole("button", { name: "Stop measuring" }).click();
  await page.getByRole("button", { name: "Measure", exact: true }).click();
  await expect(page.getByRole("progressbar", { name: /errors over the view/ })).toBeVisible();
  // What comes next is drawn as ever.
  await notebook.paste("F(x, y) = (x, y)");
  expect(await state()).toEqual({ progress: 1, drawing: false, stopped: false });
});

test("the coordinates, the directions and the place of a slice are chosen on the page", async ({ page }) => {
  const notebook = await NotebookPage.open(page);
  await notebook.paste("F(x, y, z) = (x^2 z, y z^2, x y z)");
  await page.getByRole("slider", { name: "z", exact: true }).press("ArrowRight");
  await notebook.fill("Value of z", "0.5");
  await notebook.settled();
  expect(await sliceOf(notebook)).toEqual({ origin: [0, 0, 0.5], across: [1, 0, 0], up: [0, 1, 0] });
  await expect(notebook.plot).toHaveAttribute("aria-label", /Divergence of F at z = 0\.5/);
  await page.getByRole("combobox", { name: "Across" }).selectOption("z");
  await notebook.settled();
  expect(await sliceOf(notebook)).toEqual({ origin: [0, 0, 0], across: [0, 0, 1], up: [0, 1, 0] });
  expect((await notebook.snapshot()).legend.axes).toEqual(["z", "y"]);
  await page.getByRole("combobox", { name: "Up" }).selectOption("z");
  expect(await sliceOf(notebook)).toMatchObject({ across: [0, 1, 0], up: [0, 0, 1] });

  await notebook.choose("Two directions");
  const across = page.getByRole("textbox", { name: "Across" });
  await across.fill("0, 0, 2");
  await expect(page.getByRole("alert")).toHaveText(/have to point different ways/);
  await across.fill("1, one");
  await expect(page.getByRole("alert")).toHaveText(/3 numbers with commas/);
  expect(await sliceOf(notebook)).toMatchObject({ across: [0, 1, 0] });
  await across.fill("1, 1, 0");
  await notebook.settled();
  await expect(page.getByRole("alert")).toHaveCount(0);
  expect((await notebook.snapshot()).legend.axes).toEqual(["s", "t"]);

  // The numbers are those at the point in space.
  await notebook.plot.click({ position: { x: 120, y: 60 } });
  await notebook.settled();
  const x = await notebook.figure("point-0");
  expect(await notebook.figure("point-1")).toBe(x);
  const [a, b, c] = [Number(x), Number(x), Number(await notebook.figure("point-2"))];
  expect(Number(await notebook.figure("exact"))).toBeCloseTo(2 * a * c + c * c + a * b, 12);
  // The divergence is the sum of the Jacobian's diagonal and of its eigenvalues' real parts.
  const numbersOf = (found: Locator) =>
    found.evaluateAll((all) => all.map((one) => Number((one as HTMLDataElement).value)));
  const J = await numbersOf(page.locator('[data-figure^="jacobian-"]'));
  expect(J).toHaveLength(9);
  expect((J[0] as number) + (J[4] as number) + (J[8] as number)).toBeCloseTo(2 * a * c + c * c + a * b, 10);
  const spectrum = page.locator("[data-figure=spectrum]");
  const told = await numbersOf(spectrum.locator("data"));
  const realParts = ((await spectrum.textContent()) ?? "").split(", ").reduce((sum, one) => {
    const count = one.includes("±") ? 2 : 1;
    const [real = Number.NaN] = told.splice(0, count);
    return sum + count * real;
  }, 0);
  expect(realParts).toBeCloseTo(2 * a * c + c * c + a * b, 9);
  await expect(page.getByRole("checkbox", { name: "Flux" })).toBeDisabled();
  expect(await violations(page)).toEqual([]);
});
