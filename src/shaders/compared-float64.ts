import type { Bindings } from "../engine/divergence/bindings.ts";
import { addProbes, momentCovariance, momentError, probeSumCount } from "../engine/random/probe-spread.ts";
import { pointKey, probeMoment } from "../engine/random/probes.ts";
import { type Key, prngKey } from "../engine/random/threefry.ts";
import type { CompiledField } from "./compiled-field.ts";
import { valuesAt } from "./computed-pixels.ts";
import { type ComputedSide, computedSides } from "./computed-sides.ts";
import { type MapValues, type Matrix, sizesOf } from "./float64-map.ts";
import type { MapSettings, Side } from "./protocol.ts";
import { sidesOf, usesProbes } from "./sides.ts";

/**
 * What a map depends on besides J, for all points or for each in turn: the second moment [M00, M01, M11] of the probes,
 * or where the map is their standard error the six entries of `momentCovariance`.
 */
export type ProbeNumbers = Float64Array;

/** How many numbers those of a point are. */
function numbersPerPoint({ kind }: MapSettings): number {
  return kind === "standard-error" ? 6 : 3;
}

/** The numbers of the probes that all pixels share; null for a map without probes. */
export function sharedProbes(map: MapSettings): ProbeNumbers | null {
  return usesProbes(map) ? Float64Array.from(numbersOf(map, prngKey(map.seed))) : null;
}

/** The numbers of the pixels with the given indices (row-major from the top left of the picture). */
export function pixelProbes(map: MapSettings, indices: ArrayLike<number>): ProbeNumbers {
  const key = prngKey(map.seed);
  const size = numbersPerPoint(map);
  const all = new Float64Array(size * indices.length);
  for (let k = 0; k < indices.length; k += 1) {
    all.set(numbersOf(map, pointKey(key, indices[k] as number)), size * k);
  }
  return all;
}

function numbersOf(map: MapSettings, key: Key): ArrayLike<number> {
  const { taken, probes, distribution, layout } = map;
  if (map.kind === "standard-error") {
    const sums = new Float64Array(probeSumCount);
    return momentCovariance(addProbes(sums, key, 0, taken, probes, distribution, layout), taken);
  }
  return probeMoment(key, 0, taken, probes, distribution, layout).map((sum) => sum / taken);
}

/** The variances of the mean of z₀², z₀z₁, z₁² that the law gives: 2/m, 1/m, 2/m, and signs have squares of 1. */
export function lawOf({ distribution, taken }: MapSettings): [number, number, number] {
  const squares = distribution === "gaussian" ? 2 / taken : 0;
  return [squares, 1 / taken, squares];
}

/**
 * Evaluates any map at points given as x0, y0, x1, y1, …; `isLeft` says which of them lie left of the divider, `indexOf`
 * which pixels they are.
 */
export function comparedFloat64(
  compiled: CompiledField,
  map: MapSettings,
  bindings: Bindings,
  points: Float64Array,
  probes: ProbeNumbers | null,
  isLeft: (point: number) => boolean,
  indexOf: (point: number) => number,
): MapValues {
  const [shownLeft, shownRight] = sidesOf(map);
  const values = (side: Side | undefined, way: ComputedSide | null | undefined) => {
    if (way) return computedValues(valuesAt(way, points, indexOf), compiled, map, bindings, points);
    return side && sideValues(side, compiled, map, bindings, points, probes);
  };
  const [wayLeft, wayRight] = computedSides(compiled, map, bindings.time);
  const left = values(shownLeft, wayLeft) ?? spreadValues(compiled, map, bindings, points, probes);
  const right = values(shownRight, wayRight);
  if (!right) return left;
  const both = (join: (a: number, b: number, point: number) => number, part: keyof MapValues) =>
    left[part].map((value, k) => join(value, right[part][k] as number, k));
  if (map.kind === "lens") {
    const chosen = (part: keyof MapValues) => both((a, b, k) => (isLeft(k) ? a : b), part);
    return {
      values: chosen("values"),
      get sizes() {
        return chosen("sizes");
      },
      steepness: chosen("steepness"),
    };
  }
  const sum = (a: number, b: number) => a + b;
  return {
    values: both((a, b) => a - b, "values"),
    get sizes() {
      return both(sum, "sizes");
    },
    steepness: both(sum, "steepness"),
  };
}

/** Values of a way that is computed: rounded once, and as large as the terms of the exact divergence. */
function computedValues(
  values: Float64Array,
  compiled: CompiledField,
  map: MapSettings,
  bindings: Bindings,
  points: Float64Array,
): MapValues {
  return {
    values,
    // Whole Jacobians of wide nets take long: only where they are asked for.
    get sizes() {
      return exactSizes(compiled, map, bindings, points).map((size, k) =>
        Math.max(size, Math.abs(values[k] as number)),
      );
    },
    steepness: new Float64Array(values.length),
  };
}

function exactSizes(
  compiled: CompiledField,
  map: MapSettings,
  bindings: Bindings,
  points: Float64Array,
): Float64Array {
  if (!compiled.sliced) return sizesOf(compiled, map, bindings, points);
  return compiled.sliced.values({ ...map, kind: "exact" }, bindings, points).sizes;
}

function sideValues(
  side: Side,
  compiled: CompiledField,
  map: MapSettings,
  bindings: Bindings,
  points: Float64Array,
  probes: ProbeNumbers | null,
): MapValues {
  if (side === "difference") return differenceValues(compiled, map, bindings, points);
  const count = points.length / 2;
  const steepness = new Float64Array(count);
  if (side !== "estimate") {
    const values = compiled.evaluator(map.quantity, map.method)(points, bindings);
    return { values, sizes: exactSizes(compiled, map, bindings, points), steepness };
  }
  const jacobian = compiled.fieldEvaluator().evaluate(points, bindings).jacobian;
  const values = new Float64Array(count);
  const sizes = new Float64Array(count);
  for (let k = 0; k < count; k += 1) {
    const J = jacobian.subarray(4 * k, 4 * k + 4) as unknown as Matrix;
    const from = probes?.length === 3 ? 0 : 3 * k;
    const [m00 = Number.NaN, m01 = Number.NaN, m11 = Number.NaN] = probes?.subarray(from, from + 3) ?? [];
    values[k] = m00 * J[0] + m01 * (J[1] + J[2]) + m11 * J[3];
    sizes[k] =
      Math.abs(m00 * J[0]) + Math.abs(m01) * (Math.abs(J[1]) + Math.abs(J[2])) + Math.abs(m11 * J[3]);
  }
  return { values, sizes, steepness };
}

/**
 * [F₀(x + h, y) − F₀(x − h, y)]/2h + [F₁(x, y + h) − F₁(x, y − h)]/2h with the step that float32 has. Its terms are of the
 * size |F|/h, and each of the four points is rounded by itself.
 */
function differenceValues(
  compiled: CompiledField,
  map: MapSettings,
  bindings: Bindings,
  points: Float64Array,
): MapValues {
  const h = Math.fround(map.compare.step);
  const count = points.length / 2;
  const [values, sizes, steepness] = [0, 1, 2].map(() => new Float64Array(count)) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  for (const axis of [0, 1]) {
    for (const sign of [1, -1]) {
      const moved = points.map((value, k) => (k % 2 === axis ? value + sign * h : value));
      const { components, jacobian } = compiled.fieldEvaluator().evaluate(moved, bindings);
      for (let k = 0; k < count; k += 1) {
        const component = (components[2 * k + axis] as number) / (2 * h);
        values[k] = (values[k] as number) + sign * component;
        sizes[k] = (sizes[k] as number) + Math.abs(component);
        const slope = jacobian[4 * k + 3 * axis] as number;
        steepness[k] = (steepness[k] as number) + Math.abs(slope) / (2 * h);
      }
    }
  }
  return { values, sizes, steepness };
}

/** The standard error, as the probes tell it or as the law says. */
function spreadValues(
  compiled: CompiledField,
  map: MapSettings,
  bindings: Bindings,
  points: Float64Array,
  probes: ProbeNumbers | null,
): MapValues {
  const count = points.length / 2;
  const values = new Float64Array(count);
  const sizes = new Float64Array(count);
  const jacobian = compiled.fieldEvaluator().evaluate(points, bindings).jacobian;
  const [c0, c1, c2] = lawOf(map);
  const C = map.kind === "predicted-error" ? [c0, 0, 0, c1, 0, c2] : (probes ?? []);
  for (let k = 0; k < count; k += 1) {
    const [xx, xy, yx, yy] = jacobian.subarray(4 * k, 4 * k + 4) as unknown as Matrix;
    const from = C.length === 6 ? 0 : 6 * k;
    values[k] = momentError(C, from, [xx, xy + yx, yy]);
    const term = (entry: number, slope: number) => Math.sqrt(C[from + entry] as number) * Math.abs(slope);
    sizes[k] = term(0, xx) + term(3, xy) + term(3, yx) + term(5, yy);
  }
  return { values, sizes, steepness: new Float64Array(count) };
}
