import { expect, test } from "./support/fixtures.ts";
import { shareChanged } from "./support/png.ts";
import { SpacePage, spaceDocument } from "./support/space.ts";

test.use({ viewport: { width: 620, height: 600 } });

const none = { at: [0, 0, 0], shown: [false, false, false] } as const;

test("a surface that lies in a slice is hidden by it, and by a free plane as well", async ({ page }) => {
  const on = { on: true, levels: [0], opacity: 1 };
  const diagonal = { on: true, through: [0, 0, 0], azimuth: 45, elevation: 0 } as const;
  for (const [source, settings] of [
    ["F(x, y, z) = (x^2, 0, 0)", {}],
    ["F(x, y, z) = (x^2 / 2 + x y, 0, 0)", { slices: none, plane: diagonal }],
  ] as const) {
    const space = await SpacePage.open(page, spaceDocument(source, settings));
    const alone = await space.pixels();
    await space.opens(spaceDocument(source, { ...settings, surfaces: on }));
    expect((await space.state()).surfaces?.levels).toEqual([0]);
    expect(shareChanged(await space.pixels(), alone), source).toBeLessThan(1e-3);
    // A little before or behind it, it is seen.
    await space.opens(spaceDocument(source, { ...settings, surfaces: { ...on, levels: [0.3] } }));
    expect(shareChanged(await space.pixels(), alone), source).toBeGreaterThan(0.01);
  }
});
