import type { GridAxis } from "../app/export/grid.ts";
import { parseNumber } from "../app/points/numbers.ts";
import { canonicalName } from "../engine/language/names.ts";
import { badArgument } from "./failure.ts";
import { finiteNumber, wholeNumber } from "./numbers.ts";

/** Where the divergence is asked for, as the command line says it. */
export type PointRequest =
  | { readonly kind: "at"; readonly points: readonly (readonly number[])[] }
  | { readonly kind: "file"; readonly path: string }
  | { readonly kind: "grid"; readonly axes: readonly GridAxis[] };

/** Points along one axis: more would not be told apart by their float32 pixels, nor ever be read to the end. */
const largestCount = 2 ** 31 - 1;

/** `1,2` → [1, 2]. @throws Failure when one of them is no number */
export function parseAt(text: string): number[] {
  return text.split(",").map((part) => {
    const value = parseNumber(part);
    if (value === null) throw badArgument(`--at is "${text}", but "${part.trim()}" is not a number`);
    return value;
  });
}

/** `x=-3:3:64,y=-3:3:64` → two axes. @throws Failure when it does not look like that */
export function parseGrid(text: string): GridAxis[] {
  const axes = text.split(",").map((part) => parseAxis(part.trim()));
  const names = axes.map((axis) => canonicalName(axis.name));
  const twice = axes.find((_, index) => names.indexOf(names[index] as string) !== index);
  if (twice) throw badArgument(`--grid gives ${twice.name} twice`);
  if (!Number.isSafeInteger(axes.reduce((size, axis) => size * axis.count, 1))) {
    throw badArgument("--grid has more points than can be counted");
  }
  return axes;
}

function parseAxis(text: string): GridAxis {
  const [, name, low, high, count] = /^([^=:]+)=([^=:]+):([^=:]+):([^=:]+)$/.exec(text) ?? [];
  if (name === undefined || low === undefined || high === undefined || count === undefined) {
    throw badArgument(`--grid has "${text}"; each part has to look like x=-3:3:64 (low, high, how many)`);
  }
  const axis = name.trim();
  return {
    name: axis,
    low: finiteNumber(low, `the low end of ${axis} in --grid`),
    high: finiteNumber(high, `the high end of ${axis} in --grid`),
    count: wholeNumber(count, `the number of points of ${axis} in --grid`, 1, largestCount),
  };
}

/**
 * The axes in the order of the field's coordinates, so that the first coordinate varies fastest however the grid was
 * written. @throws Failure when an axis is missing or is no coordinate
 */
export function orderAxes(
  axes: readonly GridAxis[],
  coordinates: readonly string[],
  field: string,
): GridAxis[] {
  const isOf = ({ name }: GridAxis, coordinate: string) => canonicalName(name) === canonicalName(coordinate);
  const stranger = axes.find((axis) => !coordinates.some((name) => isOf(axis, name)));
  if (stranger) {
    throw badArgument(`--grid gives ${stranger.name}, but ${field} has ${nameList(coordinates)}`);
  }
  return coordinates.map((name) => {
    const axis = axes.find((one) => isOf(one, name));
    if (!axis) throw badArgument(`--grid has to give every coordinate of ${field}; ${name} is missing`);
    return { ...axis, name };
  });
}

/** `x, y`, shortened where there are many. */
function nameList(names: readonly string[]): string {
  const shown = names.length > 6 ? [...names.slice(0, 3), "…", ...names.slice(-1)] : names;
  return `${names.length === 1 ? "the coordinate" : "the coordinates"} ${shown.join(", ")}`;
}
