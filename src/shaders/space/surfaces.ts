import { isDiverging, paletteColour, type Rgb, type Theme } from "../palette.ts";
import type { PaletteName } from "../palette-names.ts";
import { type ColourRange, placeOf, stretchOf } from "../scale.ts";
import type { SurfaceShader } from "./space-field.ts";

/** Surfaces on which a quantity has a level. */
export interface SpaceSurfaces {
  readonly shader: SurfaceShader;
  /** Ascending, at most `mostLevels`. */
  readonly levels: readonly number[];
  /** Seen straight on, 0 … 1. */
  readonly opacity: number;
  /** How far from its level a value on a surface may be. */
  readonly exact: number;
  /** What their colours are told by: the map's own range, or that of the quantity in the box. */
  readonly range: ColourRange;
  /** Of a symlog scale; 0 of a linear one. */
  readonly threshold: number;
}

/** The colour of a level by its place in the palette. */
export function levelColour(
  { range, threshold }: Pick<SpaceSurfaces, "range" | "threshold">,
  palette: PaletteName,
  theme: Theme,
  level: number,
): Rgb {
  const stretch = stretchOf(isDiverging(palette), range, threshold);
  return paletteColour(palette, theme, placeOf(level, stretch, threshold));
}
