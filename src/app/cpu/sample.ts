import type { Bindings } from "../../engine/divergence/bindings.ts";
import type { Evaluator } from "../../engine/divergence/evaluation.ts";
import type { KeySharing } from "../../engine/random/probes.ts";
import type { Work } from "../../engine/work.ts";
import { type PixelGrid, worldOf } from "../../shaders/pixels.ts";

/** Sample points across and down: enough for a mean over the view to two digits. */
const columns = 96;
const rows = 64;

/** Points, and for each the index that per-point keys fold in. */
export interface Sample {
  readonly points: Float64Array;
  readonly indices: Float64Array;
}

/** Centres of pixels spread evenly over a view, as points of the plane with their pixels' own indices. */
export function viewSample(pixels: PixelGrid, mostAcross = columns, mostDown = rows): Sample {
  const across = Math.min(mostAcross, pixels.width);
  const down = Math.min(mostDown, pixels.height);
  const points = new Float64Array(2 * across * down);
  const indices = new Float64Array(across * down);
  for (let point = 0; point < indices.length; point++) {
    const column = Math.floor((((point % across) + 0.5) * pixels.width) / across);
    const row = Math.floor(((Math.floor(point / across) + 0.5) * pixels.height) / down);
    points.set(worldOf(pixels, column, row), 2 * point);
    indices[point] = row * pixels.width + column;
  }
  return { points, indices };
}

/** Values, and variances where they are predicted, at `count` points of a sample in R^n from `first` on. */
export function* valuesAt(
  evaluator: Evaluator,
  bindings: Bindings,
  keys: KeySharing,
  { points, indices }: Sample,
  first: number,
  count: number,
): Work<{ readonly values: Float64Array; readonly variances: Float64Array }> {
  const n = points.length / indices.length;
  if (keys === "shared") {
    const shared = yield* evaluator.steps(points.subarray(n * first, n * (first + count)), bindings);
    return { values: shared.values, variances: shared.predictedVariance ?? new Float64Array(count) };
  }
  // Each point carries its own key, and the indices have gaps: one call a point.
  const values = new Float64Array(count);
  const variances = new Float64Array(count);
  for (let offset = 0; offset < count; offset++) {
    const point = points.subarray(n * (first + offset), n * (first + offset + 1));
    const own = yield* evaluator.steps(point, bindings, indices[first + offset]);
    values[offset] = own.values[0] as number;
    variances[offset] = own.predictedVariance?.[0] ?? 0;
  }
  return { values, variances };
}
