import type { Page } from "@playwright/test";
import { prngKey, threefry2x32 } from "../src/engine/random/threefry.ts";
import { eachAxis, type Lens, type SpaceBox, sizeOf, type Triple } from "../src/shaders/space/lens.ts";
import { lifeSteps, type ParticleSettings } from "../src/shaders/space/particle-motion.ts";
import { atRest } from "./support/at-rest.ts";
import { expect, test } from "./support/fixtures.ts";
import { NotebookPage } from "./support/notebook.ts";
import { shareChanged, shareFilled } from "./support/png.ts";
import { SpacePage, spaceDocument } from "./support/space.ts";
import { watchTurns } from "./support/turns.ts";

test.use({ viewport: { width: 1100, height: 640 } });

const crowd: ParticleSettings & { on: true } = {
  on: true,
  count: 3000,
  density: true,
  ball: null,
  speed: 4,
  colour: "plain",
};

/** A cloud as the GPU has it: places of the world, and which of them are seen. */
interface Cloud {
  readonly steps: number;
  readonly time: number;
  readonly places: readonly Triple[];
  readonly marks: readonly number[];
}

/** How far the particles are to be carried by now. */
function madeSteps(page: Page): Promise<number> {
  return page.evaluate(() => window.deldotSpace?.state("space-1")?.scene?.particles?.motion.steps ?? 0);
}

async function cloudOf(space: SpacePage): Promise<Cloud> {
  const { count, steps, time, particles } = await space.page.evaluate(() => {
    const motion = window.deldotSpace?.state("space-1")?.scene?.particles?.motion;
    if (!motion) throw new Error("there are particles");
    const particles = [...(window.deldotSpace?.particles("space-1") ?? [])];
    return { count: motion.start.count, steps: motion.steps, time: motion.time, particles };
  });
  const { box } = await space.cell();
  const size = sizeOf(box);
  const of = (k: number, axis: 0 | 1 | 2) => box.low[axis] + size[axis] * (particles[4 * k + axis] as number);
  const all = Array.from({ length: count }, (_, k) => k);
  return {
    steps,
    time,
    places: all.map((k): Triple => [of(k, 0), of(k, 1), of(k, 2)]),
    marks: all.map((k) => particles[4 * k + 3] as number),
  };
}

/** Goes on by a quarter of a second, several times, as people do who want no motion. */
async function step(space: SpacePage, times: number): Promise<Cloud> {
  const button = space.page.getByRole("button", { name: "Step the particles" });
  const { steps } = await cloudOf(space);
  await button.focus();
  for (let k = 0; k < times; k += 1) await space.page.keyboard.press("Enter");
  await space.settled();
  const cloud = await cloudOf(space);
  expect(cloud.steps - steps).toBe(15 * times);
  return cloud;
}

async function open(page: Page, source: string, settings: object): Promise<SpacePage> {
  const slices = { at: [0, 0, 0], shown: [false, false, true] } as const;
  const space = await SpacePage.open(page, spaceDocument(source, { slices, ...settings }));
  // How fast they are carried is known.
  await expect(async () => {
    await page.getByRole("button", { name: "Step the particles" }).press("Enter");
    expect((await cloudOf(space)).steps).toBeGreaterThan(0);
  }).toPass();
  await page.getByRole("button", { name: "Begin the particles again" }).press("Enter");
  await space.settled();
  expect((await cloudOf(space)).steps).toBe(0);
  return space;
}

/** exp(A) by its series, of a matrix that is halved until that converges at once. */
function exponential(A: readonly Triple[]): readonly Triple[] {
  const halvings = 12;
  const small = A.map((row) => row.map((entry) => entry / 2 ** halvings)) as unknown as Triple[];
  const one = [0, 1, 2].map((i) => [0, 1, 2].map((j) => Number(i === j))) as unknown as Triple[];
  let sum: readonly Triple[] = one;
  for (let k = 12; k > 0; k -= 1)
    sum = product(small, sum).map((row, i) =>
      row.map((entry, j) => entry / k + (one[i]?.[j] as number)),
    ) as unknown as Triple[];
  for (let k = 0; k < halvings; k += 1) sum = product(sum, sum);
  return sum;
}

function product(A: readonly Triple[], B: readonly Triple[]): readonly Triple[] {
  return A.map((row) =>
    [0, 1, 2].map((j) => row.reduce((sum, entry, k) => sum + entry * (B[k]?.[j] as number), 0)),
  ) as unknown as Triple[];
}

function determinant([a, b, c]: readonly Triple[]): number {
  if (!a || !b || !c) throw new Error("there are three rows");
  return (
    a[0] * (b[1] * c[2] - b[2] * c[1]) -
    a[1] * (b[0] * c[2] - b[2] * c[0]) +
    a[2] * (b[0] * c[1] - b[1] * c[0])
  );
}

/** The volume of a cloud, but for a factor: the root of the determinant of its covariance. */
function volumeOf(places: readonly Triple[]): number {
  const mean = [0, 1, 2].map(
    (axis) => places.reduce((sum, at) => sum + (at[axis] as number), 0) / places.length,
  );
  const covariance = [0, 1, 2].map((i) =>
    [0, 1, 2].map(
      (j) =>
        places.reduce(
          (sum, at) =>
            sum + ((at[i] as number) - (mean[i] as number)) * ((at[j] as number) - (mean[j] as number)),
          0,
        ) / places.length,
    ),
  ) as unknown as Triple[];
  return Math.sqrt(determinant(covariance));
}

/** The farthest that places are from those where they should be. */
function farthest(places: readonly Triple[], wanted: readonly Triple[]): number {
  return Math.max(
    ...places.map((at, k) => Math.hypot(...at.map((value, axis) => value - (wanted[k]?.[axis] as number)))),
  );
}

/** Where a ray to a place in a box comes into it; null of places outside. */
function entryOf(place: Triple, eye: Triple, { low, high }: SpaceBox): Triple | null {
  if (place.some((at, axis) => !(at >= (low[axis] as number) && at <= (high[axis] as number)))) return null;
  const away = eachAxis((axis) => eye[axis] - place[axis]);
  const shares = eachAxis((axis) => ((away[axis] > 0 ? high : low)[axis] - place[axis]) / away[axis]);
  return eachAxis((axis) => place[axis] + Math.min(...shares) * away[axis]);
}

test.describe("carried step by step", () => {
  test.use({ contextOptions: { reducedMotion: "reduce" } });

  test("particles are where exact solutions have them, and volumes shrink as the divergence says", async ({
    page,
  }) => {
    await test.step("a linear field carries by the exponential of its matrix", async () => {
      const A: readonly Triple[] = [
        [0.3, -1.2, 0.4],
        [1.1, -0.5, 0.2],
        [-0.6, 0.3, 0.4],
      ];
      const rows = A.map((row) => row.map((entry, j) => `${entry} * ${"xyz"[j]}`).join(" + "));
      const space = await open(page, `F(x, y, z) = (${rows})`, { particles: crowd });
      const before = await cloudOf(space);
      const after = await step(space, 8);
      expect(after.time).toBeGreaterThan(1);
      const flow = exponential(A.map((row) => row.map((entry) => entry * after.time)) as unknown as Triple[]);
      const wanted = before.places.map(
        (from) =>
          flow.map((row) =>
            row.reduce((sum, entry, j) => sum + entry * (from[j] as number), 0),
          ) as unknown as Triple,
      );
      // Of a box of 4: float32's rounding of 120 steps.
      expect(farthest(after.places, wanted)).toBeLessThan(3e-5);
      expect(volumeOf(after.places) / volumeOf(before.places)).toBeCloseTo(Math.exp(0.2 * after.time), 4);
    });

    await test.step("under Lorenz's field a ball shrinks by e^(−(σ + 1 + β) t)", async () => {
      const source = "F(x, y, z) = (10 (y - x), x (28 - z) - y, x y - 8/3 z)";
      const box = { low: [-25, -30, 0], high: [25, 30, 50] } as const;
      const ball = { at: [3, 4, 18], radius: 0.2 } as const;
      const space = await open(page, source, { box, particles: { ...crowd, ball } });
      const { places, time } = await cloudOf(space);
      expect(time).toBe(0);
      expect(Math.max(...places.map((at) => Math.hypot(at[0] - 3, at[1] - 4, at[2] - 18)))).toBeLessThan(
        0.2001,
      );
      const first = volumeOf(places);
      // A ball's covariance is r²/5.
      expect(first / (0.04 / 5) ** 1.5).toBeCloseTo(1, 2);
      for (let k = 0; k < 3; k += 1) {
        const cloud = await step(space, 3);
        const wanted = Math.exp(-(10 + 1 + 8 / 3) * cloud.time);
        const share = volumeOf(cloud.places) / first;
        // Within a hundredth: of so small a ball the flow is all but linear, and float32 sees its thinnest side.
        expect(Math.abs(share / wanted - 1)).toBeLessThan(0.01);
        // And each particle is where small steps in float64 have it.
        const exact = places.slice(0, 40).map((from) => lorenz(from, cloud.time));
        expect(farthest(cloud.places.slice(0, 40), exact)).toBeLessThan(2e-4);
      }
      expect((await cloudOf(space)).time).toBeGreaterThan(0.1);
    });
  });

  test("lives begin where Threefry says, nothing is drawn that is nowhere, and a lost context is made good", async ({
    page,
  }) => {
    const flow = { ...crowd, density: false, speed: 1, count: 2000 };
    const space = await open(page, "F(x, y, z) = (-y, x, 0.2 sin(z))", { particles: flow });

    await test.step("the lives that begin in a step begin at the same places everywhere", async () => {
      const { steps, places, marks } = await step(space, 13);
      const key = prngKey(0);
      const share = (word: number | undefined) => ((word ?? 0) >>> 8) / 2 ** 24;
      const wanted: (readonly [Triple, Triple])[] = [];
      for (const [k, at] of places.entries()) {
        const offset = (threefry2x32(key, [k, 1])[1] as number) % lifeSteps;
        if ((steps + offset) % lifeSteps !== 0) continue;
        const life = (steps + offset) / lifeSteps;
        const [x, y] = threefry2x32(key, [k, 2 * life]);
        const [z] = threefry2x32(key, [k, 2 * life + 1]);
        wanted.push([at, [x, y, z].map((word) => 4 * share(word) - 2) as unknown as Triple]);
      }
      expect(wanted.length).toBeGreaterThan(4);
      for (const [at, there] of wanted) expect(at).toEqual(there);
      // All live in the box, and all but the newborn are seen.
      expect(Math.max(...places.flat().map(Math.abs))).toBeLessThanOrEqual(2);
      expect(marks.filter((mark) => mark >= 0).length).toBeGreaterThan(1900);
    });

    await test.step("after a loss, all particles are where they were", async () => {
      const before = await cloudOf(space);
      const picture = await space.pixels();
      await page.evaluate(() => window.deldotSpace?.loseContext());
      await expect(page.getByText("The graphics context is back.")).toBeVisible();
      await space.settled();
      expect(await cloudOf(space)).toEqual(before);
      expect(shareChanged(await space.pixels(), picture)).toBe(0);
      // They are in the picture.
      await page.getByRole("checkbox", { name: "Particles" }).uncheck();
      await space.settled();
      expect(shareChanged(await space.pixels(), picture)).toBeGreaterThan(0.01);
    });

    await test.step("what leaves to infinity, and what is where the field is not, is not drawn", async () => {
      const blown = await open(page, "F(x, y, z) = (100 x^3, log(y), -500 z)", { particles: crowd });
      const { places, marks } = await step(blown, 8);
      expect(places.flat().every(Number.isFinite)).toBe(true);
      const below = places.map(([, y], k) => [y, marks[k]] as const).filter(([y]) => y < 0);
      expect(below.length).toBeGreaterThan(500);
      expect(below.every(([, mark]) => mark === -1)).toBe(true);
      // However stiff, what is drawn together comes together.
      const heights = places.filter((_, k) => (marks[k] as number) >= 0).map(([, , z]) => Math.abs(z));
      expect(heights.sort((a, b) => a - b)[Math.floor(heights.length / 2)]).toBeLessThan(0.5);
    });
  });

  test("a crowd is seen through as much of a cloud, and of surfaces, as is before each of it", async ({
    page,
  }) => {
    const source = "F(x, y, z) = (0.5 x, 0, 0)\ng(x, y, z) = x + 0.3 y";
    const slices = { at: [0, 0, 0], shown: [false, false, false] } as const;
    const range = { mode: "fixed", limit: 1 } as const;
    for (const projection of ["perspective", "orthographic"] as const) {
      const camera = { azimuth: -35, elevation: 20, zoom: 1, target: null, projection };
      // Parallel rays come from far away.
      const eyeOf = ({ eye, back, box }: Lens): Triple =>
        eachAxis((axis) =>
          projection === "perspective" ? box.low[axis] + sizeOf(box)[axis] * eye[axis] : 1e6 * back[axis],
        );
      /** Particles in the box, where rays to them come into it, and how much of them is seen. */
      const seen = async (space: SpacePage) => {
        const clearances = await page.evaluate(() => [...(window.deldotSpace?.clearances("space-1") ?? [])]);
        const { places } = await cloudOf(space);
        const lens = (await space.state()).scene?.lens as Lens;
        return places.flatMap((place, k) => {
          const entry = entryOf(place, eyeOf(lens), lens.box);
          return entry ? [{ place, entry, clear: clearances[k] as number }] : [];
        });
      };
      const volume = { on: true, opacity: 0.9, cut: 0.1, contrast: 1.5 };
      const common = { slices, range, camera, particles: crowd };
      const space = await SpacePage.open(page, spaceDocument(source, { ...common, volume }));
      // Half of the range everywhere: what is left of light falls by the same share in each length.
      const weight = ((0.5 - volume.cut) / (1 - volume.cut)) ** volume.contrast;
      const { box } = await space.cell();
      const density = (3 * -Math.log(1 - 0.995 * volume.opacity) * weight) / Math.max(...sizeOf(box));
      const left: number[] = [];
      const off: number[] = [];
      for (const { place, entry, clear } of await seen(space)) {
        const wanted = Math.exp(-density * farthest([place], [entry]));
        off.push(Math.abs(clear - wanted));
        left.push(wanted);
      }
      expect(Math.max(...off)).toBeLessThan(0.008);
      expect(left.length).toBeGreaterThan(0.25 * crowd.count);
      expect(Math.min(...left)).toBeLessThan(0.4);

      // A surface across the box: what is before it is seen wholly, what is behind it less.
      const surfaces = { on: true, quantity: "function g", levels: [0], opacity: 0.5 } as const;
      await space.opens(spaceDocument(source, { ...common, surfaces }));
      const sides = { before: [] as number[], behind: [] as number[] };
      for (const { place, entry, clear } of await seen(space)) {
        const [at, from] = [place, entry].map(([x, y]) => x + 0.3 * y) as [number, number];
        if (Math.min(Math.abs(at), Math.abs(from)) < 0.05) continue;
        sides[at * from > 0 ? "before" : "behind"].push(clear);
      }
      for (const side of [sides.before, sides.behind]) expect(side.length).toBeGreaterThan(300);
      expect(Math.min(...sides.before)).toBe(1);
      expect(Math.max(...sides.behind)).toBeLessThan(0.8);
      expect(Math.min(...sides.behind)).toBeGreaterThan(0.1);
    }
  });
});

test("particles move while they are let to and seen, and a loss on the way changes nothing", async ({
  page,
}) => {
  await page.addInitScript(() => {
    const counts = { frames: 0 };
    Object.assign(globalThis, { counts });
    const { requestAnimationFrame: request } = globalThis;
    globalThis.requestAnimationFrame = (callback) => {
      counts.frames += 1;
      return request.call(globalThis, callback);
    };
  });
  const frames = () =>
    page.evaluate(() => (globalThis as unknown as { counts: { frames: number } }).counts.frames);
  const notes = { id: "notes", kind: "text", source: "A line.\n\n".repeat(60) } as const;
  const slices = { at: [0, 0, 0], shown: [false, false, true] } as const;
  const document = spaceDocument("F(x, y, z) = (-y, x - y/2, -z)", {
    slices,
    particles: { ...crowd, speed: 1 },
  });
  const playing = new SpacePage(
    (await SpacePage.open(page, spaceDocument("F(x, y, z) = (x, y, z)", {}))).notebook,
  );
  await playing.chooses({ ...document, cells: [...document.cells, notes] });
  const stepsOf = () => madeSteps(page);
  await expect.poll(stepsOf).toBeGreaterThan(20);
  const lossAt = await stepsOf();
  await page.evaluate(() => window.deldotSpace?.loseContext());
  await expect.poll(stepsOf).toBeGreaterThan(lossAt + 20);
  await page.getByRole("button", { name: "Pause the particles" }).click();
  await playing.settled();
  const paused = await atRest(page, frames, 500);
  const { time, places } = await cloudOf(playing);
  await page.waitForTimeout(1000);
  expect(await frames()).toBe(paused);

  // Replayed from the beginning, to the same step, by the same field.
  const flow = exponential([
    [0, -time, 0],
    [time, -time / 2, 0],
    [0, 0, -time],
  ]);
  await page.getByRole("button", { name: "Begin the particles again" }).click();
  await playing.settled();
  const { places: first } = await cloudOf(playing);
  const wanted = first.map(
    (from) =>
      flow.map((row) =>
        row.reduce((sum, entry, j) => sum + entry * (from[j] as number), 0),
      ) as unknown as Triple,
  );
  expect(farthest(places, wanted)).toBeLessThan(3e-5);

  await page.getByRole("button", { name: "Play the particles" }).click();
  await expect.poll(stepsOf).toBeGreaterThan(5);
  await page.getByText("A line.").last().scrollIntoViewIfNeeded();
  await page.mouse.move(2, 2);
  const hidden = await atRest(page, frames, 500);
  const stood = await stepsOf();
  await page.waitForTimeout(1000);
  expect(await frames()).toBe(hidden);
  expect(await stepsOf()).toBe(stood);
  await playing.plot.scrollIntoViewIfNeeded();
  await expect.poll(stepsOf).toBeGreaterThan(stood + 5);
});

test("while a step through a wide net takes long the page has its turns, and a loss amid one changes nothing", async ({
  page,
}) => {
  const source = `W1 = randn(128, 3, seed=1)
W2 = randn(128, 128, seed=2) / 12
W3 = randn(3, 128, seed=3) / 12
F(x: R^3) = W3 @ tanh(W2 @ tanh(W1 @ x))`;
  const slices = { at: [0, 0, 0], shown: [false, false, false] } as const;
  const particles = { ...crowd, density: false, count: 4000 };
  const space = await SpacePage.open(page, spaceDocument("F(x, y, z) = (x, y, z)", {}));
  await watchTurns(page);
  await space.chooses(spaceDocument(source, { slices, particles }));
  const stepsOf = () => madeSteps(page);
  await expect.poll(stepsOf).toBeGreaterThan(1);

  // By themselves they go on by a step or some, each of which takes as long as many turns.
  const { longest, each } = await page.evaluate(async () => {
    const steps = () => window.deldotSpace?.state("space-1")?.scene?.particles?.motion.steps ?? 0;
    const [first, began] = [steps(), performance.now()];
    window.turns.begin();
    while (steps() < first + 8) await new Promise((resolve) => setTimeout(resolve, 5));
    const each = (performance.now() - began) / (steps() - first);
    // The watch, too, has a turn after what may have held the page.
    await new Promise((resolve) => setTimeout(resolve, 50));
    return { longest: await window.turns.settled(0), each };
  });
  expect(longest, `${Math.round(each)} ms a step`).toBeLessThan(each / 2);

  await page.getByRole("button", { name: "Pause the particles" }).click();
  await space.settled();
  const paused = await cloudOf(space);
  // What was made in parts is made once more, and its context is lost while it is.
  await page.evaluate(async () => {
    await window.deldotSpace?.loseContext();
    await new Promise((resolve) => setTimeout(resolve, 300));
    await window.deldotSpace?.loseContext();
  });
  await space.settled();
  expect(await cloudOf(space)).toEqual(paused);
});

test("a first picture that takes long comes, though its particles move before any of it stands", async ({
  page,
}) => {
  const terms = Array.from({ length: 100 }, (_, k) => `sin(${k + 1} x + ${k}) cos(${k} z)`);
  const particles = { ...crowd, density: false, count: 500 };
  const volume = { on: true, opacity: 0.5, cut: 0, contrast: 1 } as const;
  const space = new SpacePage(await NotebookPage.open(page));
  await space.chooses(spaceDocument(`F(x, y, z) = (${terms.join(" + ")}, x, y)`, { volume, particles }));
  const stepsOf = () => madeSteps(page);
  // They go on by themselves; and the box reaches down to the last tenth of its picture.
  await expect.poll(stepsOf).toBeGreaterThan(1);
  const filled = async () => shareFilled(await space.pixels(), 0.8);
  await expect.poll(filled, { timeout: 20_000 }).toBeGreaterThan(0.1);
  const stood = await stepsOf();
  await expect.poll(stepsOf).toBeGreaterThan(stood);
});

/** Lorenz's flow from a place for a time, by the classical rule in steps of a ten-thousandth. */
function lorenz(from: Triple, time: number): Triple {
  const field = ([x, y, z]: Triple): Triple => [10 * (y - x), x * (28 - z) - y, x * y - (8 / 3) * z];
  const steps = Math.max(1, Math.round(time / 1e-4));
  const h = time / steps;
  const moved = (at: Triple, slope: Triple, by: number): Triple => [
    at[0] + by * slope[0],
    at[1] + by * slope[1],
    at[2] + by * slope[2],
  ];
  let at = from;
  for (let k = 0; k < steps; k += 1) {
    const a = field(at);
    const b = field(moved(at, a, h / 2));
    const c = field(moved(at, b, h / 2));
    const d = field(moved(at, c, h));
    at = [0, 1, 2].map(
      (i) =>
        (at[i] as number) +
        (h / 6) * ((a[i] as number) + 2 * (b[i] as number) + 2 * (c[i] as number) + (d[i] as number)),
    ) as unknown as Triple;
  }
  return at;
}
