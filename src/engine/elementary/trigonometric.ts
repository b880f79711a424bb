/**
 * Sine, cosine and tangent.
 *
 * Method. The full turn is cut into 256 steps. An argument is written x = k·(π/128) + r + e, |r| ≤ π/256, e a
 * correction below the last bit of r; then sin x = S + C·r + (C·(sin r − r) + S·(cos r − 1) + C·e) where S and
 * C, sine and cosine of k·(π/128), come from a table. No quadrant is ever tested: the index k mod 256 carries
 * all signs, and cosine is sine a quarter of a turn (64 steps) on. C is kept as a multiple of 1/32 and a rest,
 * so that the one product that matters is exact where S is small.
 *
 * Reduction. Below 4096 in size, Cody and Waite's: π/128 in three parts of 35, 35 and 53 bits, so that the
 * first two products are exact. From there on, Payne and Hanek's: the significand times the right window of
 * the bits of 1/(2π), in limbs of 24 bits whose products and column sums are exact in doubles.
 *
 * Series coefficients are Taylor's; the tables and the digits of 1/(2π) are derived in fixed-point.ts.
 */

import { doubles, HIGH, POWER_ZERO, POWERS, ROUNDER, words } from "./bits.ts";
import { cut, ONE, PI_FIXED, piWithBits, times, toDouble, toDoubleLow } from "./fixed-point.ts";

const STEP_FIXED = PI_FIXED >> 7n;
const STEP_1_FIXED = cut(STEP_FIXED, 40);
const STEP_2_FIXED = cut(STEP_FIXED - STEP_1_FIXED, 75);

/** Steps to the radian, 128/π. */
const STEPS = toDouble((ONE * ONE) / STEP_FIXED);
const STEP_1 = toDouble(STEP_1_FIXED);
const STEP_2 = toDouble(STEP_2_FIXED);
const STEP_3 = toDouble(STEP_FIXED - STEP_1_FIXED - STEP_2_FIXED);

/** Below this size sin x and tan x round to x, or within 0.1 ulp of it. */
const TINY = 7.450580596923828e-9;
/** From this size on the reduction is Payne and Hanek's. */
const LARGE = 4096;

/** Four numbers to a step: sine, its low part, cosine as a multiple of 1/32, and the rest of it. */
const TURN = buildTurn();

function buildTurn(): Float64Array {
  let sineOfStep = STEP_FIXED;
  let cosineOfStep = ONE;
  let term = STEP_FIXED;
  for (let n = 2n; term !== 0n; n++) {
    term = times(term, STEP_FIXED) / n;
    const signed = n % 4n < 2n ? term : -term;
    if (n % 2n === 0n) cosineOfStep += signed;
    else sineOfStep += signed;
  }
  const sines: bigint[] = [0n];
  let s = 0n;
  let c = ONE;
  for (let k = 1; k < 64; k++) {
    const turned = times(s, cosineOfStep) + times(c, sineOfStep);
    c = times(c, cosineOfStep) - times(s, sineOfStep);
    s = turned;
    sines.push(s);
  }
  sines.push(ONE);
  const sineAt = (k: number): bigint => {
    const within = k & 127;
    const size = sines[within <= 64 ? within : 128 - within] as bigint;
    return (k & 128) === 0 ? size : -size;
  };
  const table = new Float64Array(1024);
  for (let k = 0; k < 256; k++) {
    const sine = sineAt(k);
    const cosine = sineAt(k + 64);
    const size = cosine < 0n ? -cosine : cosine;
    const coarse = cosine < 0n ? -cut(size, 5) : cut(size, 5);
    table[4 * k] = toDouble(sine);
    table[4 * k + 1] = toDoubleLow(sine);
    table[4 * k + 2] = toDouble(coarse);
    table[4 * k + 3] = toDouble(cosine - coarse);
  }
  return table;
}

/** Sine of step number `at`/4 and r + e beyond it. */
function sineFrom(at: number, r: number, e: number): number {
  const s = TURN[at] as number;
  const coarse = TURN[at + 2] as number;
  const fine = TURN[at + 3] as number;
  const z = r * r;
  const lead = coarse * r;
  const sum = s + lead;
  const bend = z * (-1 / 2 + z * (1 / 24 + z * (-1 / 720)));
  const tail = r * z * (-1 / 6 + z * (1 / 120 + z * (-1 / 5040))) + e;
  return (
    sum + (s - sum + lead + ((TURN[at + 1] as number) + (fine * r + ((coarse + fine) * tail + s * bend))))
  );
}

/**
 * sin x. Measured within 0.53 ulp for all finite arguments; odd to the last bit. sin ±0 = ±0; sin ±∞ and
 * sin NaN are NaN.
 */
export function sin(x: number): number {
  const size = Math.abs(x);
  if (!(size < LARGE && size > TINY)) return sinOutside(x);
  const k = x * STEPS + ROUNDER - ROUNDER;
  const t = x - k * STEP_1;
  const w = k * STEP_2;
  const r = t - w;
  const b = r - t;
  return sineFrom((k & 255) << 2, r, t - (r - b) - (w + b) - k * STEP_3);
}

/** cos x. Measured within 0.53 ulp for all finite arguments; even to the last bit. cos ±∞ and cos NaN are NaN. */
export function cos(x: number): number {
  if (!(Math.abs(x) < LARGE)) return cosOutside(x);
  const k = x * STEPS + ROUNDER - ROUNDER;
  const t = x - k * STEP_1;
  const w = k * STEP_2;
  const r = t - w;
  const b = r - t;
  return sineFrom(((k + 64) & 255) << 2, r, t - (r - b) - (w + b) - k * STEP_3);
}

/**
 * tan x, the quotient of the two above over one reduction. Measured within 1.9 ulp. tan ±0 = ±0; tan ±∞ and
 * tan NaN are NaN.
 */
export function tan(x: number): number {
  const size = Math.abs(x);
  if (!(size < LARGE && size > TINY)) return tanOutside(x);
  const k = x * STEPS + ROUNDER - ROUNDER;
  const t = x - k * STEP_1;
  const w = k * STEP_2;
  const r = t - w;
  const b = r - t;
  const e = t - (r - b) - (w + b) - k * STEP_3;
  return sineFrom((k & 255) << 2, r, e) / sineFrom(((k + 64) & 255) << 2, r, e);
}

function sinOutside(x: number): number {
  if (Math.abs(x) <= TINY) return x;
  if (x - x !== 0) return Number.NaN;
  const k = reduceLarge(x);
  return sineFrom((k & 255) << 2, reduced[0] as number, reduced[1] as number);
}

function cosOutside(x: number): number {
  if (x - x !== 0) return Number.NaN;
  const k = reduceLarge(x);
  return sineFrom(((k + 64) & 255) << 2, reduced[0] as number, reduced[1] as number);
}

function tanOutside(x: number): number {
  if (Math.abs(x) <= TINY) return x;
  if (x - x !== 0) return Number.NaN;
  const k = reduceLarge(x);
  const r = reduced[0] as number;
  const e = reduced[1] as number;
  return sineFrom((k & 255) << 2, r, e) / sineFrom(((k + 64) & 255) << 2, r, e);
}

const LIMB = 16777216;
const LIMB_INVERSE = 5.9604644775390625e-8;
/** Limbs of zeros before the point, for arguments whose significand reaches below one. */
const LEADING_LIMBS = 2;

/** The fraction bits of 1/(2π), 24 to a limb, after two limbs of zeros. */
const INVERSE_TURN = buildInverseTurn();

function buildInverseTurn(): Float64Array {
  const limbs = 52;
  const bits = BigInt(24 * limbs);
  const inverse = (1n << (2n * bits + 60n)) / (2n * piWithBits(bits + 60n));
  const table = new Float64Array(LEADING_LIMBS + limbs);
  for (let j = 0; j < limbs; j++) {
    table[LEADING_LIMBS + j] = Number((inverse >> (bits - 24n * BigInt(j + 1))) & 0xffffffn);
  }
  return table;
}

/** Where `reduceLarge` leaves the remainder and its low part. */
const reduced = new Float64Array(2);
const columns = new Float64Array(9);

const STEP_HIGH = toDouble(STEP_FIXED);
const STEP_LOW = toDoubleLow(STEP_FIXED);
const SPLITTER = 134217728 + 1;
const STEP_HIGH_TOP = STEP_HIGH * SPLITTER - (STEP_HIGH * SPLITTER - STEP_HIGH);
const STEP_HIGH_REST = STEP_HIGH - STEP_HIGH_TOP;

/**
 * The step nearest a finite x of size 4096 or more, counted modulo whole turns; what remains goes to `reduced`.
 * With x = m·2^e, all limbs of 1/(2π) that m·2^e turns into whole turns are left out, and eight columns of 24
 * bits after the point are kept: at most 23 are lost to alignment and 62 to cancellation, so that more than 80
 * good bits remain.
 */
function reduceLarge(x: number): number {
  const size = Math.abs(x);
  doubles[0] = size;
  const e = ((words[HIGH] as number) >> 20) - 1075;
  const m = size * (POWERS[POWER_ZERO - e] as number);
  const first = Math.floor(e / 24);
  const shift = e - 24 * first;
  const m2 = Math.floor(m * (LIMB_INVERSE * LIMB_INVERSE));
  const below = m - m2 * (LIMB * LIMB);
  const m1 = Math.floor(below * LIMB_INVERSE);
  const m0 = below - m1 * LIMB;
  const from = first + LEADING_LIMBS;
  let carry = 0;
  for (let c = 8; c >= 1; c--) {
    const column =
      m0 * (INVERSE_TURN[from + c - 1] as number) +
      m1 * (INVERSE_TURN[from + c] as number) +
      m2 * (INVERSE_TURN[from + c + 1] as number) +
      carry;
    carry = Math.floor(column * LIMB_INVERSE);
    columns[c] = column - carry * LIMB;
  }
  // In units of one step, that is of 1/256 of a turn.
  const unit = POWERS[POWER_ZERO + shift - 40] as number;
  const pair = LIMB_INVERSE * LIMB_INVERSE;
  let top = ((columns[1] as number) * LIMB + (columns[2] as number)) * unit;
  top -= Math.floor(top * (1 / 256)) * 256;
  const second = ((columns[3] as number) * LIMB + (columns[4] as number)) * (unit * pair);
  const third = ((columns[5] as number) * LIMB + (columns[6] as number)) * (unit * pair * pair);
  const fourth = ((columns[7] as number) * LIMB + (columns[8] as number)) * (unit * pair * pair * pair);
  const k = Math.floor(top + second + 0.5);
  top -= k;
  let sum = top + second;
  let b = sum - top;
  let low = top - (sum - b) + (second - b);
  const head = sum + third;
  b = head - sum;
  low += sum - (head - b) + (third - b) + fourth;
  sum = head + low;
  low = head - sum + low;
  // (sum + low) steps in radians.
  const scaled = sum * SPLITTER;
  const sumTop = scaled - (scaled - sum);
  const sumRest = sum - sumTop;
  const product = sum * STEP_HIGH;
  const rest =
    sumTop * STEP_HIGH_TOP -
    product +
    sumTop * STEP_HIGH_REST +
    sumRest * STEP_HIGH_TOP +
    sumRest * STEP_HIGH_REST +
    (sum * STEP_LOW + low * STEP_HIGH);
  if (x < 0) {
    reduced[0] = -product;
    reduced[1] = -rest;
    return -k;
  }
  reduced[0] = product;
  reduced[1] = rest;
  return k;
}
