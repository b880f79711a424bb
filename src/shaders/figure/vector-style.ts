import type { Theme } from "../palette.ts";
import type { PlaneState } from "../protocol.ts";
import { type Colour, haloWidth, lineColours, lineWidth } from "../streamlines/line-style.ts";
import type { VectorLayer } from "../vector-layer.ts";

/** Ink over a thin halo. */
export interface VectorStyle {
  readonly ink: Colour;
  readonly halo: Colour;
  /** CSS pixels; the halo's is that on each side. */
  readonly width: number;
  readonly haloWidth: number;
}

/** How each layer of lines is drawn where it is drawn as lines. */
export const vectorStyles: Readonly<Record<VectorLayer["kind"], (theme: Theme) => VectorStyle>> = {
  streamlines: (theme) => ({ ...lineColours[theme], width: lineWidth, haloWidth }),
};

/** The state without its layers of lines: what is left can only be had as pixels. */
export function rasterOf(state: PlaneState): PlaneState {
  return { ...state, streamlines: false };
}
