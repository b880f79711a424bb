import { fluxThrough, normalSamples } from "../../engine/quadrature/flux.ts";
import { centreOf, isRegion, scaled } from "../../engine/quadrature/shape.ts";
import { TaskError } from "../tasks/task-error.ts";
import type { Compiled } from "./compile.ts";
import type { FluxFigures, FluxTask } from "./protocol.ts";

/** Normals drawn along a boundary: as many as can be told apart on a region of usual size. */
const normals = 48;

/**
 * Both sides of the divergence theorem at every scale. Yields the share done. Throws TaskError where the shape has
 * no inside.
 */
export function* fluxFigures(compiled: Compiled, task: FluxTask): Generator<number, FluxFigures> {
  const { shape, scales } = task;
  if (!isRegion(shape)) throw new TaskError("This region has no inside: it is flat, or its edges cross.");
  const { values, exact, bindings, field } = compiled;
  const sides = {
    field: (points: Float64Array) => values.components(points, bindings),
    divergence: (points: Float64Array) => exact.evaluate(points, bindings).values,
  };
  const levels: FluxFigures["levels"][number][] = [];
  for (const [k, scale] of scales.entries()) {
    const steps = fluxThrough(scale === 1 ? shape : scaled(shape, scale), sides);
    let step = steps.next();
    for (; !step.done; step = steps.next()) yield (k + step.value / 2) / scales.length;
    levels.push({ ...step.value, scale });
  }
  const centre = centreOf(shape);
  const [atCentre = Number.NaN] = sides.divergence(Float64Array.of(centre.x, centre.y));
  return {
    shape,
    field: field.name,
    levels,
    centre,
    atCentre,
    normals: normalSamples(shape, sides, normals),
  };
}
