import { axesAlong, dot as scalarProduct, unit } from "../slice.ts";
import { placesAlong, placeText } from "../slice-geometry.ts";
import { eachAxis } from "./lens.ts";

/** Three dimensions of R^n: the points origin + s·a + t·b + u·c for the directions a, b and c. */
export interface Section {
  readonly origin: readonly number[];
  readonly directions: readonly [readonly number[], readonly number[], readonly number[]];
}

/** The section along coordinates, the first three where none are given, through 0 or the origin given. */
export function alignedSection(
  n: number,
  axes: readonly number[] = [0, 1, 2],
  origin: readonly number[] = [],
): Section {
  return {
    origin: Array.from({ length: n }, (_, i) => (axes.includes(i) ? 0 : (origin[i] ?? 0))),
    directions: eachAxis((k) => unit(n, axes[k] as number)),
  };
}

const fitted = new WeakMap<Section, Section>();

/**
 * What fits of a section into R^n, the rest 0; null for that of the first three coordinates through 0, and where nothing
 * of the directions is left. Fields of three numbers have no other. The same object for the same section and n.
 */
export function sectionFor(section: Section | null | undefined, n: number): Section | null {
  if (!section || n < 4) return null;
  const known = fitted.get(section);
  if (known?.origin.length === n) return known;
  const inSpace = (numbers: readonly number[]) => Array.from({ length: n }, (_, i) => numbers[i] ?? 0);
  const { origin, directions } = section;
  const cut = { origin: inSpace(origin), directions: eachAxis((k) => inSpace(directions[k])) };
  const made = isSpan(cut.directions) ? cut : alignedSection(n, undefined, origin);
  fitted.set(section, made);
  return made;
}

/** Whether directions span as many dimensions as they are, as far as rounding lets one tell. */
export function isSpan(directions: readonly (readonly number[])[]): boolean {
  // Of unit vectors the parts that are square to all before them: lengths that vanish are those of too few dimensions.
  const square: number[][] = [];
  return directions.every((direction) => {
    const length = Math.hypot(...direction);
    let rest = direction.map((entry) => entry / length);
    for (const other of square) {
      const along = scalarProduct(rest, other);
      rest = rest.map((entry, i) => entry - along * (other[i] as number));
    }
    const left = Math.hypot(...rest);
    square.push(rest.map((entry) => entry / left));
    return left > 1e-6 && Number.isFinite(length);
  });
}

/** The three coordinates that a section runs along; null where it runs along directions. */
export function sectionAxes({ origin, directions }: Section): readonly number[] | null {
  return axesAlong(origin, directions);
}

/** What runs along the axes of a box: three coordinates, or s, t and u. */
export function boxNames(section: Section | null, names: readonly string[]): readonly string[] {
  const axes = section ? sectionAxes(section) : [0, 1, 2];
  return axes ? axes.map((i) => names[i] ?? "") : ["s", "t", "u"];
}

/** Where a section lies, as formulas have it; empty through 0 along coordinates. */
export function sectionText({ origin, directions }: Section, names: readonly string[]): string {
  return placeText(origin, directions, names);
}

/** Places of the box, x, y, z after x, y, z, as rows of R^n. */
export function rowsIn(section: Section | null, n: number, places: ArrayLike<number>): Float64Array {
  if (section) return placesAlong(section.origin, section.directions, places);
  const rows = new Float64Array((places.length / 3) * n);
  for (let k = 0; k < places.length; k += 1) rows[Math.floor(k / 3) * n + (k % 3)] = places[k] as number;
  return rows;
}

/**
 * The part of a vector in a section by least squares, in s, t and u: three rows of weights for its n entries. Along
 * coordinates these are the entries themselves.
 */
export function partsAlong(section: Section | null, n: number): readonly (readonly number[])[] {
  if (!section) return [0, 1, 2].map((axis) => unit(n, axis));
  const lengths = section.directions.map((direction) => Math.hypot(...direction));
  const units = section.directions.map((direction, k) =>
    direction.map((entry) => entry / (lengths[k] as number)),
  );
  return units.map((own, k) => {
    // What is square to both others; twice, as the first time may leave as much as it takes.
    const [first = [], second = []] = units.filter((_, other) => other !== k);
    const beside = normalised(without(second, first));
    let rest: readonly number[] = own;
    for (let times = 0; times < 2; times += 1) rest = without(without(rest, first), beside);
    const along = scalarProduct(rest, own) * (lengths[k] as number);
    return rest.map((entry) => entry / along);
  });
}

/** What of a vector is square to a unit vector. */
function without(vector: readonly number[], direction: readonly number[]): readonly number[] {
  const along = scalarProduct(vector, direction);
  return vector.map((entry, i) => entry - along * (direction[i] as number));
}

function normalised(vector: readonly number[]): readonly number[] {
  const length = Math.hypot(...vector);
  return vector.map((entry) => entry / length);
}
