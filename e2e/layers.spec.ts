import {
  createDocument,
  defaultColouring,
  defaultComparison,
  defaultLayers,
  type PlaneCell,
} from "../src/app/document/document.ts";
import { alignedSlice } from "../src/shaders/slice.ts";
import { expect, test } from "./support/fixtures.ts";
import { NotebookPage } from "./support/notebook.ts";

/** At most a quarter of a thousandth of the pixels may be another colour to the eye. */
const alike = { threshold: 0.1, maxDiffPixelRatio: 0.00025 } as const;

// A picture of its own for every layer. Nothing moves by itself: what moves has moved for as long as the test says.
test.use({ viewport: { width: 1000, height: 760 }, contextOptions: { reducedMotion: "reduce" } });

/** Sources, sinks, saddles and a vortex, of moderate size everywhere. */
const source = "F(x, y) = (sin(y) + sin(x)/2, cos(x) - sin(y)^2/2)";

const layers = ["Map", "Streamlines", "Particles", "Texture", "Arrows", "Mesh", "Contours"] as const;
type Layer = (typeof layers)[number];

interface Scene {
  readonly name: string;
  readonly shown: readonly Layer[];
  /** One of a layer's settings, and what it is set back to. */
  readonly setting?: { readonly of: string; readonly choice: string; readonly usual: string };
  /** Seconds for which what moves has moved. */
  readonly moved?: number;
}

const scenes: readonly Scene[] = [
  { name: "map", shown: ["Map"] },
  { name: "contours", shown: ["Map", "Contours"] },
  { name: "streamlines", shown: ["Streamlines"] },
  { name: "streamlines-over-map", shown: ["Map", "Streamlines"] },
  { name: "trails", shown: ["Map", "Particles"], moved: 2 },
  {
    name: "crowd",
    shown: ["Particles"],
    setting: { of: "particles", choice: "Density", usual: "Trails" },
    moved: 2,
  },
  { name: "texture", shown: ["Map", "Texture"] },
  { name: "texture-alone", shown: ["Texture"] },
  { name: "arrows", shown: ["Map", "Arrows"] },
  {
    name: "arrows-alike",
    shown: ["Arrows"],
    setting: { of: "arrows", choice: "All alike", usual: "As |F|" },
  },
  { name: "mesh", shown: ["Map", "Mesh"] },
  { name: "everything", shown: layers, moved: 2 },
];

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });

    test("every layer looks as it did", async ({ page }) => {
      test.setTimeout(300_000);
      const notebook = await NotebookPage.open(page);
      await notebook.paste(source);
      for (const { name, shown, setting, moved } of scenes) {
        await notebook.layers(...layers.map((layer) => [layer, shown.includes(layer)] as const));
        if (setting) await choose(notebook, setting.of, setting.choice);
        if (moved !== undefined) await notebook.move(moved, Math.round(40 * moved), true);
        expect.soft(await notebook.picture()).toMatchSnapshot(`${name}-${colorScheme}.png`, alike);
        if (setting) await choose(notebook, setting.of, setting.usual);
      }
    });
  });
}

async function choose(notebook: NotebookPage, of: string, choice: string): Promise<void> {
  await notebook.page.getByRole("button", { name: `Settings of ${of}` }).click();
  await notebook.choose(choice);
  await notebook.page.keyboard.press("Escape");
  await notebook.settled();
}

test("flowing noise is another picture at every phase, and the same one after a whole ripple", async ({
  page,
}) => {
  const notebook = await NotebookPage.open(page);
  await notebook.paste(source);
  await notebook.layers(["Streamlines", false], ["Texture", true]);
  await page.getByRole("button", { name: "Settings of texture" }).click();
  await notebook.layers(["Flowing", true]);
  await page.keyboard.press("Escape");
  await notebook.move(0, 1, true);
  const first = await notebook.picture();
  await notebook.move(0.4);
  expect((await notebook.picture()).equals(first)).toBe(false);
  // 0.9 ripples pass in a second.
  await notebook.move(1 / 0.9 - 0.4);
  expect(await notebook.picture()).toMatchSnapshot("texture-flowing.png", alike);
  await notebook.move(0, 1, true);
  expect(await notebook.picture()).toMatchSnapshot("texture-flowing.png", alike);
});

/** Maps and lines in other ways than those of a new document, each in one range, which is not this test's business. */
const plain = { streamlines: false, range: { mode: "fixed", limit: 2 } } as const;
const noisy = { ...plain, probes: 2, keys: "per-point" } as const;
const spread = { mode: "typed", low: 0, high: 1.5 } as const;
const lines = { ...plain, streamlines: true };
const settings: readonly {
  readonly name: string;
  readonly plane: Partial<PlaneCell>;
  readonly source?: string;
}[] = [
  { name: "lens", plane: { ...noisy, map: "lens", compare: { ...defaultComparison, divider: 0.4 } } },
  { name: "estimate", plane: { ...noisy, map: "estimate" } },
  { name: "signed-error", plane: { ...noisy, map: "error" } },
  { name: "standard-error", plane: { ...noisy, probes: 4, map: "standard-error", range: spread } },
  { name: "predicted-error", plane: { ...noisy, map: "predicted-error", range: spread } },
  { name: "no-values", plane: plain, source: "F(x, y) = (x^1.5 / 2, y^2 / 4)" },
  {
    name: "sequential-dense",
    plane: {
      ...lines,
      range: { mode: "typed", low: -1, high: 1.5 },
      colouring: { ...defaultColouring, palette: "lagoon" },
      lines: { density: "dense", colour: "plain" },
    },
  },
  {
    name: "purple-green-sparse",
    plane: {
      ...lines,
      colouring: { ...defaultColouring, palette: "purple-green" },
      lines: { density: "sparse", colour: "plain" },
    },
  },
  {
    name: "lines-as-the-map",
    plane: {
      ...lines,
      layers: { ...defaultLayers, map: false },
      lines: { density: "normal", colour: "map" },
    },
  },
  {
    name: "symlog",
    plane: {
      ...plain,
      range: { mode: "fixed", limit: 500 },
      colouring: { ...defaultColouring, scale: "symlog", contours: true },
    },
    source: "F(x, y) = (sinh(x), y^2)",
  },
  {
    name: "slice",
    plane: {
      ...lines,
      range: { mode: "fixed", limit: 6 },
      slice: { ...alignedSlice(3), across: [0.8, 0, 0.6] },
    },
    source: "F(x, y, z) = (sin(y) + z/2, cos(x) y, x z - y^2/4)",
  },
];

test.describe("small", () => {
  test.use({ viewport: { width: 560, height: 480 } });

  test("every kind of map, palette, scale and line, and a slice of space, looks as it did", async ({
    page,
  }) => {
    const notebook = await NotebookPage.open(page);
    for (const { name, plane, source: own = source } of settings) {
      await notebook.opens(createDocument("", own, plane));
      expect.soft(await notebook.picture()).toMatchSnapshot(`${name}-light.png`, alike);
    }
  });
});
