import type { Bindings } from "../engine/divergence/bindings.ts";
import type { CompiledField } from "./compiled-field.ts";
import { comparedMap } from "./map-parts.ts";
import type { PixelGrid } from "./pixels.ts";
import type { MapSettings } from "./protocol.ts";
import type { Quantity } from "./quantity.ts";

export type Matrix = readonly [number, number, number, number];

/** The map in float64 at N points, with the size of the terms that were summed to make it. */
export interface MapValues {
  readonly values: Float64Array;
  /** Σ |M_ij J_ij| and Σ |J_ii|, as far as the map has them; |∂ₓF_y| + |∂_yF_x| for the curl, else the value's own. */
  readonly sizes: Float64Array;
  /** What the value changes by, per unit of length, when the points of a finite difference move each by itself. */
  readonly steepness: Float64Array;
}

/** Evaluates the map at points given as x0, y0, x1, y1, …. `probes` are what the map's probes come to. */
export function float64Map(
  compiled: CompiledField,
  map: MapSettings,
  bindings: Bindings,
  points: Float64Array,
  probes: Float64Array | null,
  isLeft: (point: number) => boolean = () => true,
): MapValues {
  if (compiled.sliced) return compiled.sliced.values(map, bindings, points);
  if (map.kind !== "exact") return comparedMap().float64(compiled, map, bindings, points, probes, isLeft);
  const values = compiled.evaluator(map.quantity, map.method)(points, bindings);
  const { jacobian } = compiled.fieldEvaluator().evaluate(points, bindings);
  const at = (k: number) => jacobian.subarray(4 * k, 4 * k + 4) as unknown as Matrix;
  const sizes = values.map((value, k) => sizeOf(map.quantity, value, at(k)));
  return { values, sizes, steepness: new Float64Array(values.length) };
}

/** How large the terms are whose sum the quantity is. */
export function sizeOf(quantity: Quantity, value: number, [xx, xy, yx, yy]: Matrix): number {
  if (quantity === "divergence") return Math.abs(xx) + Math.abs(yy);
  return quantity === "curl" ? Math.abs(xy) + Math.abs(yx) : Math.abs(value);
}

/** Whether the middle of a pixel's column lies left of the divider. */
export function isLeftOf({ compare }: MapSettings, { width }: PixelGrid, column: number): boolean {
  return column + 0.5 < compare.divider * width;
}
