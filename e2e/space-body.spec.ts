import { readFile } from "node:fs/promises";
import { colourParts } from "../src/shaders/colour-parts.ts";
import { morePalettes } from "../src/shaders/more-palettes.ts";
import { paletteColour } from "../src/shaders/palette.ts";
import { placeOf as placeInPalette, stretchOf } from "../src/shaders/scale.ts";
import { rayAt } from "../src/shaders/space/lens.ts";
import { lightAndDark } from "./support/appearance.ts";
import { violations } from "./support/axe.ts";
import { expect, test } from "./support/fixtures.ts";
import { shareChanged } from "./support/png.ts";
import { SpacePage, spaceDocument } from "./support/space.ts";

test.use({ viewport: { width: 1280, height: 800 } });

Object.assign(colourParts.curves, morePalettes);

const charge = "E(x, y, z) = (x, y, z) / (x^2 + y^2 + z^2)^1.5";
const none = { at: [0, 0, 0], shown: [false, false, false] } as const;

test("a flux body is worked with keys and hands, and Gauss's law holds as a charge leaves it", async ({
  page,
}) => {
  const space = await SpacePage.open(page, spaceDocument(charge, { slices: none }));
  const panel = page.getByRole("group", { name: "Flux of the body" });
  const told = async (name: string) => {
    await space.settled();
    return Number(await panel.locator(`[data-figure="${name}"]`).getAttribute("value"));
  };
  await expect(panel).toHaveCount(0);
  await page.getByRole("checkbox", { name: "Flux body" }).press("Space");
  await expect(panel).toBeVisible();

  await test.step("inside, across the surface, outside", async () => {
    const centre = page.getByRole("textbox", { name: "Value of body's centre at x" });
    for (const [x, charges] of [
      ["0.4", 1],
      ["0.96", 1],
      ["1.04", 0],
      ["-1.5", 0],
    ] as const) {
      await centre.fill(x);
      expect(Math.abs((await told("flux")) - charges * 4 * Math.PI), x).toBeLessThan(1e-8);
      expect(Math.abs(await told("inside")), x).toBeLessThan(1e-8);
      const words = "The two sides differ: E jumps or has a pole in this body.";
      // It is said in the live line as well, before the figures.
      await expect(panel.getByText(words, { exact: true })).toHaveCount(charges);
    }
    expect(await told("volume")).toBeCloseTo((4 / 3) * Math.PI, 9);
  });

  await test.step("keys and hands move and resize it", async () => {
    const grip = page.getByRole("slider", { name: /^Flux body, sphere/ });
    await grip.press("ArrowRight");
    await grip.press("PageUp");
    await grip.press("Shift+ArrowUp");
    const { body } = await space.cell();
    expect(body?.centre.filter((at, axis) => at !== [-1.5, 0, 0][axis])).toHaveLength(2);
    expect(body?.half[0]).toBeCloseTo(1.1, 9);
    await page.getByRole("slider", { name: /^Radius/ }).press("ArrowDown");
    expect((await space.cell()).body?.half[2]).toBeCloseTo(1, 9);
    const drag = async (name: string, right: number, down: number) => {
      const box = await page.locator(`[data-handle="${name}"]`).boundingBox();
      if (!box) throw new Error("the handle has a place");
      const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
      await page.mouse.move(x, y);
      await page.mouse.down();
      await page.mouse.move(x + right, y + down, { steps: 4 });
      await page.mouse.up();
      const after = await page.locator(`[data-handle="${name}"]`).boundingBox();
      // It is where it was drawn to.
      expect(
        Math.abs((after?.x ?? 0) - box.x - right) + Math.abs((after?.y ?? 0) - box.y - down),
      ).toBeLessThan(4);
    };
    const { camera } = await space.cell();
    await drag("body-centre", 60, 20);
    await page.getByRole("radio", { name: "Ellipsoid" }).check();
    await drag("body-2", 0, -30);
    const cell = await space.cell();
    expect(cell.camera).toEqual(camera);
    expect(cell.body?.half[2]).toBeGreaterThan(1.1);
    expect(cell.body?.half[0]).toBeCloseTo(1, 9);
  });

  await test.step("it shrinks to a point, and the average comes to the divergence there", async () => {
    await space.notebook.editor.click();
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.insertText("F(x, y, z) = (x^3, y z, exp(z))");
    const before = await space.pixels();
    await page.emulateMedia({ reducedMotion: "reduce" });
    await panel.getByRole("button", { name: "Halve, towards a point" }).click();
    await expect.poll(async () => shareChanged(await space.pixels(), before)).toBeGreaterThan(0.001);
    const off: number[] = [];
    for (let k = 0; k < 3; k += 1) {
      if (k > 0) await panel.getByRole("button", { name: "Halve, towards a point" }).click();
      off.push(Math.abs((await told("average")) - (await told("centre"))));
    }
    expect((off[1] as number) / (off[2] as number)).toBeGreaterThan(3.5);
    expect((off[1] as number) / (off[2] as number)).toBeLessThan(4.5);
    await expect(panel.getByRole("img", { name: /^Average divergence of F/ })).toBeVisible();
    await panel.getByRole("button", { name: "Full size" }).click();
  });

  await test.step("pins keep the numbers at points, and are saved", async () => {
    await page.getByRole("button", { name: "Pin", exact: true }).press("Enter");
    await page.getByRole("textbox", { name: "Probe at x" }).fill("2");
    await space.plot.focus();
    await page.keyboard.press("p");
    // There is one already.
    await page.keyboard.press("p");
    await space.settled();
    const table = page.getByRole("group", { name: "Table of pins" });
    const row = table.getByRole("row").nth(2);
    const values = await row
      .locator("data")
      .evaluateAll((all) => all.map((one) => Number(one.getAttribute("value"))));
    // Of (x³, y z, eᶻ) at (2, 0, 0).
    expect(values).toEqual([2, 0, 0, 8, 0, 1, 13, 0, 12, 0, 1]);
    await expect(page.getByText("Pin 2 at 2, 0, 0: divergence 13.0000.")).toBeAttached();
    await expect(page.locator("[data-pin]")).toHaveText(["1", "2"]);
    const download = page.waitForEvent("download");
    await page.getByRole("button", { name: "Save pins as CSV" }).press("Enter");
    const text = await readFile(await (await download).path(), "utf8");
    expect(text.trim().split("\n").at(-1)).toBe("2,2,0,0,8,0,1,13,0,0,0,0,12,0,1,12,0,1,0,0,0");
    await page.getByRole("button", { name: "Remove pin 1" }).press("Enter");
    expect((await space.cell()).pins).toEqual([[2, 0, 0]]);
    await expect(page.getByRole("button", { name: "Undo removal" })).toBeFocused();
    await page.keyboard.press("Enter");
    expect((await space.cell()).pins).toHaveLength(2);
  });

  await test.step("axe finds nothing, and all of it has room", async () => {
    for (const width of [390, 1280]) {
      await page.setViewportSize({ width, height: 700 });
      await lightAndDark(page, async (scheme) => {
        await space.settled();
        expect(await violations(page, { targets: true }), `${width} ${scheme}`).toEqual([]);
      });
      const past = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(past).toBe(0);
    }
  });
});

test("what is not settled is said to be so, and what is the same at all sizes is drawn as that", async ({
  page,
}) => {
  const body = (centre: readonly [number, number, number]) =>
    ({ on: true, shape: "sphere", centre, half: [1, 1, 1] }) as const;
  const panel = page.getByRole("group", { name: "Flux of the body" });
  const unsettled = panel.getByText("The integrals are not settled: F changes too quickly", { exact: false });
  for (const [source, times] of [
    // The integral of the divergence is −∞.
    ["F(x, y, z) = (1 / x, 0, 0)", 1],
    ["F(x, y, z) = (sin(90 x), cos(120 y), sin(150 z x))", 1],
    ["F(x, y, z) = (y z, z x, x y)", 0],
  ] as const) {
    await SpacePage.open(page, spaceDocument(source, { slices: none, body: body([0, 0, 0]) }));
    await expect(panel.locator('[data-figure="flux"]')).not.toBeEmpty();
    await expect(unsettled, source).toHaveCount(times);
  }
  // ∇·F = x + y + z, of which the mean over a ball is what it is in its middle.
  const source = "F(x, y, z) = (x y, y z, z x)";
  await SpacePage.open(page, spaceDocument(source, { slices: none, body: body([0.5, 0.3, 0.2]) }));
  await panel.getByRole("button", { name: "Shrink to a point" }).click();
  await expect(panel.getByText("average off by 0")).toBeVisible();
  await expect.poll(() => panel.locator("circle").count()).toBeGreaterThan(6);
  const heights = await panel
    .locator("circle")
    .evaluateAll((dots) => dots.map((dot) => Number(dot.getAttribute("cy"))));
  expect(Math.max(...heights) - Math.min(...heights)).toBeLessThan(1);
});

test("its colours are F·n in float64 where they are seen, and come back after a lost context", async ({
  page,
}) => {
  const body = { on: true, shape: "box", centre: [0, 0.2, -0.1], half: [0.7, 1.1, 1.2] } as const;
  const camera = { azimuth: 0, elevation: 0, zoom: 1, target: null, projection: "orthographic" } as const;
  const source = "F(x, y, z) = (x + sin(3 y) + z, y, x)";
  const space = await SpacePage.open(page, spaceDocument(source, { slices: none, body, camera }));
  const { scene } = await space.state();
  if (!scene?.body) throw new Error("there is a body");
  const { palette, limit } = scene.body;
  const stretch = stretchOf(true, { low: -limit, high: limit }, 0);
  const colourOf = (value: number) => paletteColour(palette, "light", placeInPalette(value, stretch, 0));
  const pixels = await space.pixels();
  const seen = { all: 0, off: 0 };
  for (let row = 20; row < pixels.height; row += 13)
    for (let column = 20; column < pixels.width; column += 13) {
      const { from } = rayAt(scene.lens, (column + 0.5) / scene.ratio, (row + 0.5) / scene.ratio);
      const [, y, z] = from;
      if (Math.abs(y - 0.2) > 1.05 || Math.abs(z + 0.1) > 1.15) continue;
      seen.all += 1;
      // The face in front, through it the one behind, through both the ground; looked at squarely.
      const front = colourOf(0.7 + Math.sin(3 * y) + z);
      const back = colourOf(0.7 - Math.sin(3 * y) - z);
      const wanted = front.map(
        (channel, c) => 0.7 * channel + 0.3 * (0.45 * (back[c] as number) + 0.55 * 255),
      );
      const place = 4 * (row * pixels.width + column);
      if (wanted.some((channel, c) => Math.abs(channel - (pixels.data[place + c] as number)) > 4))
        seen.off += 1;
    }
  expect(seen.all).toBeGreaterThan(50);
  // Lines of the box cross a few of them.
  expect(seen.off / seen.all).toBeLessThan(0.05);
  await page.evaluate(() => window.deldotSpace?.loseContext());
  await expect(page.getByText("The graphics context is back.")).toBeVisible();
  await space.settled();
  expect(shareChanged(await space.pixels(), pixels)).toBe(0);
});

test("what Gauss's law in space asks for is done with the picture and the flux in sight, presenting too", async ({
  page,
}) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  const cell = page.locator('[data-cell="space-1"]');
  for (const address of ["./#demo=gauss-in-space", "./?present#demo=gauss-in-space"]) {
    await page.goto("about:blank");
    await page.goto(address);
    await expect(page.getByRole("heading", { name: "Gauss's law in space" }).first()).toBeVisible();
    if (address.includes("present"))
      for (let turn = 0; turn < 2; turn += 1) await page.getByRole("button", { name: "Next" }).click();
    await cell.evaluate((box) => box.scrollIntoView({ block: "start" }));
    const flux = cell.getByRole("group", { name: "Flux of the body" }).locator('[data-figure="flux"]');
    const told = () => flux.getAttribute("value").then(Number);
    await expect.poll(told).toBeCloseTo(2, 8);
    await cell.getByRole("textbox", { name: "Value of d" }).fill("-1");
    await expect.poll(told).toBeCloseTo(0, 8);
    for (const part of [
      cell.getByRole("slider", { name: "d", exact: true }),
      cell.getByRole("application"),
      flux,
    ])
      await expect(part).toBeInViewport({ ratio: 1 });
  }
});
