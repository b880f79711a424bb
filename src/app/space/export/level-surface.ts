import { type GridAxis, gridCoordinate } from "../../export/grid.ts";
import { TaskError } from "../../tasks/task-error.ts";
import { crossings } from "./crossings.ts";
import { tetrahedra } from "./tetrahedra.ts";

/** A surface as triangles that share their corners, counterclockwise seen from where values are larger. */
export interface LevelSurface {
  /** x, y, z after x, y, z. */
  readonly positions: Float64Array;
  readonly triangles: Uint32Array;
}

type Axes = readonly [GridAxis, GridAxis, GridAxis];
type Values = (places: Float64Array) => Float64Array;

/** Corners of a surface that are held: a file of half a gigabyte. */
const mostCorners = 12_000_000;
/** Places whose values are computed between two looks at the clock. */
const placesPerStep = 8192;
/** Edges that begin in one corner of the grid, by the bits of where they go; 0 is the corner itself. */
const slots = 8;
const none = -1;

/**
 * Where a function has a value, within a grid: on each edge of its tetrahedra that the surface crosses one corner of
 * triangles, found to rounding; so the surface is closed but for the border of the grid and for where there are no
 * values, and a jump over the level is no surface. Yields the share done.
 */
export function* levelSurface(axes: Axes, level: number, values: Values): Generator<number, LevelSurface> {
  const [nx, ny, nz] = axes.map(({ count }) => count) as [number, number, number];
  const flat = nx * ny;
  const [xs, ys, zs] = axes.map((axis) =>
    Float64Array.from({ length: axis.count }, (_, k) => gridCoordinate(axis, k)),
  ) as [Float64Array, Float64Array, Float64Array];
  const positions: number[] = [];
  const triangles: number[] = [];
  const placeOf = (corner: number, layer: number) =>
    [xs[corner % nx], ys[Math.floor(corner / nx)], zs[layer]] as [number, number, number];
  /** The corner of triangles on an edge, of the layer that the edge begins in and of the next. */
  let known = [new Int32Array(flat * slots).fill(none), new Int32Array(flat * slots).fill(none)] as const;
  let lower = yield* layerOf(0);
  for (let layer = 0; layer + 1 < nz; layer += 1) {
    const upper: Float64Array = yield* layerOf(layer + 1);
    const edges: {
      readonly from: [number, number, number];
      readonly to: [number, number, number];
      readonly low: number;
      readonly high: number;
    }[] = [];
    const begun = positions.length / 3;
    /** Of an edge of the cube whose first corner is `cube`. */
    const cornerOn = (cube: number, from: number, to: number): number => {
      const [low, high] = [valueAt(cube, from), valueAt(cube, to)];
      // Where the level is that of a corner of the grid, all edges there meet in it.
      const at = low === 0 ? from : high === 0 ? to : none;
      const [begins, slot] = at === none ? [from, to ^ from] : [at, 0];
      const own = known[begins >> 2] as Int32Array;
      const key = (cube + (begins & 1) + ((begins >> 1) & 1) * nx) * slots + slot;
      const before = own[key] as number;
      if (before !== none) return before;
      const made = begun + edges.length;
      own[key] = made;
      const ends = [from, to].map((bits) =>
        placeOf(cube + (bits & 1) + ((bits >> 1) & 1) * nx, layer + (bits >> 2)),
      ) as [[number, number, number], [number, number, number]];
      edges.push({ from: ends[0], to: ends[1], low, high });
      return made;
    };
    const valueAt = (cube: number, bits: number): number =>
      ((bits >> 2 ? upper : lower)[cube + (bits & 1) + ((bits >> 1) & 1) * nx] as number) - level;
    for (let j = 0; j + 1 < ny; j += 1)
      for (let i = 0; i + 1 < nx; i += 1) {
        const cube = j * nx + i;
        for (const { corners, triangles: byInside } of tetrahedra) {
          let inside = 0;
          let isKnown = true;
          for (let k = 0; k < 4; k += 1) {
            const value = valueAt(cube, corners[k] as number);
            if (value >= 0) inside |= 1 << k;
            if (!Number.isFinite(value)) isKnown = false;
          }
          if (!isKnown) continue;
          for (const triangle of byInside[inside] as (typeof byInside)[number]) {
            const [a, b, c] = triangle.map(({ from, to }) => cornerOn(cube, from, to)) as [
              number,
              number,
              number,
            ];
            if (a !== b && b !== c && c !== a) triangles.push(a, b, c);
          }
        }
      }
    if (begun + edges.length > mostCorners)
      throw new TaskError("The surfaces have more than twelve million corners; take fewer cells.");
    for (const coordinate of crossings(edges, level, values)) positions.push(coordinate);
    lower = upper;
    known = [known[1], known[0].fill(none)];
    yield (layer + 1) / nz;
  }
  return kept(positions, triangles);

  function* layerOf(layer: number): Generator<number, Float64Array> {
    const out = new Float64Array(flat);
    for (let first = 0; first < flat; first += placesPerStep) {
      const count = Math.min(placesPerStep, flat - first);
      const places = new Float64Array(3 * count);
      for (let k = 0; k < count; k += 1) places.set(placeOf(first + k, layer), 3 * k);
      out.set(values(places), first);
      yield layer / nz;
    }
    return out;
  }
}

/** Without the triangles that have a corner which is not there, and without the corners that no triangle has. */
function kept(positions: readonly number[], triangles: readonly number[]): LevelSurface {
  const numbers = new Int32Array(positions.length / 3).fill(none);
  const corners: number[] = [];
  const own: number[] = [];
  const isThere = (corner: number) => Number.isFinite(positions[3 * corner]);
  for (let k = 0; k < triangles.length; k += 3) {
    const triangle = [triangles[k], triangles[k + 1], triangles[k + 2]] as [number, number, number];
    if (!triangle.every(isThere)) continue;
    for (const corner of triangle) {
      if (numbers[corner] === none) {
        numbers[corner] = corners.length / 3;
        corners.push(...positions.slice(3 * corner, 3 * corner + 3));
      }
      own.push(numbers[corner] as number);
    }
  }
  return { positions: Float64Array.from(corners), triangles: Uint32Array.from(own) };
}
