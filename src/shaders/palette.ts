import { colourParts } from "./colour-parts.ts";
import type { Curve, Stop } from "./palette-curves.ts";
import { divergingPalettes, type PaletteName } from "./palette-names.ts";

/**
 * Palettes, constructed in OKLab (Björn Ottosson 2020) as curves walked at constant speed, so that equal steps of the
 * value look equally large. A diverging one runs from a neutral that suits the theme to one hue for positive values and
 * to another for negative ones; both arms have the same length and the same lightness, so that ±v stand out equally. A
 * sequential one is a single arm.
 */

export type Theme = "light" | "dark";

/** sRGB, 0 … 255, not rounded. */
export type Rgb = readonly [number, number, number];

/** Lightness 0 … 1, then the green–red and blue–yellow axes. */
export type Oklab = readonly [number, number, number];

/** The two greys of the hatch that marks pixels where the map has no finite value. */
export const hatchColours: Readonly<Record<Theme, readonly [Rgb, Rgb]>> = {
  light: [
    [238, 240, 243],
    [205, 210, 217],
  ],
  dark: [
    [44, 48, 55],
    [74, 80, 90],
  ],
};

/** What lies behind a picture without a map. */
export const grounds: Readonly<Record<Theme, Rgb>> = { light: [255, 255, 255], dark: [18, 22, 28] };

export function isDiverging(palette: PaletteName): boolean {
  return (divergingPalettes as readonly string[]).includes(palette);
}

/** Entries of a palette's table less one: finer than the 8 bits of a channel can show. Even, so that there is a middle. */
const steps = 512;

const tables = new Map<string, readonly Rgb[]>();

/** The palette as 513 colours, from the least value to the greatest. */
export function paletteTable(palette: PaletteName, theme: Theme): readonly Rgb[] {
  const key = `${palette} ${theme}`;
  let table = tables.get(key);
  if (!table) {
    const curves = colourParts.curves[palette];
    if (!curves) throw new Error(`the palette ${palette} has not been loaded`);
    const [neutral, up, down] = curves[theme];
    table = down
      ? [
          ...evenSteps([neutral, ...down], steps / 2).reverse(),
          ...evenSteps([neutral, ...up], steps / 2).slice(1),
        ]
      : evenSteps([neutral, ...up], steps);
    tables.set(key, table);
  }
  return table;
}

/** The colour at a place in [0, 1]; places beyond are clamped to the ends, NaN gives the hatch's lighter grey. */
export function paletteColour(palette: PaletteName, theme: Theme, place: number): Rgb {
  if (Number.isNaN(place)) return hatchColours[theme][0];
  const table = paletteTable(palette, theme);
  const at = Math.min(1, Math.max(0, place)) * steps;
  const below = Math.min(steps - 1, Math.floor(at));
  const low = table[below] as Rgb;
  const high = table[below + 1] as Rgb;
  const share = at - below;
  return [
    low[0] + share * (high[0] - low[0]),
    low[1] + share * (high[1] - low[1]),
    low[2] + share * (high[2] - low[2]),
  ];
}

/** `rgb(…)` for CSS, SVG and canvas. */
export function cssColour(colour: Rgb): string {
  return `rgb(${colour.map((channel) => Math.round(channel)).join(", ")})`;
}

/** OKLab from sRGB (Ottosson's matrices). */
export function oklabOf(colour: Rgb): Oklab {
  const [r, g, b] = colour.map((channel) => linearOf(channel / 255)) as [number, number, number];
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

/** sRGB from OKLab; channels outside 0 … 255 are outside the sRGB gamut. */
export function rgbOf([lightness, a, b]: Oklab): Rgb {
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    255 * encoded(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
    255 * encoded(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
    255 * encoded(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s),
  ];
}

/** The sRGB transfer function (IEC 61966-2-1) and its inverse. */
export function linearOf(channel: number): number {
  return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
}

export function encoded(channel: number): number {
  return channel <= 0.0031308 ? 12.92 * channel : 1.055 * channel ** (1 / 2.4) - 0.055;
}

/** `count` + 1 colours along the curve, equally far apart in OKLab. */
function evenSteps(stops: Curve, count: number): Rgb[] {
  const [from, bend, to] = stops.map(labOf) as [Oklab, Oklab, Oklab];
  const fine = 4096;
  const points: Oklab[] = [];
  const lengths: number[] = [];
  for (let k = 0; k <= fine; k += 1) {
    const t = k / fine;
    const point = [0, 1, 2].map((axis) => {
      const [p, q, r] = [from[axis] as number, bend[axis] as number, to[axis] as number];
      return (1 - t) * (1 - t) * p + 2 * t * (1 - t) * q + t * t * r;
    }) as unknown as Oklab;
    const last = points[k - 1];
    lengths.push(last ? (lengths[k - 1] as number) + distance(last, point) : 0);
    points.push(point);
  }
  const whole = lengths[fine] as number;
  const colours: Rgb[] = [];
  let k = 0;
  for (let step = 0; step <= count; step += 1) {
    while (k < fine && (lengths[k] as number) < (whole * step) / count) k += 1;
    const colour = rgbOf(points[k] as Oklab);
    colours.push(colour.map((channel) => Math.min(255, Math.max(0, channel))) as unknown as Rgb);
  }
  return colours;
}

function labOf([lightness, chroma, hue]: Stop): Oklab {
  const angle = (hue * Math.PI) / 180;
  return [lightness, chroma * Math.cos(angle), chroma * Math.sin(angle)];
}

/** Distance in OKLab, where equal distances look about equally different. */
export function distance(p: Oklab, q: Oklab): number {
  return Math.hypot(p[0] - q[0], p[1] - q[1], p[2] - q[2]);
}
