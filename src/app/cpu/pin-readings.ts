import { counted } from "../tasks/meter.ts";
import { type Compiled, placesOf } from "./compile.ts";
import type { PinReading, PinReadings, PinsTask } from "./protocol.ts";
import { invariantsOf } from "./readout.ts";

/** Probes evaluated between two looks at the clock. */
const probesPerStep = 16_384;

/** The numbers at the pinned points, in their order. Yields the share done. */
export function* pinReadings(compiled: Compiled, task: PinsTask): Generator<number, PinReadings> {
  const { field, bindings, values, exact, estimate } = compiled;
  const readings: PinReading[] = [];
  const chunk = Math.max(1, Math.floor(probesPerStep / task.subject.probes));
  for (let first = 0; first < task.points.length; first += chunk) {
    const pins = task.points.slice(first, first + chunk);
    const points = placesOf(compiled, Float64Array.from(pins.flatMap(({ x, y }) => [x, y])));
    const n = field.dimension;
    const { components, jacobian } = values.evaluate(points, bindings);
    const divergences = exact.evaluate(points, bindings).values;
    for (const [row, { x, y, index }] of pins.entries()) {
      const own = points.subarray(n * row, n * (row + 1));
      const share = () => readings.length / task.points.length;
      const estimated = yield* counted(estimate.steps(own, bindings, index), 1, share);
      readings.push({
        point: { x, y },
        index,
        place: [...own],
        components: [...components.subarray(n * row, n * (row + 1))],
        exact: divergences[row] as number,
        estimate: estimated.values[0] as number,
        ...invariantsOf(compiled, jacobian, n * n * row),
      });
    }
    yield readings.length / task.points.length;
  }
  const { name, coordinateNames } = field;
  return { field: name, coordinateNames, passes: exact.passes, readings };
}
