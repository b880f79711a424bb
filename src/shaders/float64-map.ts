import type { Bindings } from "../engine/divergence/bindings.ts";
import { pointKey, prngKey, probeMoment, secondMoment } from "../engine/random/index.ts";
import type { CompiledField } from "./compiled-field.ts";
import type { MapSettings } from "./protocol.ts";
import type { Quantity } from "./quantity.ts";

type Matrix = readonly [number, number, number, number];

/** The map in float64 at N points, with the size of the terms that were summed to make it. */
export interface MapValues {
  readonly values: Float64Array;
  /** Σ |M_ij J_ij| and Σ |J_ii|, as far as the map has them; |∂ₓF_y| + |∂_yF_x| for the curl, else the value's own. */
  readonly sizes: Float64Array;
}

/**
 * Second moments of probes: [M00, M01, M11] for all points, or three numbers per point. M is what an estimate
 * depends on besides J: Σ M_ij J_ij.
 */
export type MomentList = Float64Array;

export function sharedMoment({ seed, probes, distribution, layout }: MapSettings): MomentList {
  return secondMoment(prngKey(seed), probes, distribution, layout);
}

/** The moments of the pixels with the given indices (row-major from the top left of the picture). */
export function pixelMoments(map: MapSettings, indices: ArrayLike<number>): MomentList {
  const key = prngKey(map.seed);
  const moments = new Float64Array(3 * indices.length);
  const sums = new Float64Array(3);
  for (let k = 0; k < indices.length; k += 1) {
    const own = pointKey(key, indices[k] as number);
    probeMoment(own, 0, map.probes, map.probes, map.distribution, map.layout, sums);
    for (let e = 0; e < 3; e += 1) moments[3 * k + e] = (sums[e] as number) / map.probes;
  }
  return moments;
}

/** Evaluates the map at points given as x0, y0, x1, y1, …; `moments` may be null for the exact map. */
export function float64Map(
  compiled: CompiledField,
  map: MapSettings,
  bindings: Bindings,
  points: Float64Array,
  moments: MomentList | null,
): MapValues {
  const count = points.length / 2;
  const values = new Float64Array(count);
  const sizes = new Float64Array(count);
  const exact =
    map.kind === "estimate" ? null : compiled.evaluator(map.quantity, map.method)(points, bindings);
  const jacobian = compiled.fieldEvaluator().evaluate(points, bindings).jacobian;
  for (let k = 0; k < count; k += 1) {
    const J = jacobian.subarray(4 * k, 4 * k + 4) as unknown as Matrix;
    if (exact) {
      values[k] = map.kind === "error" ? -(exact[k] as number) : (exact[k] as number);
      sizes[k] = sizeOf(map.quantity, exact[k] as number, J);
    }
    if (map.kind === "exact" || !moments) continue;
    const at = moments.length === 3 ? 0 : 3 * k;
    const [m00, m01, m11] = [moments[at] as number, moments[at + 1] as number, moments[at + 2] as number];
    values[k] = (values[k] as number) + m00 * J[0] + m01 * (J[1] + J[2]) + m11 * J[3];
    sizes[k] =
      (sizes[k] as number) + Math.abs(m00 * J[0]) + Math.abs(m01) * (Math.abs(J[1]) + Math.abs(J[2]));
    sizes[k] = (sizes[k] as number) + Math.abs(m11 * J[3]);
  }
  return { values, sizes };
}

/** How large the terms are whose sum the quantity is. */
function sizeOf(quantity: Quantity, value: number, [xx, xy, yx, yy]: Matrix): number {
  if (quantity === "divergence") return Math.abs(xx) + Math.abs(yy);
  return quantity === "curl" ? Math.abs(xy) + Math.abs(yx) : Math.abs(value);
}
