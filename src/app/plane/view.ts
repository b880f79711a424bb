import type { PlaneView } from "../../shaders/protocol.ts";
import { bounds } from "../document/bounds.ts";
import type { Point, Region } from "../document/document.ts";

/** CSS pixels of the plot area, and device pixels per CSS pixel. */
export interface PlotSize {
  readonly width: number;
  readonly height: number;
  readonly pixelRatio: number;
}

export interface Extent {
  readonly left: number;
  readonly right: number;
  readonly bottom: number;
  readonly top: number;
}

/** The region on a plot of this size: the shorter side shows `span`, the longer one more. */
export function planeView(region: Region, plot: PlotSize): PlaneView {
  return {
    centreX: region.x,
    centreY: region.y,
    unitsPerPixel: region.span / Math.max(1, Math.min(plot.width, plot.height)),
  };
}

/** The world point under a CSS pixel of the plot, counted from its top left corner. */
export function toWorld(view: PlaneView, plot: PlotSize, pixelX: number, pixelY: number): Point {
  return {
    x: view.centreX + (pixelX - plot.width / 2) * view.unitsPerPixel,
    y: view.centreY - (pixelY - plot.height / 2) * view.unitsPerPixel,
  };
}

/** The CSS pixel of a world point; the inverse of `toWorld`. */
export function toPixel(view: PlaneView, plot: PlotSize, point: Point): { left: number; top: number } {
  return {
    left: plot.width / 2 + (point.x - view.centreX) / view.unitsPerPixel,
    top: plot.height / 2 - (point.y - view.centreY) / view.unitsPerPixel,
  };
}

export function extentOf(view: PlaneView, plot: PlotSize): Extent {
  const halfWidth = (plot.width / 2) * view.unitsPerPixel;
  const halfHeight = (plot.height / 2) * view.unitsPerPixel;
  return {
    left: view.centreX - halfWidth,
    right: view.centreX + halfWidth,
    bottom: view.centreY - halfHeight,
    top: view.centreY + halfHeight,
  };
}

/** The region after the picture was dragged by so many CSS pixels (right and down are positive). */
export function panned(region: Region, plot: PlotSize, right: number, down: number): Region {
  const { unitsPerPixel } = planeView(region, plot);
  return { ...region, x: region.x - right * unitsPerPixel, y: region.y + down * unitsPerPixel };
}

/** The region magnified by `factor` (2: half the span), with `anchor` staying where it is on the screen. */
export function zoomed(region: Region, factor: number, anchor: Point): Region {
  const [smallest, largest] = bounds.span;
  const span = Math.min(largest, Math.max(smallest, region.span / factor));
  const ratio = span / region.span;
  return { x: anchor.x + (region.x - anchor.x) * ratio, y: anchor.y + (region.y - anchor.y) * ratio, span };
}

/**
 * How a picture made for `shown` is moved and stretched to stand where `wanted` puts it:
 * CSS `translate(left, top) scale(scale)` with its origin at the top left corner.
 */
export function placement(
  shown: PlaneView,
  shownPlot: PlotSize,
  wanted: PlaneView,
  plot: PlotSize,
): { left: number; top: number; scale: number } {
  const corner = toPixel(wanted, plot, toWorld(shown, shownPlot, 0, 0));
  return { ...corner, scale: shown.unitsPerPixel / wanted.unitsPerPixel };
}
