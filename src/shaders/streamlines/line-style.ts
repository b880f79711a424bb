import type { Theme } from "../palette.ts";

/** Red, green, blue and coverage, 0 … 1. */
export type Colour = readonly [number, number, number, number];

/** Lines are drawn in ink over a thin halo of the opposite lightness, so that they read on every palette colour. */
export const lineColours: Readonly<Record<Theme, { readonly ink: Colour; readonly halo: Colour }>> = {
  light: { ink: [0.1, 0.13, 0.18, 0.82], halo: [1, 1, 1, 0.42] },
  dark: { ink: [0.94, 0.96, 0.99, 0.82], halo: [0.03, 0.04, 0.06, 0.5] },
};

/** CSS pixels; the halo's is that on each side. */
export const lineWidth = 1.3;
export const haloWidth = 1.1;

/** Lines in the colours of the map are wide enough for a colour to be seen, in a rim of ink that sets them off from it. */
export const mapLineWidth = 2.2;
export const rimColours: Readonly<Record<Theme, Colour>> = {
  light: [0.1, 0.13, 0.18, 0.6],
  dark: [0.94, 0.96, 0.99, 0.6],
};

/** Tip, barbs and notch of an arrowhead: CSS pixels along and across the line from the arrow's middle. */
export const arrowOutline = [
  [5.2, 0],
  [-4.2, 3.3],
  [-2, 0],
  [-4.2, -3.3],
] as const;
