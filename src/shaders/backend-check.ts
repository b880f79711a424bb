import type { CompiledField } from "./compiled-field.ts";
import { float64Map, type MomentList } from "./float64-map.ts";
import { type PixelGrid, worldOf } from "./pixels.ts";
import type { BackendCheck, PlaneState } from "./protocol.ts";
import { quantile } from "./range.ts";
import type { SamplePixels } from "./sample-pixels.ts";

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

/** |GPU − CPU| allowed as a share of the terms at the point, and of the typical terms of the view. */
const ownShare = 1e-3;
const typicalShare = 1e-4;

/** A pixel's float32 coordinates may be off by this share of the view's largest coordinate. */
const coordinateShare = 2 ** -22;

/** Values of this size overflow float32 on the way. */
const overflow = 1e30;

/**
 * Compares rendered values with float64 at the same pixels. The bound of a point is a thousandth of its own terms and
 * a ten-thousandth of the view's typical ones (GPUs' elementary functions err by up to 1e-4), and what the map changes
 * when the coordinates are moved as far as float32 may round them. Reported is the point that is nearest to
 * its bound, or farthest past it: its difference, and its bound. Points where float64 has no finite value are left out.
 */
export function compareBackends(
  compiled: CompiledField,
  state: PlaneState,
  grid: PixelGrid,
  pixels: SamplePixels,
  rendered: ArrayLike<number>,
  moments: MomentList | null,
): Comparison {
  const count = pixels.columns.length;
  const points = new Float64Array(2 * count);
  for (let k = 0; k < count; k += 1)
    points.set(worldOf(grid, pixels.columns[k] as number, pixels.rows[k] as number), 2 * k);
  const bindings = compiled.bindings(state.time);
  const at = (dx: number, dy: number) => {
    const moved = points.map((value, k) => value + (k % 2 === 0 ? dx : dy));
    return float64Map(compiled, state.map, bindings, moved, moments);
  };
  const { values, sizes } = at(0, 0);
  const reach = coordinateShare * largestCoordinate(grid);
  const aside = at(reach, 0).values;
  const above = at(0, reach).values;
  const typical = quantile(sizes.filter(Number.isFinite).sort(), 0.5);

  let compared = 0;
  let worst = -1;
  let largest = 0;
  let bound = 0;
  let vanishes = true;
  const differences: number[] = [];
  for (let k = 0; k < count; k += 1) {
    const value = values[k] as number;
    const moved = Math.abs((aside[k] as number) - value) + Math.abs((above[k] as number) - value);
    const size = sizes[k] as number;
    if (!Number.isFinite(value) || !Number.isFinite(moved) || !(size < overflow)) continue;
    compared += 1;
    if (Math.abs(value) > 1e-9 * size) vanishes = false;
    const given = rendered[k] as number;
    const difference = Number.isFinite(given) ? Math.abs(given - value) : Number.POSITIVE_INFINITY;
    if (Number.isFinite(difference)) differences.push(difference);
    const allowed = ownShare * size + typicalShare * typical + moved + 2 ** -126;
    if (difference / allowed > worst) {
      worst = difference / allowed;
      largest = difference;
      bound = allowed;
    }
  }
  return {
    check: { points: compared, largest, bound },
    noise: quantile(Float64Array.from(differences).sort(), 0.5),
    size: typical,
    vanishes: vanishes && compared > 0,
  };
}

function largestCoordinate({ centreX, centreY, width, height, step }: PixelGrid): number {
  return Math.max(Math.abs(centreX) + (width / 2) * step, Math.abs(centreY) + (height / 2) * step);
}
