import { worldOf } from "../../shaders/pixels.ts";
import { type Compiled, placesOf } from "./compile.ts";
import type { Statistics, StatisticsTask } from "./protocol.ts";

/** Sample points across and down: enough for a mean over the view to two digits. */
const columns = 96;
const rows = 64;
/** Probes evaluated between two looks at the clock. */
const probesPerStep = 16_384;

/**
 * RMS and largest |estimate − exact| over pixels spread evenly over the view; float64, at the pixels' centres and
 * with the pixels' own keys, so it is the error of the very picture on show. Points where the error is not finite
 * are counted but take no part. Yields the share done.
 */
export function* statisticsOver(compiled: Compiled, task: StatisticsTask): Generator<number, Statistics> {
  const { pixels, subject } = task;
  const across = Math.min(columns, pixels.width);
  const down = Math.min(rows, pixels.height);
  const pointsOfView = new Float64Array(2 * across * down);
  const indices = new Float64Array(across * down);
  for (let point = 0; point < indices.length; point++) {
    const column = Math.floor((((point % across) + 0.5) * pixels.width) / across);
    const row = Math.floor(((Math.floor(point / across) + 0.5) * pixels.height) / down);
    pointsOfView.set(worldOf(pixels, column, row), 2 * point);
    indices[point] = row * pixels.width + column;
  }
  const points = placesOf(compiled, pointsOfView);
  const exact = compiled.exact.evaluate(points, compiled.bindings).values;
  yield 0;
  let squares = 0;
  let variances = 0;
  let largest = 0;
  let finite = 0;
  const chunk = Math.max(1, Math.floor(probesPerStep / (subject.taken ?? subject.probes)));
  for (let first = 0; first < indices.length; first += chunk) {
    const estimates = estimateAt(
      compiled,
      task,
      points,
      indices,
      first,
      Math.min(chunk, indices.length - first),
    );
    for (const [offset, value] of estimates.values.entries()) {
      const error = Math.abs(value - (exact[first + offset] as number));
      if (!Number.isFinite(error)) continue;
      finite += 1;
      squares += error * error;
      variances += estimates.variances[offset] as number;
      largest = Math.max(largest, error);
    }
    yield Math.min(1, (first + chunk) / indices.length);
  }
  const rms = finite > 0 ? Math.sqrt(squares / finite) : Number.NaN;
  const predicted = compiled.estimate.predictsVariance ? Math.sqrt(variances / finite) : null;
  return { rms, largest: finite > 0 ? largest : Number.NaN, predicted, finite, points: indices.length };
}

function estimateAt(
  { estimate, bindings, field: { dimension: n } }: Compiled,
  { subject }: StatisticsTask,
  points: Float64Array,
  indices: Float64Array,
  first: number,
  count: number,
): { readonly values: Float64Array; readonly variances: Float64Array } {
  if (subject.keys === "shared") {
    const shared = estimate.evaluate(points.subarray(n * first, n * (first + count)), bindings);
    return { values: shared.values, variances: shared.predictedVariance ?? new Float64Array(count) };
  }
  // Each point carries its own pixel's key, and the indices have gaps: one call a point.
  const values = new Float64Array(count);
  const variances = new Float64Array(count);
  for (let offset = 0; offset < count; offset++) {
    const point = points.subarray(n * (first + offset), n * (first + offset + 1));
    const own = estimate.evaluate(point, bindings, indices[first + offset]);
    values[offset] = own.values[0] as number;
    variances[offset] = own.predictedVariance?.[0] ?? 0;
  }
  return { values, variances };
}
