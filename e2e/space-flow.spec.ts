import { defaultArrows, defaultStreamlines } from "../src/app/document/space-cell.ts";
import { isDiverging, paletteColour } from "../src/shaders/palette.ts";
import { placeOf as placeInPalette, stretchOf } from "../src/shaders/scale.ts";
import { placeOf, type Triple } from "../src/shaders/space/lens.ts";
import { violations } from "./support/axe.ts";
import { expect, test } from "./support/fixtures.ts";
import { type Pixels, shareChanged } from "./support/png.ts";
import { SpacePage, spaceDocument } from "./support/space.ts";

test.use({ viewport: { width: 1280, height: 800 } });

const source = `a = 1 in [0, 4]
F(x, y, z) = (sin(x y), a y z^2, cos(z) x)`;
const bare = { at: [0, 0, 0], shown: [false, false, false] } as const;

/** The lines of a cell as plain numbers. */
async function linesOf({ page }: SpacePage) {
  const told = await page.evaluate(() => {
    const lines = window.deldotSpace?.state("space-1")?.streamlines;
    if (lines?.status !== "done") return null;
    const { points, divergence, starts, seeds, tangents } = lines.value;
    const plain = (values: ArrayLike<number>) => Array.from(values);
    return {
      points: plain(points),
      divergence: plain(divergence),
      starts: plain(starts),
      seeds: plain(seeds),
      tangents: plain(tangents),
    };
  });
  if (!told) throw new Error("there are lines");
  return told;
}

/** Whether a pixel near a place is of about a colour. */
function hasColour(
  { width, data }: Pixels,
  left: number,
  top: number,
  colour: readonly number[],
  within: number,
) {
  for (let row = Math.round(top) - 1; row <= Math.round(top) + 1; row += 1)
    for (let column = Math.round(left) - 1; column <= Math.round(left) + 1; column += 1) {
      const at = 4 * (row * width + column);
      if (colour.every((channel, c) => Math.abs(channel - (data[at + c] as number)) <= within)) return true;
    }
  return false;
}

test("streamlines, tubes and arrows are where float64 has them, in the map's colours, and come back as they were", async ({
  page,
}) => {
  const streamlines = { ...defaultStreamlines, on: true, density: "sparse" } as const;
  const space = await SpacePage.open(page, spaceDocument(source, { slices: bare, streamlines }));
  const lines = await linesOf(space);
  const before = await space.pixels();

  await test.step("lines have the exact divergence's colour at their points", async () => {
    const { scene } = await space.state();
    if (!scene) throw new Error("there is a scene");
    const { legend, palette, ratio, lens } = scene;
    const stretch = stretchOf(isDiverging(palette), legend, legend.threshold);
    let [seen, off] = [0, 0];
    const count = lines.divergence.length;
    for (let k = 0; k < count; k += 1) {
      const point = [0, 1, 2].map((axis) => lines.points[3 * k + axis]) as unknown as Triple;
      const place = placeOf(lens, point);
      const [x, y, z] = point;
      // By hand, where a = 1.
      const wanted = y * Math.cos(x * y) + z * z - Math.sin(z) * x;
      off = Math.max(off, Math.abs((lines.divergence[k] as number) - wanted));
      if (!place) continue;
      const colour = paletteColour(
        palette,
        "light",
        placeInPalette(lines.divergence[k] as number, stretch, legend.threshold),
      );
      if (hasColour(before, place.left * ratio - 0.5, place.top * ratio - 0.5, colour, 14)) seen += 1;
    }
    expect(off).toBeLessThan(1e-9);
    // Heads, edges of the box and lines that lie before others hide some.
    expect(seen / count).toBeGreaterThan(0.75);
  });

  await test.step("a slice hides what is behind it", async () => {
    const slices = { at: [0, -2, 0], shown: [false, true, false] } as const;
    const hidden = await SpacePage.open(
      page,
      spaceDocument(source, { slices, streamlines, camera: await frontOf(space) }),
    );
    const covered = await hidden.pixels();
    const uncovered = await SpacePage.open(
      page,
      spaceDocument(source, { slices, camera: await frontOf(space) }),
    );
    // Over a slice at the near face nothing of the lines is seen but what reaches that face itself.
    expect(shareChanged(covered, await uncovered.pixels())).toBeLessThan(0.02);
  });

  await test.step("tubes and arrows in a cloud come back after the context was lost, pixel by pixel", async () => {
    const arrows = { ...defaultArrows, on: true, slices: true, count: 5 };
    const volume = { on: true, opacity: 0.5, cut: 0.1, contrast: 1.5 };
    const all = spaceDocument(source, { streamlines: { ...streamlines, shape: "flux" }, arrows, volume });
    const own = await SpacePage.open(page, all);
    const drawn = await own.pixels();
    expect(shareChanged(drawn, before)).toBeGreaterThan(0.02);
    await page.evaluate(() => window.deldotSpace?.loseContext());
    await expect(page.getByText("The graphics context is back.")).toBeVisible();
    await own.settled();
    expect(shareChanged(await own.pixels(), drawn)).toBe(0);
  });

  await test.step("rays through a cloud end at lines and tubes, and what is before them hides them as the integral says", () =>
    standInCloud(space));
});

/** Lines and tubes in a cloud that is the same everywhere have the colours that what is before them leaves of theirs. */
async function standInCloud(space: SpacePage): Promise<void> {
  // Its divergence is 1 everywhere, and its lines are straight.
  const even = "F(x, y, z) = (x + 10, 0, 0)";
  const depths = [-2, -0.7, 0.6, 1.9];
  const hand = depths.map((y, k): Triple => [0, y, 1.5 - k]);
  const streamlines = { ...defaultStreamlines, on: true, seeds: "hand", hand, colour: "plain" } as const;
  const { opacity, cut } = { opacity: 0.7, cut: 0.1 };
  const volume = { on: true, opacity, cut, contrast: 1 };
  const camera = await frontOf(space);
  const range = { mode: "typed", low: -2, high: 2 } as const;
  const cell = { slices: bare, camera, range } as const;
  const cloud = paletteColour("vermilion-blue", "light", 0.75);
  /** What is left of what stands so far into the box, of which the longest edge is 4 long. */
  const clearAt = (way: number) =>
    Math.exp(3 * Math.log(1 - 0.995 * opacity) * ((0.5 - cut) / (1 - cut)) * (way / 4));

  for (const shape of ["lines", "flux"] as const) {
    const lines = { ...streamlines, shape, width: 2 };
    await space.opens(spaceDocument(even, { ...cell, streamlines: lines }));
    const plain = await space.pixels();
    const { lens, ratio } = (await space.state()).scene ?? {};
    if (!lens || !ratio) throw new Error("there is a scene");
    await space.opens(spaceDocument(even, { ...cell, streamlines: lines, volume }));
    const clouded = await space.pixels();
    const radius = await space.page.evaluate(() => {
      const told = window.deldotSpace?.state("space-1")?.streamlines;
      return told?.status === "done" ? (2 * told.value.separation) / 14 : 0;
    });
    for (const [k, y] of depths.entries()) {
      const place = placeOf(lens, [0, y, 1.5 - k]);
      if (!place) throw new Error("the line is in the picture");
      // The line's own row, along it but for the arrows on it; a tube's nearest side.
      const row = Math.floor(place.top * ratio);
      const clear = clearAt(Math.max(0, y + 2 - (shape === "flux" ? radius : 0)));
      let seen = 0;
      for (let left = -60; left <= 60; left += 1) {
        const at = 4 * (row * plain.width + Math.round(place.left * ratio) + left);
        const own = [...plain.data.subarray(at, at + 3)];
        const wanted = own.map((channel, c) => clear * channel + (1 - clear) * (cloud[c] as number));
        const off = wanted.map((channel, c) => Math.abs(channel - (clouded.data[at + c] as number)));
        if (Math.max(...off) <= 3) seen += 1;
      }
      expect(seen, `${shape} at y = ${y}`).toBeGreaterThan(80);
      // Beside the line all of the cloud is before the ground.
      const ground = 4 * ((row + 30) * plain.width + Math.round(place.left * ratio));
      for (const [c, channel] of cloud.entries())
        expect(
          Math.abs(255 * clearAt(4) + (1 - clearAt(4)) * channel - (clouded.data[ground + c] as number)),
        ).toBeLessThan(3);
    }
  }
}

/** Looked at along the second axis from its beginning. */
async function frontOf(space: SpacePage) {
  const { camera } = await space.cell();
  return { ...camera, azimuth: -90, elevation: 0, projection: "orthographic" } as const;
}

test("lines are set, seeded and drawn by their rake, with keys and by hand, and follow a slider", async ({
  page,
}) => {
  const space = await SpacePage.open(page, spaceDocument(source, {}));
  const settings = async () => (await space.cell()).streamlines ?? defaultStreamlines;
  await page.getByRole("checkbox", { name: "Streamlines" }).check();
  await space.settled();
  const even = await linesOf(space);
  expect(even.starts.length).toBeGreaterThan(40);

  // A slider moves the lines and not their seeds, and at rest they are those of the document.
  await page.getByRole("slider", { name: "a", exact: true }).first().press("ArrowRight");
  await space.settled();
  const moved = await linesOf(space);
  expect(moved.points).not.toEqual(even.points);

  await page.getByRole("radio", { name: "Rake", exact: true }).check();
  await space.settled();
  // Nine seeds, of which the one in the middle stands where nothing flows.
  expect((await linesOf(space)).starts).toHaveLength(9);
  await page.getByRole("textbox", { name: "Rake from z" }).fill("1.5");
  expect((await settings()).rake?.from).toEqual([-1.4, 0, 1.5]);
  const handle = await page.locator('[data-handle="rake to"]').boundingBox();
  if (!handle) throw new Error("the rake has ends");
  const [left, top] = [handle.x + handle.width / 2, handle.y + handle.height / 2];
  await page.mouse.move(left, top);
  await page.mouse.down();
  await page.mouse.move(left, top - 40, { steps: 4 });
  await page.mouse.up();
  const { rake } = await settings();
  expect(rake?.to[2]).toBeGreaterThan(0.2);
  await space.settled();
  const last = await linesOf(space);
  const seed = last.seeds.at(-1) as number;
  for (const axis of [0, 1, 2]) expect(last.points[3 * seed + axis]).toBeCloseTo(rake?.to[axis] as number, 9);

  // By keys where the probe is, and by two clicks on a slice.
  await page.getByRole("textbox", { name: "Probe at x" }).fill("0.7");
  await space.plot.focus();
  await page.keyboard.press("s");
  expect(await settings()).toMatchObject({ seeds: "hand", hand: [[0.7, 0, 0]] });
  const box = await space.plot.boundingBox();
  if (!box) throw new Error("the picture has a place");
  // Beside the middle, where nothing flows.
  await page.mouse.dblclick(box.x + 0.42 * box.width, box.y + 0.4 * box.height);
  const { cursor } = await space.cell();
  expect((await settings()).hand.at(-1)).toEqual(cursor);
  await space.settled();
  expect((await linesOf(space)).starts).toHaveLength(3);
  // Where nothing is, two clicks are nothing: no line begins where the probe was before.
  const before = await space.cell();
  await page.mouse.dblclick(box.x + 0.03 * box.width, box.y + 0.03 * box.height);
  expect(await space.cell()).toEqual(before);
  await page.getByRole("combobox", { name: "As" }).selectOption("flux");
  await expect(page.getByText("exp ∫∇·F dt")).toBeVisible();
  await page.getByRole("checkbox", { name: "Arrows on slices" }).check();
  await space.settled();
  expect(await violations(page, { targets: true })).toEqual([]);
  await page.getByRole("button", { name: "Remove the seed at 0.7, 0, 0" }).click();
  expect((await settings()).hand).toEqual([cursor]);
});
