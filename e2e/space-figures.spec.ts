import type { SpaceCell } from "../src/app/document/document.ts";
import { defaultStreamlines } from "../src/app/document/space-cell.ts";
import { createStructuredEvaluator } from "../src/engine/divergence/structured-evaluator.ts";
import { checkSource } from "../src/engine/language/check.ts";
import { grounds, isDiverging, paletteColour } from "../src/shaders/palette.ts";
import { placeOf as placeInPalette, stretchOf } from "../src/shaders/scale.ts";
import { lookIn } from "./support/appearance.ts";
import { expect, test } from "./support/fixtures.ts";
import { alongRay, composited } from "./support/ray.ts";
import { SpacePage, spaceDocument } from "./support/space.ts";

// A picture of its own for every layer of space, from cameras that stay where they are.
test.use({ viewport: { width: 320, height: 560 }, contextOptions: { reducedMotion: "reduce" } });

/** Of both signs, and moderate everywhere. */
const wave = "F(x, y, z) = (sin(x y) + x, y z^2 / 2, cos(z) x - z)";
/** So wide that its layers are loops over weights. */
const net = `W1 = randn(600, 3, seed=1) / 2
W2 = randn(3, 600, seed=2) / 25
N(x: R^3) = W2 @ tanh(W1 @ x)`;
/** Without values beyond a ball. */
const ball = "F(x, y, z) = (x, y, z) * sqrt(3 - x^2 - y^2 - z^2)";

const volume = { on: true, opacity: 0.8, cut: 0.1, contrast: 1.5 };
const none = { at: [0, 0, 0], shown: [false, false, false] } as const;
const slices = { at: [0.4, -0.3, 0.2], shown: [true, true, true] } as const;
const orthographic = {
  azimuth: 30,
  elevation: 35,
  zoom: 1.1,
  target: null,
  projection: "orthographic",
} as const;
const near = { ...orthographic, zoom: 1.6, projection: "perspective" } as const;
const map = { quantity: "divergence", palette: "auto", scale: "linear", contours: false } as const;

const lines = { ...defaultStreamlines, on: true, density: "sparse" } as const;
const crowd = { on: true, count: 3000, density: true, ball: null, speed: 1, colour: "map" } as const;

interface Scene {
  readonly name: string;
  readonly cell: Partial<SpaceCell>;
  readonly source?: string;
  /** In the dark as well. */
  readonly dark?: boolean;
}

const scenes: readonly Scene[] = [
  { name: "slices", cell: { slices }, dark: true },
  { name: "volume", cell: { slices: none, volume }, dark: true },
  { name: "volume-and-slices", cell: { slices, volume, camera: near } },
  { name: "contours", cell: { slices, colouring: { ...map, contours: true } }, dark: true },
  { name: "symlog", cell: { slices, colouring: { ...map, scale: "symlog", contours: true }, camera: near } },
  { name: "curl", cell: { slices, colouring: { ...map, quantity: "curl" } } },
  { name: "orthographic", cell: { slices, camera: orthographic } },
  { name: "orthographic-volume", cell: { slices: none, volume, camera: orthographic } },
  {
    name: "plane",
    cell: { slices: none, plane: { on: true, through: [0.2, 0, 0.1], azimuth: 35, elevation: 40 } },
  },
  { name: "surfaces", cell: { slices: none, surfaces: { on: true, levels: 3, opacity: 0.7 } }, dark: true },
  { name: "surfaces-in-volume", cell: { slices, volume, surfaces: { on: true, levels: 2, opacity: 0.5 } } },
  { name: "tubes", cell: { slices: none, streamlines: { ...lines, shape: "flux" } }, dark: true },
  { name: "lines", cell: { slices, streamlines: { ...lines, colour: "plain" }, camera: orthographic } },
  { name: "arrows", cell: { slices: none, arrows: { on: true, slices: false, count: 7, scaled: true } } },
  {
    name: "arrows-on-slices",
    cell: { slices, arrows: { on: false, slices: true, count: 9, scaled: false } },
  },
  { name: "crowd", cell: { slices: none, particles: crowd }, dark: true },
  {
    name: "body",
    cell: {
      slices: none,
      body: { on: true, shape: "ellipsoid", centre: [0.3, 0, 0], half: [1.2, 0.9, 1.4] },
    },
    dark: true,
  },
  {
    name: "poles",
    source: "F(x, y, z) = (tan(x), 1 / (y - 0.7), z)",
    cell: { slices: { ...slices, shown: [false, true, true] } },
  },
  { name: "no-values", source: ball, cell: { slices, volume }, dark: true },
];

test("every layer of space looks as it did, from either kind of camera, light and dark", async ({ page }) => {
  const space = await SpacePage.open(page, spaceDocument(wave, { slices }));
  for (const { name, cell, source: own = wave, dark } of scenes) {
    await space.opens(spaceDocument(own, cell));
    for (const colorScheme of dark ? (["light", "dark"] as const) : (["light"] as const)) {
      await lookIn(page, colorScheme);
      await space.settled();
      // At most a quarter of a thousandth of the pixels may be another colour to the eye.
      expect.soft(await space.picture()).toMatchSnapshot(`space-${name}-${colorScheme}.png`, {
        threshold: 0.1,
        maxDiffPixelRatio: 0.00025,
      });
    }
    await lookIn(page, "light");
  }
});

test("a volume is what float64 gathers along its rays", async ({ page }) => {
  const space = await SpacePage.open(page, spaceDocument(wave, { slices: none }));
  const bindings = { parameters: new Float64Array(), time: 0 };
  const small = { ...near, zoom: 0.2 };
  for (const [name, source, camera, apart] of [
    ["from near", wave, near, 13],
    ["orthographic", wave, orthographic, 13],
    ["of a wide net", net, small, 5],
  ] as const) {
    const program = checkSource(source);
    const [field] = program.fields;
    if (!field) throw new Error("there is no field");
    const exact = createStructuredEvaluator(program, field);
    await space.opens(spaceDocument(source, { slices: none, camera }));
    // What differs from the ground without the volume is an edge of the box.
    const bare = await space.pixels();
    await space.opens(spaceDocument(source, { slices: none, camera, volume }));
    const { scene } = await space.state();
    if (!scene) throw new Error("there is a scene");
    const { legend, palette, lens, ratio } = scene;
    const stretch = stretchOf(isDiverging(palette), legend, 0);
    const { width, height, data } = await space.pixels();
    const ground = grounds.light;
    let [worst, sum, count] = [0, 0, 0];
    const seen = new Set<number>();
    for (let row = 6; row < height; row += apart)
      for (let column = 6; column < width; column += apart) {
        const pixel = 4 * (row * width + column);
        if (ground.some((channel, c) => channel !== bare.data[pixel + c])) continue;
        const places = alongRay(lens, (column + 0.5) / ratio, (row + 0.5) / ratio);
        if (places.points.length === 0) continue;
        const { values } = exact.evaluate(places.points, bindings);
        const colour = composited(
          values,
          places.step,
          volume,
          (value) => {
            const place = placeInPalette(value, stretch, 0);
            return { share: Math.abs(2 * place - 1), colour: paletteColour(palette, "light", place) };
          },
          ground,
        );
        for (const [c, channel] of colour.entries()) {
          const off = Math.abs(channel - (data[pixel + c] as number));
          [worst, sum, count] = [Math.max(worst, off), sum + off, count + 1];
          seen.add(data[pixel + c] as number);
        }
      }
    const said = `${name}: at most ${worst}, on average ${sum / count} of ${count}`;
    expect(seen.size, said).toBeGreaterThan(camera === small ? 25 : 60);
    expect(worst, said).toBeLessThan(8);
    expect(sum / count, said).toBeLessThan(1);
  }
});
