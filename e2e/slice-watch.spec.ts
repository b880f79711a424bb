import { createDocument, type PlaneCell } from "../src/app/document/document.ts";
import { bindingsOf, createFieldEvaluator } from "../src/engine/divergence/evaluator.ts";
import { checkSource } from "../src/engine/language/check.ts";
import { drawProbes, pointKey, prngKey } from "../src/engine/random/index.ts";
import { sliceFor } from "../src/shaders/slice.ts";
import { placesOn } from "../src/shaders/slice-geometry.ts";
import { expect, test } from "./support/fixtures.ts";
import { countDifferent, NotebookPage } from "./support/notebook.ts";

/** Small, so that pictures that are computed are soon there. */
test.use({ viewport: { width: 520, height: 420 } });

const source = "F(x, y, z) = (x y + sin(z), sin(x) + y^2 / 5, z^2 x - y)";
const slice = { origin: [0, 0, 0.6], across: [1, 0, 0], up: [0, 1, 0] } as const;
/** A picture of its estimate is thousands of operations a pixel: it is drawn bit by bit. */
const net = `W1 = randn(24, 4, seed=1) / 2
W2 = randn(24, 24, seed=2) / 5
W3 = randn(4, 24, seed=3) / 5
N(x: R^4) = W3 @ tanh(W2 @ tanh(W1 @ x))`;

const seed = 20_261_128;
/** Pixels from one that is compared to the next: a prime number, so that they lie all over the view. */
const stride = 53;

const documentOf = (own: string, plane: Partial<PlaneCell>) => ({
  ...createDocument("Watched", own, { streamlines: false, distribution: "gaussian", ...plane }),
  seed,
});

/** What probes tell at a point: zᵀJz of the first `taken` of m, drawn here. */
function told(
  J: Float64Array,
  { probes, keys, layout }: Pick<PlaneCell, "probes" | "keys" | "layout">,
  taken: number,
  pixel: number,
) {
  const n = Math.sqrt(J.length);
  const key = keys === "shared" ? prngKey(seed) : pointKey(prngKey(seed), pixel);
  const z = drawProbes(key, probes, n, "gaussian", layout);
  const each = Array.from({ length: taken }, (_, j) =>
    J.reduce(
      (sum, entry, e) =>
        sum + (z[j * n + Math.floor(e / n)] as number) * entry * (z[j * n + (e % n)] as number),
      0,
    ),
  );
  const estimate = each.reduce((sum, value) => sum + value, 0) / taken;
  const squares = each.reduce((sum, value) => sum + (value - estimate) ** 2, 0);
  const exact = J.reduce((sum, entry, e) => (e % (n + 1) === 0 ? sum + entry : sum), 0);
  const law = J.reduce((sum, entry, e) => {
    const turned = J[n * (e % n) + Math.floor(e / n)] as number;
    return sum + (entry + turned) ** 2 / 2;
  }, 0);
  return {
    estimate,
    error: estimate - exact,
    "standard-error": Math.sqrt(squares / (taken - 1) / taken),
    "predicted-error": Math.sqrt(law / taken),
    exact,
  };
}

const { program, field } = (() => {
  const program = checkSource(source);
  const [field] = program.fields;
  if (!field) throw new Error("there is no field");
  return { program, field };
})();
const fieldAt = createFieldEvaluator(program, field);
const jacobianAt = (points: readonly number[]) =>
  fieldAt.evaluate(placesOn(sliceFor(slice, 3), points), bindingsOf(program)).jacobian;

test.describe("where motion is not wanted", () => {
  test.use({ contextOptions: { reducedMotion: "reduce" } });

  test(`probes are taken by steps on a slice: every map is of the first so many, by float64, and the picture of a document with so many (seed ${seed})`, async ({
    page,
  }) => {
    const notebook = await NotebookPage.open(page);
    const taken = page.locator('[data-figure="taken"]');
    const kinds = ["estimate", "error", "standard-error", "predicted-error", "lens"] as const;
    for (const { keys, layout, of } of [
      { keys: "shared", layout: "jax", of: kinds },
      { keys: "per-point", layout: "jax", of: kinds },
      { keys: "shared", layout: "jax-legacy", of: ["estimate"] },
      { keys: "per-point", layout: "jax-legacy", of: ["standard-error"] },
    ] as const) {
      for (const kind of of) {
        await test.step(`${kind}, ${keys}, ${layout}`, async () => {
          const compare = { left: "estimate", right: "exact", divider: 0.5, step: 0.001 } as const;
          const plane = { map: kind, keys, layout, compare, slice };
          const watched = documentOf(source, { ...plane, probes: 9 });
          await notebook.opens(watched);
          const whole = await notebook.values();
          const more = page.getByRole("button", { name: "Take more probes" });
          for (const count of [1, 3, 5]) {
            await more.click();
            await expect(taken).toHaveText(String(count));
          }
          await page.mouse.move(2, 2);
          expect((await notebook.plane()).map).toBe(kind);
          await notebook.settled();
          const five = await notebook.values();
          const { view } = await notebook.plane();
          const { width, height, values } = five;
          expect(countDifferent(five, whole)).toBeGreaterThan(values.length / 4);

          const unit = view.span / Math.min(width, height);
          const pixels = Array.from({ length: Math.floor(values.length / stride) }, (_, k) => k * stride);
          const jacobians = jacobianAt(
            pixels.flatMap((k) => [
              view.x + ((k % width) + 0.5 - width / 2) * unit,
              view.y - (Math.floor(k / width) + 0.5 - height / 2) * unit,
            ]),
          );
          const wanted = pixels.map((k, i) => {
            const own = told(jacobians.subarray(9 * i, 9 * i + 9), { probes: 9, keys, layout }, 5, k);
            if (kind === "lens") return k % width < width / 2 ? own.estimate : own.exact;
            return own[kind];
          });
          const largest = Math.max(...wanted.map(Math.abs));
          const worst = pixels.map((k, i) => Math.abs((values[k] as number) - (wanted[i] as number)));
          expect(largest).toBeGreaterThan(1);
          expect(Math.max(...worst) / largest).toBeLessThan(3e-4);

          // The numbers at the reading point are of as many probes.
          const [x, y] = [Number(await notebook.figure("point-0")), Number(await notebook.figure("point-1"))];
          const [column, row] = [
            Math.floor((x - view.x) / unit + width / 2),
            Math.floor(height / 2 - (y - view.y) / unit),
          ];
          const here = told(jacobianAt([x, y]), { probes: 9, keys, layout }, 5, row * width + column);
          for (const name of ["estimate", "standard-error", "predicted-error"] as const)
            expect(Number(await notebook.figure(name)), name).toBeCloseTo(here[name], 10);

          // Keys that are split without counting give a document with five probes the very same picture.
          await notebook.opens(documentOf(source, { ...plane, probes: 5 }));
          const alone = await notebook.values();
          if (layout === "jax" || kind === "predicted-error") expect(countDifferent(alone, five)).toBe(0);
          else expect(countDifferent(alone, five)).toBeGreaterThan(values.length / 4);
        });
      }
    }
  });
});

test("watched on a slice, probes come to the picture of all of them, and it never falls into blocks on the way", async ({
  page,
}) => {
  const notebook = await NotebookPage.open(page);
  const taken = page.locator('[data-figure="taken"]');
  for (const [name, own, plane, exact] of [
    ["what is computed, with a key for each pixel", source, { keys: "per-point", slice, probes: 12 }, true],
    ["a shader that takes long, with a shared key", net, { keys: "shared", probes: 8 }, false],
  ] as const) {
    await test.step(name, async () => {
      await notebook.opens(documentOf(own, { ...plane, map: "estimate" }));
      const whole = await notebook.values();
      const { plot, legend } = await notebook.snapshot();
      // Every frame that comes is as fine as the picture, and of its colours.
      await page.evaluate(() => {
        const seen = { sizes: [] as number[], frames: 0 };
        Object.assign(window, { seen });
        const canvases = document.querySelectorAll("[role=application] canvas");
        const look = () => {
          seen.frames += 1;
          for (const canvas of canvases)
            if (!(canvas as HTMLElement).hidden) seen.sizes.push((canvas as HTMLCanvasElement).width);
          requestAnimationFrame(look);
        };
        look();
      });
      await page.getByRole("button", { name: "Watch it settle" }).click();
      await page.getByRole("button", { name: "Pause" }).click();
      await notebook.settled();
      const count = Number(await taken.getAttribute("value"));
      expect(count).toBeGreaterThanOrEqual(1);
      expect(count).toBeLessThan(plane.probes);
      expect(countDifferent(await notebook.values(), whole)).toBeGreaterThan(whole.values.length / 4);
      expect((await notebook.snapshot()).legend).toEqual(legend);
      await page.getByRole("button", { name: "Go on" }).click();
      await expect(page.getByRole("button", { name: "Watch it settle" })).toBeVisible();
      await expect(taken).toBeHidden();
      await notebook.settled();
      // What a shader draws in bands is rounded by where they end, and those go by the clock.
      const largest = Math.max(...whole.values.map(Math.abs));
      const { values } = await notebook.values();
      const apart = values.map((value, k) => Math.abs(value - (whole.values[k] as number)) / largest);
      expect(Math.max(...apart)).toBeLessThanOrEqual(exact ? 0 : 2e-6);
      const seen = await page.evaluate(() => (window as unknown as { seen: { sizes: number[] } }).seen.sizes);
      expect(seen.length).toBeGreaterThan(10);
      expect(Math.min(...seen)).toBe(plot.width);
    });
  }
});
