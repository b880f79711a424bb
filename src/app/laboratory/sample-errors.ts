import type { Evaluator } from "../../engine/divergence/evaluation.ts";
import type { KeySharing } from "../../engine/random/probes.ts";
import { stepFlops } from "../../engine/work.ts";
import type { PixelGrid } from "../../shaders/pixels.ts";
import { type Sample, viewSample } from "../cpu/sample.ts";
import { counted } from "../tasks/meter.ts";
import type { Steps } from "../tasks/scheduler.ts";
import { type Prepared, placesOf } from "./subject.ts";

/** Where errors are taken: over a view, or at points one after the other. */
export type Extent = { readonly pixels: PixelGrid } | { readonly points: readonly number[] };

/** Operations that the errors of one method may take: a second or two. Fewer points are sampled where they do not fit. */
const sampleFlops = 1e9;
/** Sample points across and down, where they cost little. */
const mostAcross = 96;
const mostDown = 64;
const fewest = 8;

/** A sample; over a view it has so many columns. */
export interface ExtentSample extends Sample {
  readonly columns: number;
}

/** The sample in R^n; of a view so many points that the dearest method, which takes `work`, does not take long. */
export function sampleOf(prepared: Prepared, over: Extent, work: number): ExtentSample {
  const share = Math.sqrt(Math.min(1, sampleFlops / (work * mostAcross * mostDown)));
  const across = Math.max(fewest, Math.floor(share * mostAcross));
  const down = Math.max(fewest, Math.floor(share * mostDown));
  const { points, indices } =
    "pixels" in over
      ? viewSample(over.pixels, across, down)
      : { points: Float64Array.from(over.points), indices: null };
  const places = placesOf(prepared, points);
  const count = places.length / prepared.field.dimension;
  return {
    points: places,
    indices: indices ?? Float64Array.from({ length: count }, (_, row) => row),
    columns: "pixels" in over ? Math.min(across, over.pixels.width) : count,
  };
}

/** Values at all points of a sample; `work` is what a point takes. Yields what `progressOf` makes of the share done. */
export function* valuesOver(
  evaluator: Evaluator,
  { bindings }: Prepared,
  keys: KeySharing,
  { points, indices }: Sample,
  work: number,
  progressOf: (share: number) => number,
): Steps<Float64Array, never> {
  const total = indices.length;
  const n = points.length / total;
  const values = new Float64Array(total);
  const perStep = Math.max(1, Math.floor(stepFlops / Math.max(1, work)));
  // Where each point carries its own key, the indices have gaps: one call a point.
  const perCall = keys === "shared" ? perStep : 1;
  for (let first = 0; first < total; first += perCall) {
    const count = Math.min(perCall, total - first);
    const share = (own: number) => progressOf((first + own * count) / total);
    const block = points.subarray(n * first, n * (first + count));
    const own = yield* counted(evaluator.steps(block, bindings, indices[first]), count * work, share);
    values.set(own.values, first);
    if ((first + count) % perStep === 0) yield share(1);
  }
  return values;
}

/** RMS and largest error where it is finite; NaN where nothing is. */
export function errorsOf(
  values: Float64Array,
  exact: Float64Array,
): { rms: number; largest: number; finite: number } {
  let squares = 0;
  let largest = 0;
  let finite = 0;
  for (const [i, value] of values.entries()) {
    const error = Math.abs(value - (exact[i] as number));
    if (!Number.isFinite(error)) continue;
    finite += 1;
    squares += error * error;
    largest = Math.max(largest, error);
  }
  if (finite === 0) return { rms: Number.NaN, largest: Number.NaN, finite };
  return { rms: Math.sqrt(squares / finite), largest, finite };
}
