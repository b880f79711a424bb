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
 * The state whose picture can only be had as pixels, and the one of what is geometry over it. `moves`: whether there is
 * anything that moves. Where particles lie over what stands, that is pixels like them: as paths it would lie over them.
 */
export function partsOf(
  state: PlaneState,
  moves: boolean,
): { readonly raster: PlaneState; readonly drawing: PlaneState } {
  const { particles, texture } = state.layers;
  const covered = moves && particles.on && !texture.on;
  return { raster: withGeometry(state, covered, false), drawing: withGeometry(state, !covered, true) };
}

/** The state with those of its layers that are geometry which stand, or which move, or both. */
function withGeometry(state: PlaneState, standing: boolean, moving: boolean): PlaneState {
  const { arrows, mesh } = state.layers;
  const layers = {
    ...state.layers,
    arrows: { ...arrows, on: arrows.on && standing },
    mesh: { ...mesh, on: mesh.on && (mesh.moving ? moving : standing) },
  };
  return { ...state, streamlines: state.streamlines && standing, layers };
}
