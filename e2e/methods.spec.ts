import { bindingsOf, createEvaluator } from "../src/engine/divergence/evaluator.ts";
import { checkSource } from "../src/engine/language/check.ts";
import type { Field } from "../src/engine/language/program.ts";
import { drawProbes, pointKey, prngKey } from "../src/engine/random/index.ts";
import { violations } from "./support/axe.ts";
import { expect, test } from "./support/fixtures.ts";
import { NotebookPage } from "./support/notebook.ts";

test.use({ viewport: { width: 480, height: 560 } });

/** Pixels from one that is compared to the next: a prime number, so that they lie all over the view. */
const stride = 53;

/** Jacobians by hand, row-major. */
const fields = {
  planar: {
    source: "F(x, y) = (x^2 y + sin(3 y), sin(x) + y^3 / 5)",
    jacobian: (x: number, y: number) => [2 * x * y, x ** 2 + 3 * Math.cos(3 * y), Math.cos(x), 0.6 * y ** 2],
  },
  sliced: {
    source: "F(x, y, z) = (x y + sin(z), sin(x) + y^2 / 5, z^2 x - y)",
    jacobian: (x: number, y: number, z = 0.75) => [
      y,
      x,
      Math.cos(z),
      Math.cos(x),
      0.4 * y,
      0,
      z ** 2,
      -1,
      2 * x * z,
    ],
  },
} as const;

const net = `W1 = randn(64, 10, seed=1) / sqrt(10)
W2 = randn(64, 64, seed=2) / 8
W3 = randn(10, 64, seed=3) / 8
N(x: R^10) = W3 @ tanh(W2 @ tanh(W1 @ x))`;

type Values = (place: readonly [number, number], index: number) => number;

/** The exact divergence, and Hutchinson's estimate with a pixel's own probes. */
function oracles({ jacobian }: (typeof fields)["planar" | "sliced"]) {
  const n = Math.sqrt(jacobian(0, 0).length);
  const exact: Values = ([x, y]) =>
    jacobian(x, y).reduce((sum, entry, k) => sum + (k % (n + 1) === 0 ? entry : 0), 0);
  const estimate =
    (probes: number, distribution: "gaussian" | "sphere"): Values =>
    ([x, y], index) => {
      const z = drawProbes(pointKey(prngKey(0), index), probes, n, distribution, "jax");
      const J = jacobian(x, y);
      return (
        z.reduce((sum, at, k) => {
          const row = (k % n) * n;
          const product = J.slice(row, row + n).reduce(
            (part, entry, j) => part + entry * (z[k - (k % n) + j] as number),
            0,
          );
          return sum + at * product;
        }, 0) / probes
      );
    };
  return { exact, estimate };
}

/** Two probes of a pixel's own for the net, on the slice that is left of the fields before. */
function netEstimate(): Values {
  const program = checkSource(net);
  const settings = { method: "hutchinson", probes: 2, distribution: "gaussian", keys: "per-point" } as const;
  const evaluator = createEvaluator(program, program.fields[0] as Field, { ...settings, seed: 0 });
  const bindings = bindingsOf(program, 0);
  return ([x, y], index) => {
    const place = Float64Array.of(x, y, 0.75, 0, 0, 0, 0, 0, 0, 0);
    return evaluator.evaluate(place, bindings, index).values[0] as number;
  };
}

test("any method is a map of its own, the side of a lens and one of two in an error, in the plane and on a slice", async ({
  page,
}) => {
  test.slow();
  const notebook = await NotebookPage.open(page);
  await page.getByRole("checkbox", { name: "Streamlines" }).uncheck();
  const select = async (name: string, value: string) => {
    await page.getByRole("combobox", { name, exact: true }).selectOption(value);
  };
  /** Compares what is drawn in the end with what it should be, all over the view. */
  const check = async (of: string, wanted: Values, size: Values = wanted) => {
    await notebook.settled();
    const { width, height, values } = await notebook.values();
    const { plot, document } = await notebook.snapshot();
    const plane = document.cells.find((cell) => cell.kind === "plane");
    if (plane?.kind !== "plane") throw new Error("a page has a picture");
    const step = plane.view.span / Math.min(plot.width, plot.height) / plot.pixelRatio;
    let [largest, error, count] = [0, 0, 0];
    for (let k = 0; k < width * height; k += stride) {
      const place = [
        plane.view.x + ((k % width) + 0.5 - width / 2) * step,
        plane.view.y - (Math.floor(k / width) + 0.5 - height / 2) * step,
      ] as const;
      largest = Math.max(largest, Math.abs(size(place, k)));
      error = Math.max(error, Math.abs((values[k] as number) - wanted(place, k)));
      count += 1;
    }
    expect(count, of).toBeGreaterThan(1000);
    expect(largest, of).toBeGreaterThan(0.01);
    expect(error / largest, of).toBeLessThan(1e-6);
  };

  for (const [name, field] of Object.entries(fields)) {
    const { exact, estimate } = oracles(field);
    await notebook.paste(field.source);
    if (name === "sliced") await notebook.fill("Value of z", "0.75");
    await select("More maps", "method");
    await select("Method of the map", "xtrace");
    // As many as span all directions and more: then it is exact.
    await select("Distribution of method of the map", "gaussian");
    await notebook.fill("Probes of method of the map", "12");
    await check(`${name}, xtrace`, exact);
    await select("Method of the map", "hutchinson");
    await select("Distribution of method of the map", "sphere");
    await select("Keys of method of the map", "per-point");
    await notebook.fill("Probes of method of the map", "3");
    const own = estimate(3, "sphere");
    await check(`${name}, a key for each pixel`, own);
    // The divider is in the middle: where a whole column has one side.
    await select("More maps", "lens");
    await select("Left of the divider", "float64");
    await select("Right of the divider", "method");
    await select("Method on the right", "finite-difference");
    await notebook.fill("Step h of method on the right", "0.001");
    await check(`${name}, a lens`, exact);
    await notebook.choose("Signed error");
    await select("Signed error of", "method");
    await select("Signed error against", "float64");
    await check(`${name}, an error`, (place, index) => own(place, index) - exact(place, index));
    // What pixels cannot tell apart is told: both sides are subtracted before they are rounded.
    await select("Method on the left", "structured");
    await check(`${name}, two exact forms`, () => 0, exact);
    await select("Method on the left", "hutchinson");
  }
  // Without the GPU's estimate a slice has pixels' own keys and the spread of its probes as well.
  const { exact, estimate } = oracles(fields.sliced);
  await notebook.choose("Gaussian");
  await notebook.choose("Key per pixel");
  await notebook.choose("Estimate");
  await notebook.fill("Number of probes", "2");
  await check("an estimate on a slice", estimate(2, "gaussian"));
  await select("More maps", "standard-error");
  // Of two probes half their distance, |z₁ᵀJz₁ − z₂ᵀJz₂|/2: that of the mean from the first.
  await check("a standard error", (place, index) =>
    Math.abs(estimate(2, "gaussian")(place, index) - estimate(1, "gaussian")(place, index)),
  );
  await select("More maps", "method");
  await select("Method of the map", "hutch++");
  await select("Distribution of method of the map", "gaussian");
  await notebook.settled();
  expect(await violations(page)).toEqual([]);
  // What a method cannot do is said at its place, and the last picture stays.
  await notebook.fill("Probes of method of the map", "1");
  await expect(page.getByText("hutch++ needs a whole number of probes from 3 to")).toBeVisible();
  await notebook.fill("Probes of method of the map", "9");
  await check("hutch++", exact);
  // A field whose own shader is drawn bit by bit is computed as any other.
  await notebook.paste(net);
  await notebook.choose("Estimate");
  await check("an estimate of a net", netEstimate());
});
