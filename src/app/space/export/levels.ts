import type { Legend } from "../../../shaders/legend.ts";
import { type Quantity, quantitySign, quantityWords } from "../../../shaders/quantity.ts";
import type { SpaceScene } from "../../../shaders/space/scene.ts";
import { levelColour } from "../../../shaders/space/surfaces.ts";
import type { SurfaceSettings } from "../../document/document.ts";
import { parseNumber } from "../../points/numbers.ts";
import { curlWords } from "../legend.ts";
import type { ModelSurfaces } from "./protocol.ts";

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

/** Levels that show something: those of the surfaces on show, or half way to each end of the colours' range. */
export function usualLevels({
  surfaces,
  legend: { low, high },
}: Pick<SpaceScene, "legend" | "surfaces">): number[] {
  if (surfaces) return [...surfaces.levels];
  const short = (value: number) => Number(value.toPrecision(3));
  return low < 0 && high > 0 ? [short(low / 2), short(high / 2)] : [short((low + high) / 2)];
}

/** The surfaces of a model with these levels: as those on show, or else of the map, in the colours that it has for them. */
export function surfacesOf(
  levels: readonly number[],
  { surfaces, legend, palette, theme, field }: SpaceScene,
  settings: SurfaceSettings | undefined,
): Omit<ModelSurfaces, "cells"> {
  const shown = surfaces ?? { range: legend, threshold: legend.threshold };
  const quantity = quantityOf({ surfaces }, settings);
  return {
    quantity,
    words: quantity === null ? legend.words : namesOf(quantity, field.field).words,
    levels: levels.map((level) => ({ level, colour: levelColour(shown, palette, theme, level) })),
    opacity: surfaces?.opacity ?? 1,
  };
}

/** What has the levels of the surfaces on show; null for what the map is of. */
export function quantityOf(
  { surfaces }: Pick<SpaceScene, "surfaces">,
  settings: SurfaceSettings | undefined,
): Quantity | null {
  return surfaces && !surfaces.shader.isMap ? (settings?.quantity ?? null) : null;
}

/** A quantity as formulas write it, and in words. */
export function namesOf(
  quantity: Quantity,
  field: SpaceScene["field"]["field"],
): Pick<Legend, "caption" | "words"> {
  if (quantity === "curl") return curlWords(field.name);
  return { caption: quantitySign(quantity, field), words: quantityWords(quantity, field) };
}
