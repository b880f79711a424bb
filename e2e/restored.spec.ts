import { createDocument, defaultColouring, type PlaneCell } from "../src/app/document/document.ts";
import { between, pick, type Random, seededRandom } from "../src/engine/testing/random.ts";
import { expect, test } from "./support/fixtures.ts";
import { countDifferent, NotebookPage } from "./support/notebook.ts";

// Nothing moves by itself: the walk says when.
test.use({ viewport: { width: 480, height: 440 }, contextOptions: { reducedMotion: "reduce" } });

const source = "a = 1 in [0, 3]\nF(x, y) = (sin(a y) + x/4, cos(x) - a y/3)";

/** Everything that moves, and everything that stands still. */
const allOn = {
  map: true,
  particles: { on: true, count: 1500, density: false, speed: 1 },
  texture: { on: true, moving: true },
  arrows: { on: true, scaled: true },
  mesh: { on: true, moving: true, share: 0.5 },
};

/** Settings of layers that leave them on, and the picture what the test's name says. */
const settings = [
  ["streamlines", "radio", ["Sparse", "Normal", "Dense", "Plain", "As the map"]],
  ["particles", "slider", ["Speed of the particles"]],
  ["texture", "checkbox", ["Flowing"]],
  ["arrows", "radio", ["As |F|", "All alike"]],
  ["mesh", "checkbox", ["Carried over and over"]],
] as const;

/** What may happen to a picture between two losses, besides that time goes on. */
const happenings: readonly ((notebook: NotebookPage, random: Random) => Promise<void>)[] = [
  async (notebook, random) => {
    // In small moves, as by hand: the colour range stays while it fits.
    for (let k = 0; k < 3; k += 1) {
      await notebook.fill("Value of a", between(random, 0.3, 2.7).toFixed(2));
      await notebook.settled();
    }
  },
  async (notebook, random) => {
    await notebook.plot.focus();
    await notebook.page.keyboard.press(pick(random, ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"]));
  },
  async (notebook, random) => {
    await notebook.plot.focus();
    await notebook.page.keyboard.press(pick(random, ["+", "-", "0"]));
  },
  (notebook, random) => notebook.choose(pick(random, ["Exact", "Estimate", "Signed error"])),
  async (notebook, random) => {
    const kinds = ["lens", "difference", "float64", "standard-error", "predicted-error"];
    await notebook.page.getByRole("combobox", { name: "More maps" }).selectOption(pick(random, kinds));
  },
  async ({ page }, random) => {
    const [layer, role, names] = pick(random, settings);
    // By its key: the settings hang from their button, which may still move while the picture comes.
    await page.getByRole("button", { name: `Settings of ${layer}`, exact: true }).press("Enter");
    const setting = page.getByRole(role, { name: pick(random, names), exact: true });
    if (role === "slider") await setting.fill(pick(random, ["-1", "0", "0.5", "1"]));
    else await setting.setChecked(role === "radio" || !(await setting.isChecked()));
    await page.keyboard.press("Escape");
  },
  (notebook, random) => notebook.choose(pick(random, ["Rectangle", "Circle", "Polygon"])),
];

/** How many layers are on, and whether the map has its contours. */
async function layersOn(notebook: NotebookPage) {
  const { layers, streamlines, flux, colouring } = await notebook.plane();
  const { map, particles, texture, arrows, mesh } = layers ?? { ...allOn, map: false };
  const all = [map, streamlines, particles.on, texture.on, arrows.on, mesh.on, flux?.on];
  return { on: all.filter(Boolean).length, contours: colouring?.contours };
}

/** Of each picture: 50 in all. */
const moments = 25;

for (const { name, seed, plane } of [
  { name: "trails", seed: 20_261_127, plane: {} },
  {
    name: "a crowd",
    seed: 31_415_926,
    plane: {
      layers: { ...allOn, particles: { ...allOn.particles, count: 4000, density: true, speed: 2 } },
      lines: { density: "sparse", colour: "map" },
    },
  },
] satisfies readonly { name: string; seed: number; plane: Partial<PlaneCell> }[]) {
  test(`the context lost at ${moments} random moments with all layers on, ${name}: the same pixels afterwards (seed ${seed})`, async ({
    page,
  }) => {
    const random = seededRandom(seed);
    const notebook = await NotebookPage.open(page);
    const colouring = { ...defaultColouring, contours: true };
    // With its corners: the page gives some to a region that has none, which changes the document.
    const points = [
      { x: -1, y: -1 },
      { x: 1, y: 1 },
    ];
    const flux = { on: true, shape: "rectangle", points } as const;
    await notebook.opens(
      createDocument("Lost", source, { layers: allOn, colouring, flux, probes: 4, ...plane }),
    );
    await page.mouse.move(3, 3);
    const pictures = new Set<string>();
    for (let moment = 0; moment < moments; moment += 1) {
      const happening = Math.floor(between(random, 0, 2 * happenings.length));
      await happenings[happening]?.(notebook, random);
      await notebook.settled();
      expect(await layersOn(notebook)).toEqual({ on: 7, contours: true });
      await notebook.move(between(random, 0, 1), Math.ceil(between(random, 0, 4)));
      const before = { picture: await notebook.picture(), values: await notebook.values() };
      await notebook.loseContext();
      const place = `moment ${moment}, after ${happening}`;
      expect(countDifferent(await notebook.values(), before.values), place).toBe(0);
      expect((await notebook.picture()).equals(before.picture), place).toBe(true);
      pictures.add(before.picture.toString("base64"));
    }
    // Every moment had a picture of its own.
    expect(pictures.size).toBeGreaterThan(0.8 * moments);
  });
}
