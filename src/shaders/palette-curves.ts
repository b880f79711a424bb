import type { Theme } from "./palette.ts";
import type { PaletteName } from "./palette-names.ts";

/** A point of a palette's curve: OKLab lightness, chroma, and hue in degrees. */
export type Stop = readonly [lightness: number, chroma: number, hue: number];

/** A quadratic Bézier curve: from, bend, to. The bends bring colour in early, so that small values show. */
export type Curve = readonly [Stop, Stop, Stop];

/** Where a palette starts, and the bends and ends of its arms: up, and down where it is a diverging one. */
export type Arms = readonly [start: Stop, up: readonly [Stop, Stop], down?: readonly [Stop, Stop]];

export type Curves = Readonly<Record<PaletteName, Readonly<Record<Theme, Arms>>>>;

export const lightNeutral: Stop = [0.975, 0.004, 250];
export const darkNeutral: Stop = [0.235, 0.012, 255];

/** The palette that a new document has. */
export const vermilionBlue: Curves["vermilion-blue"] = {
  light: [
    lightNeutral,
    [
      [0.8, 0.17, 62],
      [0.46, 0.165, 34],
    ],
    [
      [0.8, 0.13, 238],
      [0.44, 0.17, 259],
    ],
  ],
  dark: [
    darkNeutral,
    [
      [0.5, 0.185, 38],
      [0.82, 0.145, 68],
    ],
    [
      [0.47, 0.18, 262],
      [0.82, 0.115, 228],
    ],
  ],
};
