import type { PixelGrid } from "../../shaders/pixels.ts";
import type { Point, Region } from "../document/document.ts";

/** Points across and down that errors are taken at. */
const side = 64;

/** The points of a view that methods are compared at. */
export function comparedPixels({ x, y, span }: Region): PixelGrid {
  return { width: side, height: side, centreX: x, centreY: y, step: span / side };
}

/** The index of the one that a point is of, or of the nearest: what per-point keys fold in. */
export function comparedIndex(pixels: PixelGrid, { x, y }: Point): number {
  const { width, height, centreX, centreY, step } = pixels;
  const row = pixelOf((centreY - y) / step, height);
  return row * width + pixelOf((x - centreX) / step, width);
}

/** Which of so many pixels in a line is `offset` pixels from its middle. */
function pixelOf(offset: number, count: number): number {
  return Math.min(count - 1, Math.max(0, Math.floor(offset + count / 2)));
}
