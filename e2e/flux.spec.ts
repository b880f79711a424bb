import type { Point } from "../src/app/document/document.ts";
import { lightAndDark, windows } from "./support/appearance.ts";
import { violations } from "./support/axe.ts";
import { expect, test } from "./support/fixtures.ts";
import { FluxRegionOnPage } from "./support/flux.ts";
import { NotebookPage } from "./support/notebook.ts";

/** The first example, by hand: F = (sin x + a sin y, sin y − a sin x), a = 1.2. */
const field = ({ x, y }: Point): readonly [number, number] => [
  Math.sin(x) + 1.2 * Math.sin(y),
  Math.sin(y) - 1.2 * Math.sin(x),
];

/** ∬cos x + cos y over a rectangle. */
function throughRectangle([a, b]: readonly Point[]): number {
  if (!a || !b) throw new Error("a rectangle has two corners");
  const flux = (b.y - a.y) * (Math.sin(b.x) - Math.sin(a.x)) + (b.x - a.x) * (Math.sin(b.y) - Math.sin(a.y));
  return flux * Math.sign((b.x - a.x) * (b.y - a.y));
}

/** ∮F·n ds by the trapezium rule, which errs by less than rounding on a circle. */
function throughCircle([centre, rim]: readonly Point[]): number {
  if (!centre || !rim) throw new Error("a circle has a centre and a rim");
  const radius = Math.hypot(rim.x - centre.x, rim.y - centre.y);
  let sum = 0;
  for (let k = 0; k < 512; k++) {
    const [cos, sin] = [Math.cos((k * Math.PI) / 256), Math.sin((k * Math.PI) / 256)];
    const [f, g] = field({ x: centre.x + radius * cos, y: centre.y + radius * sin });
    sum += f * cos + g * sin;
  }
  return (sum * radius * Math.PI) / 256;
}

/** The figures are those of the region, and agree as closely as they say. */
async function expectFlux(flux: FluxRegionOnPage, exact: number): Promise<void> {
  const [boundary, inside] = [await flux.figure("flux"), await flux.figure("inside")];
  expect(Math.abs(boundary - exact)).toBeLessThan(1e-10);
  expect(Math.abs(inside - exact)).toBeLessThan(1e-10);
  expect(await flux.figure("difference")).toBe(boundary - inside);
  expect(Math.abs(boundary - inside)).toBeLessThan(1e-8);
  expect(Math.abs(boundary - inside)).toBeLessThanOrEqual(await flux.figure("difference-error"));
  expect(await flux.figure("difference-error")).toBeLessThan(1e-10);
}

test("a region is switched on, dragged, resized and shrunk, and its two sides agree or say that they do not", async ({
  page,
}) => {
  const notebook = await NotebookPage.open(page);

  await test.step("a region is switched on, dragged and resized by hand and by keys, and its two sides agree", async () => {
    const flux = new FluxRegionOnPage(notebook);
    const before = await notebook.plane();
    expect(before.flux).toBeNull();
    await expect(flux.panel).toBeHidden();
    await flux.switchOn();
    const first = await flux.kept();
    await expectFlux(flux, throughRectangle(first.points));
    await expect(flux.panel).not.toContainText("differ:");

    const box = await notebook.box();
    const unit = before.view.span / Math.min(box.width, box.height);
    const middle = await flux.centre(flux.region);
    await flux.drag({ x: middle.x - 20, y: middle.y + 10 }, 130, -40);
    const dragged = await flux.kept();
    const byHand = dragged.points.map(({ x, y }, k) => [
      x - (first.points[k]?.x ?? 0),
      y - (first.points[k]?.y ?? 0),
    ]);
    for (const [right, up] of byHand) {
      expect(Math.abs((right as number) - 130 * unit)).toBeLessThan(unit);
      expect(Math.abs((up as number) - 40 * unit)).toBeLessThan(unit);
    }
    await expectFlux(flux, throughRectangle(dragged.points));
    // The view stays: what the region takes the plot does not get.
    expect((await notebook.plane()).view).toEqual(before.view);

    await flux.drag(await flux.centre(flux.handle("Corner 3")), 60, -30);
    const cornered = await flux.kept();
    expect(cornered.points[0]).toEqual(dragged.points[0]);
    expect((cornered.points[1] as Point).x - (dragged.points[1] as Point).x).toBeCloseTo(60 * unit, 1);
    await expectFlux(flux, throughRectangle(cornered.points));

    await flux.region.focus();
    for (const key of ["ArrowLeft", "ArrowLeft", "ArrowDown"]) await page.keyboard.press(key);
    await flux.settled();
    const pushed = await flux.kept();
    expect((pushed.points[0] as Point).x).toBeLessThan((cornered.points[0] as Point).x);
    expect((pushed.points[0] as Point).y).toBeLessThan((cornered.points[0] as Point).y);
    await page.keyboard.press("ArrowRight");
    await flux.settled();
    const grown = await flux.kept();
    const width = ([a, b]: readonly Point[]) => Math.abs((b as Point).x - (a as Point).x);
    expect(width(grown.points)).toBeGreaterThan(width(pushed.points));
    await expectFlux(flux, throughRectangle(grown.points));
    await page.keyboard.press("Tab");
    await expect(flux.handle("Corner 1")).toBeFocused();
    await page.keyboard.press("ArrowUp");
    await flux.settled();
    const nudged = await flux.kept();
    expect((nudged.points[0] as Point).y).toBeGreaterThan((grown.points[0] as Point).y);
    expect(nudged.points[1]).toEqual(grown.points[1]);
    await expectFlux(flux, throughRectangle(nudged.points));
    expect((await notebook.plane()).view).toEqual(before.view);
    // Said when it has come to rest.
    const told = (await flux.figure("average")).toPrecision(5).replace(/0+$/, "").replace("-", "−");
    await expect(flux.panel.getByText(/^Flux outward .*average divergence/)).toContainText(told);

    await notebook.choose("Circle");
    await flux.settled();
    await expectFlux(flux, throughCircle((await flux.kept()).points));
    await flux.drag(await flux.centre(flux.handle("Rim")), 25, 0);
    await expectFlux(flux, throughCircle((await flux.kept()).points));

    await notebook.choose("Polygon");
    await page.getByRole("button", { name: "Add a vertex" }).click();
    await flux.drag(await flux.centre(flux.handle("Vertex 2")), -30, 25);
    const polygon = await flux.kept();
    expect(polygon.points).toHaveLength(6);
    expect(Math.abs((await flux.figure("flux")) - (await flux.figure("inside")))).toBeLessThan(1e-8);
    await flux.handle("Vertex 6").focus();
    await page.keyboard.press("Delete");
    await flux.settled();
    expect((await flux.kept()).points).toEqual(polygon.points.slice(0, 5));

    // The numbers follow a slider.
    const was = await flux.figure("flux");
    await notebook.fill("Value of k", "0.8");
    await expect.poll(() => flux.figure("flux")).not.toBe(was);
    expect(Math.abs((await flux.figure("flux")) - (await flux.figure("inside")))).toBeLessThan(1e-8);
  });

  await test.step("the overlay follows the view exactly, and wheels go through it", async () => {
    await notebook.renew();
    const flux = new FluxRegionOnPage(notebook);
    await flux.switchOn();
    await notebook.plot.focus();
    for (const key of ["ArrowRight", "ArrowUp", "+"]) await page.keyboard.press(key);
    const middle = await flux.centre(flux.region);
    await page.mouse.move(middle.x, middle.y);
    await page.mouse.wheel(0, -120);
    const { view } = await notebook.plane();
    expect(view.span).toBeLessThan(11 / 1.3);
    const box = await notebook.box();
    const unit = view.span / Math.min(box.width, box.height);
    const { points } = await flux.kept();
    for (const [name, index] of [
      ["Corner 1", 0],
      ["Corner 3", 1],
    ] as const) {
      const { x, y } = points[index] as Point;
      const at = await flux.centre(flux.handle(name));
      expect(Math.abs(at.x - (box.x + box.width / 2 + (x - view.x) / unit))).toBeLessThan(0.6);
      expect(Math.abs(at.y - (box.y + box.height / 2 - (y - view.y) / unit))).toBeLessThan(0.6);
      const size = await flux.handle(name).boundingBox();
      expect(Math.min(size?.width ?? 0, size?.height ?? 0)).toBeGreaterThanOrEqual(24);
    }
  });

  await test.step("shrinking to a point it comes to the divergence at its centre", async () => {
    await notebook.renew();
    const flux = new FluxRegionOnPage(notebook);
    await flux.switchOn();
    await notebook.choose("Circle");
    await flux.settled();
    await page.getByRole("button", { name: "Shrink to a point" }).click();
    await expect(flux.panel.getByText("size 1/1024", { exact: true })).toBeVisible();
    const [centre] = (await flux.kept()).points as [Point];
    const exact = Math.cos(centre.x) + Math.cos(centre.y);
    expect(await flux.figure("centre")).toBeCloseTo(exact, 12);
    expect(Math.abs((await flux.figure("average")) - exact)).toBeLessThan(1e-5);
    await expect(flux.handle("Rim")).toBeHidden();
    // The button goes with what it does, and leaves the focus to the one beside it.
    await page.getByRole("button", { name: "Full size" }).press("Enter");
    await expect(page.getByRole("button", { name: "Shrink to a point" })).toBeFocused();
    await expect(flux.handle("Rim")).toBeVisible();
    await expectFlux(flux, throughCircle((await flux.kept()).points));
  });

  await test.step("left behind by the view it comes to its middle with another shape, and switched on again", async () => {
    await notebook.renew();
    const flux = new FluxRegionOnPage(notebook);
    const inView = async () => {
      await flux.settled();
      const [plot, region] = [await notebook.plot.boundingBox(), await flux.centre(flux.region)];
      if (!plot) throw new Error("the plot has a place");
      expect(Math.abs(region.x - plot.x - plot.width / 2)).toBeLessThan(3);
      expect(Math.abs(region.y - plot.y - plot.height / 2)).toBeLessThan(3);
    };
    const leave = async () => {
      await notebook.plot.focus();
      for (let k = 0; k < 24; k++) await notebook.page.keyboard.press("ArrowRight");
    };
    await flux.switchOn();
    await leave();
    const before = await flux.kept();
    await notebook.choose("Circle");
    await inView();
    expect((await flux.kept()).points[0]?.x).toBeGreaterThan((before.points[1]?.x ?? 0) + 1);
    await leave();
    const toggle = notebook.page.getByRole("checkbox", { name: "Flux" });
    await toggle.uncheck();
    await flux.switchOn();
    await inView();
    // In sight it stays where it is.
    await flux.region.press("ArrowRight");
    const kept = await flux.kept();
    await toggle.uncheck();
    await flux.switchOn();
    expect(await flux.kept()).toEqual(kept);
  });

  await test.step("a jump gives a larger error, a region without an inside words", async () => {
    await notebook.renew();
    const flux = new FluxRegionOnPage(notebook);
    await flux.switchOn();
    await notebook.paste("F(x, y) = if(x^2 + y^2 < 1, (x, y), (0, 0))");
    await flux.settled();
    expect(await flux.text("inside")).toMatch(/^6\.28/);
    expect(await flux.figure("inside-error")).toBeGreaterThan(1e-6);
    expect(await flux.figure("inside-error")).toBeLessThan(0.1);
    expect(Math.abs((await flux.figure("inside")) - 2 * Math.PI)).toBeLessThan(
      await flux.figure("inside-error"),
    );
    // The boundary lies where the field is 0: the jump is what the two sides differ by.
    expect(await flux.figure("flux")).toBe(0);
    const said = flux.panel.locator("[aria-live=polite]");
    await expect(flux.panel).toContainText("The two sides differ");
    await expect(said).toHaveText(
      /^The two sides differ: F jumps or has a pole in this region\. Flux outward 0/,
    );

    await notebook.choose("Polygon");
    await flux.settled();
    await flux.handle("Vertex 1").focus();
    // Down through the middle and a little out below, where its edges cross the lowest one.
    const [top, bottom] = [
      await flux.centre(flux.handle("Vertex 1")),
      await flux.centre(flux.handle("Vertex 3")),
    ];
    for (let down = -16; down < bottom.y - top.y; down += 8) await page.keyboard.press("ArrowDown");
    await expect(flux.panel).toContainText("no inside");
    await expect(said).toHaveText("This region has no inside: it is flat, or its edges cross.");
    await expect(page.getByRole("button", { name: "Shrink to a point" })).toBeDisabled();
  });
});

test("a reload keeps the region, and switching it off and on again does", async ({ page }) => {
  const notebook = await NotebookPage.open(page);
  const flux = new FluxRegionOnPage(notebook);
  await flux.switchOn();
  await notebook.choose("Circle");
  await flux.region.focus();
  await page.keyboard.press("ArrowUp");
  await flux.settled();
  const [kept, told] = [await flux.kept(), await flux.figure("flux")];
  await page.reload();
  await expect(flux.region).toBeVisible();
  await flux.settled();
  expect(await flux.kept()).toEqual(kept);
  expect(await flux.figure("flux")).toBe(told);
  await page.getByRole("checkbox", { name: "Flux" }).uncheck();
  await expect(flux.region).toBeHidden();
  await expect(flux.panel).toBeHidden();
  await flux.switchOn();
  expect((await flux.kept()).points).toEqual(kept.points);
});

test("where motion is unwanted each press halves the region once", async ({ page }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  const flux = new FluxRegionOnPage(await NotebookPage.open(page));
  await flux.switchOn();
  const whole = await flux.figure("average");
  const halve = page.getByRole("button", { name: "Halve" });
  await halve.click();
  await flux.settled();
  await expect(flux.panel.getByText("size 1/2", { exact: true })).toBeVisible();
  const half = await flux.figure("average");
  await halve.click();
  await expect(flux.panel.getByText("size 1/4", { exact: true })).toBeVisible();
  const [centre, quarter] = [await flux.figure("centre"), await flux.figure("average")];
  expect(Math.abs(half - centre)).toBeLessThan(Math.abs(whole - centre) / 3);
  expect(Math.abs(quarter - centre)).toBeLessThan(Math.abs(half - centre) / 3);
  // And it stays there.
  await page.waitForTimeout(700);
  await expect(flux.panel.getByText("size 1/4", { exact: true })).toBeVisible();
});

test.describe("where motion is unwanted", () => {
  test.use({ reducedMotion: "reduce" });

  test("axe finds nothing wrong with the region, and nothing reaches past the edge, wide and narrow, light and dark", async ({
    page,
  }) => {
    const notebook = await NotebookPage.open(page);
    const flux = new FluxRegionOnPage(notebook);
    await flux.switchOn();
    await notebook.choose("Polygon");
    const overflow = () =>
      page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    for (const viewport of windows) {
      await page.setViewportSize(viewport);
      await page.getByRole("button", { name: "Halve" }).click();
      await flux.settled();
      for (const state of ["shrunk", "whole"]) {
        await lightAndDark(page, async (colorScheme) => {
          await notebook.settled();
          const look = `${viewport.width} pixels wide, ${state}, ${colorScheme}`;
          expect(await violations(page), look).toEqual([]);
          expect(await overflow()).toBe(0);
        });
        if (state === "shrunk") await page.getByRole("button", { name: "Full size" }).click();
      }
    }
  });
});
