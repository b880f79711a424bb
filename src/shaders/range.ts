import { colourParts } from "./colour-parts.ts";
import type { PlaneState } from "./protocol.ts";
import type { ColourRange } from "./scale.ts";

/** What the automatic range is found from. */
export interface RangeSamples {
  /** Values of the map at points spread over the view; not finite where the map is not. */
  readonly values: ArrayLike<number>;
  /**
   * How large the terms are whose sum the map is (Σ|M_ij J_ij| at typical points): a sum of terms of size s
   * cannot be told from zero below rounding of s. 0 when not known.
   */
  readonly size: number;
  /** Typical |float32 − float64| of the map's values, as measured; 0 when not known. */
  readonly noise: number;
  /** The map is zero up to float64 rounding wherever it was looked at. */
  readonly vanishes: boolean;
  /** The values are those of places all over a box, not over a picture of it. */
  readonly solid?: boolean;
  /** The top of the largest peak, 0 where there is none: asked where nearly all the picture is nothing beside it. */
  readonly peak?: () => number;
}

/** Share of the picture whose values the automatic range holds: rims may clip, and more than that around poles. */
const coverage = 0.98;
const leastCoverage = 0.8;

/**
 * A share of a picture as a share of what values were taken over: in a box of three dimensions what is as large each way as
 * 2 % of a picture, and is seen as that, is less of it.
 */
export function shareOver(share: number, { solid }: Pick<RangeSamples, "solid">): number {
  return solid ? 1 - (1 - share) ** 1.5 : share;
}

/** The range ends at one of these times a power of ten, so that the colour bar has round ends. */
const niceMantissas = [1, 1.5, 2, 3, 4, 5, 6, 8, 10] as const;

/** A range is kept while what it should hold fills between this much and all of it, and a little more. */
export const hysteresis = { least: 0.55, most: 1.04 } as const;

/** Values below this share of their terms are rounding, not divergence: float32 has 24 bits, GPUs' sines fewer. */
export const roundingShare = 1e-5;

/** A range is at least this many times the float32 noise, so that noise never fills the palette. */
export const noiseFactor = 12;

/**
 * The limit of the colour range [−limit, limit] for a map: the smallest round number that holds 98 % of the
 * finite |values|, or less of them where there are poles. `previous` (the limit shown last, or null) is kept while it
 * still fits, so that the bar does not flicker while a slider moves. A map that is constant gets twice its value, which
 * shows as one calm colour; a map that is zero gets 1, or the size of its terms when it is zero only up to rounding.
 */
export function automaticLimit(samples: RangeSamples, previous: number | null): number {
  const finite = Float64Array.from(samples.values).filter((value) => Number.isFinite(value));
  const sizes = finite.map(Math.abs).sort();
  const floor = Math.max(samples.size * roundingShare, samples.noise * noiseFactor);
  const top = samples.vanishes ? 0 : aloneAbove(sizes, floor, samples.peak);
  const over = (share: number) => quantile(sizes, shareOver(share, samples));
  const wanted = Math.max(top, over(coverage));
  if (samples.vanishes || !(wanted > floor)) return samples.size > 0 ? roundUp(samples.size) : 1;
  const most = top === 0 && isConstant(finite, wanted) ? 2 * wanted : Math.max(floor, top, over(held(over)));
  if (previous !== null && most >= hysteresis.least * previous && most <= hysteresis.most * previous) {
    return previous;
  }
  return roundUp(most);
}

/**
 * The share of the picture that a range holds, of which this tells the |value| that a share of it does not exceed: less where poles make up what is
 * beyond, whose size says no more than how near to them a pixel lies. Around poles sizes are a power of the share of the
 * picture that has larger ones: they grow by as many decades while it falls from 5 % to 1¼ % as while it fell from 20 % to
 * 5 %. What ends somewhere in the view, as bumps, polynomials and exponentials do, grows by about a quarter of that, and
 * poles of a low order need no less. It goes over from one to the other bit by bit, so that no slider makes it jump.
 */
function held(sizeOver: (share: number) => number): number {
  const [most = 0, rim = 0, near = 0] = [leastCoverage, 0.95, 0.9875].map((share) =>
    Math.log10(sizeOver(share)),
  );
  const decades = rim - most;
  const poles = Math.min(1, Math.max(0, 5 * Math.min(1.4 * decades, (near - rim) / decades) - 2.5)) || 0;
  return coverage - (coverage - leastCoverage) * poles;
}

/** Decades by which a picture's rim is above the rest where a peak begins to count, and where it counts wholly. */
const emptiness = { some: 3, all: 6 } as const;

/**
 * What a range holds at least for the sake of a narrow peak: nothing, where the rest of the picture is something to look at;
 * all of it, where sizes (sorted) fall by six decades from the highest 2 % of the picture to the highest 20 %, faster
 * than around any pole. What is not above `floor` is nothing.
 */
export function aloneAbove(sizes: ArrayLike<number>, floor: number, peak: RangeSamples["peak"]): number {
  const [rest, rim] = [quantile(sizes, leastCoverage), quantile(sizes, coverage)];
  const decades = rest > floor ? Math.log10(rim / rest) : Number.POSITIVE_INFINITY;
  const share = Math.min(1, (decades - emptiness.some) / (emptiness.all - emptiness.some));
  const top = share > 0 && peak ? peak() : 0;
  if (top <= Math.max(rim, floor)) return 0;
  return share === 1 ? top : rim * (top / rim) ** share;
}

/** The range that settings say; null where it is to be found from the picture: ends that are not there are no range. */
export function settledRange({ range }: Pick<PlaneState, "range">): ColourRange | null {
  const { low, high } = (
    range.mode === "fixed" ? { low: -range.limit, high: range.limit } : range
  ) as ColourRange;
  return high > low ? { low, high } : null;
}

/** The automatic range of a palette of either kind. */
export function automaticRange(
  diverging: boolean,
  samples: RangeSamples,
  previous: ColourRange | null,
): ColourRange {
  if (!diverging && colourParts.interval) return colourParts.interval(samples, previous);
  // What was shown before may have been a range of another kind.
  const symmetric = previous?.low === -(previous?.high ?? 0) ? previous : null;
  const limit = automaticLimit(samples, symmetric ? symmetric.high : null);
  return { low: -limit, high: limit };
}

/** The q-quantile of sorted numbers, 0 of none. */
export function quantile(sorted: ArrayLike<number>, q: number): number {
  if (sorted.length === 0) return 0;
  const at = q * (sorted.length - 1);
  const below = Math.floor(at);
  const low = sorted[below] as number;
  const high = sorted[Math.min(sorted.length - 1, below + 1)] as number;
  return low + (at - below) * (high - low);
}

/** The smallest nice number that is at least `value` (> 0), forgiving the last digits. */
export function roundUp(value: number): number {
  const exponent = Math.floor(Math.log10(value));
  for (const mantissa of niceMantissas) {
    const nice = decimal(mantissa, exponent);
    if (nice >= value * (1 - 1e-6)) return nice;
  }
  return decimal(1, exponent + 1);
}

/** mantissa · 10^exponent, rounded once. */
export function decimal(mantissa: number, exponent: number): number {
  return Number(`${mantissa}e${exponent}`);
}

function isConstant(values: Float64Array, size: number): boolean {
  const sorted = values.slice().sort();
  return quantile(sorted, 0.99) - quantile(sorted, 0.01) < 1e-3 * size;
}
