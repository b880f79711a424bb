import { glyphHaloWidth } from "../arrows/arrow-grid.ts";
import type { Theme } from "../palette.ts";
import type { PlaneState } from "../protocol.ts";
import {
  type Colour,
  haloWidth,
  lineColours,
  lineWidth,
  mapLineWidth,
  rimColours,
} from "../streamlines/line-style.ts";
import type { VectorLayer } from "../vector-layer.ts";

/** Ink over a thin halo. */
export interface VectorStyle {
  readonly ink: Colour;
  readonly halo: Colour;
  /** Of lines, CSS pixels; the halo's is that on each side. */
  readonly width: number;
  readonly haloWidth: number;
}

/** How a layer is drawn where it is drawn as geometry; `coloured`: in colours of the map, with ink where it has none. */
export function vectorStyle(kind: VectorLayer["kind"], theme: Theme, coloured: boolean): VectorStyle {
  const { ink, halo } = lineColours[theme];
  if (coloured) return { ink, halo: rimColours[theme], width: mapLineWidth, haloWidth };
  return { ink, halo, width: lineWidth, haloWidth: kind === "arrows" ? glyphHaloWidth : haloWidth };
}

/** The state without its layers that are geometry: what is left can only be had as pixels. */
export function rasterOf(state: PlaneState): PlaneState {
  const { arrows, mesh } = state.layers;
  const layers = { ...state.layers, arrows: { ...arrows, on: false }, mesh: { ...mesh, on: false } };
  return { ...state, streamlines: false, layers };
}
