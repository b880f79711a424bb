import type { MethodChoice } from "../../engine/divergence/method-choice.ts";
import { isEstimate } from "../../engine/divergence/method-choice.ts";
import { distributions } from "../../engine/random/probes.ts";
import type { RangeSettings } from "../../shaders/protocol.ts";
import { alignedSlice, type Slice } from "../../shaders/slice.ts";
import { type CompareCell, defaultComparison, defaultPlane, type PlaneCell } from "../document/document.ts";

/** A map of methods that are compared: one for all exact methods, which have the same values, one for each other. */
export interface MethodMap {
  /** Positions of its methods among all; none where an exact map is there only to compare with. */
  readonly positions: readonly number[];
  readonly choice: MethodChoice;
  readonly isExact: boolean;
  /** Whether a shader can compute it. The others are drawn from the values that their errors are taken from. */
  readonly isShaded: boolean;
}

/** The maps of methods, in their order. An exact one is among them, since errors are against it. */
export function mapsOf(methods: readonly MethodChoice[]): MethodMap[] {
  const maps: MethodMap[] = [];
  for (const [position, choice] of methods.entries()) {
    const isExact = !isEstimate(choice) && choice.method !== "finite-difference";
    const known = isExact ? maps.findIndex((map) => map.isExact) : -1;
    const map = maps[known];
    if (map) maps[known] = { ...map, positions: [...map.positions, position] };
    else maps.push({ positions: [position], choice, isExact, isShaded: isShaded(choice) });
  }
  if (!maps.some(({ isExact }) => isExact))
    maps.unshift({ positions: [], choice: { method: "auto" }, isExact: true, isShaded: true });
  return maps;
}

/** Whether a shader can draw the map of a method in the plane. */
export function isShaded(choice: MethodChoice): boolean {
  if (!isEstimate(choice)) return true;
  return (
    choice.method === "hutchinson" &&
    distributions.some((distribution) => distribution === choice.distribution)
  );
}

const noPins: PlaneCell["pins"] = [];

/** A map as the plane that shows it, of a field of R^n; a slice goes through the cell's point. */
export function mapPlane(
  id: string,
  { point, view, home = view, time }: CompareCell,
  field: { readonly name: string; readonly dimension: number },
  choice: MethodChoice,
  range: RangeSettings,
): PlaneCell {
  const [x = 0, y = 0] = point;
  const common: PlaneCell = {
    ...defaultPlane(id),
    field: field.name,
    view,
    home,
    range,
    streamlines: false,
    time,
    cursor: { x, y },
    pins: noPins,
    slice: field.dimension > 2 ? sliceThrough(point, field.dimension) : null,
  };
  if ("step" in choice)
    return { ...common, map: "difference", compare: { ...defaultComparison, step: choice.step } };
  if (!isEstimate(choice) || !isShaded(choice)) return common;
  const { probes, keys } = choice;
  const distribution = distributions.find((own) => own === choice.distribution) ?? "rademacher";
  return { ...common, map: "estimate", probes, keys, distribution };
}

let lastSlice: { readonly key: string; readonly slice: Slice } | null = null;

/** The same slice for points that differ in it alone: it need not be drawn again. */
function sliceThrough(point: readonly number[], dimension: number): Slice {
  const key = `${dimension} ${point.slice(2)}`;
  if (lastSlice?.key !== key) lastSlice = { key, slice: alignedSlice(dimension, 0, 1, point) };
  return lastSlice.slice;
}
