import { automaticLimit, automaticRange, quantile, roundingShare } from "../../shaders/range.ts";
import type { ColourRange } from "../../shaders/scale.ts";
import type { Samples } from "./protocol.ts";

/** What levels of surfaces are placed in. */
export interface LevelRange {
  readonly range: ColourRange;
  /** The values are the same everywhere but for what float32 rounds of their terms: no surface of them is anywhere. */
  readonly isFlat: boolean;
}

/**
 * Finds the range of a quantity in a box, time after time, each near the last one where that still fits. Around poles it ends
 * where colours do: nearly all of a box is below levels that only those near a pole have.
 */
export function createLevelRange(): (samples: Pick<Samples, "values" | "sizes">) => LevelRange {
  let last: { readonly interval: ColourRange; readonly limit: number } | null = null;
  return ({ values, sizes }) => {
    const finite = values.filter(Number.isFinite);
    const size = quantile(sizes.filter(Number.isFinite).sort(), 0.5);
    const [low, high] = finite.reduce(([low, high], value) => [Math.min(low, value), Math.max(high, value)], [
      Number.POSITIVE_INFINITY,
      Number.NEGATIVE_INFINITY,
    ] as [number, number]);
    const isFlat = high - low <= roundingShare * Math.max(size, Math.abs(low), Math.abs(high));
    const samples = { values, size, noise: 0, vanishes: false };
    const interval = automaticRange(false, samples, last?.interval ?? null);
    const limit = automaticLimit(samples, last?.limit ?? null);
    last = { interval, limit };
    // Tails that are no poles stay: half of a range is more than those are.
    const isHeld = limit < Math.max(Math.abs(interval.low), Math.abs(interval.high)) / 2;
    const held = { low: Math.max(interval.low, -limit), high: Math.min(interval.high, limit) };
    return { range: isHeld && held.low < held.high ? held : interval, isFlat };
  };
}
