import type { Page } from "@playwright/test";
import type { SpaceCell } from "../src/app/document/document.ts";
import { isDiverging, paletteColour } from "../src/shaders/palette.ts";
import { placeOf as placeInPalette, stretchOf } from "../src/shaders/scale.ts";
import { meetsPlane, normalOf, offsetOf } from "../src/shaders/space/free-plane.ts";
import { dot, eachAxis, meets, type Ray, rayAt, type Triple } from "../src/shaders/space/lens.ts";
import { lightAndDark } from "./support/appearance.ts";
import { violations } from "./support/axe.ts";
import { expect, test } from "./support/fixtures.ts";
import { shareChanged } from "./support/png.ts";
import { SpacePage, spaceDocument } from "./support/space.ts";

test.use({ viewport: { width: 620, height: 600 } });

const source = `F(x, y, z) = (sin(x y), y z^2, cos(z) x)
phi(x, y, z) = 1 / sqrt(x^2 + y^2 + z^2)
jump(x, y, z) = 1 / (x + 0.3) + y
steep(x, y, z) = tanh(40 (x^2 + y^2 + z^2 - 1.5))`;

/** By hand, in float64. */
const divergence = ([x, y, z]: Triple) => y * Math.cos(x * y) + z * z - Math.sin(z) * x;
const slope = ([x, y, z]: Triple): Triple => [
  -y * y * Math.sin(x * y) - Math.sin(z),
  Math.cos(x * y) - x * y * Math.sin(x * y),
  2 * z - x * Math.cos(z),
];
const functions: Readonly<Record<string, (place: Triple) => number>> = {
  divergence,
  magnitude: ([x, y, z]) => Math.hypot(Math.sin(x * y), y * z * z, Math.cos(z) * x),
  "function phi": (place) => 1 / Math.hypot(...place),
  "function jump": ([x, y]) => 1 / (x + 0.3) + y,
  "function steep": (place) => Math.tanh(40 * (dot(place, place) - 1.5)),
};

const none = { at: [0, 0, 0], shown: [false, false, false] } as const;
const camera = { azimuth: -40, elevation: 31, zoom: 1, target: null } as const;

function cellOf(quantity: string, more: Partial<SpaceCell> = {}): Partial<SpaceCell> {
  const surfaces = { on: true, quantity: quantity as "divergence", levels: 4, opacity: 0.7 };
  return { surfaces, slices: none, camera: { ...camera, projection: "perspective" }, ...more };
}

/** Distances along a ray that lie in the box of the cells. */
function spanOf({ from, along }: Ray): readonly [number, number] {
  const ends = [0, 1, 2].map((axis) => {
    const [a, b] = [-2, 2].map((end) => (end - (from[axis] as number)) / (along[axis] as number));
    return [Math.min(a as number, b as number), Math.max(a as number, b as number)] as const;
  });
  return [Math.max(...ends.map(([a]) => a)), Math.min(...ends.map(([, b]) => b))];
}

const on = ({ from, along }: Ray, far: number) =>
  eachAxis((axis) => from[axis] + far * along[axis]) satisfies Triple;

/** All places of a ray up to a distance where `g` has a level, by small steps and bisection; jumps are none. */
function crossings(g: (place: Triple) => number, levels: readonly number[], ray: Ray, until: number) {
  const [begin, end] = spanOf(ray);
  const found: { readonly far: number; readonly level: number }[] = [];
  const steps = 1500;
  const stop = Math.min(end, until);
  const at = (k: number) => begin + ((stop - begin) * k) / steps;
  let last = g(on(ray, begin));
  for (let k = 0; k < steps; k += 1) {
    const first = last;
    last = g(on(ray, at(k + 1)));
    for (const level of levels) {
      if (first < level === last < level || !Number.isFinite(first - last)) continue;
      let [a, b] = [at(k), at(k + 1)];
      for (let half = 0; half < 50; half += 1) {
        const middle = (a + b) / 2;
        if (g(on(ray, middle)) < level === first < level) a = middle;
        else b = middle;
      }
      if (Math.abs(g(on(ray, a)) - level) < 1e-6 * (1 + Math.abs(level))) found.push({ far: a, level });
    }
  }
  return found.sort((p, q) => p.far - q.far);
}

/** Rays through pixels of a picture, and where in its pixels they are. */
async function raysOf(space: SpacePage, id: string, apart: number) {
  const { scene } = await space.state(id);
  if (!scene) throw new Error("there is a scene");
  const rays: { readonly ray: Ray; readonly row: number; readonly column: number }[] = [];
  for (let row = 11; row < scene.lens.height; row += apart)
    for (let column = 13; column < scene.lens.width; column += apart) {
      const ray = rayAt(scene.lens, (column + 0.5) / scene.ratio, (row + 0.5) / scene.ratio);
      const [begin, end] = spanOf(ray);
      if (end - begin > 0.05) rays.push({ ray, row, column });
    }
  return { rays, scene };
}

const hitsOf = (page: Page, id: string, rays: readonly Ray[]) =>
  page.evaluate(([id, rays]) => window.deldotSpace?.hits(id, rays) ?? [], [id, rays] as const);

test("rays of the shader meet surfaces where float64 has their level: all of them, and the first", async ({
  page,
}) => {
  const orthographic = { ...camera, projection: "orthographic" } as const;
  const cells = [
    cellOf("divergence"),
    cellOf("magnitude", { slices: { at: [0.4, 0.3, -0.2], shown: [true, false, true] } }),
    cellOf("function phi", { camera: orthographic }),
    cellOf("function jump"),
    cellOf("function steep", { camera: orthographic }),
  ];
  const space = await SpacePage.open(page, spaceDocument(source, ...cells));
  for (const [k, { surfaces, slices }] of cells.entries()) {
    const id = `space-${k + 1}`;
    const name = surfaces?.quantity ?? "";
    await page.locator(`[data-cell="${id}"]`).scrollIntoViewIfNeeded();
    await expect.poll(async () => (await space.state(id)).surfaces?.levels.length).toBe(4);
    await space.settled();
    const { surfaces: known } = await space.state(id);
    const { rays } = await raysOf(space, id, 21);
    const hits = await hitsOf(
      page,
      id,
      rays.map(({ ray }) => ray),
    );
    const g = functions[name] as (place: Triple) => number;
    const levels = [...known.levels].sort((a, b) => a - b);
    const { low, high } = known.range ?? { low: 0, high: 0 };
    let met = 0;
    let missed = 0;
    for (const [j, { ray }] of rays.entries()) {
      const hit = hits[j];
      if (hit) {
        met += 1;
        const off = Math.abs(g(hit.point) - (levels[hit.level] as number));
        expect(off, `${name} at ${hit.point}`).toBeLessThanOrEqual(1e-3 * (high - low));
      }
      const until = ([0, 1, 2] as const)
        .filter((axis) => slices?.shown[axis])
        .map(
          (axis) => meets(ray, axis, slices?.at[axis] ?? 0, { low: [-2, -2, -2], high: [2, 2, 2] })?.distance,
        );
      const [first] = crossings(
        g,
        levels,
        ray,
        Math.min(...until.map((far) => far ?? Number.POSITIVE_INFINITY)),
      );
      const far =
        hit &&
        dot(
          eachAxis((axis) => hit.point[axis] - ray.from[axis]),
          ray.along,
        );
      // Two places that are nearer to each other than a step is are one, or none, to the shader.
      if (!hit !== !first || (far && first && Math.abs(far - first.far) > 2e-2)) missed += 1;
    }
    expect(met, name).toBeGreaterThan(25);
    expect(missed / rays.length, name).toBeLessThan(0.006);
  }
});

test("pictures of surfaces are composed of what lies along the ray, lit by the exact gradient", async ({
  page,
}) => {
  const at: Triple = [-1.2, 1.1, -0.9];
  const slices = { at, shown: [true, true, true] } as const;
  const films = { on: true, levels: [-1, 0.5, 2], opacity: 0.6 } as const;
  const volume = { on: true, opacity: 0.7, cut: 0.15, contrast: 1.5 } as const;
  const space = await SpacePage.open(
    page,
    spaceDocument(source, cellOf("", { surfaces: films, slices, volume })),
  );
  const { rays, scene } = await raysOf(space, "space-1", 23);
  const { legend, palette, lens } = scene;
  const stretch = stretchOf(isDiverging(palette), legend, legend.threshold);
  const colourOf = (value: number) =>
    paletteColour(palette, "light", placeInPalette(value, stretch, legend.threshold));
  const unit = (vector: Triple) => eachAxis((axis) => vector[axis] / Math.hypot(...vector)) satisfies Triple;
  const towards = unit(
    eachAxis((axis) => 0.75 * lens.back[axis] + 0.5 * lens.up[axis] - 0.4 * lens.right[axis]),
  );
  const filmOf = (place: Triple, level: number, along: Triple) => {
    const back = eachAxis((axis) => -along[axis]) satisfies Triple;
    const straight = unit(slope(place));
    const facing = dot(straight, back);
    const normal = eachAxis((axis) => straight[axis] * (facing < 0 ? -1 : 1)) satisfies Triple;
    const lit = 0.55 + 0.45 * Math.max(0, dot(normal, towards));
    const half = unit(eachAxis((axis) => towards[axis] + back[axis]));
    const gloss = 0.25 * Math.max(0, dot(normal, half)) ** 40;
    const hidden = 1 - (1 - films.opacity) ** (1 / Math.max(0.2, Math.abs(facing)));
    return { colour: colourOf(level).map((channel) => channel * lit + 255 * gloss), hidden };
  };
  for (const hasVolume of [true, false]) {
    if (!hasVolume) await page.getByRole("checkbox", { name: "Volume" }).uncheck();
    await space.settled();
    const { width, data } = await space.pixels();
    const differences: number[] = [];
    for (const { ray, row, column } of rays) {
      const [begin, end] = spanOf(ray);
      const hits = ([0, 1, 2] as const)
        .map((axis) => meets(ray, axis, at[axis], lens.box))
        .filter((hit) => hit !== null)
        .sort((a, b) => a.distance - b.distance);
      const stop = hits[0]?.distance ?? end;
      // Lines are drawn at edges; what is looked at is what lies between.
      const isInner = (far: number) =>
        on(ray, far).filter(
          (value, axis) =>
            Math.abs(value) > 1.93 || (hits[0] && Math.abs(value - (at[axis] as number)) < 0.05),
        ).length < 2;
      if (!isInner(begin) || !isInner(stop)) continue;
      const met = crossings(divergence, films.levels, ray, stop);
      const colour = [0, 0, 0];
      let clear = 1;
      const add = (rgb: readonly number[], hidden: number) => {
        for (const c of [0, 1, 2]) colour[c] = (colour[c] as number) + clear * hidden * (rgb[c] as number);
        clear *= 1 - hidden;
      };
      const steps = 600;
      for (let k = 0; k < steps; k += 1) {
        const [a, b] = [k, k + 1].map((j) => begin + ((stop - begin) * j) / steps) as [number, number];
        const value = divergence(on(ray, (a + b) / 2));
        const share = Math.abs(2 * placeInPalette(value, stretch, legend.threshold) - 1);
        const weight = Math.max(0, (share - volume.cut) / (1 - volume.cut)) ** volume.contrast;
        const density = -3 * Math.log(1 - 0.995 * volume.opacity);
        if (hasVolume) add(colourOf(value), 1 - Math.exp((-density * weight * (b - a)) / 4));
        for (const { far, level } of met.filter(({ far }) => far >= a && far < b)) {
          const { colour: lit, hidden } = filmOf(on(ray, far), level, ray.along);
          add(
            lit.map((channel) => Math.min(channel, 255)),
            hidden,
          );
        }
      }
      add(hits[0] ? colourOf(divergence(hits[0].point)) : [255, 255, 255], 1);
      const pixel = 4 * (row * width + column);
      differences.push(
        Math.max(...[0, 1, 2].map((c) => Math.abs((data[pixel + c] as number) - (colour[c] as number)))),
      );
    }
    differences.sort((a, b) => a - b);
    const quantile = (share: number) => differences[Math.floor(share * differences.length)] as number;
    expect(differences.length).toBeGreaterThan(100);
    // Clouds are sums over coarser steps in the shader; films and slices are not.
    expect(quantile(0.5)).toBeLessThan(hasVolume ? 3 : 1.5);
    expect(quantile(0.95)).toBeLessThan(hasVolume ? 10 : 4);
  }
});

test("a free plane has the colours and lines of slices, and is moved by hands and keys as surfaces are", async ({
  page,
}) => {
  const plane = { on: true, through: [0.2, 0.1, -0.3], azimuth: 35, elevation: 40 } as const;
  const surfaces = { on: false, levels: 3, opacity: 0.6 } as const;
  const [field = ""] = source.split("\n");
  const space = await SpacePage.open(page, spaceDocument(field, cellOf("", { plane, surfaces })));
  const { rays, scene } = await raysOf(space, "space-1", 7);
  const { legend, palette, lens } = scene;
  const stretch = stretchOf(isDiverging(palette), legend, legend.threshold);
  const isInner = (point: Triple) => point.every((value) => Math.abs(value) < 1.93);
  const seen = rays.flatMap(({ ray, row, column }) => {
    const hit = meetsPlane(ray, plane, lens.box);
    return hit && isInner(hit.point) ? [{ point: hit.point, row, column }] : [];
  });
  expect(seen.length).toBeGreaterThan(300);
  const flat = await space.pixels();
  const off = seen.filter(({ point, row, column }) => {
    const place = placeInPalette(divergence(point), stretch, legend.threshold);
    const pixel = 4 * (row * flat.width + column);
    return paletteColour(palette, "light", place).some(
      (c, k) => Math.abs(c - (flat.data[pixel + k] as number)) > 4,
    );
  });
  expect(off.length / seen.length).toBeLessThan(0.05);

  await test.step("contours lie where values are whole steps", async () => {
    await page.getByRole("checkbox", { name: "Contours" }).check();
    await space.settled();
    const lined = await space.pixels();
    const isLined = ({ row, column }: (typeof seen)[number]) => {
      const pixel = 4 * (row * flat.width + column);
      return [0, 1, 2].some(
        (k) => Math.abs((lined.data[pixel + k] as number) - (flat.data[pixel + k] as number)) > 12,
      );
    };
    // A pixel is as long as this on the plane, at most where it is seen aslant.
    const reach = 4 * lens.pixel;
    const near = ({ point }: (typeof seen)[number]) => {
      const level = divergence(point) / legend.spacing;
      return Math.abs(level - Math.round(level)) < (reach * Math.hypot(...slope(point))) / legend.spacing;
    };
    const lines = seen.filter(isLined);
    expect(lines.length).toBeGreaterThan(12);
    expect(lines.filter(near).length).toBe(lines.length);
    await page.getByRole("checkbox", { name: "Contours" }).uncheck();
  });

  await test.step("keys, sliders and numbers move and turn it", async () => {
    await space.plot.focus();
    for (const key of ["]", "}", "}", "n"]) await page.keyboard.press(key);
    const { plane: moved } = await space.cell();
    expect(moved).toMatchObject({ azimuth: 40, elevation: 50 });
    await page.keyboard.press("Shift+N");
    const back = (await space.cell()).plane;
    for (const axis of [0, 1, 2] as const) expect(back?.through[axis]).toBeCloseTo(plane.through[axis], 6);
    await page.getByRole("slider", { name: "Tilt of the free plane" }).press("ArrowLeft");
    await page.getByRole("textbox", { name: "Value of the turn of the free plane" }).fill("-90");
    await page.getByRole("textbox", { name: "Value of the offset of the free plane" }).fill("0.5");
    const typed = (await space.cell()).plane;
    expect(typed).toMatchObject({ azimuth: -90, elevation: 49 });
    if (!typed) throw new Error("there is a plane");
    expect(offsetOf(typed, lens.box).offset).toBeCloseTo(0.5, 6);
  });

  await test.step("its handles draw it along its normal, and turn it", async () => {
    await space.plot.scrollIntoViewIfNeeded();
    const drag = async (name: string, right: number, down: number) => {
      const grip = await page.locator(`[data-handle="${name}"]`).boundingBox();
      if (!grip) throw new Error("the handle has a place");
      const [x, y] = [grip.x + grip.width / 2, grip.y + grip.height / 2];
      await page.mouse.move(x, y);
      await page.mouse.down();
      await page.mouse.move(x + right, y + down, { steps: 3 });
      await page.mouse.up();
      return (await space.cell()).plane;
    };
    const { camera: stood } = await space.cell();
    const before = (await space.cell()).plane;
    const along = await drag("along", 10, -40);
    if (!along || !before) throw new Error("there is a plane");
    expect(offsetOf(along, lens.box).offset).not.toBeCloseTo(offsetOf(before, lens.box).offset, 1);
    expect(along).toMatchObject({ azimuth: before.azimuth, elevation: before.elevation });
    const tip = (of: typeof along) => [dot(normalOf(of), lens.right), dot(normalOf(of), lens.up)] as const;
    const about = await drag("about", 20, 15);
    if (!about) throw new Error("there is a plane");
    expect(about.through).toEqual(along.through);
    // The tip went where the hand did.
    expect(tip(about)[0] - tip(along)[0]).toBeCloseTo(20 / 64, 2);
    expect(tip(about)[1] - tip(along)[1]).toBeCloseTo(-15 / 64, 2);
    expect((await space.cell()).camera).toEqual(stood);
  });

  await test.step("surfaces are set by keys", async () => {
    await page.getByRole("checkbox", { name: "Surfaces" }).press("Space");
    await space.settled();
    const levels = async () => (await space.state()).surfaces.levels;
    expect((await levels()).length).toBe(3);
    await page.getByRole("button", { name: "Add a level" }).press("Enter");
    expect((await levels()).length).toBe(4);
    const even = await levels();
    await page.getByRole("slider", { name: "Surface at level 2" }).press("ArrowRight");
    expect((await levels())[1]).toBeGreaterThan(even[1] as number);
    await page.getByRole("textbox", { name: "Value of level 1" }).fill("0.25");
    expect((await levels())[0]).toBe(0.25);
    await page.getByRole("button", { name: "Remove level 3" }).press("Enter");
    expect(await levels()).toEqual([0.25, (await levels())[1], even[3]]);
    await page.getByRole("combobox", { name: "Surfaces of" }).selectOption("magnitude");
    await space.settled();
    expect((await levels()).length).toBe(3);
    expect((await space.cell()).surfaces?.levels).toBe(3);
    await page.getByRole("combobox", { name: "Surfaces of" }).selectOption("");
    await space.settled();
  });

  await test.step("a click on a surface reads there", async () => {
    await space.plot.scrollIntoViewIfNeeded();
    const shown = await raysOf(space, "space-1", 21);
    const hits = await hitsOf(
      page,
      "space-1",
      shown.rays.map(({ ray }) => ray),
    );
    const k = hits.findIndex((hit) => hit && isInner(hit.point));
    const [hit, place] = [hits[k], shown.rays[k]];
    const box = await space.plot.boundingBox();
    if (!hit || !place || !box) throw new Error("a surface is seen");
    await page.mouse.click(box.x + place.column + 0.5, box.y + place.row + 0.5);
    await expect.poll(async () => (await space.cell()).cursor).not.toBe(null);
    const { cursor } = await space.cell();
    for (const axis of [0, 1, 2] as const)
      expect(Math.abs((cursor?.[axis] ?? 9) - hit.point[axis])).toBeLessThan(2 * lens.pixel);
  });

  await test.step("a lost context comes back with the same pixels", async () => {
    await page.getByRole("checkbox", { name: "Volume" }).check();
    await space.settled();
    const before = await space.pixels();
    await page.evaluate(() => window.deldotSpace?.loseContext());
    await expect(page.getByText("The graphics context is back.")).toBeVisible();
    await space.settled();
    expect(shareChanged(await space.pixels(), before)).toBe(0);
    expect(shareChanged(flat, before)).toBeGreaterThan(0.02);
  });

  await page.setViewportSize({ width: 390, height: 700 });
  await lightAndDark(page, async (scheme) => {
    await space.settled();
    expect(await violations(page, { targets: true }), scheme).toEqual([]);
  });
});
