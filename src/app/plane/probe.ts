import { pixelGrid } from "../../shaders/pixels.ts";
import type { PlaneView } from "../../shaders/protocol.ts";
import type { Point } from "../document/document.ts";
import { type PlotSize, toPixel, toWorld } from "./view.ts";

/** CSS pixels of the plot, from its top left corner. */
export interface PlotPixel {
  readonly left: number;
  readonly top: number;
}

/**
 * The world point of a pixel with no more decimals than the pixel is wide: what the readout shows is then the very
 * point it is computed at, and can be typed into the command.
 */
export function probePoint(view: PlaneView, plot: PlotSize, pixel: PlotPixel): Point {
  const { x, y } = toWorld(view, plot, pixel.left, pixel.top);
  return roundedPoint({ x, y }, view.unitsPerPixel);
}

/** A point to the decimals that tell neighbouring pixels apart. */
export function roundedPoint({ x, y }: Point, unitsPerPixel: number): Point {
  const decimals = Math.min(20, Math.max(0, Math.ceil(-Math.log10(unitsPerPixel))));
  // Adding 0 turns −0 into 0.
  return { x: Number(x.toFixed(decimals)) + 0, y: Number(y.toFixed(decimals)) + 0 };
}

/** A view and the plot that it fills. */
interface Window extends PlotSize {
  readonly view: PlaneView;
}

/**
 * The index of the device pixel that holds a world point, or of the one nearest to it in the view: row-major from the top
 * left, as the GPU counts.
 */
export function pixelIndexOf(state: Window, point: Point): number {
  const pixels = pixelGrid(state);
  const { left, top } = toPixel(state.view, state, point);
  const column = Math.floor((left * pixels.width) / state.width);
  const row = Math.floor((top * pixels.height) / state.height);
  return inside(row, pixels.height) * pixels.width + inside(column, pixels.width);
}

function inside(at: number, size: number): number {
  return Math.min(size - 1, Math.max(0, at));
}
