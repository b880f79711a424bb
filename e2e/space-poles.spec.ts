import type { SpaceCell } from "../src/app/document/document.ts";
import { grounds, hatchColours, isDiverging, paletteColour } from "../src/shaders/palette.ts";
import { placeOf as placeInPalette, stretchOf } from "../src/shaders/scale.ts";
import { meetsPlane } from "../src/shaders/space/free-plane.ts";
import { type Lens, meets, rayAt, type Triple } from "../src/shaders/space/lens.ts";
import { expect, test } from "./support/fixtures.ts";
import { decodePng, type Pixels, shareChanged } from "./support/png.ts";
import { saved } from "./support/saved.ts";
import { SpacePage, spaceDocument } from "./support/space.ts";

test.use({ viewport: { width: 700, height: 640 } });

const none = { at: [0, 0, 0], shown: [false, false, false] } as const;
const camera = { azimuth: -40, elevation: 55, zoom: 1.3, target: null } as const;
const across = { slices: { at: [0, 0, 0.1], shown: [false, false, true] } } as const;
const plane = { on: true, through: [0.1, 0, 0.2], azimuth: 25, elevation: 50 } as const;

/** What float64 has on a slice. */
interface Known {
  readonly source: string;
  /** The divergence, by hand. */
  readonly value: (place: Triple) => number;
  /** How far a place is from the nearest pole, in the world; and that pole's order. */
  readonly apart: (place: Triple) => number;
  readonly order: number;
}

const fields: Readonly<Record<string, Known>> = {
  "1/x": {
    source: "F(x, y, z) = (1 / (x - 0.3), y, z)",
    value: ([x]) => 2 - (x - 0.3) ** -2,
    apart: ([x]) => Math.abs(x - 0.3),
    order: 2,
  },
  "tan x": {
    source: "F(x, y, z) = (tan(x), y, z)",
    value: ([x]) => 2 + Math.cos(x) ** -2,
    apart: ([x]) => Math.abs(Math.abs(x) - Math.PI / 2),
    order: 2,
  },
  "a source at a point": {
    source: "E(x, y, z) = (x, y, z - 0.1) / (x^2 + y^2 + (z - 0.1)^2)",
    value: ([x, y, z]) => 1 / (x ** 2 + y ** 2 + (z - 0.1) ** 2),
    apart: ([x, y, z]) => Math.hypot(x, y, z - 0.1),
    order: 2,
  },
  // Its divergence vanishes up to the charge, and nothing of it is to be hatched but what rounding makes of that.
  "a charge": {
    source: "E(x, y, z) = (x, y, z - 0.1) / (x^2 + y^2 + (z - 0.1)^2)^1.5",
    value: () => 0,
    apart: ([x, y, z]) => Math.hypot(x, y, z - 0.1),
    order: 3,
  },
  "log x": {
    source: "F(x, y, z) = (x log(x), y, z)",
    value: ([x]) => Math.log(x) + 3,
    apart: ([x]) => Math.abs(x),
    order: 0,
  },
};

/** Where the picture's slice is at a place of the picture. */
function placeOn(lens: Lens, left: number, top: number, cell: Partial<SpaceCell>): Triple | null {
  const ray = rayAt(lens, left, top);
  if (cell.plane) return meetsPlane(ray, cell.plane, lens.box)?.point ?? null;
  return meets(ray, 2, 0.1, lens.box)?.point ?? null;
}

const looks: readonly Partial<SpaceCell>[] = [
  { ...across, camera: { ...camera, projection: "perspective" } },
  { slices: none, plane, camera: { ...camera, projection: "orthographic" } },
];

test("slices are hatched where float64 has no value or a pole, and nowhere else, from wherever they are seen", async ({
  page,
}) => {
  const space = await SpacePage.open(page, spaceDocument("F(x, y, z) = (x, y, z)", {}));
  const [low, high] = hatchColours.light;
  const found: string[] = [];
  for (const [name, { source, value, apart, order }] of Object.entries(fields))
    for (const look of looks) {
      // What differs from the ground without the slice is an edge of the box.
      await space.opens(spaceDocument(source, { ...look, slices: none, plane: undefined }));
      const bare = await space.pixels();
      await space.opens(spaceDocument(source, look));
      const { scene } = await space.state();
      if (!scene) throw new Error("there is a scene");
      const { legend, palette, lens, ratio } = scene;
      const stretch = stretchOf(isDiverging(palette), legend, legend.threshold);
      const { width, height, data } = await space.pixels();
      const counts = { hatched: 0, plain: 0 };
      const wrong: string[] = [];
      for (let row = 3; row < height - 3; row += 1)
        for (let column = 3; column < width - 3; column += 1) {
          const pixel = 4 * (row * width + column);
          if (grounds.light.some((channel, c) => channel !== bare.data[pixel + c])) continue;
          const at = (right: number, down: number) =>
            placeOn(lens, (column + right + 0.5) / ratio, (row + down + 0.5) / ratio, look);
          const here = at(0, 0);
          const beside = [at(1, 0), at(-1, 0), at(0, 1), at(0, -1)];
          if (!here || beside.some((place) => !place)) continue;
          // Lines are drawn along the slice's edges.
          if (here.some((coordinate) => Math.abs(coordinate) > 1.95)) continue;
          const far = apart(here);
          const own = value(here);
          // How much nearer and farther the pixels around are.
          const step = Math.max(...beside.map((place) => Math.abs(apart(place as Triple) - far)));
          const isNone = order === 0 && here[0] < -step;
          const isPole = order === 2 && far < 0.8 * step;
          const isPlain = order === 0 ? here[0] > step : !(far < (2 * order + 2) * step);
          if (!isNone && !isPole && !isPlain) continue;
          const stripe = Math.abs((((column + 0.5 + height - row - 0.5) / ratio / 11) % 1) - 0.5) * 11;
          const edge = Math.min(1, Math.max(0, (stripe - 3.5) * ratio * Math.SQRT1_2 + 0.5));
          const hatch = low.map((channel, c) => channel + edge * ((high[c] as number) - channel));
          const colour = isPlain
            ? paletteColour(palette, "light", placeInPalette(own, stretch, legend.threshold))
            : hatch;
          counts[isPlain ? "plain" : "hatched"] += 1;
          const off = colour.map((channel, c) => Math.abs(channel - (data[pixel + c] as number)));
          if (Math.max(...off) > 6) wrong.push(`${column}, ${row}: ${here.join(" ")}`);
        }
      const said = `${name}, ${look.plane ? "free" : "across"}: ${wrong.length} of ${counts.hatched} and ${counts.plain}`;
      expect(counts.plain, said).toBeGreaterThan(15000);
      if (counts.hatched > 0) found.push(name);
      expect(wrong.slice(0, 5), said).toEqual([]);
    }
  // The free plane passes beside the source.
  const all = ["1/x", "1/x", "tan x", "tan x", "a source at a point", "log x", "log x"];
  expect(found).toEqual(all);
});

test("a slice within a pole is hatched all over, and files of it are as the page is", async ({ page }) => {
  const source = "F(x, y, z) = (1 / x, tan(y), z)";
  const slices = { at: [0, 0.4, 0.2], shown: [true, true, true] } as const;
  const space = await SpacePage.open(page, spaceDocument(source, { slices }));
  const onPage = await space.pixels();
  const { scene } = await space.state();
  if (!scene) throw new Error("there is a scene");
  const colours = hatchColours.light;
  // On the slice across x, where nothing is before it.
  const isHatch = ({ data }: Pixels, k: number) =>
    [0, 1, 2].every((c) => {
      const ends = colours.map((colour) => colour[c] as number);
      return (
        (data[4 * k + c] as number) >= Math.min(...ends) - 2 &&
        (data[4 * k + c] as number) <= Math.max(...ends) + 2
      );
    });
  let [count, other] = [0, 0];
  for (let row = 0; row < onPage.height; row += 3)
    for (let column = 0; column < onPage.width; column += 3) {
      const ray = rayAt(scene.lens, (column + 0.5) / scene.ratio, (row + 0.5) / scene.ratio);
      const hits = ([0, 1, 2] as const)
        .map((axis) => ({ axis, hit: meets(ray, axis, slices.at[axis], scene.lens.box) }))
        .filter(({ hit }) => hit !== null)
        .sort((a, b) => (a.hit?.distance ?? 0) - (b.hit?.distance ?? 0));
      const [first] = hits;
      const place = first?.hit?.point;
      if (first?.axis !== 0 || !place) continue;
      // Lines are drawn where slices meet and along their edges.
      if (Math.abs(place[1] - 0.4) < 0.1 || Math.abs(place[2] - 0.2) < 0.1) continue;
      if (Math.abs(place[1]) > 1.85 || Math.abs(place[2]) > 1.85) continue;
      count += 1;
      if (!isHatch(onPage, row * onPage.width + column)) other += 1;
    }
  expect(count).toBeGreaterThan(400);
  // The edges of other slices and of the box cross it.
  expect(other / count).toBeLessThan(0.02);

  const dialog = page.getByRole("dialog");
  await page.getByRole("button", { name: "Export space" }).click();
  await dialog.getByRole("textbox", { name: "Title", exact: true }).fill("");
  for (const part of ["Axes", "Colour bar"]) await dialog.getByRole("checkbox", { name: part }).uncheck();
  await space.notebook.choose("1×");
  const file = decodePng((await saved(page, "Save PNG")).content);
  expect([file.width, file.height]).toEqual([onPage.width, onPage.height]);
  expect(shareChanged(file, onPage, 2)).toBeLessThan(2e-3);
});
