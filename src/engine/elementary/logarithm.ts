/**
 * log, log1p, log2 and log10, and the two-part logarithm that pow builds on.
 *
 * Method. x = 2^k · z with z in [0.7, 1.41), cut by the top bits of the significand into 128 intervals, one of
 * which has 1 inside. For each a table keeps v, a multiple of 1/1024 near 1/z, and ln(1/v) in two parts; then
 * r = z·v − 1 (exact in two parts: v is short), |r| < 0.0045, and
 * ln x = k·ln 2 + ln(1/v) + r − r²/2 + r³/3 − … . The interval about 1 has v = 1 and ln(1/v) = 0, so that
 * nothing cancels there. ln 2 and ln(1/v) keep their high parts to multiples of 2^−42: those sums are exact.
 */

import { doubles, HIGH, POWER_ZERO, POWERS, words } from "./bits.ts";
import { cut, LN2_FIXED, logarithmOfRatio, ONE, times, toDouble } from "./fixed-point.ts";

const LN2_HIGH_FIXED = cut(LN2_FIXED, 42);
const LN2_HIGH = toDouble(LN2_HIGH_FIXED);
const LN2_LOW = toDouble(LN2_FIXED - LN2_HIGH_FIXED);

/** High word of the lower end of the range of z, placed so that 1 is the middle of its interval's steps. */
const LOWEST = 0x3fe69000;

/** 1024·v for each interval, v the multiple of 1/1024 nearest the reciprocal of its middle; 1 about x = 1. */
const NUMERATORS = buildNumerators();
/** ln(1/v) for each interval, in fixed point; from one to the next by the logarithm of their ratio. */
const LOGARITHMS = buildLogarithms();
/** Three numbers to an interval (and one unused): v, ln(1/v) to 42 bits, and the rest of it. */
const INTERVALS = buildIntervals();

function buildNumerators(): number[] {
  return Array.from({ length: 128 }, (_, i) => {
    const high = LOWEST + (i << 13) + 0x1000;
    if (high === 0x3ff00000) return 1024;
    // The middle of the interval is middle / 2^21.
    const middle = ((high & 0xfffff) + 0x100000) * (high < 0x3ff00000 ? 1 : 2);
    return Math.round(2147483648 / middle);
  });
}

function buildLogarithms(): bigint[] {
  let last = 1024;
  let log = 0n;
  return NUMERATORS.map((n) => {
    // ln 1 is zero exactly.
    log = n === 1024 ? 0n : log + logarithmOfRatio(BigInt(last), BigInt(n));
    last = n;
    return log;
  });
}

function buildIntervals(): Float64Array {
  const table = new Float64Array(512);
  LOGARITHMS.forEach((log, i) => {
    const high = cut(log, 42);
    table[4 * i] = (NUMERATORS[i] as number) / 1024;
    table[4 * i + 1] = toDouble(high);
    table[4 * i + 2] = toDouble(log - high);
  });
  return table;
}

/** Adding and subtracting this rounds z to a multiple of 2^−40. */
const CUTTER = 1.5 * 4096;

/**
 * ln x. Measured within 0.52 ulp. log 1 = +0, log ±0 = −∞, log ∞ = ∞; NaN below zero.
 */
export function log(x: number): number {
  doubles[0] = x;
  const high = words[HIGH] as number;
  if ((high - 0x00100000) >>> 0 >= 0x7fe00000) return logOutside(x);
  return logScaled(x, high, 0);
}

function logScaled(x: number, high: number, extra: number): number {
  const d = high - LOWEST;
  const at = (d >> 11) & 0x1fc;
  const e = d >> 20;
  const z = x * (POWERS[POWER_ZERO - e] as number);
  const k = e + extra;
  const v = INTERVALS[at] as number;
  const zTop = z + CUTTER - CUTTER;
  const r1 = zTop * v - 1;
  const r2 = (z - zTop) * v;
  const r = r1 + r2;
  const w = k * LN2_HIGH + (INTERVALS[at + 1] as number);
  const sum = w + r;
  const square = r * r;
  const tail =
    square * (-1 / 2 + r * (1 / 3) + square * (-1 / 4 + r * (1 / 5) + square * (-1 / 6 + r * (1 / 7))));
  return sum + (w - sum + r + (k * LN2_LOW + (INTERVALS[at + 2] as number) + (r1 - r + r2) + tail));
}

function logOutside(x: number): number {
  if (x === 0) return Number.NEGATIVE_INFINITY;
  if (x < 0) return Number.NaN;
  if (!(x < Number.POSITIVE_INFINITY)) return x;
  const scaled = x * 18014398509481984;
  doubles[0] = scaled;
  return logScaled(scaled, words[HIGH] as number, -54);
}

/**
 * ln(x + low) for normal positive x and |low| at most some ulps of x; `low` counts fully near x = 1, where the
 * result is small.
 */
export function logOfSum(x: number, low: number): number {
  doubles[0] = x;
  const d = (words[HIGH] as number) - LOWEST;
  const at = (d >> 11) & 0x1fc;
  const k = d >> 20;
  const scale = POWERS[POWER_ZERO - k] as number;
  const z = x * scale;
  const v = INTERVALS[at] as number;
  const zTop = z + CUTTER - CUTTER;
  const r1 = zTop * v - 1;
  const r2 = (z - zTop) * v;
  const r = r1 + r2;
  const more = low * scale * v;
  const w = k * LN2_HIGH + (INTERVALS[at + 1] as number);
  const sum = w + r;
  const square = r * r;
  const tail =
    square * (-1 / 2 + r * (1 / 3) + square * (-1 / 4 + r * (1 / 5) + square * (-1 / 6 + r * (1 / 7))));
  const rest = k * LN2_LOW + (INTERVALS[at + 2] as number) + (r1 - r + r2) + (more - more * r) + tail;
  return sum + (w - sum + r + rest);
}

/**
 * ln(1 + x), without cancellation near zero: ln of the rounded sum, with what the rounding lost carried
 * along. Measured within 0.7 ulp. log1p ±0 = ±0, log1p −1 = −∞, log1p ∞ = ∞; NaN below −1.
 */
export function log1p(x: number): number {
  if (!(x > -1 && x < 1e18 && Math.abs(x) > 5.551115123125783e-17)) return log1pOutside(x);
  const sum = 1 + x;
  const b = sum - 1;
  return logOfSum(sum, 1 - (sum - b) + (x - b));
}

function log1pOutside(x: number): number {
  if (Math.abs(x) <= 5.551115123125783e-17) return x;
  if (x === -1) return Number.NEGATIVE_INFINITY;
  return log(x);
}

/** Where `logInParts` leaves the low part. */
export const logLow = new Float64Array(1);

/** Adding and subtracting this rounds r to a multiple of 2^−33. */
const SQUARE_CUTTER = 1.5 * 524288;

/** ln x for finite positive x to about 68 bits: returns the high part and leaves the low part in `logLow`. */
export function logInParts(positive: number): number {
  let x = positive;
  doubles[0] = x;
  let high = words[HIGH] as number;
  let extra = 0;
  if (high < 0x00100000) {
    x *= 18014398509481984;
    doubles[0] = x;
    high = words[HIGH] as number;
    extra = -54;
  }
  const d = high - LOWEST;
  const at = (d >> 11) & 0x1fc;
  const e = d >> 20;
  const z = x * (POWERS[POWER_ZERO - e] as number);
  const k = e + extra;
  const v = INTERVALS[at] as number;
  const zTop = z + CUTTER - CUTTER;
  const r1 = zTop * v - 1;
  const r2 = (z - zTop) * v;
  const r = r1 + r2;
  const w = k * LN2_HIGH + (INTERVALS[at + 1] as number);
  const first = w + r;
  const rTop = r + SQUARE_CUTTER - SQUARE_CUTTER;
  const half = 0.5 * rTop * rTop;
  const second = first - half;
  const rest = r1 - r + r2;
  const series = 1 / 3 + r * (-1 / 4 + r * (1 / 5 + r * (-1 / 6 + r * (1 / 7 + r * (-1 / 8 + r * (1 / 9))))));
  const low =
    w -
    first +
    r +
    (first - second - half) +
    (k * LN2_LOW + (INTERVALS[at + 2] as number) + (rest - rest * r)) +
    (r * r * r * series - 0.5 * ((r - rTop) * (r + rTop)));
  const sum = second + low;
  logLow[0] = second - sum + low;
  return sum;
}

/** To another base: log(1/v) to 42 bits, and the rest of it. */
function buildBase(perLn: bigint): Float64Array {
  const table = new Float64Array(256);
  LOGARITHMS.forEach((natural, i) => {
    const log = times(natural, perLn);
    const high = cut(log, 42);
    table[2 * i] = toDouble(high);
    table[2 * i + 1] = toDouble(log - high);
  });
  return table;
}

/**
 * Logarithm to another base for finite positive x: as `logScaled`, with r·(1/ln base) in an exact product of 26 by 26
 * bits and a rest.
 */
function logInBase(
  positive: number,
  table: Float64Array,
  twoHigh: number,
  twoLow: number,
  perLnTop: number,
  perLnRest: number,
): number {
  let x = positive;
  doubles[0] = x;
  let high = words[HIGH] as number;
  let extra = 0;
  if (high < 0x00100000) {
    x *= 18014398509481984;
    doubles[0] = x;
    high = words[HIGH] as number;
    extra = -54;
  }
  const d = high - LOWEST;
  const at = (d >> 11) & 0x1fc;
  const e = d >> 20;
  const z = x * (POWERS[POWER_ZERO - e] as number);
  const k = e + extra;
  const v = INTERVALS[at] as number;
  const zTop = z + CUTTER - CUTTER;
  const r1 = zTop * v - 1;
  const r2 = (z - zTop) * v;
  const r = r1 + r2;
  const scaled = r * 134217729;
  const rTop = scaled - (scaled - r);
  const lead = rTop * perLnTop;
  const w = k * twoHigh + (table[at >> 1] as number);
  const sum = w + lead;
  const square = r * r;
  const tail =
    square * (-1 / 2 + r * (1 / 3) + square * (-1 / 4 + r * (1 / 5) + square * (-1 / 6 + r * (1 / 7))));
  const over = r1 - rTop + r2 + tail;
  const rest = k * twoLow + (table[(at >> 1) + 1] as number) + (over * perLnTop + (r + tail) * perLnRest);
  return sum + (w - sum + lead + rest);
}

const PER_LN2_FIXED = (ONE * ONE) / LN2_FIXED;
const PER_LN2_TOP = toDouble(cut(PER_LN2_FIXED, 25));
const PER_LN2_REST = toDouble(PER_LN2_FIXED - cut(PER_LN2_FIXED, 25));
const BASE_2 = buildBase(PER_LN2_FIXED);

/** ln 10 = 3·ln 2 + ln(5/4). */
const PER_LN10_FIXED = (ONE * ONE) / (3n * LN2_FIXED + logarithmOfRatio(5n, 4n));
const PER_LN10_TOP = toDouble(cut(PER_LN10_FIXED, 26));
const PER_LN10_REST = toDouble(PER_LN10_FIXED - cut(PER_LN10_FIXED, 26));
const BASE_10 = buildBase(PER_LN10_FIXED);
const TWO_FIXED = times(LN2_FIXED, PER_LN10_FIXED);
const TWO_HIGH = toDouble(cut(TWO_FIXED, 42));
const TWO_LOW = toDouble(TWO_FIXED - cut(TWO_FIXED, 42));

/**
 * Base-two logarithm. Measured within 0.52 ulp; exact at powers of two. Special values as `log`.
 */
export function log2(x: number): number {
  if (!(x > 0 && x < Number.POSITIVE_INFINITY)) return logOutside(x);
  return logInBase(x, BASE_2, 1, 0, PER_LN2_TOP, PER_LN2_REST);
}

/**
 * Base-ten logarithm. Measured within 0.52 ulp; exact at powers of ten. Special values as `log`.
 */
export function log10(x: number): number {
  if (!(x > 0 && x < Number.POSITIVE_INFINITY)) return logOutside(x);
  return logInBase(x, BASE_10, TWO_HIGH, TWO_LOW, PER_LN10_TOP, PER_LN10_REST);
}
