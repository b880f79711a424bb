import { eigenvalues } from "../../engine/linear/eigenvalues.ts";
import type { Compiled } from "./compile.ts";
import type { Readout, ReadoutTask } from "./protocol.ts";

/** Field, Jacobian, exact divergence and estimate at one point of the plane. */
export function readoutAt(compiled: Compiled, task: ReadoutTask): Readout {
  const { field, bindings, values, exact, estimate, quantity } = compiled;
  const points = Float64Array.of(task.point.x, task.point.y);
  const { components, jacobian } = values.evaluate(points, bindings);
  const estimated = estimate.evaluate(points, bindings, task.index);
  const error = estimated.standardError?.[0] ?? Number.NaN;
  return {
    field: field.name,
    coordinateNames: field.coordinateNames,
    point: task.point,
    components: [...components],
    jacobian: [...jacobian],
    quantity: quantity && {
      sign: quantity.sign,
      words: quantity.words,
      value: quantity.evaluate(points, bindings)[0] as number,
    },
    exact: exact.evaluate(points, bindings).values[0] as number,
    estimate: estimated.values[0] as number,
    standardError: task.subject.probes > 1 && estimated.standardError ? error : null,
    ...invariantsOf(jacobian, 0),
  };
}

/** Curl and eigenvalues of the 2×2 Jacobian that begins at `from`. */
export function invariantsOf(jacobian: Float64Array, from: number): Pick<Readout, "curl" | "eigenvalues"> {
  const [a = Number.NaN, b = Number.NaN, c = Number.NaN, d = Number.NaN] = jacobian.subarray(from, from + 4);
  return { curl: c - b, eigenvalues: eigenvalues([a, b, c, d]) };
}
