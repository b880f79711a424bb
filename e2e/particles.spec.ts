import { createPlaneState } from "../src/app/testing/plane-state.ts";
import { FieldCompiler } from "../src/shaders/compiled-field.ts";
import { flowRate } from "../src/shaders/layers/flow-rate.ts";
import { densityTime, trailTime } from "../src/shaders/motion.ts";
import { expect, test } from "./support/fixtures.ts";
import { NotebookPage } from "./support/notebook.ts";
import { decodePng, type Pixels } from "./support/png.ts";

// Nothing moves by itself: the tests say when.
test.use({ viewport: { width: 800, height: 640 }, contextOptions: { reducedMotion: "reduce" } });

/** Shows particles alone, of a field, so many. */
async function showParticles(
  notebook: NotebookPage,
  source: string,
  count: number,
  density: boolean,
): Promise<void> {
  const { page } = notebook;
  await notebook.renew();
  await notebook.paste(source);
  await notebook.layers(["Map", false], ["Streamlines", false], ["Particles", true]);
  await page.getByRole("button", { name: "Settings of particles" }).click();
  // By its key: the settings hang from their button, which may still move while the rest of the page comes.
  if (density) await page.getByRole("radio", { name: "Density", exact: true }).press(" ");
  await notebook.fill("Particles", String(count));
  await page.keyboard.press("Escape");
  await notebook.settled();
}

/** Flow time in a second of motion, as the worker finds it. */
async function rateOf(notebook: NotebookPage, source: string): Promise<number> {
  const { plot } = await notebook.snapshot();
  const { view } = await notebook.plane();
  const state = { ...createPlaneState(plot, view), source };
  return flowRate(new FieldCompiler().compile(state), state);
}

/** How far a pixel is from the white ground, 0 … 1. */
function darkness({ data, width }: Pixels, x: number, y: number): number {
  return 1 - (data[4 * (y * width + x)] as number) / 255;
}

/** Crowds are carried so much slower than trails. */
const crowdPace = 0.3;

test("crowds thin out and gather by the divergence, trails fade by time, and what moves is what the page shows", async ({
  page,
}) => {
  const notebook = await NotebookPage.open(page);

  for (const { name, source, density } of [
    {
      name: "a source thins out everywhere alike, by e^(−div t)",
      source: "F(x, y) = (x, y)",
      density: (_x: number, t: number) => Math.exp(-2 * t),
    },
    {
      name: "between a source and a sink the crowd is that of the exact solution",
      source: "F(x, y) = (sin(x), 0)",
      // tan(x/2) = tan(x₀/2) e^t, and the density is dx₀/dx.
      density: (x: number, t: number) =>
        Math.exp(-t) / (Math.cos(x / 2) ** 2 + Math.sin(x / 2) ** 2 * Math.exp(-2 * t)),
    },
    {
      name: "without divergence nothing crowds",
      source: "F(x, y) = (sin(y), cos(x))",
      density: () => 1,
    },
  ]) {
    await test.step(name, async () => {
      await showParticles(notebook, source, 400_000, true);
      const rate = await rateOf(notebook, source);
      await notebook.move(0, 1, true);
      const before = countsIn(decodePng(await notebook.picture()));
      // Short enough for crowds to be counted: pixels tell few particles from one another.
      const seconds = 0.8;
      await notebook.move(seconds, 16);
      const after = countsIn(decodePng(await notebook.picture()));
      const { plot } = await notebook.snapshot();
      const { view } = await notebook.plane();
      const unitsPerPixel = view.span / Math.min(plot.width, plot.height);
      const time = seconds * rate * crowdPace;
      // Strips of the middle: far enough from the edges for all that comes in to have been there.
      const strips = 8;
      for (let strip = 0; strip < strips; strip += 1) {
        const from = Math.round(plot.width * (0.2 + (0.6 * strip) / strips));
        const to = Math.round(plot.width * (0.2 + (0.6 * (strip + 1)) / strips));
        const rows = [Math.round(plot.height * 0.2), Math.round(plot.height * 0.8)] as const;
        const now = sumOver(after, plot.width, from, to, rows);
        const then = sumOver(before, plot.width, from, to, rows);
        let expected = 0;
        for (let x = from; x < to; x += 1)
          expected += density(view.x + (x + 0.5 - plot.width / 2) * unitsPerPixel, time) / (to - from);
        // Evenly spread particles are counted better than √n; the counts saturate a little where they are high.
        expect(then).toBeGreaterThan(5000);
        expect(Math.abs(now / then - expected)).toBeLessThan(0.04 * expected + 4 / Math.sqrt(then));
      }
    });
  }

  await test.step("a crowd comes to a stand, and is spread out again", async () => {
    await showParticles(notebook, "F(x, y) = (-x, -y)", 80_000, true);
    await notebook.move(0, 1, true);
    const beginning = await notebook.picture();
    await notebook.move(densityTime, 120);
    const crowded = await notebook.picture();
    expect(crowded.equals(beginning)).toBe(false);
    await notebook.move(1, 20);
    expect((await notebook.picture()).equals(crowded)).toBe(true);
    await notebook.move(0, 1, true);
    expect((await notebook.picture()).equals(beginning)).toBe(true);
  });

  await test.step("trails fade by time: however often frames come, they are as long", async () => {
    const source = "F(x, y) = (1, 0)";
    await showParticles(notebook, source, 300, false);
    const rate = await rateOf(notebook, source);
    const { plot } = await notebook.snapshot();
    const { view } = await notebook.plane();
    const pixels = (trailTime * rate * Math.min(plot.width, plot.height)) / view.span;
    for (const framesPerSecond of [20, 60]) {
      await notebook.move(0, 1, true);
      await notebook.move(2, 2 * framesPerSecond);
      const longest = longestRuns(decodePng(await notebook.picture()));
      // The last tenths of a trail are too faint to be told from the ground.
      expect(longest).toBeGreaterThan(0.75 * pixels);
      expect(longest).toBeLessThan(1.02 * pixels + 2);
    }
  });

  await test.step("what moves is what the page shows, and follows the hand", async () => {
    await showParticles(notebook, "F(x, y) = (sin(y), cos(x))", 3000, false);
    await notebook.layers(["Map", true]);
    const shown = async () => {
      const picture = decodePng(await notebook.picture());
      const screen = decodePng(await notebook.plot.screenshot());
      expect([screen.width, screen.height]).toEqual([picture.width, picture.height]);
      const same = picture.data.filter((byte, k) => Math.abs(byte - (screen.data[k] as number)) < 3).length;
      return same / picture.data.length;
    };
    await notebook.move(1.5, 30);
    // But for the cross, the axes and the buttons over it.
    expect(await shown()).toBeGreaterThan(0.9);
    await notebook.plot.focus();
    for (const key of ["ArrowLeft", "+"]) await page.keyboard.press(key);
    await notebook.settled();
    expect(await shown()).toBeGreaterThan(0.9);
    await notebook.move(1, 20);
    expect(await shown()).toBeGreaterThan(0.9);
  });
});

test("a context that was lost comes back with the same particles at the same places", async ({ page }) => {
  const notebook = await NotebookPage.open(page);
  await showParticles(notebook, "F(x, y) = (sin(y) + x/5, cos(x))", 5000, false);
  await notebook.move(7, 200);
  // Where all that moves is particles the CPU may lay them over the picture, and then the GPU after the loss.
  for (const layers of [["Map"], ["Texture", "Mesh"]]) {
    await notebook.layers(...layers.map((layer) => [layer, true] as const));
    await notebook.move(0.05);
    const before = await notebook.picture();
    await notebook.loseContext();
    expect((await notebook.picture()).equals(before)).toBe(true);
    await notebook.move(0.05);
    expect((await notebook.picture()).equals(before)).toBe(false);
  }
});

/** Particles of every pixel, from what they cover together. */
function countsIn(picture: Pixels): Float64Array {
  const covers = Float64Array.from({ length: picture.width * picture.height }, (_, k) =>
    darkness(picture, k % picture.width, Math.floor(k / picture.width)),
  );
  // One particle is the least that is not none.
  const one = covers.filter((cover) => cover > 0.02).reduce((least, cover) => Math.min(least, cover), 1);
  const whole = 0.82 * (1 - 26 / 255);
  const free = 1 - one / whole;
  return covers.map((cover) =>
    cover < 0.02 ? 0 : Math.log(Math.max(1e-6, 1 - cover / whole)) / Math.log(free),
  );
}

function sumOver(
  counts: Float64Array,
  width: number,
  from: number,
  to: number,
  [top, bottom]: readonly [number, number],
): number {
  let sum = 0;
  for (let y = top; y < bottom; y += 1)
    for (let x = from; x < to; x += 1) sum += counts[y * width + x] as number;
  return sum;
}

/** The longest dark run of a row, but for crossings of several: the tenth longest. */
function longestRuns(picture: Pixels): number {
  const runs: number[] = [];
  for (let y = 0; y < picture.height; y += 1) {
    let run = 0;
    for (let x = 0; x <= picture.width; x += 1) {
      if (x < picture.width && darkness(picture, x, y) > 0.004) run += 1;
      else {
        if (run > 0) runs.push(run);
        run = 0;
      }
    }
  }
  return runs.sort((a, b) => b - a)[Math.floor(runs.length / 10)] ?? 0;
}
