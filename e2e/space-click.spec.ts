import type { SpaceCell } from "../src/app/document/document.ts";
import { expect, test } from "./support/fixtures.ts";
import { SpacePage, spaceDocument } from "./support/space.ts";

test.use({ viewport: { width: 760, height: 640 } });

const none = { at: [0, 0, 0], shown: [false, false, false] } as const;
/** Rays run along −x. */
const camera = { azimuth: 0, elevation: 0, zoom: 1, target: null, projection: "orthographic" } as const;
const range = { mode: "fixed", limit: 4 } as const;
const cloud = (opacity: number) => ({ on: true, opacity, cut: 0, contrast: 1 });
/** Of what has a share of 1, over a unit of the world. */
const density = (opacity: number) => (-3 * Math.log(1 - 0.995 * opacity)) / 4;

test("a click in a cloud puts the probe where it is seen most, or on the slice that is seen through it", async ({
  page,
}) => {
  // Its divergence grows from the front on, 2 − x: the density is a·s, and most is seen at s = 1/√a.
  const source = "F(x, y, z) = (2 x - x^2 / 2, 0, 0)";
  const clicked = async (cell: Partial<SpaceCell>) => {
    const space = await SpacePage.open(page, spaceDocument(source, { camera, range, slices: none, ...cell }));
    await space.plot.scrollIntoViewIfNeeded();
    const box = await space.plot.boundingBox();
    if (!box) throw new Error("the picture has a place");
    const [left, top] = [box.width / 2 + 30, box.height / 2 - 20];
    await page.mouse.click(box.x + left, box.y + top);
    await expect.poll(async () => (await space.cell()).cursor).not.toBe(null);
    const { cell: read, scene } = await space.state();
    if (!read.cursor || !scene) throw new Error("there is a probe");
    const { pixel } = scene.lens;
    expect(read.cursor[1]).toBeCloseTo(30 * pixel, 1);
    expect(read.cursor[2]).toBeCloseTo(20 * pixel, 1);
    // It is said, with what is there.
    const figure = page.locator('[data-figure="exact"]');
    await expect
      .poll(async () => Number(await figure.getAttribute("value")))
      .toBeCloseTo(2 - read.cursor[0], 9);
    await expect(page.getByText(/^At −?[\d.]+, [\d.]+, [\d.]+: divergence/)).toBeAttached();
    return read.cursor[0];
  };
  for (const opacity of [0.75, 0.95])
    expect(await clicked({ volume: cloud(opacity) })).toBeCloseTo(2 - Math.sqrt(4 / density(opacity)), 1);
  const slices = { at: [-1.5, 0, 0], shown: [true, false, false] } as const;
  expect(await clicked({ volume: cloud(0.05), slices })).toBe(-1.5);
  expect(await clicked({ volume: cloud(0.95), slices })).toBeCloseTo(2 - Math.sqrt(4 / density(0.95)), 1);
  // A surface is before all of it.
  const surfaces = { on: true, levels: [3], opacity: 0.5 } as const;
  expect(await clicked({ volume: cloud(0.75), surfaces })).toBeCloseTo(-1, 1);
});
