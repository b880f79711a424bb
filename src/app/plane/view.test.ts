import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { extentOf, panned, placement, planeView, toPixel, toWorld, zoomed } from "./view.ts";

const regions = fc.record({
  x: fc.double({ min: -100, max: 100, noNaN: true }),
  y: fc.double({ min: -100, max: 100, noNaN: true }),
  span: fc.double({ min: 1e-3, max: 1e3, noNaN: true }),
});
const plots = fc.record({
  width: fc.integer({ min: 100, max: 2000 }),
  height: fc.integer({ min: 100, max: 2000 }),
  pixelRatio: fc.constantFrom(1, 1.5, 2),
});
const pixels = fc.record({ left: fc.integer({ min: 0, max: 2000 }), top: fc.integer({ min: 0, max: 2000 }) });

describe("view", () => {
  it("shows the span on the shorter side", () => {
    fc.assert(
      fc.property(regions, plots, (region, plot) => {
        const extent = extentOf(planeView(region, plot), plot);
        const shorter = Math.min(extent.right - extent.left, extent.top - extent.bottom);
        expect(Math.abs(shorter / region.span - 1)).toBeLessThan(1e-9 * (1 + 100 / region.span));
      }),
    );
  });

  it("goes from pixel to world and back", () => {
    fc.assert(
      fc.property(regions, plots, pixels, (region, plot, pixel) => {
        const view = planeView(region, plot);
        const back = toPixel(view, plot, toWorld(view, plot, pixel.left, pixel.top));
        expect(Math.abs(back.left - pixel.left)).toBeLessThan(1e-5);
        expect(Math.abs(back.top - pixel.top)).toBeLessThan(1e-5);
      }),
    );
  });

  it("keeps the point under the pointer where it is when zooming, and moves it with the drag when panning", () => {
    fc.assert(
      fc.property(
        regions,
        plots,
        pixels,
        fc.double({ min: 0.5, max: 2, noNaN: true }),
        (region, plot, pixel, factor) => {
          const anchor = toWorld(planeView(region, plot), plot, pixel.left, pixel.top);
          const near = toPixel(planeView(zoomed(region, factor, anchor), plot), plot, anchor);
          expect(Math.hypot(near.left - pixel.left, near.top - pixel.top)).toBeLessThan(1e-5);
          const dragged = toPixel(planeView(panned(region, plot, 30, -7), plot), plot, anchor);
          expect(Math.hypot(dragged.left - pixel.left - 30, dragged.top - pixel.top + 7)).toBeLessThan(1e-5);
        },
      ),
    );
  });

  it("places an old picture where its points now are", () => {
    fc.assert(
      fc.property(
        regions,
        plots,
        pixels,
        fc.double({ min: 0.5, max: 2, noNaN: true }),
        (region, plot, pixel, factor) => {
          const shown = planeView(region, plot);
          const smaller = { ...plot, width: plot.width - 20 };
          const wanted = planeView(panned(zoomed(region, factor, region), plot, 11, 5), smaller);
          const { left, top, scale } = placement(shown, plot, wanted, smaller);
          const expected = toPixel(wanted, smaller, toWorld(shown, plot, pixel.left, pixel.top));
          expect(Math.abs(left + scale * pixel.left - expected.left)).toBeLessThan(1e-4);
          expect(Math.abs(top + scale * pixel.top - expected.top)).toBeLessThan(1e-4);
        },
      ),
    );
  });

  it("stops zooming at the bounds", () => {
    expect(zoomed({ x: 1, y: 1, span: 1e-6 }, 10, { x: 0, y: 0 })).toEqual({ x: 1, y: 1, span: 1e-6 });
  });
});
