import type { Page } from "@playwright/test";
import {
  bindingsOf,
  createEvaluator,
  createFieldEvaluator,
  type EvaluatorOptions,
} from "../src/engine/divergence/evaluator.ts";
import { checkSource } from "../src/engine/language/check.ts";
import { probes as drawProbes, pointKey, prngKey } from "../src/engine/random/index.ts";
import { expect, test } from "./support/fixtures.ts";
import { agreementOf, type Float64Map, float64Map } from "./support/float64-map.ts";
import { countDifferent, NotebookPage, type ReadBack } from "./support/notebook.ts";
import { countShaders } from "./support/plane-worker.ts";

/** Small, so that every pixel can be compared with float64 in Node. */
test.use({ viewport: { width: 520, height: 420 } });

const source = "F(x, y) = (sin(x y) + x^2, cos(x) - y^3)";
/** Nothing but float32's own rounding: no elementary functions, which GPUs round as they like. */
const polynomial = "F(x, y) = (x^2 y + x / 2, x y + y^3 - 1)";
const seed = 20_261_127;

const select = (page: Page, label: string, value: string) =>
  page.getByRole("combobox", { name: label, exact: true }).selectOption(value);

async function fieldOf(notebook: NotebookPage) {
  const program = checkSource(await notebook.source());
  const [field] = program.fields;
  if (!field) throw new Error("there is no field");
  return { program, field, bindings: bindingsOf(program) };
}

/** Shows the signed error of one way against another, and reads it back. */
async function errorOf(notebook: NotebookPage, left: string, right: string): Promise<ReadBack> {
  await notebook.choose("Signed error");
  await select(notebook.page, "Signed error of", left);
  await select(notebook.page, "Signed error against", right);
  await notebook.settled();
  return notebook.values();
}

async function mapOf(notebook: NotebookPage, kind: string): Promise<ReadBack> {
  await select(notebook.page, "More maps", kind);
  await notebook.settled();
  return notebook.values();
}

test(`maps of finite differences, of float64 and of errors are the kernel's, and the divider joins two (seed ${seed})`, async ({
  page,
}) => {
  const notebook = await NotebookPage.open(page);

  await test.step("the finite difference is float64's with its rounding, and errs by rounding or by truncation as its step says", async () => {
    await notebook.paste(polynomial);
    const { program, field, bindings } = await fieldOf(notebook);
    const fieldAt = createFieldEvaluator(program, field);
    const roots: number[] = [];
    for (const step of [0.25, 0.01, 1e-6]) {
      await mapOf(notebook, "difference");
      await notebook.fill("Step h", String(step));
      await notebook.settled();
      const snapshot = await notebook.snapshot();
      expect(snapshot.legend).toMatchObject({ caption: `Δₕ F, h = ${step}` });
      const expected = float64Map(snapshot);
      const h = Math.fround(step);
      const values = new Float64Array(expected.values.length);
      const sizes = new Float64Array(values.length);
      const slack = Float64Array.from(expected.slack);
      const reach = 2 ** -23 * expected.points.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
      for (const axis of [0, 1]) {
        for (const sign of [1, -1]) {
          const moved = expected.points.map((value, k) => (k % 2 === axis ? value + sign * h : value));
          const { components, jacobian } = fieldAt.evaluate(moved, bindings);
          values.forEach((_, k) => {
            const term = (components[2 * k + axis] as number) / (2 * h);
            values[k] = (values[k] as number) + sign * term;
            sizes[k] = (sizes[k] as number) + Math.abs(term);
            slack[k] = (slack[k] as number) + (reach * Math.abs(jacobian[4 * k + 3 * axis] as number)) / h;
          });
        }
      }
      const read = await notebook.values();
      const { wrong, finite } = agreementOf(read, { ...expected, values, sizes, slack }, 1e-6, 1e-7);
      expect(wrong.slice(0, 3), `h = ${step}`).toEqual([]);
      expect(finite).toBe(values.length);
      const squares = read.values.reduce(
        (sum, value, k) => sum + (value - (expected.exact[k] as number)) ** 2,
        0,
      );
      roots.push(Math.sqrt(squares / values.length));

      // At the reading point: what pixels have, and the same in float64.
      const at = Float64Array.of(Number(await notebook.figure("x")), Number(await notebook.figure("y")));
      const side = (axis: number, sign: number) => {
        const moved = at.map((value, k) => (k === axis ? value + sign * step : value));
        return fieldAt.evaluate(moved, bindings).components[axis] as number;
      };
      const wanted = (side(0, 1) - side(0, -1)) / (2 * step) + (side(1, 1) - side(1, -1)) / (2 * step);
      expect(Number(await notebook.figure("difference-float64"))).toBe(wanted);
      const pixel = Number(await notebook.figure("difference-float32"));
      expect(Math.abs(pixel - wanted)).toBeLessThan(1e-6 * (Math.abs(wanted) + 100 / step));
    }
    const [coarse = 0, fine = 0, finest = 0] = roots;
    // Truncation is h² ∂³F/6 = h² here; rounding is some ε|F|/h.
    expect(coarse).toBeCloseTo(0.25 ** 2, 3);
    expect(fine).toBeLessThan(coarse / 10);
    expect(finest).toBeGreaterThan(100 * fine);
  });

  await test.step(`float64 is the kernel's value rounded once, errors change sign with their order, the divider joins two maps (seed ${seed})`, async () => {
    await notebook.renew();
    await notebook.paste(source);
    await notebook.fill("Seed", String(seed));
    await notebook.fill("Number of probes", "3");
    const double = await mapOf(notebook, "float64");
    const expected = float64Map(await notebook.snapshot());
    const rounded = { ...double, values: Float32Array.from(expected.exact) };
    expect(countDifferent(double, rounded)).toBe(0);
    expect(double.values.every(Number.isFinite)).toBe(true);

    for (const [left, right, caption] of [
      ["exact", "float64", "float32 − float64"],
      ["estimate", "difference", "estimate − Δₕ F, h = 0.001"],
    ] as const) {
      const there = await errorOf(notebook, left, right);
      expect((await notebook.snapshot()).legend.caption).toBe(caption);
      const back = await errorOf(notebook, right, left);
      const turned = { ...back, values: back.values.map((value) => 0 - value) };
      expect(
        countDifferent({ ...there, values: there.values.map((value) => value + 0) }, turned),
        caption,
      ).toBe(0);
      expect(there.values.some((value) => value > 0)).toBe(true);
      expect(there.values.some((value) => value < 0)).toBe(true);
    }
    // Float32 is off by its rounding, and seen to be: the range is that of the error.
    await errorOf(notebook, "exact", "float64");
    const { legend } = await notebook.snapshot();
    expect(legend.high).toBeLessThan(0.1);

    await notebook.choose("Estimate");
    await notebook.settled();
    const estimate = await notebook.values();
    const difference = await mapOf(notebook, "difference");
    await mapOf(notebook, "lens");
    await select(page, "Left of the divider", "estimate");
    await select(page, "Right of the divider", "difference");
    await notebook.settled();
    const shaders = await countShaders(page);
    await page.getByRole("slider", { name: /^Divider/ }).focus();
    for (const key of ["ArrowLeft", "ArrowLeft", "Shift+ArrowLeft"]) await page.keyboard.press(key);
    await notebook.settled();
    const { compare } = await notebook.plane();
    expect(compare?.divider).toBeCloseTo(0.458, 12);
    const joined = await notebook.values();
    const split = estimate.values.map((value, k) =>
      (k % estimate.width) + 0.5 < 0.458 * estimate.width ? value : (difference.values[k] as number),
    );
    expect(countDifferent(joined, { ...estimate, values: split })).toBe(0);
    await page.keyboard.press("Home");
    await notebook.settled();
    expect(countDifferent(await notebook.values(), difference)).toBe(0);
    await page.keyboard.press("End");
    await notebook.settled();
    expect(countDifferent(await notebook.values(), estimate)).toBe(0);
    expect(await shaders()).toBe(0);
  });

  await test.step("the divider is dragged in its place: the view, the reading point and pins stay", async () => {
    await notebook.renew();
    await mapOf(notebook, "lens");
    const before = await notebook.plane();
    const divider = page.getByRole("slider", { name: "Divider: estimate on its left, exact on its right" });
    const box = await notebook.box();
    const middle = { x: box.x + box.width / 2, y: box.y + box.height / 3 };
    await page.mouse.move(middle.x + 5, middle.y);
    await page.mouse.down();
    await page.mouse.move(middle.x + 65, middle.y + 40, { steps: 5 });
    await page.mouse.up();
    await page.mouse.dblclick(middle.x + 60, middle.y);
    const after = await notebook.plane();
    expect(after.compare?.divider).toBeCloseTo(0.5 + 60 / box.width, 3);
    expect({ ...after, compare: null }).toEqual({ ...before, compare: null });
    await expect(divider).toHaveAttribute("aria-valuenow", String(Math.round(50 + 6000 / box.width)));
    // Beside it the plot is what it was.
    await page.mouse.click(box.x + 20, box.y + box.height - 20);
    expect((await notebook.plane()).cursor).not.toBeNull();
    await page.reload();
    await notebook.settled();
    expect((await notebook.plane()).compare).toEqual(after.compare);
  });
});

/** The estimate's evaluation in float64 at the pixels. */
async function evaluated(notebook: NotebookPage, expected: Float64Map, options: EvaluatorOptions) {
  const { program, field, bindings } = await fieldOf(notebook);
  return createEvaluator(program, field, options).evaluate(expected.points, bindings);
}

test(`standard errors are those of the probes' values, and those of the law, however they are paced (seed ${seed})`, async ({
  page,
}) => {
  const notebook = await NotebookPage.open(page);

  await test.step(`standard errors are those of the probes' values, and those of the law (seed ${seed})`, async () => {
    await notebook.paste(source);
    await notebook.fill("Seed", String(seed));
    await notebook.fill("Number of probes", "6");
    for (const [label, distribution] of [
      ["Rademacher", "rademacher"],
      ["Gaussian", "gaussian"],
    ] as const) {
      for (const [sharing, keys] of [
        ["Shared key", "shared"],
        ["Key per pixel", "per-point"],
      ] as const) {
        await notebook.choose(label, sharing);
        const measured = await mapOf(notebook, "standard-error");
        const snapshot = await notebook.snapshot();
        expect(snapshot.legend.low).toBe(0);
        const expected = float64Map(snapshot);
        const options = { method: "hutchinson", probes: 6, distribution, keys, seed } as const;
        const { standardError, predictedVariance } = await evaluated(notebook, expected, options);
        if (!standardError || !predictedVariance) throw new Error("there is no spread");
        // Of the size of the Jacobian's entries, weighed by how much the probes' products spread.
        const sizes = expected.sizes.map((size) => size + 1);
        for (const [read, values] of [
          [measured, standardError],
          [await mapOf(notebook, "predicted-error"), predictedVariance.map(Math.sqrt)],
        ] as const) {
          const named = `${distribution}, ${keys}`;
          const told = agreementOf(read, { ...expected, values, sizes });
          expect(told.wrong.slice(0, 3), named).toEqual([]);
          expect(told.finite, named).toBe(read.values.length);
          expect(
            values.some((value) => value > 1),
            named,
          ).toBe(true);
        }
      }
    }
  });

  await test.step("sums of squares are the same however they are paced", async () => {
    await notebook.renew();
    await notebook.paste(source);
    await notebook.choose("Gaussian", "Key per pixel");
    const spread = await mapOf(notebook, "standard-error");
    const taken = page.locator('[data-figure="taken"]');
    await page.getByRole("button", { name: "Watch it settle" }).click();
    await expect(taken).toBeVisible();
    await expect(taken).toBeHidden();
    await notebook.settled();
    expect(countDifferent(await notebook.values(), spread)).toBe(0);
  });
});

test(`watched probes come to the same picture, and paused ones to the numbers of so many (seed ${seed})`, async ({
  page,
}) => {
  const notebook = await NotebookPage.open(page);
  await notebook.paste(source);
  await notebook.fill("Seed", String(seed));
  await notebook.fill("Number of probes", "40");
  await notebook.choose("Gaussian", "Key per pixel");
  await notebook.choose("Estimate");
  await notebook.settled();
  const whole = await notebook.values();
  const figures = async () =>
    Promise.all(
      (["estimate", "standard-error", "rms", "predicted-rms"] as const).map((name) => notebook.figure(name)),
    );
  const before = await figures();

  await page.mouse.move(2, 2);
  const taken = page.locator('[data-figure="taken"]');
  await page.getByRole("button", { name: "Watch it settle" }).click();
  await page.getByRole("button", { name: "Pause" }).click();
  await notebook.settled();
  const count = Number(await taken.getAttribute("value"));
  expect(count).toBeGreaterThanOrEqual(1);
  expect(count).toBeLessThan(40);
  const snapshot = await notebook.snapshot();
  const paused = await notebook.values();
  expect(countDifferent(paused, whole)).toBeGreaterThan(paused.values.length / 2);
  // The first of the probes that there are, of the pixel that holds the reading point.
  const { program, field, bindings } = await fieldOf(notebook);
  const [x, y] = [Number(await notebook.figure("x")), Number(await notebook.figure("y"))];
  const { view } = await notebook.plane();
  const unit = view.span / Math.min(paused.width, paused.height);
  const column = Math.floor((x - view.x) / unit + paused.width / 2);
  const row = Math.floor(paused.height / 2 - (y - view.y) / unit);
  const key = pointKey(prngKey(seed), row * paused.width + column);
  const z = drawProbes(key, 40, 2, "gaussian", "jax");
  const J = createFieldEvaluator(program, field).evaluate(Float64Array.of(x, y), bindings).jacobian;
  const [a = 0, b = 0, c = 0, d = 0] = J;
  const values = Array.from({ length: count }, (_, j) => {
    const [u, v] = [z[2 * j] as number, z[2 * j + 1] as number];
    return u * (a * u + b * v) + v * (c * u + d * v);
  });
  const mean = values.reduce((sum, value) => sum + value, 0) / count;
  expect(Number(await notebook.figure("estimate"))).toBeCloseTo(mean, 10);
  if (count > 1) {
    const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
    const error = Math.sqrt(squares / (count - 1) / count);
    expect(Number(await notebook.figure("standard-error"))).toBeCloseTo(error, 10);
  }
  const law = Math.sqrt(((b + c) ** 2 + 2 * (a * a + d * d)) / count);
  expect(Number(await notebook.figure("predicted-error"))).toBeCloseTo(law, 10);
  // What is measured over the view is what the law predicts, all but chance.
  const [, , rms = "", predicted = ""] = await figures();
  expect(Number(rms) / Number(predicted)).toBeGreaterThan(0.8);
  expect(Number(rms) / Number(predicted)).toBeLessThan(1.25);
  // The picture of the first probes is float64's.
  const { points } = float64Map(snapshot);
  const at = (row * paused.width + column) as number;
  const centre = createFieldEvaluator(program, field).evaluate(
    points.subarray(2 * at, 2 * at + 2),
    bindings,
  ).jacobian;
  const shown = values.map((_, j) => {
    const [u, v] = [z[2 * j] as number, z[2 * j + 1] as number];
    const [p = 0, q = 0, r = 0, s = 0] = centre;
    return u * (p * u + q * v) + v * (r * u + s * v);
  });
  const average = shown.reduce((sum, value) => sum + value, 0) / count;
  expect(Math.abs((paused.values[at] as number) - average)).toBeLessThan(1e-3 * (1 + Math.abs(average)));

  await page.getByRole("button", { name: "Go on" }).click();
  await expect(page.getByRole("button", { name: "Watch it settle" })).toBeVisible();
  await expect(taken).toBeHidden();
  await notebook.settled();
  expect(countDifferent(await notebook.values(), whole)).toBe(0);
  expect(await figures()).toEqual(before);
});

test.describe("where motion is not wanted", () => {
  test.use({ contextOptions: { reducedMotion: "reduce" } });

  test("probes are taken by steps, of a shared key too", async ({ page }) => {
    const notebook = await NotebookPage.open(page);
    await notebook.choose("Shared key");
    const more = page.getByRole("button", { name: "Take more probes" });
    const taken = page.locator('[data-figure="taken"]');
    for (const count of [1, 3, 5]) {
      await more.click();
      await expect(taken).toHaveText(String(count));
    }
    await notebook.settled();
    expect((await notebook.plane()).map).toBe("estimate");
    await expect(taken).toHaveText("5");
    await page.getByRole("button", { name: "All probes" }).click();
    await expect(taken).toBeHidden();
  });
});
