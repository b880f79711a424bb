import { quantile } from "./timing.ts";

/** Counts of values in bins of equal width from `low` on. */
export interface Histogram {
  readonly low: number;
  readonly width: number;
  readonly counts: readonly number[];
  /** Finite values below the first bin and beyond the last: few, where a few lie far out. */
  readonly below: number;
  readonly beyond: number;
  /** Values that are not finite. */
  readonly lost: number;
}

const mostBins = 60;
/** Different values up to which each gets a bin of its own: a Rademacher draw in the plane has two. */
const fewValues = 12;
/** Quartile distances from the quartiles beyond which values are only counted. */
const farOut = 4;

/**
 * A histogram that a few values far out do not spoil: bins of Freedman and Diaconis' width 2·IQR/∛N over the values
 * that are not far out. Few different values are bars in the middle of bins of their own, as wide as the smallest gap
 * lets them be.
 */
export function histogramOf(values: ArrayLike<number>): Histogram {
  const sorted = Float64Array.from(values).filter(Number.isFinite).sort();
  const lost = values.length - sorted.length;
  const distinct = distinctOf(sorted);
  if (distinct.length === 0) return { low: 0, width: 1, counts: [], below: 0, beyond: 0, lost };
  const own = distinct.length <= fewValues ? binsOfOwn(distinct) : null;
  const { low, width, count } = own ?? binsOf(sorted);
  const counts = new Array<number>(count).fill(0);
  let below = 0;
  let beyond = 0;
  for (const value of sorted) {
    const bin = Math.floor((value - low) / width);
    if (bin < 0) below += 1;
    else if (bin > count || (bin === count && value > low + count * width)) beyond += 1;
    else counts[Math.min(bin, count - 1)] = (counts[Math.min(bin, count - 1)] as number) + 1;
  }
  return { low, width, counts, below, beyond, lost };
}

interface Bins {
  readonly low: number;
  readonly width: number;
  readonly count: number;
}

/** The values without those that another equals to rounding; no more than are few. */
function distinctOf(sorted: Float64Array): number[] {
  const size = Math.max(Math.abs(sorted[0] ?? 0), Math.abs(sorted.at(-1) ?? 0));
  const distinct: number[] = [];
  for (const value of sorted) {
    const last = distinct.at(-1);
    if (last === undefined || value - last > 1e-12 * size) distinct.push(value);
    if (distinct.length > fewValues) break;
  }
  return distinct;
}

/** Bins such that each value stands in the middle of one; null where that takes too many. */
function binsOfOwn(distinct: readonly number[]): Bins | null {
  const [first = 0, last = first] = [distinct[0], distinct.at(-1)];
  if (first === last) {
    const width = first === 0 ? 1 : Math.max(Math.abs(first) / 4, Number.MIN_VALUE * 2 ** 60);
    return { low: first - width / 2, width, count: 1 };
  }
  const width = Math.min(...distinct.slice(1).map((value, i) => value - (distinct[i] as number)));
  const count = Math.round((last - first) / width) + 1;
  return count <= mostBins ? { low: first - width / 2, width, count } : null;
}

function binsOf(sorted: Float64Array): Bins {
  const [lower, upper] = [quantile(sorted, 0.25), quantile(sorted, 0.75)];
  const [first, last] = [sorted[0] as number, sorted.at(-1) as number];
  const spread = upper - lower;
  // Where most values are alike, quartiles say nothing.
  const low = spread > 0 ? Math.max(first, lower - farOut * spread) : first;
  const high = spread > 0 ? Math.min(last, upper + farOut * spread) : last;
  const ideal = spread > 0 ? (2 * spread) / Math.cbrt(sorted.length) : (high - low) / mostBins;
  const count = Math.max(1, Math.min(mostBins, Math.ceil((high - low) / ideal)));
  return { low, width: (high - low) / count, count };
}
