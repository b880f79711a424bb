import type { Bindings } from "../../engine/divergence/bindings.ts";
import { predictedVariance } from "../../engine/divergence/variance-law.ts";
import type { MapSettings, Side } from "../../shaders/protocol.ts";
import { sidesOf } from "../../shaders/sides.ts";
import { momentOf } from "../../shaders/space/computed-map.ts";
import type { Prepared } from "../laboratory/subject.ts";
import { type Evaluators, evaluatorsOf } from "./evaluators.ts";
import type { SpaceSubject } from "./protocol.ts";

/** A map at rows of R^n in float64, with the size of the terms that it is the sum of. */
export interface MapNumbers {
  readonly values: Float64Array;
  readonly sizes: Float64Array;
  /** How much of the rounding of coordinates gets into a finite difference, whose points are rounded one by one. */
  readonly steepness: Float64Array | null;
}

/** What shaders are compared with: from the field and its Jacobian in float64, whatever graphs the shaders have. */
export function mapValues(
  { program, field, bindings }: Prepared,
  { quantity, map }: SpaceSubject,
  rows: Float64Array,
  /** Sizes take the Jacobian, which the exact divergence does without: where they are not asked for they are 0. */
  isChecked = true,
): MapNumbers {
  const evaluators = evaluatorsOf(program, field);
  const n = field.dimension;
  if (quantity !== "divergence") {
    const values = evaluators.map(quantity)(rows, bindings);
    const sizes = isChecked ? evaluators.sizes(quantity)(rows, bindings) : new Float64Array(values.length);
    return { values, sizes, steepness: null };
  }
  const side = (own: Side) => sideValues(own, evaluators, n, map ?? null, rows, bindings, isChecked);
  if (map?.kind === "predicted-error") return lawValues(evaluators, n, map, rows, bindings);
  const [left, right] = (map ? sidesOf(map) : (["exact"] as const)).map(side) as [MapNumbers, MapNumbers?];
  if (!right) return left;
  const both = (of: (numbers: MapNumbers) => Float64Array | null, sign: number) =>
    rows.subarray(0, rows.length / n).map((_, k) => (of(left)?.[k] ?? 0) + sign * (of(right)?.[k] ?? 0));
  return {
    values: both(({ values }) => values, -1),
    sizes: both(({ sizes }) => sizes, 1),
    steepness: both(({ steepness }) => steepness, 1),
  };
}

function sideValues(
  side: Side,
  evaluators: Evaluators,
  n: number,
  map: MapSettings | null,
  rows: Float64Array,
  bindings: Bindings,
  isChecked: boolean,
): MapNumbers {
  if (side === "difference") return differenceAt(evaluators, n, map?.compare.step ?? 0, rows, bindings);
  const moment = side === "estimate" && map ? momentOf(map, n) : null;
  const count = rows.length / n;
  const sums = new Float64Array(count);
  const sizes = new Float64Array(count);
  const jacobians = moment || isChecked ? evaluators.jacobian(rows, bindings) : null;
  for (let k = 0; jacobians && k < count; k += 1) {
    let [sum, size] = [0, 0];
    for (let e = 0; e < n * n; e += moment ? 1 : n + 1) {
      const term = (moment?.[e] ?? 1) * (jacobians[k * n * n + e] as number);
      sum += term;
      size += Math.abs(term);
    }
    sums[k] = sum;
    sizes[k] = size;
  }
  return { values: moment ? sums : evaluators.divergence(rows, bindings), sizes, steepness: null };
}

/** Σ [F_i(x + h e_i) − F_i(x − h e_i)]/2h with the step that float32 has; its terms are of the size |F|/2h. */
export function differenceAt(
  evaluators: Evaluators,
  n: number,
  step: number,
  rows: Float64Array,
  bindings: Bindings,
): MapNumbers {
  const h = Math.fround(step);
  const [values, sizes, steepness] = [0, 1, 2].map(() => new Float64Array(rows.length / n)) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  for (let i = 0; i < n; i += 1)
    for (const sign of [1, -1]) {
      const moved = rows.map((value, k) => (k % n === i ? value + sign * h : value));
      const components = evaluators.components(moved, bindings);
      const jacobians = evaluators.jacobian(moved, bindings);
      for (const k of values.keys()) {
        const part = (components[k * n + i] as number) / (2 * h);
        values[k] = (values[k] as number) + sign * part;
        sizes[k] = (sizes[k] as number) + Math.abs(part);
        const slope = jacobians[(k * n + i) * n + i] as number;
        steepness[k] = (steepness[k] as number) + Math.abs(slope) / (2 * h);
      }
    }
  return { values, sizes, steepness };
}

/** The standard error that the law of variance says. */
function lawValues(
  evaluators: Evaluators,
  n: number,
  { distribution, probes }: MapSettings,
  rows: Float64Array,
  bindings: Bindings,
): MapNumbers {
  const jacobians = evaluators.jacobian(rows, bindings);
  const values = Float64Array.from({ length: rows.length / n }, (_, k) =>
    Math.sqrt(predictedVariance(jacobians.subarray(k * n * n, (k + 1) * n * n), n, distribution, probes)),
  );
  const sizes = values.map((_, k) =>
    jacobians.subarray(k * n * n, (k + 1) * n * n).reduce((sum, entry) => sum + Math.abs(entry), 0),
  );
  return { values, sizes: sizes.map((size) => size * Math.sqrt(2 / probes)), steepness: null };
}
