import type { Timing } from "../../app/laboratory/timing.ts";

const durations = [
  [1e9, "s"],
  [1e6, "ms"],
  [1e3, "µs"],
  [0, "ns"],
] as const;

/** Two or three digits with a unit: `85 ns`, `1.3 µs`, `240 ms`. */
export function durationText(nanoseconds: number): string {
  if (!Number.isFinite(nanoseconds)) return "unknown";
  // 999.6 ns are a microsecond when they are rounded.
  const size = Number(nanoseconds.toPrecision(2));
  const [factor, unit] = durations.find(([least]) => size >= least) ?? [0, "ns"];
  const value = nanoseconds / (factor || 1);
  return `${value >= 100 ? Math.round(value / 10) * 10 : Number(value.toPrecision(2))} ${unit}`;
}

/** A measured time; where it was not measured, a dash. */
export function timingText(time: Timing | null): string {
  return time ? durationText(time.nanoseconds) : "–";
}

/** Where most of the times that a median is of lie. */
export function spreadText({ low, high }: Timing): string {
  return `Four of five runs took ${durationText(low)} to ${durationText(high)} for a point.`;
}

const sizes = [
  [1e9, "GB"],
  [1e6, "MB"],
  [1e3, "kB"],
] as const;

/** `96 B`, `1.5 kB`. */
export function bytesText(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  const size = Number(bytes.toPrecision(2));
  const [factor, unit] = sizes.find(([least]) => size >= least) ?? [1e3, "kB"];
  return `${Number((bytes / factor).toPrecision(2))} ${unit}`;
}

/** `2 estimators`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
