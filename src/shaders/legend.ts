import { formatSignificant, niceTicks, type Tick } from "./figure/ticks.ts";
import { type ColourRange, scaled, unscaled } from "./scale.ts";

/** A colour at a share of the bar's length. */
export interface GradientStop {
  readonly offset: number;
  /** CSS colour. */
  readonly colour: string;
}

/** All there is to say of what the colours of a picture mean. */
export interface Legend extends ColourRange {
  /** Where the scale goes over from linear to logarithmic; 0 where it is linear. */
  readonly threshold: number;
  /** The colours along the bar, from low to high. */
  readonly stops: readonly GradientStop[];
  /** Between contour lines, on the scale. */
  readonly spacing: number;
  /** What runs across and up. */
  readonly axes: readonly [string, string];
  /** What the colours are of: in signs, and in words. */
  readonly caption: string;
  readonly words: string;
}

export interface LegendTick extends Tick {
  /** The share of the bar's length: 0 at low, 1 at high. */
  readonly share: number;
}

/** Ticks of the bar, about `count`: round numbers, or those where the symlog scale has whole ones. Zero is among them. */
export function legendTicks({ low, high, threshold }: Legend, count: number): LegendTick[] {
  const [from, to] = [scaled(low, threshold), scaled(high, threshold)];
  const shared = (tick: Tick) => ({ ...tick, share: (scaled(tick.value, threshold) - from) / (to - from) });
  if (threshold === 0) return niceTicks(low, high, count).map(shared);
  const ticks: Tick[] = [];
  const step = Math.max(1, Math.ceil((to - from) / count));
  for (let k = Math.ceil((from - 1e-9) / step); k * step <= to + 1e-9; k += 1) {
    const value = Number(unscaled(k * step, threshold).toPrecision(12));
    ticks.push({ value, label: formatSignificant(value, 1) });
  }
  return ticks.map(shared);
}
