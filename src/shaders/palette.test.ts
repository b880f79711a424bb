import { describe, expect, test } from "vitest";
import { installMoreColours } from "./more-colours.ts";
import {
  cssColour,
  distance,
  encoded,
  linearOf,
  type Oklab,
  oklabOf,
  paletteColour,
  paletteTable,
  type Rgb,
  rgbOf,
  type Theme,
} from "./palette.ts";
import { divergingPalettes, type PaletteName, sequentialPalettes } from "./palette-names.ts";

installMoreColours();

const themes: readonly Theme[] = ["light", "dark"];

/** Machado, Oliveira and Fernandes (2009), severity 1.0, acting on linear RGB. */
const blindness: Readonly<Record<string, readonly (readonly [number, number, number])[]>> = {
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

function seenWith(matrix: readonly (readonly [number, number, number])[], colour: Rgb): Rgb {
  const [r, g, b] = colour.map((channel) => linearOf(channel / 255)) as [number, number, number];
  return matrix.map((row) => {
    const linear = row[0] * r + row[1] * g + row[2] * b;
    return 255 * encoded(Math.min(1, Math.max(0, linear)));
  }) as unknown as Rgb;
}

describe("OKLab", () => {
  test("has the published values of white, red and blue", () => {
    const near = (colour: Rgb, lab: readonly number[]) =>
      oklabOf(colour).forEach((value, k) => {
        expect(value).toBeCloseTo(lab[k] as number, 3);
      });
    near([255, 255, 255], [1, 0, 0]);
    near([255, 0, 0], [0.628, 0.2249, 0.1258]);
    near([0, 0, 255], [0.452, -0.0325, -0.3115]);
  });

  test("and sRGB are inverses on the whole cube", () => {
    for (let r = 0; r <= 255; r += 51) {
      for (let g = 0; g <= 255; g += 51) {
        for (let b = 0; b <= 255; b += 51) {
          rgbOf(oklabOf([r, g, b])).forEach((value, k) => {
            expect(Math.abs(value - ([r, g, b][k] as number))).toBeLessThan(0.01);
          });
        }
      }
    }
  });
});

/** Every palette of a kind in every theme. */
function inThemes(palettes: readonly PaletteName[]): (readonly [PaletteName, Theme])[] {
  return palettes.flatMap((palette) => themes.map((theme) => [palette, theme] as const));
}

/**
 * Distances in OKLab that stay between v and −v from a fifth of the range on; a just noticeable difference is 0.02. The
 * tritan rarest of the three is what purple and green are nearest for.
 */
const apart: Readonly<Record<string, number>> = { protanopia: 0.06, deuteranopia: 0.06, tritanopia: 0.055 };

describe.each(inThemes(divergingPalettes))("the diverging palette %s, %s", (palette, theme) => {
  const labs = paletteTable(palette, theme).map(oklabOf);
  const middle = (labs.length - 1) / 2;

  test("has its neutral at zero", () => {
    expect(Number.isInteger(middle)).toBe(true);
    const [lightness, a, b] = labs[middle] as readonly number[];
    expect(Math.hypot(a as number, b as number)).toBeLessThan(0.015);
    if (theme === "light") expect(lightness).toBeGreaterThan(0.95);
    else expect(lightness).toBeLessThan(0.3);
  });

  test("grows darker, or lighter, all the way to both ends", () => {
    for (let k = middle; k < labs.length - 1; k += 1) {
      const outwards = (labs[k + 1]?.[0] as number) - (labs[k]?.[0] as number);
      const mirrored = (labs[2 * middle - k - 1]?.[0] as number) - (labs[2 * middle - k]?.[0] as number);
      const sign = theme === "light" ? -1 : 1;
      expect(sign * outwards).toBeGreaterThan(0);
      expect(sign * mirrored).toBeGreaterThan(0);
    }
  });

  test("takes equal steps for equal steps of the value", () => {
    const steps = labs.slice(1).map((lab, k) => distance(labs[k] as typeof lab, lab));
    const mean = steps.reduce((sum, step) => sum + step, 0) / steps.length;
    for (const step of steps) {
      expect(step).toBeGreaterThan(0.8 * mean);
      expect(step).toBeLessThan(1.2 * mean);
    }
  });

  test("shows +v and −v equally strongly", () => {
    for (let k = 1; k <= middle; k += 1) {
      const zero = labs[middle] as (typeof labs)[number];
      const plus = labs[middle + k] as typeof zero;
      const minus = labs[middle - k] as typeof zero;
      expect(Math.abs(plus[0] - minus[0])).toBeLessThan(0.035);
      expect(Math.abs(distance(zero, plus) - distance(zero, minus))).toBeLessThan(0.035);
    }
  });

  test.each(Object.keys(blindness))("keeps its signs apart under %s", (kind) => {
    const matrix = blindness[kind] as (typeof blindness)[string];
    const seen = (t: number) => oklabOf(seenWith(matrix, paletteColour(palette, theme, 0.5 + t / 2)));
    for (let t = 0.2; t <= 1; t += 0.05) {
      expect(distance(seen(t), seen(-t))).toBeGreaterThan(
        palette === "vermilion-blue" ? 0.09 : (apart[kind] as number),
      );
      expect(distance(seen(t), seen(0))).toBeGreaterThan(0.07);
      expect(distance(seen(-t), seen(0))).toBeGreaterThan(0.07);
    }
  });

  test("clamps beyond its ends and interpolates its table", () => {
    expect(paletteColour(palette, theme, 7)).toEqual(paletteColour(palette, theme, 1));
    expect(paletteColour(palette, theme, Number.NEGATIVE_INFINITY)).toEqual(paletteColour(palette, theme, 0));
    expect(paletteColour(palette, theme, 0.5)).toEqual(paletteTable(palette, theme)[middle]);
    expect(cssColour(paletteColour(palette, theme, Number.NaN))).toMatch(/^rgb\(\d+, \d+, \d+\)$/);
  });
});

describe.each(inThemes(sequentialPalettes))("the sequential palette %s, %s", (palette, theme) => {
  const table = paletteTable(palette, theme);
  const labs = table.map(oklabOf);

  test("grows darker, or lighter, from the first colour to the last", () => {
    const sign = theme === "light" ? -1 : 1;
    labs.slice(1).forEach((lab, k) => {
      expect(sign * (lab[0] - (labs[k]?.[0] as number))).toBeGreaterThan(0);
    });
    expect(Math.abs((labs.at(-1)?.[0] as number) - (labs[0]?.[0] as number))).toBeGreaterThan(0.65);
  });

  test("takes equal steps for equal steps of the value", () => {
    const steps = labs.slice(1).map((lab, k) => distance(labs[k] as typeof lab, lab));
    const mean = steps.reduce((sum, step) => sum + step, 0) / steps.length;
    for (const step of steps) expect(Math.abs(step / mean - 1)).toBeLessThan(0.2);
  });

  test.each(Object.keys(blindness))("tells an eighth of the range apart under %s", (kind) => {
    const matrix = blindness[kind] as (typeof blindness)[string];
    const seen = table.map((colour) => oklabOf(seenWith(matrix, colour)));
    for (let k = 0; k + 64 < seen.length; k += 8)
      expect(distance(seen[k] as Oklab, seen[k + 64] as Oklab)).toBeGreaterThan(0.05);
  });
});
