import { formatNumber, niceTicks, type Tick } from "../../shaders/figure/ticks.ts";

/** An axis of a chart: an interval, where its numbers lie along a length, and what is written at them. */
export interface ChartScale {
  readonly low: number;
  readonly high: number;
  readonly ticks: readonly Tick[];
  /** Where a value lies, from 0 at `low` to `length` at `high`; NaN for what the axis cannot show. */
  at(value: number): number;
}

/** What is lost by rounding. */
const slack = 1e-9;
/** Ticks of a log axis, at most, before powers are left out. */
const mostPowers = 8;
/** Powers of ten from edge to edge up to which the twos and fives between them are written, too. */
const fewPowers = 2;
/** Values nearer to one another than this factor get as much room to either side of them. */
const room = 1.5;

/**
 * A log axis over all positive finite values, from power of ten to power of ten where they span one, else to the next
 * 1, 2 or 5. null where there are none: zeros and errors below nothing are not on it.
 */
export function logScale(values: Iterable<number>, length: number): ChartScale | null {
  let [least, most] = [Number.POSITIVE_INFINITY, 0];
  for (const value of values) {
    if (!(value > 0) || value === Number.POSITIVE_INFINITY) continue;
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  if (least > most) return null;
  if (most < room * least) [least, most] = [least / room, most * room];
  const isWide = Math.log10(most / least) >= 1;
  const low = isWide ? 10 ** Math.floor(Math.log10(least) + slack) : roundDown(least);
  const high = isWide ? 10 ** Math.ceil(Math.log10(most) - slack) : roundUp(most);
  const [from, to] = [Math.log(low), Math.log(high)];
  return {
    low,
    high,
    ticks: logTicks(low, high),
    at: (value) => (value > 0 ? ((Math.log(value) - from) / (to - from)) * length : Number.NaN),
  };
}

/** A plain axis from round number to round number about all finite values; null where there are none. */
export function linearScale(values: Iterable<number>, length: number, count = 5): ChartScale | null {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  if (least > most) return null;
  if (most - least <= slack * Math.max(Math.abs(least), Math.abs(most))) {
    const half = Math.abs(least) / 2 || 1;
    [least, most] = [least - half, most + half];
  }
  const inner = niceTicks(least, most, count);
  const step = (inner[1]?.value ?? most) - (inner[0]?.value ?? least);
  const low =
    (inner[0]?.value ?? least) - (Math.abs((inner[0]?.value ?? least) - least) > slack * step ? step : 0);
  const last = inner.at(-1)?.value ?? most;
  const high = last + (Math.abs(last - most) > slack * step ? step : 0);
  return {
    low,
    high,
    ticks: niceTicks(low, high, count),
    at: (value) => ((value - low) / (high - low)) * length,
  };
}

/** Powers of two within [low, high], as sizes and numbers of probes come. */
export function powersOfTwo(low: number, high: number): Tick[] {
  const ticks: Tick[] = [];
  for (let k = Math.ceil(Math.log2(low) - slack); k <= Math.log2(high) + slack; k++)
    ticks.push({ value: 2 ** k, label: String(2 ** k) });
  return ticks;
}

/** Powers of ten, thinned where they are many; with the twos and fives between where they are few. */
function logTicks(low: number, high: number): Tick[] {
  const [first, last] = [Math.floor(Math.log10(low) + slack), Math.ceil(Math.log10(high) - slack)];
  const every = Math.ceil((last - first + 1) / mostPowers);
  const mantissas = last - first <= fewPowers ? [1, 2, 5] : [1];
  const ticks: Tick[] = [];
  for (let power = Math.ceil(first / every) * every; power <= last; power += every) {
    for (const mantissa of mantissas) {
      const value = Number(`${mantissa}e${power}`);
      if (value < low * (1 - slack) || value > high * (1 + slack)) continue;
      ticks.push({ value, label: formatNumber(value, power) });
    }
  }
  return ticks;
}

function roundDown(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value) + slack);
  return ([5, 2, 1].find((mantissa) => mantissa * power <= value * (1 + slack)) ?? 1) * power;
}

function roundUp(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value) + slack);
  return ([1, 2, 5].find((mantissa) => mantissa * power >= value * (1 - slack)) ?? 10) * power;
}
