import type { CompiledField } from "../compiled-field.ts";
import type { PlaneState } from "../protocol.ts";
import { quantile, roundUp } from "../range.ts";

/** CSS pixels a second at which flow is carried where it is fast, but not fastest. */
const pace = 70;
const fast = 0.75;
const columns = 15;
const rows = 10;

/** Flow time in a second of motion: the round number at which the field's speeds in the view are good to watch. */
export function flowRate(compiled: CompiledField, { view, width, height, time }: PlaneState): number {
  const points = new Float64Array(2 * columns * rows);
  for (let k = 0; k < columns * rows; k += 1) {
    const across = ((k % columns) + 0.5) / columns - 0.5;
    const up = (Math.floor(k / columns) + 0.5) / rows - 0.5;
    points[2 * k] = view.centreX + across * width * view.unitsPerPixel;
    points[2 * k + 1] = view.centreY + up * height * view.unitsPerPixel;
  }
  const field = compiled.fieldEvaluator().components(points, compiled.bindings(time));
  const sizes = Float64Array.from({ length: columns * rows }, (_, k) =>
    Math.hypot(field[2 * k] as number, field[2 * k + 1] as number),
  );
  const typical = quantile(sizes.filter((size) => size > 0 && Number.isFinite(size)).sort(), fast);
  const rate = (pace * view.unitsPerPixel) / typical;
  return Number.isFinite(rate) && rate > 0 ? roundUp(rate) : 0;
}
