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
  const { directions } = section;
  const [a, b, c] = directions.map((one) => directions.map((other) => scalarProduct(one, other))) as [
    number[],
    number[],
    number[],
  ];
  const [A, B, C] = [cross(b, c), cross(c, a), cross(a, b)];
  const determinant = scalarProduct(a, A);
  // The columns of the inverse of the metric.
  return [0, 1, 2].map((row) =>
    Array.from({ length: n }, (_, i) =>
      [A, B, C].reduce(
        (sum, column, k) =>
          sum + ((column[row] as number) * ((directions[k] as readonly number[])[i] as number)) / determinant,
        0,
      ),
    ),
  );
}

function cross(a: readonly number[], b: readonly number[]): readonly number[] {
  return [0, 1, 2].map((k) => {
    const [i, j] = [(k + 1) % 3, (k + 2) % 3];
    return (a[i] as number) * (b[j] as number) - (a[j] as number) * (b[i] as number);
  });
}
