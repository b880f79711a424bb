import type { Bindings } from "../../engine/divergence/bindings.ts";
import type { Evaluator } from "../../engine/divergence/evaluation.ts";
import { drawProbes, type KeyLayout, prngKey } from "../../engine/random/index.ts";
import { stepFlops } from "../../engine/work.ts";
import { silently } from "../tasks/meter.ts";
import { type Timing, timed } from "./timing.ts";

/** Operations for one point up to which it is timed: a fifth of a second. */
export const mostTimed = 1e8;

/** Points of a timed run: as many as maps are computed by. */
const timedPoints = 1024;

/** How many points a run computes, that it takes some ten milliseconds at most. */
export function pointsToTime(flops: number, most = timedPoints): number {
  return Math.max(1, Math.min(most, timedPoints, Math.round(stepFlops / Math.max(1, flops))));
}

/** So many standard normal points that a run over them has a good length. */
export function normalPoints(n: number, flops: number, seed: number, layout: KeyLayout): Float64Array {
  return drawProbes(prngKey(seed), pointsToTime(flops), n, "gaussian", layout);
}

/**
 * How long an evaluator takes for a point of R^n, at these points, with its probes at hand. Yields between repetitions, and
 * while the probes are drawn.
 */
export function* evaluatorTime(
  evaluator: Evaluator,
  bindings: Bindings,
  points: Float64Array,
  n: number,
  now: () => number,
): Generator<unknown, Timing> {
  yield* silently(evaluator.steps(points, bindings));
  return yield* timed(() => evaluator.evaluate(points, bindings), points.length / n, now);
}
