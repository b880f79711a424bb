import { counted } from "../tasks/meter.ts";
import { type Compiled, placesOf } from "./compile.ts";
import type { Statistics, StatisticsTask } from "./protocol.ts";
import { valuesAt, viewSample } from "./sample.ts";

/** Probes evaluated between two looks at the clock. */
const probesPerStep = 16_384;

/**
 * RMS and largest |estimate − exact| over pixels spread evenly over the view; float64, at the pixels' centres and
 * with the pixels' own keys, so it is the error of the very picture on show. Points where the error is not finite
 * are counted but take no part. Yields the share done.
 */
export function* statisticsOver(compiled: Compiled, task: StatisticsTask): Generator<number, Statistics> {
  const { pixels, subject } = task;
  const { points: pointsOfView, indices } = viewSample(pixels);
  const points = placesOf(compiled, pointsOfView);
  const exact = compiled.exact.evaluate(points, compiled.bindings).values;
  yield 0;
  let squares = 0;
  let variances = 0;
  let largest = 0;
  let finite = 0;
  const chunk = Math.max(1, Math.floor(probesPerStep / (subject.taken ?? subject.probes)));
  for (let first = 0; first < indices.length; first += chunk) {
    const count = Math.min(chunk, indices.length - first);
    const { estimate, bindings } = compiled;
    const work = valuesAt(estimate, bindings, subject.keys, { points, indices }, first, count);
    const estimates = yield* counted(work, 1, () => first / indices.length);
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
