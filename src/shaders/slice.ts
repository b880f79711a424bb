/** A plane through R^n: its points are origin + s·across + t·up. */
export interface Slice {
  readonly origin: readonly number[];
  readonly across: readonly number[];
  readonly up: readonly number[];
}

/** The slice of the first two coordinates, or of two others, through 0 or the origin given. */
export function alignedSlice(n: number, across = 0, up = 1, origin: readonly number[] = []): Slice {
  return {
    origin: Array.from({ length: n }, (_, i) => (i === across || i === up ? 0 : (origin[i] ?? 0))),
    across: unit(n, across),
    up: unit(n, up),
  };
}

export function unit(n: number, axis: number): number[] {
  return Array.from({ length: n }, (_, i) => Number(i === axis));
}

const fitted = new WeakMap<Slice, Slice>();
const defaults = new Map<number, Slice>();

/**
 * The slice for a field of R^n: what fits of the one given, the rest 0; that of the first two coordinates where none is
 * given or nothing of its directions is left. The same object for the same slice and n.
 */
export function sliceFor(slice: Slice | null, n: number): Slice {
  const standard = defaults.get(n) ?? alignedSlice(n);
  defaults.set(n, standard);
  if (!slice || (slice.origin.length === n && isPlane(slice))) return slice ?? standard;
  const known = fitted.get(slice);
  if (known?.origin.length === n) return known;
  const inSpace = (numbers: readonly number[]) => Array.from({ length: n }, (_, i) => numbers[i] ?? 0);
  const cut = { origin: inSpace(slice.origin), across: inSpace(slice.across), up: inSpace(slice.up) };
  const made = isPlane(cut) ? cut : standard;
  fitted.set(slice, made);
  return made;
}

/** Squares and product of the directions: the metric of the plane in s and t. */
export function metricOf({ across, up }: Slice): { ss: number; st: number; tt: number; determinant: number } {
  const [ss, st, tt] = [dot(across, across), dot(across, up), dot(up, up)];
  return { ss, st, tt, determinant: ss * tt - st * st };
}

/** Whether the directions span a plane, as far as rounding lets one tell. */
export function isPlane(slice: Slice): boolean {
  const { ss, tt, determinant } = metricOf(slice);
  return determinant > 1e-12 * ss * tt && Number.isFinite(ss * tt);
}

/** The coordinates that run across and up where the slice lies along them, with their own values; else null. */
export function axesOf({ origin, across, up }: Slice): readonly [number, number] | null {
  return axesAlong(origin, [across, up]) as [number, number] | null;
}

/** The coordinates that directions run along, each another one that is 0 at the origin; null where they do not. */
export function axesAlong(
  origin: readonly number[],
  directions: readonly (readonly number[])[],
): readonly number[] | null {
  const axes = directions.map((direction) => {
    const at = direction.indexOf(1);
    return direction.every((entry, i) => entry === Number(i === at)) && origin[at] === 0 ? at : -1;
  });
  return axes.includes(-1) || new Set(axes).size < axes.length ? null : axes;
}

/** What the axes show: two coordinates, or s and t. */
export function axisNames(slice: Slice | null, names: readonly string[]): readonly [string, string] {
  const axes = slice ? axesOf(slice) : ([0, 1] as const);
  return axes ? [names[axes[0]] ?? "x", names[axes[1]] ?? "y"] : ["s", "t"];
}

export function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let total = 0;
  for (let i = 0; i < a.length; i++) if (a[i] !== 0) total += (a[i] as number) * (b[i] as number);
  return total;
}
