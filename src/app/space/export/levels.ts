import { isDiverging, paletteColour } from "../../../shaders/palette.ts";
import { placeOf, stretchOf } from "../../../shaders/scale.ts";
import type { SpaceScene } from "../../../shaders/space/scene.ts";
import { parseNumber } from "../../points/numbers.ts";
import type { SurfaceLevel } from "./protocol.ts";

/** Surfaces in one file: more are not told apart. */
export const mostLevels = 12;

/** Levels as they are typed, with commas between; a sentence where they are none. */
export function levelsOf(text: string): readonly number[] | string {
  const parts = text.split(/[,;]/).filter((part) => part.trim() !== "");
  if (parts.length === 0) return "Say at which values: numbers with commas between.";
  if (parts.length > mostLevels) return `There can be ${mostLevels} surfaces at most.`;
  const levels: number[] = [];
  for (const part of parts) {
    const level = parseNumber(part.trim().replaceAll("−", "-"));
    if (level === null || !Number.isFinite(level)) return `“${part.trim()}” is not a number.`;
    if (!levels.includes(level)) levels.push(level);
  }
  return levels;
}

/** Levels that show something: half way to each end of the colours' range. */
export function usualLevels({ legend: { low, high } }: Pick<SpaceScene, "legend">): number[] {
  const short = (value: number) => Number(value.toPrecision(3));
  return low < 0 && high > 0 ? [short(low / 2), short(high / 2)] : [short((low + high) / 2)];
}

/** Levels in the colours that the map has for them. */
export function coloured(
  levels: readonly number[],
  { legend, palette, theme }: Pick<SpaceScene, "legend" | "palette" | "theme">,
): SurfaceLevel[] {
  const { low, high, threshold } = legend;
  const stretch = stretchOf(isDiverging(palette), { low, high }, threshold);
  return levels.map((level) => {
    const [red, green, blue] = paletteColour(palette, theme, placeOf(level, stretch, threshold));
    return { level, colour: [red, green, blue] };
  });
}
