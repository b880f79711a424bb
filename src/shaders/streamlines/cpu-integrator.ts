import type { CompiledField } from "../compiled-field.ts";
import type { PlaneState } from "../protocol.ts";
import { type Integrator, spacing } from "./streamline.ts";

/** Points each way at most. */
const mostPoints = 192;

/** Follows streamlines in float64: all seeds both ways at once, by Runge and Kutta's classical step in arc length. */
export function cpuIntegrator(compiled: CompiledField, state: PlaneState): Integrator {
  const { view, width, height, time } = state;
  const bindings = compiled.bindings(time);
  const evaluator = compiled.fieldEvaluator();
  /** Unit directions on the screen, zero where the field has none; backwards for the second half. */
  const directions = (places: Float64Array, half: number): Float64Array => {
    const world = places.map((value, k) =>
      k % 2 === 0
        ? view.centreX + (value - width / 2) * view.unitsPerPixel
        : view.centreY - (value - height / 2) * view.unitsPerPixel,
    );
    const field = evaluator.components(world, bindings);
    for (let k = 0; k < field.length; k += 2) {
      const u = field[k] as number;
      const v = field[k + 1] as number;
      const size = Math.hypot(u, v);
      const scale = size > 0 && Number.isFinite(size) ? (k < half ? 1 : -1) / size : 0;
      field[k] = scale === 0 ? 0 : u * scale;
      field[k + 1] = scale === 0 ? 0 : -v * scale;
    }
    return field;
  };
  return {
    trace(seeds) {
      const both = new Float64Array(2 * seeds.length);
      both.set(seeds);
      both.set(seeds, seeds.length);
      const traces = integrate(both, (places) => directions(places, seeds.length), width, height);
      return {
        side: (seed, sense) => traces[sense === 1 ? seed : seeds.length / 2 + seed] as Float32Array,
        more: () => false,
      };
    },
  };
}

function integrate(
  start: Float64Array,
  directions: (places: Float64Array) => Float64Array,
  width: number,
  height: number,
): Float32Array[] {
  const h = spacing.point;
  const count = start.length / 2;
  const traces = Array.from({ length: count }, () => new Float32Array(2 * mostPoints));
  const lengths = new Int32Array(count);
  const live = new Uint8Array(count).fill(1);
  let places = start;
  let k1 = directions(places);
  for (let step = 0; step < mostPoints && live.includes(1); step += 1) {
    const moved = (direction: Float64Array, by: number) =>
      places.map((value, k) => value + by * (direction[k] as number));
    const k2 = directions(moved(k1, h / 2));
    const k3 = directions(moved(k2, h / 2));
    const k4 = directions(moved(k3, h));
    const next = places.map(
      (value, k) =>
        value +
        (h / 6) * ((k1[k] as number) + 2 * ((k2[k] as number) + (k3[k] as number)) + (k4[k] as number)),
    );
    const after = directions(next);
    for (let i = 0; i < count; i += 1) {
      if (!live[i]) continue;
      const [x, y] = [next[2 * i] as number, next[2 * i + 1] as number];
      const [dx, dy] = [x - (places[2 * i] as number), y - (places[2 * i + 1] as number)];
      const onwards = dx * (k1[2 * i] as number) + dy * (k1[2 * i + 1] as number) > 0.3 * h;
      const ahead = dx * (after[2 * i] as number) + dy * (after[2 * i + 1] as number) > 0;
      const { margin } = spacing;
      const inside = x > -margin && x < width + margin && y > -margin && y < height + margin;
      if (!onwards || !ahead || !inside) {
        live[i] = 0;
        continue;
      }
      (traces[i] as Float32Array).set([x, y], 2 * step);
      lengths[i] = step + 1;
    }
    places = next;
    k1 = after;
  }
  return traces.map((trace, i) => trace.subarray(0, 2 * (lengths[i] as number)));
}
