import { niceStep } from "./figure/ticks.ts";
import {
  aloneAbove,
  decimal,
  hysteresis,
  noiseFactor,
  quantile,
  type RangeSamples,
  roundingShare,
  roundUp,
  shareOver,
} from "./range.ts";
import type { ColourRange } from "./scale.ts";

/** Shares of the picture's values below and above the range of a sequential palette. */
const rims = { low: 0.01, high: 0.99 } as const;

/** A range that begins above zero but below this share of its end begins at zero: magnitudes are counted from there. */
const nearZero = 0.35;

/**
 * The range of a sequential palette: the quantiles at 1 % and 99 % of the finite values, widened to round numbers. It is
 * kept while it still fits, like the diverging one's limit, and never narrower than rounding.
 */
export function automaticInterval(samples: RangeSamples, previous: ColourRange | null): ColourRange {
  const sorted = Float64Array.from(samples.values).filter(Number.isFinite).sort();
  const sizes = sorted.map(Math.abs).sort();
  const top = samples.vanishes ? 0 : aloneAbove(sizes, samples.noise * noiseFactor, samples.peak);
  // A peak is above all, or a hole below.
  const isHole = top > 0 && sorted[0] === -(sizes.at(-1) ?? 0);
  const least = isHole ? -top : quantile(sorted, 1 - shareOver(1 - rims.low, samples));
  const high = top > 0 && !isHole ? top : quantile(sorted, shareOver(rims.high, samples));
  const low = least > 0 && least < nearZero * high ? 0 : least;
  const size = Math.max(Math.abs(low), Math.abs(high));
  const floor = Math.max(samples.size * roundingShare, samples.noise * noiseFactor, size * roundingShare);
  if (!(high - low > floor)) {
    const reach = roundUp(Math.max(size, floor) || 1);
    return low >= 0 ? { low: 0, high: 2 * reach } : { low: -reach, high: reach };
  }
  if (previous) {
    const span = previous.high - previous.low;
    const slack = (hysteresis.most - 1) * span;
    const holds = low >= previous.low - slack && high <= previous.high + slack;
    if (holds && high - low >= hysteresis.least * span) return previous;
  }
  const { mantissa, exponent } = niceStep((high - low) / 10);
  const outwards = (value: number, round: (steps: number) => number) =>
    decimal(round(value / decimal(mantissa, exponent)) * mantissa, exponent);
  return {
    low: outwards(low, (steps) => Math.floor(steps + 1e-6)),
    high: outwards(high, (steps) => Math.ceil(steps - 1e-6)),
  };
}
