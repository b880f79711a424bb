import type { Bindings } from "../engine/divergence/bindings.ts";
import type { CompiledField } from "./compiled-field.ts";
import { comparedMap } from "./map-parts.ts";
import type { PixelGrid } from "./pixels.ts";
import type { MapSettings } from "./protocol.ts";

export type Matrix = readonly [number, number, number, number];

/** The map in float64 at N points, with the size of the terms that were summed to make it. */
export interface MapValues {
  readonly values: Float64Array;
  /** Σ |M_ij J_ij| and Σ |J_ii|, as far as the map has them; of any other quantity by its graph. */
  readonly sizes: Float64Array;
  /** What the value changes by, per unit of length, when the points of a finite difference move each by itself. */
  readonly steepness: Float64Array;
}

/**
 * Evaluates the map at points given as x0, y0, x1, y1, …. `probes` are what the map's probes come to, `indexOf` gives the
 * indices of their pixels.
 */
export function float64Map(
  compiled: CompiledField,
  map: MapSettings,
  bindings: Bindings,
  points: Float64Array,
  probes: Float64Array | null,
  isLeft: (point: number) => boolean = () => true,
  indexOf: (point: number) => number = (point) => point,
): MapValues {
  if (compiled.sliced?.shades(map)) return compiled.sliced.values(map, bindings, points);
  if (map.kind !== "exact")
    return comparedMap().float64(compiled, map, bindings, points, probes, isLeft, indexOf);
  const values = compiled.evaluator(map.quantity, map.method)(points, bindings);
  return {
    values,
    sizes: sizesOf(compiled, map, bindings, points),
    steepness: new Float64Array(values.length),
  };
}

/** How large the terms are whose sum the quantity is at points. */
export function sizesOf(
  compiled: CompiledField,
  { quantity }: MapSettings,
  bindings: Bindings,
  points: Float64Array,
): Float64Array {
  if (quantity !== "divergence") return compiled.sizes(quantity)(points, bindings);
  const { jacobian } = compiled.fieldEvaluator().evaluate(points, bindings);
  const at = (k: number) => Math.abs(jacobian[k] as number);
  return Float64Array.from({ length: points.length / 2 }, (_, k) => at(4 * k) + at(4 * k + 3));
}

/** Whether the middle of a pixel's column lies left of the divider. */
export function isLeftOf({ compare }: MapSettings, { width }: PixelGrid, column: number): boolean {
  return column + 0.5 < compare.divider * width;
}
