import { allowedDifference, coordinateShare, overflow } from "./check-bounds.ts";
import type { CompiledField } from "./compiled-field.ts";
import { float64Map, isLeftOf } from "./float64-map.ts";
import { type PixelGrid, worldOf } from "./pixels.ts";
import type { BackendCheck, PlaneState } from "./protocol.ts";
import { quantile } from "./range.ts";
import { checkCount, type SamplePixels } from "./sample-pixels.ts";

/** What comparing a rendered map with float64 tells. */
export interface Comparison {
  readonly check: BackendCheck;
  /** Typical |float32 − float64|. */
  readonly noise: number;
  /** Typical size of the terms. */
  readonly size: number;
  /** The map is zero up to float64 rounding at all points. */
  readonly vanishes: boolean;
}

/** The map in float64 at one pixel whose float32 value is judged by it. */
interface Reference {
  readonly value: number;
  /** Of its terms. */
  readonly size: number;
  /** What the map changes when the coordinates move as far as float32 may round them. */
  readonly moved: number;
  readonly given: number;
}

/**
 * Compares rendered values with float64 at the same pixels, in their order, until `checkCount` are compared or there
 * are no more. The bound of a point is a thousandth of its own terms and a ten-thousandth of the view's typical ones
 * (GPUs' elementary functions err by up to 1e-4), and what the map changes when the coordinates are moved as far as
 * float32 may round them. Reported is the point that is nearest to its bound, or farthest past it: its difference,
 * and its bound.
 *
 * A pixel where float64 has no finite value, wherever float32 may have moved it, must have none on the GPU either: a
 * number there is infinitely far off, as no number is where float64 has one. Pixels on the border between the two,
 * and those that overflow float32 on the way, are passed over. `probesOf` gives what the probes come to of `count`
 * pixels from the `first` on.
 */
export function compareBackends(
  compiled: CompiledField,
  state: PlaneState,
  grid: PixelGrid,
  pixels: SamplePixels,
  rendered: ArrayLike<number>,
  probesOf: (first: number, count: number) => Float64Array | null,
): Comparison {
  const references: Reference[] = [];
  let undefinedPoints = 0;
  let strays = 0;
  for (let first = 0; first < pixels.columns.length && references.length < checkCount; first += checkCount) {
    const block = float64Block(compiled, state, grid, pixels, first, probesOf);
    for (let k = 0; k < block.count && references.length < checkCount; k += 1) {
      const given = rendered[first + k] as number;
      const value = block.values[k] as number;
      const around = block.around.map((values) => values[k] as number);
      const size = block.sizes[k] as number;
      if (![value, ...around].some(Number.isFinite)) {
        if (Number.isFinite(given)) strays += 1;
        else undefinedPoints += 1;
      } else if ([value, ...around].every(Number.isFinite) && size < overflow) {
        const [right, , above] = around as [number, number, number, number];
        const apart = reachOf(grid) * (block.steepness[k] as number);
        const moved = Math.abs(right - value) + Math.abs(above - value) + apart;
        references.push({ value, size, moved, given });
      }
    }
  }
  const typical = quantile(Float64Array.from(references, ({ size }) => size).sort(), 0.5);
  const judged = references.map(({ value, size, moved, given }) => ({
    difference: Number.isFinite(given) ? Math.abs(given - value) : Number.POSITIVE_INFINITY,
    allowed: allowedDifference(size, typical, moved),
  }));
  const none = {
    difference: strays > 0 ? Number.POSITIVE_INFINITY : 0,
    allowed: allowedDifference(0, typical, 0),
  };
  const worst = judged.reduce(
    (a, b) => (b.difference / b.allowed > a.difference / a.allowed ? b : a),
    strays > 0 ? none : (judged[0] ?? none),
  );
  const differences = Float64Array.from(judged, ({ difference }) => difference).filter(Number.isFinite);
  return {
    check: {
      points: references.length,
      undefinedPoints,
      largest: worst.difference,
      bound: worst.allowed,
    },
    noise: quantile(differences.sort(), 0.5),
    size: typical,
    vanishes: references.length > 0 && references.every(({ value, size }) => Math.abs(value) <= 1e-9 * size),
  };
}

/** The map in float64 at up to `checkCount` pixels, and to the right, left, above and below by float32's rounding. */
function float64Block(
  compiled: CompiledField,
  state: PlaneState,
  grid: PixelGrid,
  pixels: SamplePixels,
  first: number,
  probesOf: (first: number, count: number) => Float64Array | null,
) {
  const count = Math.min(checkCount, pixels.columns.length - first);
  const points = new Float64Array(2 * count);
  for (let k = 0; k < count; k += 1)
    points.set(worldOf(grid, pixels.columns[first + k] as number, pixels.rows[first + k] as number), 2 * k);
  const bindings = compiled.bindings(state.time);
  const probes = probesOf(first, count);
  const column = (k: number) => pixels.columns[first + k] as number;
  const isLeft = (k: number) => isLeftOf(state.map, grid, column(k));
  const indexOf = (k: number) => (pixels.rows[first + k] as number) * grid.width + column(k);
  const at = (dx: number, dy: number) => {
    const moved = points.map((value, k) => value + (k % 2 === 0 ? dx : dy));
    return float64Map(compiled, state.map, bindings, moved, probes, isLeft, indexOf);
  };
  const reach = reachOf(grid);
  const around = [at(reach, 0), at(-reach, 0), at(0, reach), at(0, -reach)].map(({ values }) => values);
  return { count, around, ...at(0, 0) };
}

/** How far float32 may round coordinates of the view. */
function reachOf({ centreX, centreY, width, height, step }: PixelGrid): number {
  const largest = Math.max(Math.abs(centreX) + (width / 2) * step, Math.abs(centreY) + (height / 2) * step);
  return coordinateShare * largest;
}
