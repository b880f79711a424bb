import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { pixelGrid, worldOf } from "../../shaders/pixels.ts";
import { createPlaneState } from "../testing/plane-state.ts";
import { pixelIndexOf, probePoint } from "./probe.ts";

const plots = fc.record({
  width: fc.integer({ min: 50, max: 1500 }),
  height: fc.integer({ min: 50, max: 1500 }),
  pixelRatio: fc.constantFrom(1, 1.25, 1.5, 2, 3),
});
const regions = fc.record({
  x: fc.double({ min: -50, max: 50, noNaN: true }),
  y: fc.double({ min: -50, max: 50, noNaN: true }),
  span: fc.double({ min: 1e-2, max: 1e3, noNaN: true }),
});

describe("probe", () => {
  it("finds the pixel of every pixel's centre", () => {
    fc.assert(
      fc.property(plots, regions, fc.nat(), (plot, region, seed) => {
        const state = createPlaneState(plot, region);
        const pixels = pixelGrid(state);
        const index = seed % (pixels.width * pixels.height);
        const [x, y] = worldOf(pixels, index % pixels.width, Math.floor(index / pixels.width));
        expect(pixelIndexOf(state, { x, y })).toBe(index);
      }),
    );
  });

  it("stays within one CSS pixel and has no more decimals than pixels can tell apart", () => {
    fc.assert(
      fc.property(plots, regions, fc.nat(1500), fc.nat(1500), (plot, region, left, top) => {
        const { view } = createPlaneState(plot, region);
        const { x, y } = probePoint(view, plot, { left, top });
        const exactX = view.centreX + (left - plot.width / 2) * view.unitsPerPixel;
        const exactY = view.centreY - (top - plot.height / 2) * view.unitsPerPixel;
        expect(Math.abs(x - exactX)).toBeLessThanOrEqual(view.unitsPerPixel / 2 + 1e-12);
        expect(Math.abs(y - exactY)).toBeLessThanOrEqual(view.unitsPerPixel / 2 + 1e-12);
        expect(`${x}`.length).toBeLessThanOrEqual(12);
      }),
    );
  });
});
