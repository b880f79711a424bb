import type { Timing } from "../../app/laboratory/timing.ts";
import { formatSignificant } from "../../shaders/figure/ticks.ts";

/** Units of time, each from so many nanoseconds on. */
const units = [
  [1e9, "s"],
  [1e6, "ms"],
  [1e3, "µs"],
  [1, "ns"],
] as const;

/** `4.2 µs`: three digits of a time in the largest unit that it has one of. */
export function durationText(nanoseconds: number): string {
  const [size, unit] = units.find(([least]) => nanoseconds >= least) ?? [1, "ns"];
  return `${formatSignificant(nanoseconds / size, 3)} ${unit}`;
}

/** A measured time; where it was not measured, a dash. */
export function timingText(time: Timing | null): string {
  return time ? durationText(time.nanoseconds) : "–";
}

/** Where most of the times that a median is of lie. */
export function spreadText({ low, high }: Timing): string {
  return `Four of five runs took ${durationText(low)} to ${durationText(high)} for a point.`;
}

/** `12,345`, and a dash where there is nothing to count. */
export function countText(count: number | null): string {
  return count === null ? "–" : count.toLocaleString("en");
}
