import type { Page } from "@playwright/test";
import { defaultColouring } from "../src/app/document/document.ts";
import { createEvaluator } from "../src/engine/divergence/evaluator.ts";
import { checkSource } from "../src/engine/language/check.ts";
import { isDiverging, paletteColour } from "../src/shaders/palette.ts";
import { placeOf as placeInPalette, stretchOf } from "../src/shaders/scale.ts";
import { meets, rayAt, type Triple } from "../src/shaders/space/lens.ts";
import { lightAndDark } from "./support/appearance.ts";
import { violations } from "./support/axe.ts";
import { expect, test } from "./support/fixtures.ts";
import { shareChanged } from "./support/png.ts";
import { SpacePage, spaceDocument } from "./support/space.ts";

test.use({ viewport: { width: 760, height: 640 } });

const charge = `b = 0.5
phi(x, y, z) = 1 / sqrt(x^2 + y^2 + z^2 + b^2)
E = -grad(phi)`;
const wave = "F(x, y, z) = (sin(x y), y z^2, cos(z) x)";
const net = `W1 = randn(32, 3, seed=1) / 2
W2 = randn(3, 32, seed=2) / 6
N(x: R^3) = W2 @ tanh(W1 @ x)`;
const volume = { on: true, opacity: 0.8, cut: 0.1, contrast: 1.5 };

/** The divergence of the source's last field in float64. */
function exactly(source: string, places: readonly Triple[]): Float64Array {
  const program = checkSource(source);
  const field = program.fields.at(-1);
  if (!field) throw new Error("there is no field");
  const parameters = Float64Array.from(program.parameters, ({ value }) => value);
  return createEvaluator(program, field, { method: "jacobian-reverse" }).evaluate(
    Float64Array.from(places.flat()),
    { parameters, time: 0 },
  ).values;
}

test("slices and volumes have float64's divergence, and slices its colours where they are seen", async ({
  page,
}) => {
  for (const [name, source] of [
    ["a charge", charge],
    ["a wave", wave],
    ["a net", net],
  ] as const) {
    const at: Triple = [0.3, -0.2, 0.4];
    const slices = { at, shown: [true, true, true] } as const;
    const space = await SpacePage.open(page, spaceDocument(source, { slices }));
    const places = Array.from({ length: 600 }, (_, k): Triple => {
      const at = (base: number) => ((k * base) % 1) * 4 - 2;
      return [at(0.754877), at(0.56984), at(0.437)];
    });
    const given = await page.evaluate(
      async (places) => [...((await window.deldotSpace?.values("space-1", places)) ?? [])],
      places,
    );
    const wanted = exactly(source, places);
    const largest = Math.max(...wanted.map(Math.abs));
    expect(given.length, name).toBe(600);
    expect(largest, name).toBeGreaterThan(0.1);
    const worst = Math.max(...given.map((value, k) => Math.abs(value - (wanted[k] as number))));
    expect(worst / largest, name).toBeLessThan(3e-4);
    await expect(page.getByText(/^GPU (within|equal)/)).toHaveText(/float64 at 64 points$/);

    // What stands in the picture, by other means: the ray through a pixel, its first slice, float64, the palette.
    const { scene } = await space.state();
    if (!scene) throw new Error("there is a scene");
    const { width, height, data } = await space.pixels();
    const seen: { pixel: number; point: Triple }[] = [];
    for (let row = 15; row < height - 15; row += 17)
      for (let column = 15; column < width - 15; column += 19) {
        const ray = rayAt(scene.lens, (column + 0.5) / scene.ratio, (row + 0.5) / scene.ratio);
        const hits = ([0, 1, 2] as const)
          .map((axis) => meets(ray, axis, at[axis], scene.lens.box))
          .filter((hit) => hit !== null)
          .sort((a, b) => a.distance - b.distance);
        const [first, second] = hits;
        // On an edge, or where two slices meet, a line is drawn.
        const isInner = first?.point.every(
          (value, k) =>
            at[k] === value || (Math.abs(value) < 1.93 && Math.abs(value - (at[k] as number)) > 0.05),
        );
        if (!first || !isInner || (second && second.distance - first.distance < 0.08)) continue;
        seen.push({ pixel: 4 * (row * width + column), point: first.point });
      }
    expect(seen.length, name).toBeGreaterThan(60);
    const { legend, palette } = scene;
    const stretch = stretchOf(isDiverging(palette), legend, legend.threshold);
    const values = exactly(
      source,
      seen.map(({ point }) => point),
    );
    const off = seen.filter(({ pixel }, k) => {
      const place = placeInPalette(values[k] as number, stretch, legend.threshold);
      const colour = paletteColour(palette, "light", place);
      return colour.some((channel, c) => Math.abs(channel - (data[pixel + c] as number)) > 4);
    });
    // The box's own edges cross a few of them.
    expect(off.length / seen.length, name).toBeLessThan(0.06);
  }
});

/** Pictures copied to the page, frames asked for, contexts made, and messages to workers. */
interface Counts {
  copies: number;
  frames: number;
  contexts: number;
  messages: number;
}

async function count(page: Page): Promise<() => Promise<Counts>> {
  await page.addInitScript(() => {
    const counts = { copies: 0, frames: 0, contexts: 0, messages: 0 };
    Object.assign(globalThis, { counts });
    const { drawImage } = CanvasRenderingContext2D.prototype;
    CanvasRenderingContext2D.prototype.drawImage = function (...given: unknown[]) {
      counts.copies += 1;
      const { dataset } = this.canvas;
      dataset.copies = String(Number(dataset.copies ?? 0) + 1);
      return (drawImage as (...given: unknown[]) => void).apply(this, given);
    };
    const { requestAnimationFrame: request } = globalThis;
    globalThis.requestAnimationFrame = (callback) => {
      counts.frames += 1;
      return request.call(globalThis, callback);
    };
    const { getContext } = HTMLCanvasElement.prototype;
    HTMLCanvasElement.prototype.getContext = function (this: HTMLCanvasElement, ...given: unknown[]) {
      const context = (getContext as (...given: unknown[]) => unknown).apply(this, given);
      if (String(given[0]).startsWith("webgl") && context) counts.contexts += 1;
      return context as never;
    } as typeof getContext;
    const { postMessage } = Worker.prototype;
    Worker.prototype.postMessage = function (...given: unknown[]) {
      counts.messages += 1;
      return (postMessage as (...given: unknown[]) => void).apply(this, given);
    };
  });
  return () => page.evaluate(() => ({ ...(globalThis as unknown as { counts: Counts }).counts }));
}

test("twelve cells have one context, and draw nothing while nothing moves or they are out of sight", async ({
  page,
}) => {
  const counted = await count(page);
  const cells = Array.from(
    { length: 12 },
    (_, k) =>
      ({
        camera: { azimuth: 30 * k, elevation: 20, zoom: 1, target: null, projection: "perspective" },
      }) as const,
  );
  const space = await SpacePage.open(page, spaceDocument(`a = 1 in [0, 4]\n${wave} * a`, ...cells));
  for (let k = 0; k < 12; k += 1) {
    await page
      .getByRole("application", { name: /in space/ })
      .nth(k)
      .scrollIntoViewIfNeeded();
    await space.settled();
  }
  expect(await page.getByRole("application", { name: /in space/ }).count()).toBe(12);
  expect((await counted()).contexts).toBe(1);
  await page.mouse.move(2, 2);
  await page.waitForTimeout(600);

  const still = await counted();
  await page.waitForTimeout(1500);
  expect(await counted()).toEqual(still);
  // Scrolled past they are not drawn again.
  await page.evaluate(() => window.scrollTo(0, 0));
  await page.waitForTimeout(600);
  expect((await counted()).copies).toBe(still.copies);

  // What is out of sight waits, and what is in sight is drawn: the counters do count.
  const before = await counted();
  await page.getByRole("slider", { name: "Slice at x" }).first().press("ArrowRight");
  await space.settled();
  expect((await counted()).copies).toBeGreaterThan(before.copies);

  // What all are of changes: those far out of sight do nothing, until they come into it.
  const copiesOfEach = () =>
    page
      .getByRole("application", { name: /in space/ })
      .locator("canvas")
      .evaluateAll((all) => all.map((canvas) => Number((canvas as HTMLElement).dataset.copies)));
  const earlier = await copiesOfEach();
  const { messages } = await counted();
  await page.getByRole("slider", { name: "a", exact: true }).first().press("ArrowRight");
  await space.settled();
  await page.waitForTimeout(300);
  await space.settled();
  const later = await copiesOfEach();
  expect(later[0]).toBeGreaterThan(earlier[0] as number);
  expect(later.slice(4)).toEqual(earlier.slice(4));
  // Samples and a reading of each of the first few, at most.
  expect((await counted()).messages - messages).toBeLessThan(12);
  await page
    .getByRole("application", { name: /in space/ })
    .last()
    .scrollIntoViewIfNeeded();
  await expect.poll(async () => (await copiesOfEach()).at(-1)).toBeGreaterThan(later.at(-1) as number);
});

test("a lost context comes back with the same pixels, of a volume as well", async ({ page }) => {
  const space = await SpacePage.open(page, spaceDocument(wave, { volume }));
  const before = await space.pixels();
  expect(new Set(before.data).size).toBeGreaterThan(100);
  await page.evaluate(() => window.deldotSpace?.loseContext());
  await expect(page.getByText("The graphics context is back.")).toBeVisible();
  await space.settled();
  const after = await space.pixels();
  expect(shareChanged(after, before)).toBe(0);

  // A picture that is kept says so.
  const kept = page.getByText("The last good picture; the source has an error");
  await expect(kept).toHaveCount(0);
  const write = async (source: string) => {
    await space.notebook.editor.click();
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.insertText(source);
  };
  await write(`${wave} +`);
  await expect(kept).toBeVisible();
  expect(shareChanged(await space.pixels(), before)).toBe(0);
  await write(wave);
  await expect(kept).toHaveCount(0);

  // And the page goes on.
  await page.getByRole("checkbox", { name: "Volume" }).uncheck();
  await space.settled();
  const flat = await space.pixels();
  expect(shareChanged(flat, before)).toBeGreaterThan(0.01);
});

test("a cell of space is added and worked with keys alone, and what the probe reads is said", async ({
  page,
}) => {
  const space = await SpacePage.open(page, spaceDocument(charge, {}));
  const { camera } = await space.cell();
  await space.plot.focus();
  for (const key of ["ArrowRight", "ArrowUp", "+", "Shift+ArrowLeft", "x", "x", "Shift+Z"])
    await page.keyboard.press(key);
  const { camera: turned, slices } = await space.cell();
  expect(turned).toMatchObject({ azimuth: camera.azimuth + 5, elevation: camera.elevation + 5, zoom: 1.2 });
  expect(turned.target).not.toBe(null);
  expect(slices.at).toEqual([0.2, 0, -0.1]);
  await page.keyboard.press("0");
  expect((await space.cell()).camera).toEqual(camera);

  await page.getByRole("textbox", { name: "Probe at y" }).fill("0.5");
  await page.getByRole("textbox", { name: "Probe at y" }).press("Enter");
  await space.settled();
  const [value] = exactly(charge, [[0.2, 0.5, -0.1]]);
  const told = await page.locator('[data-figure="exact"]').getAttribute("value");
  expect(Number(told)).toBeCloseTo(value as number, 12);
  await expect(page.getByText(/^At 0\.2, 0\.5, −0\.1: divergence/)).toBeAttached();
  const J = await page
    .locator('[data-figure^="jacobian-"]')
    .evaluateAll((all) => all.map((one) => Number(one.getAttribute("value"))));
  expect((J[0] ?? 0) + (J[4] ?? 0) + (J[8] ?? 0)).toBeCloseTo(value as number, 12);

  // A click reads where a slice is hit, and a drag turns.
  await space.plot.scrollIntoViewIfNeeded();
  const box = await space.plot.boundingBox();
  if (!box) throw new Error("the picture has a place");
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  await space.settled();
  const { cursor } = await space.cell();
  expect(cursor?.some((coordinate, axis) => coordinate === slices.at[axis])).toBe(true);
  const [middle, height] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(middle - 20, height + 12);
  await page.mouse.down();
  await page.mouse.move(middle + 40, height + 30, { steps: 4 });
  await page.mouse.up();
  expect((await space.cell()).camera.azimuth).not.toBe(camera.azimuth);

  // A slice drawn by its handle takes nothing else along, and a press of it reads nothing.
  const stood = await space.cell();
  const handle = page.locator('[data-handle="2"]');
  const grip = await handle.boundingBox();
  if (!grip) throw new Error("the handle has a place");
  const [across, along] = [grip.x + grip.width / 2, grip.y + grip.height / 2];
  await page.mouse.move(across, along);
  await page.mouse.down();
  await page.mouse.move(across, along - 30, { steps: 4 });
  await page.mouse.up();
  const drawn = await space.cell();
  expect(drawn.slices.at[2]).toBeGreaterThan(stood.slices.at[2] + 0.1);
  expect({ ...drawn, slices: null }).toEqual({ ...stood, slices: null });
  await handle.click();
  expect((await space.cell()).cursor).toEqual(stood.cursor);

  // And one that is seen from the front, by up and down.
  await page.getByRole("button", { name: "Along x" }).click();
  await space.settled();
  const front = await page.locator('[data-handle="0"]').boundingBox();
  if (!front) throw new Error("the handle has a place");
  await page.mouse.move(front.x + front.width / 2, front.y + front.height / 2);
  await page.mouse.down();
  await page.mouse.move(front.x + front.width / 2, front.y + front.height / 2 + 40, { steps: 4 });
  await page.mouse.up();
  expect((await space.cell()).slices.at[0]).toBeGreaterThan(drawn.slices.at[0] + 0.1);

  // Another one, from the bar below.
  await page.getByRole("button", { name: "Add space" }).press("Enter");
  await expect(page.getByRole("application", { name: /in space/ })).toHaveCount(2);
  await expect(page.getByRole("application", { name: /in space/ }).nth(1)).toBeFocused();
});

test("where keys move slices to is read out, with what the map is of, and not when that is past", async ({
  page,
}) => {
  const said = page.getByText(/^At .*: divergence/);
  const colouring = { ...defaultColouring, quantity: "curl" } as const;
  const space = await SpacePage.open(page, spaceDocument("G(x, y, z) = (-y, x, x z)", { colouring }));
  await expect(page.locator('[data-figure="exact"]')).toBeVisible();
  await space.plot.press("x");
  await expect(said).toHaveText("At 0.1, 0, 0: divergence 0.100000. Size of the curl of G: 2.00000.");
  await page.getByRole("combobox", { name: "Map of" }).selectOption("divergence");
  await expect(said).toHaveCount(0);
  await space.plot.press("z");
  await expect(said).toHaveText("At 0.1, 0, 0.1: divergence 0.100000.");
});

test("turning the box leaves no label of an axis behind", async ({ page }) => {
  const space = await SpacePage.open(page, spaceDocument(wave, {}));
  const labels = () => space.plot.locator("svg text").evaluateAll((all) => all.map((one) => one.outerHTML));
  expect((await labels()).length).toBeGreaterThan(9);
  const box = await space.plot.boundingBox();
  if (!box) throw new Error("the picture has a place");
  const [left, top] = [box.x + 150, box.y + 90];
  await page.mouse.move(left, top);
  await page.mouse.down();
  for (const [x, y] of [
    [200, 60],
    [-80, 140],
    [320, -40],
    [40, 20],
  ] as const)
    await page.mouse.move(left + x, top + y, { steps: 12 });
  await page.mouse.up();
  await space.plot.focus();
  for (let k = 0; k < 12; k += 1) await page.keyboard.press(k % 3 ? "ArrowLeft" : "ArrowDown");
  await space.settled();
  const turned = await labels();
  const { camera } = await space.cell();
  // What a page that has turned nothing has from there.
  await SpacePage.open(page, spaceDocument(wave, { camera }));
  expect(await labels()).toEqual(turned);
});

test("axe finds nothing wrong with space, light and dark, wide and narrow", async ({ page }) => {
  const space = await SpacePage.open(
    page,
    spaceDocument(`${wave}\nG(x, y, z) = (x t, y, z)`, { volume, field: "G" }),
  );
  for (const width of [390, 1280]) {
    await page.setViewportSize({ width, height: 600 });
    await lightAndDark(page, async (scheme) => {
      await space.settled();
      expect(await violations(page, { targets: true }), `${width} ${scheme}`).toEqual([]);
      const past = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(past).toBe(0);
    });
  }
});
