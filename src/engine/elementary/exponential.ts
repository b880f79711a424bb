/**
 * exp and expm1, and the exponential of a two-part argument that other functions build on.
 *
 * Method. x = k·(ln 2/128) + r, |r| ≤ ln 2/256, so that e^x = 2^(k div 128) · 2^((k mod 128)/128) · e^r: the
 * first factor an exact power of two from a table, the second a table of 128 pairs of doubles, the third a
 * Taylor polynomial of degree five. ln 2/128 stands in two parts, the first short enough for an exact product.
 */

import { POWER_ZERO, POWERS, ROUNDER } from "./bits.ts";
import { cut, LN2_FIXED, ONE, times, toDouble, toDoubleLow } from "./fixed-point.ts";

const STEP_FIXED = LN2_FIXED >> 7n;
const STEP_1_FIXED = cut(STEP_FIXED, 42);
/** Steps to the unit, 128/ln 2. */
const STEPS = toDouble((ONE * ONE) / STEP_FIXED);
const STEP_1 = toDouble(STEP_1_FIXED);
const STEP_2 = toDouble(STEP_FIXED - STEP_1_FIXED);

/** Two numbers to a step: 2^(j/128) and its low part. */
const ROOTS = buildRoots();

function buildRoots(): Float64Array {
  let ratio = ONE;
  let term = ONE;
  for (let n = 1n; term !== 0n; n++) {
    term = times(term, STEP_FIXED) / n;
    ratio += term;
  }
  const table = new Float64Array(256);
  let root = ONE;
  for (let j = 0; j < 128; j++) {
    table[2 * j] = toDouble(root);
    table[2 * j + 1] = toDoubleLow(root);
    root = times(root, ratio);
  }
  return table;
}

/**
 * e^x. Measured within 0.51 ulp (within one unit of 2^−1074 where the result is subnormal). exp ±0 = 1,
 * exp ∞ = ∞, exp −∞ = 0; ∞ above 709.78 and 0 below −745.13.
 */
export function exp(x: number): number {
  if (!(Math.abs(x) < 708)) return expOutside(x);
  const k = x * STEPS + ROUNDER - ROUNDER;
  const r = x - k * STEP_1 - k * STEP_2;
  const n = k | 0;
  const j = (n & 127) << 1;
  const root = ROOTS[j] as number;
  const q = r + r * r * (1 / 2 + r * (1 / 6 + r * (1 / 24 + r * (1 / 120))));
  return (root + ((ROOTS[j + 1] as number) + root * q)) * (POWERS[(n >> 7) + POWER_ZERO] as number);
}

function expOutside(x: number): number {
  if (Number.isNaN(x)) return x;
  return expOfSum(x, 0, 0);
}

/**
 * e^(x + low) · 2^shift over the whole range, with overflow to ∞ and gradual underflow; |low| below 1/4096,
 * |shift| at most 1100.
 */
export function expOfSum(x: number, low: number, shift: number): number {
  if (x > 1500) return Number.POSITIVE_INFINITY;
  if (x < -1500) return 0;
  const k = x * STEPS + ROUNDER - ROUNDER;
  const r = x - k * STEP_1 - k * STEP_2 + low;
  const n = k | 0;
  const j = (n & 127) << 1;
  const root = ROOTS[j] as number;
  const q = r + r * r * (1 / 2 + r * (1 / 6 + r * (1 / 24 + r * (1 / 120))));
  const value = root + ((ROOTS[j + 1] as number) + root * q);
  const e = (n >> 7) + shift;
  if (e >= -1022 && e <= 1023) return value * (POWERS[e + POWER_ZERO] as number);
  return scaleFar(value, e);
}

/** value · 2^e for e beyond the normal exponents, rounded once. */
function scaleFar(value: number, e: number): number {
  if (e > 1023)
    return e > 2046
      ? Number.POSITIVE_INFINITY
      : value * 8.98846567431158e307 * (POWERS[e - 1023 + POWER_ZERO] as number);
  if (e < -1080) return 0;
  return value * (POWERS[e + 200 + POWER_ZERO] as number) * 6.223015277861142e-61;
}

/** Where `expm1InParts` leaves the low part. */
export const expm1Low = new Float64Array(1);

/** e^x − 1 for 2^−54 < |x| < 44: returns the rounded value and leaves what the rounding lost in `expm1Low`. */
export function expm1InParts(x: number): number {
  const k = x * STEPS + ROUNDER - ROUNDER;
  const t = x - k * STEP_1;
  const w = k * STEP_2;
  const r = t - w;
  const n = k | 0;
  const j = (n & 127) << 1;
  const scale = POWERS[(n >> 7) + POWER_ZERO] as number;
  const root = (ROOTS[j] as number) * scale;
  const q = r * r * (1 / 2 + r * (1 / 6 + r * (1 / 24 + r * (1 / 120 + r * (1 / 720))))) + (t - r - w);
  const above = root - 1;
  const b = above - root;
  const lost = root - (above - b) - (1 + b);
  const lead = above + r;
  const rest = (ROOTS[j + 1] as number) * scale * (1 + r) + lost;
  const small = above - lead + r + (above * r + (root * q + rest));
  const value = lead + small;
  expm1Low[0] = lead - value + small;
  return value;
}

/**
 * e^x − 1, without cancellation near zero. Measured within 0.51 ulp. expm1 ±0 = ±0, expm1 ∞ = ∞,
 * expm1 −∞ = −1.
 */
export function expm1(x: number): number {
  const size = Math.abs(x);
  if (!(size < 44 && size > 5.551115123125783e-17)) return expm1Outside(x);
  return expm1InParts(x);
}

function expm1Outside(x: number): number {
  return Math.abs(x) <= 5.551115123125783e-17 ? x : exp(x) - 1;
}
