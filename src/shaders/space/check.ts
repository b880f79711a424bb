import type { Comparison } from "../backend-check.ts";
import { allowedDifference, overflow } from "../check-bounds.ts";
import { quantile } from "../range.ts";

/** A map in float64 at points, the size of its terms there, and what float32's coordinates may change; as `Samples` has them. */
export interface Float64Points {
  readonly values: ArrayLike<number>;
  readonly sizes: ArrayLike<number>;
  readonly moved: ArrayLike<number>;
}

/**
 * Compares what shaders gave at points with float64, by the bounds that pixels of the plane are judged by. Points on the
 * border of where the map has values are passed over.
 */
export function compareSamples(
  rendered: ArrayLike<number>,
  { values, sizes, moved }: Float64Points,
): Comparison {
  const judged: {
    readonly difference: number;
    readonly shift: number;
    readonly size: number;
    readonly value: number;
  }[] = [];
  let undefinedPoints = 0;
  let strays = 0;
  for (let k = 0; k < sizes.length; k += 1) {
    const given = rendered[k] as number;
    const size = sizes[k] as number;
    const shift = moved[k] as number;
    if (shift === Number.POSITIVE_INFINITY) {
      if (Number.isFinite(given)) strays += 1;
      else undefinedPoints += 1;
    } else if (Number.isFinite(shift) && size < overflow) {
      const value = values[k] as number;
      const difference = Number.isFinite(given) ? Math.abs(given - value) : Number.POSITIVE_INFINITY;
      judged.push({ difference, shift, size, value });
    }
  }
  const typical = quantile(Float64Array.from(judged, ({ size }) => size).sort(), 0.5);
  let worst = {
    difference: strays > 0 ? Number.POSITIVE_INFINITY : 0,
    bound: allowedDifference(0, typical, 0),
  };
  for (const { difference, size, shift } of judged) {
    const bound = allowedDifference(size, typical, shift);
    if (!(difference / bound <= worst.difference / worst.bound)) worst = { difference, bound };
  }
  const differences = Float64Array.from(judged, ({ difference }) => difference).filter(Number.isFinite);
  return {
    check: { points: judged.length, undefinedPoints, largest: worst.difference, bound: worst.bound },
    noise: quantile(differences.sort(), 0.5),
    size: typical,
    vanishes: judged.length > 0 && judged.every(({ value, size }) => Math.abs(value) <= 1e-9 * size),
  };
}
