import { eigenvalues } from "../../engine/linear/eigenvalues.ts";
import { counted } from "../tasks/meter.ts";
import { type Compiled, placesOf } from "./compile.ts";
import type { Readout, ReadoutTask } from "./protocol.ts";
import { sliceParts } from "./slice-parts.ts";

/** Field, Jacobian, exact divergence and estimate at one point of the plane. Yields the share done, where it takes long. */
export function* readoutAt(compiled: Compiled, task: ReadoutTask): Generator<number, Readout> {
  const { field, bindings, values, exact, estimate, quantity } = compiled;
  const { probes, taken = probes } = task.subject;
  const points = placesOf(compiled, Float64Array.of(task.point.x, task.point.y));
  const { components, jacobian } = values.evaluate(points, bindings);
  const estimated = yield* counted(estimate.steps(points, bindings, task.index), 1, () => 0);
  const error = estimated.standardError?.[0] ?? Number.NaN;
  return {
    field: field.name,
    coordinateNames: field.coordinateNames,
    point: task.point,
    place: [...points],
    components: [...components],
    jacobian: [...jacobian],
    quantity: quantity && {
      sign: quantity.sign,
      words: quantity.words,
      value: quantity.evaluate(points, bindings)[0] as number,
    },
    exact: exact.evaluate(points, bindings).values[0] as number,
    estimate: estimated.values[0] as number,
    standardError: taken > 1 && estimated.standardError ? error : null,
    predictedError: estimated.predictedVariance && Math.sqrt(estimated.predictedVariance[0] as number),
    difference: differenceAt(compiled, points, task.step),
    ...invariantsOf(compiled, jacobian, 0),
  };
}

/** Σ [F_i(x + h e_i) − F_i(x − h e_i)]/2h. */
function differenceAt({ values, bindings }: Compiled, point: Float64Array, h: number): number {
  let sum = 0;
  for (const axis of point.keys()) {
    const at = (side: number) => {
      const moved = point.map((value, k) => (k === axis ? value + side * h : value));
      return values.evaluate(moved, bindings).components[axis] as number;
    };
    sum += (at(1) - at(-1)) / (2 * h);
  }
  return sum;
}

/** Curl and eigenvalues of the Jacobian that begins at `from`; on a slice the curl of the part in it alone. */
export function invariantsOf(
  { slice, field: { dimension: n } }: Pick<Compiled, "slice" | "field">,
  jacobian: Float64Array,
  from: number,
): Pick<Readout, "curl" | "eigenvalues" | "spectrum"> {
  const own = jacobian.subarray(from, from + n * n);
  if (slice) {
    const { curlInPlane, spectrumAt } = sliceParts();
    return { curl: curlInPlane(slice, own), eigenvalues: null, spectrum: spectrumAt(own, n) };
  }
  const [a = Number.NaN, b = Number.NaN, c = Number.NaN, d = Number.NaN] = own;
  return { curl: c - b, eigenvalues: eigenvalues([a, b, c, d]), spectrum: null };
}
