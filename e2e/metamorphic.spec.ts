import {
  createDocument,
  defaultColouring,
  defaultLayers,
  type PlaneCell,
} from "../src/app/document/document.ts";
import { between, seededRandom } from "../src/engine/testing/random.ts";
import { expect, test } from "./support/fixtures.ts";
import { NotebookPage, type ReadBack } from "./support/notebook.ts";
import { decodePng, type Pixels, shareChanged } from "./support/png.ts";

// What must not change, or change in a known way, when a field is moved, turned, scaled or added to. Nothing moves by itself.
test.use({ viewport: { width: 520, height: 480 }, contextOptions: { reducedMotion: "reduce" } });

/** A field `f`, and what bounds the rounding of its divergence at a point. */
interface Subject {
  readonly name: string;
  readonly definition: string;
  /** The sum of |terms| of the divergence, by how much each coordinate moves it, and what a sine is multiplied by. */
  terms(x: number, y: number): number;
  steepness(x: number, y: number): number;
  sines(x: number, y: number): number;
}

const subjects: readonly Subject[] = [
  {
    name: "a polynomial",
    definition: "f(x, y) = (x^2 y - y^3, x y^2 + x^3)",
    terms: (x, y) => 4 * Math.abs(x * y),
    steepness: (x, y) => 4 * (Math.abs(x) + Math.abs(y)),
    sines: () => 0,
  },
  {
    name: "waves",
    definition: "f(x, y) = (sin(x y) + x^2, cos(x) - y^3)",
    terms: (x, y) => Math.abs(y) + 2 * Math.abs(x) + 3 * y * y,
    steepness: (x, y) => y * y + 2 + 1 + Math.abs(x * y) + 6 * Math.abs(y),
    sines: (_x, y) => Math.abs(y),
  },
];

/** Roundings to float32 on the way to a divergence, more than there are; two for a coordinate; and what GLSL promises of sines. */
const roundings = 24 * 2 ** -24;
const coordinateRounding = 2 * 2 ** -24;
const sineError = 2 ** -11;

/** How far two float32 values of the divergence at (x, y) may be apart; coordinates are rounded where they lie `far` out. */
function bound({ terms, steepness, sines }: Subject, x: number, y: number, far: number, more = 0): number {
  const each =
    roundings * (terms(x, y) + more) + coordinateRounding * far * steepness(x, y) + sineError * sines(x, y);
  return 2 * each;
}

/** World units in a pixel: a power of two, so that whole pixels are whole in float32 as well. */
const pixel = 2 ** -6;
const centre = { x: 0.25, y: -0.125 };

/** What one field shows. */
interface Shown {
  readonly read: ReadBack;
  readonly picture: Pixels;
  readonly high: number;
}

/** Opens `G` in a view with that middle. */
async function shown(
  notebook: NotebookPage,
  source: string,
  plane: Partial<PlaneCell> & { readonly at?: { readonly x: number; readonly y: number } } = {},
): Promise<Shown> {
  const { plot } = await notebook.snapshot();
  const { at = centre, ...settings } = plane;
  const view = { ...at, span: pixel * Math.min(plot.width, plot.height) };
  const document = createDocument("Alike", source, { field: "G", view, streamlines: false, ...settings });
  await notebook.opens(document);
  await notebook.move(0.6, 12, true);
  const read = await notebook.values();
  const { legend } = await notebook.snapshot();
  expect(read.values.every(Number.isFinite)).toBe(true);
  return { read, picture: decodePng(await notebook.picture()), high: legend.high };
}

/** The largest share of its bound by which values differ; `valueAt` is what the value of pixel k should be. */
function worstShare(
  { values, width, height }: ReadBack,
  valueAt: (column: number, row: number) => number | null,
  boundAt: (x: number, y: number) => number,
): { worst: number; compared: number } {
  let [worst, compared] = [0, 0];
  values.forEach((value, k) => {
    const [column, row] = [k % width, Math.floor(k / width)];
    const expected = valueAt(column, row);
    if (expected === null) return;
    const x = centre.x + (column + 0.5 - width / 2) * pixel;
    const y = centre.y - (row + 0.5 - height / 2) * pixel;
    compared += 1;
    worst = Math.max(worst, Math.abs(value - expected) / boundAt(x, y));
  });
  return { worst, compared };
}

/** How far out a view reaches, from the origin. */
const reach = (at: { x: number; y: number }) => Math.max(Math.abs(at.x), Math.abs(at.y)) + 4;

/** What lies over the map, each by itself. */
const { particles, texture, arrows, mesh } = defaultLayers;
const overlays: Readonly<Record<string, Partial<typeof defaultLayers>>> = {
  streamlines: {},
  "smeared noise": { texture: { ...texture, on: true } },
  "noise that flows": { texture: { on: true, moving: true } },
  "a mesh": { mesh: { ...mesh, on: true } },
  "a mesh that is carried": { mesh: { ...mesh, on: true, moving: true } },
  arrows: { arrows: { ...arrows, on: true } },
  "particles with trails": { particles: { ...particles, on: true, count: 400 } },
  "a crowd of particles": { particles: { ...particles, on: true, count: 4000, density: true } },
};

/**
 * Shifts by which every layer goes with the field. Patterns that stand still while one pans cannot go with it by any way:
 * a uniform field that is moved is what it was. Seeds of streamlines, noise, and the lattices of arrows and mesh are the
 * same again after 128 units of this view.
 */
const periods = [
  [128, 0],
  [-128, 128],
  [256, -128],
] as const;

/**
 * Pixels in which streamlines may differ by more than 4 of 256 steps. At 256 coordinates are rounded to 2⁻¹⁶ units, a
 * thousandth of a pixel, which moves no line by a step of colour; but where a line ends is a comparison, and where that
 * comes out otherwise the line is a point, 6 pixels, longer or shorter: with its halo some 25. This is room for one such
 * end; all else is the same to the pixel.
 */
const oneEnd = 25;

test("translating a field translates the picture, and turning it by a right angle turns the map", async ({
  page,
}) => {
  const notebook = await NotebookPage.open(page);
  for (const subject of subjects) {
    const { definition } = subject;
    const plain = `${definition}\nG(x, y) = f(x, y)`;
    const moved = (a: number, b: number) => `${definition}\nG(x, y) = f(x - (${a}), y - (${b}))`;
    const contours = { ...defaultColouring, contours: true };

    await test.step(`translating ${subject.name} translates the picture`, async () => {
      // Contours follow the map; arrows stand on a lattice of half units; particles are born in the view.
      const half = {
        layers: { ...defaultLayers, ...overlays.arrows, ...overlays["particles with trails"] },
        colouring: contours,
      };
      const all = {
        layers: Object.assign({}, defaultLayers, ...Object.values(overlays)) as typeof defaultLayers,
        streamlines: true,
        colouring: contours,
      };
      for (const { settings, shifts, ends } of [
        {
          settings: half,
          shifts: [
            [0.5, 0],
            [-3, 8.5],
            [64, -17],
          ],
          ends: 0,
        },
        { settings: all, shifts: periods, ends: oneEnd },
      ] as const) {
        const before = await shown(notebook, plain, settings);
        for (const [a, b] of shifts) {
          const at = { x: centre.x + a, y: centre.y + b };
          const after = await shown(notebook, moved(a, b), { ...settings, at });
          const { values, width, height } = before.read;
          const { worst, compared } = worstShare(
            after.read,
            (column, row) => values[row * width + column] as number,
            (x, y) => bound(subject, x, y, reach(at)),
          );
          expect(worst, `by (${a}, ${b})`).toBeLessThan(1);
          expect(compared).toBe(values.length);
          expect(after.high).toBe(before.high);
          const changed = shareChanged(after.picture, before.picture, 4) * width * height;
          expect(changed, `by (${a}, ${b})`).toBeLessThanOrEqual(ends);
        }
        // Left where it was it is another picture.
        const still = await shown(notebook, moved(0.5, 0), settings);
        expect(shareChanged(still.picture, before.picture, 4)).toBeGreaterThan(0.2);
      }
    });

    await test.step(`translating ${subject.name} translates each layer by itself`, async () => {
      for (const [name, layer] of Object.entries(overlays)) {
        const lines = name === "streamlines";
        const settings = { layers: { ...defaultLayers, map: false, ...layer }, streamlines: lines };
        const before = await shown(notebook, plain, settings);
        const { width, height } = before.picture;
        const [a, b] = periods[1];
        const at = { x: centre.x + a, y: centre.y + b };
        const after = await shown(notebook, moved(a, b), { ...settings, at });
        const changed = (picture: Pixels) => shareChanged(picture, before.picture, 4) * width * height;
        expect(changed(after.picture), name).toBeLessThanOrEqual(lines ? oneEnd : 0);
        // Left where it was it is another.
        const still = await shown(notebook, moved(0.5, 0), settings);
        expect(changed(still.picture), name).toBeGreaterThan(40 * oneEnd);
      }
    });

    await test.step(`turning ${subject.name} by a right angle turns the map`, async () => {
      // A wide view sees other parts of the plane when it is turned: the range is told.
      const range = { mode: "fixed", limit: 10 } as const;
      const before = await shown(notebook, plain, { range });
      const at = { x: -centre.y, y: centre.x };
      const after = await shown(notebook, `${definition}\nG(x, y) = (-f(y, -x)[1], f(y, -x)[0])`, {
        at,
        range,
      });
      const { width, height } = before.read;
      // (x, y) goes to (−y, x): columns to rows from below.
      const turned = (column: number, row: number): number | null => {
        const to = { column: row + (width - height) / 2, row: (width + height) / 2 - 1 - column };
        const inside = to.column >= 0 && to.column < width && to.row >= 0 && to.row < height;
        return inside ? to.row * width + to.column : null;
      };
      expect((width - height) % 2).toBe(0);
      const { worst, compared } = worstShare(
        before.read,
        (column, row) => {
          const to = turned(column, row);
          return to === null ? null : (after.read.values[to] as number);
        },
        (x, y) => bound(subject, x, y, reach(centre)),
      );
      expect(worst).toBeLessThan(1);
      expect(compared).toBe(Math.min(width, height) ** 2);
      let changed = 0;
      for (let k = 0; k < width * height; k += 1) {
        const to = turned(k % width, Math.floor(k / width));
        if (to === null) continue;
        const apart = [0, 1, 2].map((channel) =>
          Math.abs(
            (before.picture.data[4 * k + channel] as number) -
              (after.picture.data[4 * to + channel] as number),
          ),
        );
        if (Math.max(...apart) > 2) changed += 1;
      }
      expect(changed).toBe(0);
    });
  }
});

const seed = 20_261_127;

test(`adding a field without divergence changes nothing, and scaling one nothing but the bar (seed ${seed})`, async ({
  page,
}) => {
  const notebook = await NotebookPage.open(page);

  await test.step(`adding a field without divergence changes neither map nor range (seed ${seed})`, async () => {
    const random = seededRandom(seed);
    const coefficient = () => between(random, -2, 2).toFixed(3);
    const [c, d, e] = [coefficient(), coefficient(), coefficient()];
    for (const subject of subjects) {
      const { definition } = subject;
      const plain = await shown(notebook, `${definition}\nG(x, y) = f(x, y)`);
      const { values, width } = plain.read;
      for (const { added, mixed } of [
        { added: `h(x, y) = (${c}, ${d})`, mixed: () => 0 },
        { added: `h(x, y) = (-(${c}) y, ${c} x)`, mixed: () => 0 },
        {
          // The curl of a stream function: ψ_xy − ψ_yx, each of this size.
          added: `psi(x, y) = ${c} x^2 y + ${d} x y^3 + ${e} x y\nh(x, y) = (grad(psi)(x, y)[1], -grad(psi)(x, y)[0])`,
          mixed: (x: number, y: number) =>
            2 * (2 * Math.abs(Number(c) * x) + 3 * Math.abs(Number(d)) * y * y + Math.abs(Number(e))),
        },
        { added: `h(x, y) = (${c} exp(-y^2), ${d} y^0 / (1 + x^2))`, mixed: () => 0 },
      ]) {
        const sum = await shown(notebook, `${definition}\n${added}\nG(x, y) = f(x, y) + h(x, y)`);
        const { worst } = worstShare(
          sum.read,
          (column, row) => values[row * width + column] as number,
          (x, y) => bound(subject, x, y, reach(centre), mixed(x, y)),
        );
        expect(worst, `${subject.name} and ${added}`).toBeLessThan(1);
        expect(sum.high, added).toBe(plain.high);
        expect(shareChanged(sum.picture, plain.picture, 2), added).toBe(0);
      }
      // One with a divergence does.
      const other = await shown(notebook, `${definition}\nG(x, y) = f(x, y) + (x, 0)`);
      expect(shareChanged(other.picture, plain.picture, 2)).toBeGreaterThan(0.1);
    }
  });

  await test.step("scaling a field scales the bar and leaves the picture as it is", async () => {
    const settings = { streamlines: true, colouring: { ...defaultColouring, contours: true } };
    for (const { name, definition } of subjects) {
      const source = (factor: string) => `${definition}\nG(x, y) = ${factor} f(x, y)`;
      const plain = await shown(notebook, source(""), settings);
      for (const factor of [0.01, 10, 1000, 1e-25, 1e25]) {
        const scaled = await shown(notebook, source(String(factor)), settings);
        expect(scaled.high / plain.high / factor, `${name}, ${factor} times`).toBeCloseTo(1, 12);
        expect(shareChanged(scaled.picture, plain.picture, 4), `${name}, ${factor} times`).toBeLessThan(
          0.001,
        );
      }
      // By a power of two not one bit is rounded otherwise: the very same pixels, where the range is told. Contours stand at
      // round numbers.
      const fixed = (limit: number) => ({ streamlines: true, range: { mode: "fixed", limit } as const });
      const told = await shown(notebook, source(""), fixed(plain.high));
      for (const factor of [0.125, 4]) {
        const scaled = await shown(notebook, source(String(factor)), fixed(factor * plain.high));
        expect(scaled.high).toBe(factor * plain.high);
        expect(shareChanged(scaled.picture, told.picture), `${name}, ${factor} times`).toBe(0);
        expect(
          scaled.read.values.every((value, k) => value === factor * (told.read.values[k] as number)),
        ).toBe(true);
      }
    }
  });
});
