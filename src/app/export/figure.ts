import type { NormalSample } from "../../engine/quadrature/flux.ts";
import { isRegion } from "../../engine/quadrature/shape.ts";
import { lensMarks } from "../../shaders/figure/lens.ts";
import type { Mark } from "../../shaders/figure/marks.ts";
import { pinMarks, pinPlaces } from "../../shaders/figure/pins.ts";
import { regionMarks } from "../../shaders/figure/region.ts";
import type { FigureOptions, PlaneState } from "../../shaders/protocol.ts";
import { countText } from "../count-text.ts";
import { regionOf } from "../flux/flux.ts";
import { shapeOf } from "../flux/region.ts";
import { planeStateOf } from "../plane/state.ts";
import { type PlotSize, planeView } from "../plane/view.ts";
import type { ViewState } from "../store/view.ts";

/** What someone wants of a figure. */
export interface FigureSettings
  extends Pick<FigureOptions, "format" | "title" | "axes" | "bar" | "source" | "transparent"> {
  /** Pixels of the map. */
  readonly width: number;
  readonly height: number;
  readonly pins: boolean;
  readonly flux: boolean;
  /** null: as the page is. */
  readonly theme: "light" | "dark" | null;
}

/** The most pixels of a figure's map: of a side, and in all. */
export interface FigureLimits {
  readonly side: number;
  readonly pixels: number;
}

/**
 * PNGs are written in bands, so that neither canvases nor memory bound them. Within the side float32 places pixels to a
 * 256th of one, from the middle. The browser keeps the file, which has at most four bytes a pixel where nothing can be
 * packed, 4 GB: paper around the map adds little. Drawings carry their map as text, of which browsers have half a billion
 * letters, and show it as pictures are shown, of which they have 16,384 pixels a side in common.
 */
export const figureLimits: Readonly<Record<FigureSettings["format"], FigureLimits>> = {
  png: { side: 100_000, pixels: 1000e6 },
  svg: { side: 16_384, pixels: 128e6 },
};

/** Why no figure can have such a size, in one sentence; null where it can. */
export function sizeProblem(format: FigureSettings["format"], width: number, height: number): string | null {
  if (!(width >= 1 && height >= 1)) return "A picture has at least one pixel each way.";
  const { side, pixels } = figureLimits[format];
  if (Math.max(width, height) > side) return `A picture has at most ${countText(side)} pixels a side.`;
  if (width * height > pixels) return `A picture has at most ${countText(pixels / 1e6)} million pixels.`;
  return null;
}

/**
 * The map in CSS pixels, and how many pixels each of them gets. The shorter side is as on the page, so that a larger
 * picture is the same figure, sharper, and one of another shape shows more of the plane along its longer side. A picture
 * smaller than the page's is laid out as on a smaller page: its letters stay legible.
 */
export function mapSize(
  width: number,
  height: number,
  plot: PlotSize,
): { readonly width: number; readonly height: number; readonly scale: number } {
  const scale = Math.max(1, Math.min(width, height) / Math.min(plot.width, plot.height));
  return { width: width / scale, height: height / scale, scale };
}

/** What the plane worker is asked for; null while there is no picture. `normals` are those of the flux region. */
export function figureRequest(
  shown: ViewState,
  settings: FigureSettings,
  normals: readonly NormalSample[],
): { readonly state: PlaneState; readonly figure: FigureOptions } | null {
  const picture = planeStateOf(shown, 0);
  if (!picture) return null;
  const { format, title, axes, bar, source, transparent } = settings;
  const { width, height, scale } = mapSize(settings.width, settings.height, shown.plot);
  const { plane } = shown;
  const view = planeView(plane.view, { width, height, pixelRatio: 1 });
  const place = { view, width, height };
  const overlay: Mark[] = [];
  const region = settings.flux ? regionOf(shown) : null;
  if (region) {
    const shape = shapeOf(region);
    overlay.push(...regionMarks(shape, isRegion(shape) ? normals : [], place));
  }
  if (picture.map.kind === "lens") overlay.push(...lensMarks(picture.map.compare, picture.field, place));
  if (settings.pins) overlay.push(...pinMarks(pinPlaces(plane.pins, view, width, height)));
  const theme = settings.theme ?? picture.theme;
  return {
    state: { ...picture, ...place, pixelRatio: scale, theme },
    figure: { format, scale, title, axes, bar, source, transparent, overlay },
  };
}
