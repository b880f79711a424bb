/** From values to places in the palette, the same in the shader, on the CPU and along the colour bar. */

/** The values at the colour bar's ends; low < high. */
export interface ColourRange {
  readonly low: number;
  readonly high: number;
}

export const scales = ["linear", "symlog"] as const;
export type Scale = (typeof scales)[number];

/** Decades of a symlog scale between where it stops being linear and the end of the range. */
const decades = 3;

/** Where a symlog scale of the range goes over from linear to logarithmic: a power of ten. 0 for the linear scale. */
export function thresholdOf(scale: Scale, { low, high }: ColourRange): number {
  if (scale === "linear") return 0;
  const order = Math.ceil(Math.log10(Math.max(Math.abs(low), Math.abs(high))) - 1e-9);
  return Number(`1e${order - decades}`);
}

/**
 * A value on the scale: itself where the threshold c is 0; else v/c up to |v| = c and ±(1 + log10 |v/c|) beyond, so
 * that 0, ±c, ±10c, … are whole numbers.
 */
export function scaled(value: number, threshold: number): number {
  if (threshold === 0) return value;
  const size = Math.abs(value) / threshold;
  return size <= 1 ? value / threshold : Math.sign(value) * (1 + Math.log10(size));
}

/** The value at a place of the scale: the inverse of `scaled`. */
export function unscaled(place: number, threshold: number): number {
  if (threshold === 0) return place;
  const size = Math.abs(place);
  return size <= 1 ? place * threshold : Math.sign(place) * 10 ** (size - 1) * threshold;
}

/** How a palette of either kind is laid over a range: its place 0 … 1 is scaled(value)·factor + offset. */
export interface Stretch {
  readonly factor: number;
  readonly offset: number;
  /** The places of the range's ends; values beyond get their colours. */
  readonly low: number;
  readonly high: number;
}

/**
 * A sequential palette runs from one end of the range to the other. A diverging one has its middle at zero and is as
 * steep on both sides, whatever the range: equal sizes look equally strong, and a range to one side shows one arm.
 */
export function stretchOf(diverging: boolean, range: ColourRange, threshold: number): Stretch {
  const low = scaled(range.low, threshold);
  const high = scaled(range.high, threshold);
  const factor = diverging ? 0.5 / Math.max(Math.abs(low), Math.abs(high)) : 1 / (high - low);
  const offset = diverging ? 0.5 : -low * factor;
  return { factor, offset, low: low * factor + offset, high: high * factor + offset };
}

/** The place in the palette of a value. */
export function placeOf(value: number, { factor, offset, low, high }: Stretch, threshold: number): number {
  return Math.min(high, Math.max(low, scaled(value, threshold) * factor + offset));
}
