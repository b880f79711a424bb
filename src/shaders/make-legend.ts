import { colourParts } from "./colour-parts.ts";
import { niceStep } from "./figure/ticks.ts";
import type { GradientStop, Legend } from "./legend.ts";
import { comparedMap } from "./map-parts.ts";
import { cssColour, isDiverging, paletteColour, type Theme } from "./palette.ts";
import type { PaletteName } from "./palette-names.ts";
import type { PlaneState } from "./protocol.ts";
import { type ColourRange, stretchOf, thresholdOf } from "./scale.ts";

/** Stops between which drawing programs interpolate: the palettes bend too little to tell the difference. */
const stopCount = 48;

/** Contour lines over the range, about. */
const contourCount = 10;

/** The palette of a map: the one chosen, or one that suits the quantity: errors of unknown sign begin at zero. */
export function paletteOf({ colouring, map }: Pick<PlaneState, "colouring" | "map">): PaletteName {
  const { palette, quantity } = colouring;
  if (palette !== "auto") return palette;
  return quantity === "magnitude" || map.kind.endsWith("-error") ? "ember" : "vermilion-blue";
}

/** What a picture with this range is to be read by. */
export function legendOf(state: PlaneState, names: readonly string[], range: ColourRange): Legend {
  const { map, colouring, theme, field, slice } = state;
  const threshold = thresholdOf(colouring.scale, range);
  const { mantissa, exponent } = niceStep((range.high - range.low) / contourCount);
  const { quantity } = colouring;
  const named = { name: field, coordinateNames: names };
  const compared = map.kind === "exact" ? null : comparedMap().words(map, field);
  const plane = slice === undefined ? undefined : colourParts.slices?.planeOfSlice(slice, names);
  const words =
    compared?.words ?? colourParts.quantities?.quantityWords(quantity, named) ?? `Divergence of ${field}`;
  const sign = colourParts.quantities?.quantitySign(quantity, named) ?? `∇·${field}`;
  return {
    low: range.low,
    high: range.high,
    threshold,
    stops: stopsOf(paletteOf(state), theme, range, threshold),
    spacing: threshold === 0 ? Number(`${mantissa}e${exponent}`) : 1,
    caption: compared?.caption ?? sign,
    words: plane?.place ? `${words} at ${plane.place}` : words,
    axes: plane?.axes ?? [names[0] ?? "x", names[1] ?? "y"],
  };
}

function stopsOf(palette: PaletteName, theme: Theme, range: ColourRange, threshold: number): GradientStop[] {
  const stretch = stretchOf(isDiverging(palette), range, threshold);
  return Array.from({ length: stopCount + 1 }, (_, k) => ({
    offset: k / stopCount,
    colour: cssColour(
      paletteColour(palette, theme, stretch.low + ((stretch.high - stretch.low) * k) / stopCount),
    ),
  }));
}
