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

/**
 * The state whose picture can only be had as pixels: without what is geometry. Particles lie over lines that stand; there
 * they are pixels of their own, to be laid over those lines, and not among the others. `moves`: whether anything does.
 */
export function partsOf(
  state: PlaneState,
  moves: boolean,
): { readonly raster: PlaneState; readonly particles: PlaneState | null } {
  const { particles, texture, arrows, mesh } = state.layers;
  const still = state.streamlines || arrows.on || (mesh.on && !(moves && mesh.moving));
  const apart = moves && particles.on && still && !texture.on;
  const layers = { ...state.layers, arrows: { ...arrows, on: false }, mesh: { ...mesh, on: false } };
  const bare = { ...state, streamlines: false, layers };
  if (!apart) return { raster: bare, particles: null };
  return {
    raster: { ...bare, layers: { ...layers, particles: { ...particles, on: false } } },
    particles: { ...bare, map: { ...state.map, kind: "exact" }, layers: { ...layers, map: false } },
  };
}
