import {
  type Body,
  type BodyFlux,
  fluxThroughBody,
  hasVolume,
  normalComponents,
  scaledBody,
} from "../../engine/quadrature/body.ts";
import { automaticLimit, quantile } from "../../shaders/range.ts";
import type { SpaceBody } from "../../shaders/space/scene.ts";
import type { Prepared } from "../laboratory/subject.ts";
import { TaskError } from "../tasks/task-error.ts";
import { evaluatorsOf } from "./evaluators.ts";
import type { BodyFigures, BodyTask } from "./protocol.ts";

/** Points of the surface that its colours' range is found from. */
const surfacePoints = 600;

/** What is integrated over. */
export function shapeOfBody({ shape, centre, half }: SpaceBody): Body {
  const [radius] = half;
  return shape === "sphere"
    ? { kind: "ellipsoid", centre, half: [radius, radius, radius] }
    : { kind: shape, centre, half };
}

/**
 * Both sides of the divergence theorem at every scale, and how large F·n is on the surface. Yields the share done. Throws
 * TaskError where the body has no inside, or the field is none on R^3.
 */
export function* bodyFigures(
  { program, field, bindings }: Prepared,
  { body, scales, limit }: BodyTask,
): Generator<number, BodyFigures> {
  if (field.dimension !== 3) {
    throw new TaskError(
      `The flux through a body is of fields on R^3; ${field.name} is on R^${field.dimension}.`,
    );
  }
  const whole = shapeOfBody(body);
  if (!hasVolume(whole)) throw new TaskError("This body has no inside: it is flat.");
  const evaluators = evaluatorsOf(program, field);
  const sides = {
    field: (points: Float64Array) => evaluators.components(points, bindings),
    divergence: (points: Float64Array) => evaluators.divergence(points, bindings),
  };
  const levels: (BodyFlux & { scale: number; limit: number })[] = [];
  for (const [k, scale] of scales.entries()) {
    const scaled = scaledBody(whole, scale);
    const steps = fluxThroughBody(scaled, sides);
    let step = steps.next();
    for (; !step.done; step = steps.next()) yield (k + step.value) / scales.length;
    const { values, sizes } = normalComponents(scaled, sides, surfacePoints);
    const size = quantile(sizes.filter(Number.isFinite).sort(), 0.5);
    // Along the surface F·n is rounding alone.
    const vanishes = values.every((value, row) => !(Math.abs(value) > 1e-9 * (sizes[row] as number)));
    const last = levels.at(-1)?.limit ?? limit;
    const range = automaticLimit({ values, size, noise: 0, vanishes }, last);
    levels.push({ ...step.value, scale, limit: range });
  }
  const [atCentre = Number.NaN] = sides.divergence(Float64Array.from(body.centre));
  return { field: field.name, levels, atCentre };
}
