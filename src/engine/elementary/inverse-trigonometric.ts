/**
 * asin, acos, atan and atan2.
 *
 * atan: between 2^−5 and 2^5 the top bits of x choose one of 160 points c of each sign, with arctan c known in
 * two parts; arctan x = arctan c + arctan t, t = (x − c)/(1 + x·c), |t| ≤ 1/64. Nearer zero t = x, farther out
 * t = −1/x about ±π/2. The series in t is Taylor's.
 *
 * asin and acos: below one half x + x·R(x²), with R the rational approximation of (asin x − x)/x in x² from Sun
 * Microsystems' fdlibm (coefficients only); above, asin x = π/2 − 2·asin √((1 − x)/2).
 */

import { doubles, HIGH, words } from "./bits.ts";
import { arctangent, ONE, PI_FIXED, toDouble, toDoubleLow } from "./fixed-point.ts";

const HALF_PI = toDouble(PI_FIXED >> 1n);
const HALF_PI_LOW = toDoubleLow(PI_FIXED) / 2;
const PI = 2 * HALF_PI;
const PI_LOW = 2 * HALF_PI_LOW;

/** High words of 2^−5 and 2^5, and the count of points between. */
const LOWEST = 0x3fa00000;
const HIGHEST = 0x40400000;
const COUNT = 160;

/** Three numbers to a point (and one unused): c, arctan c and its low part; the negative points follow. */
const POINTS = buildPoints();

function buildPoints(): Float64Array {
  const table = new Float64Array(8 * COUNT);
  let last = 0n;
  let angle = 0n;
  for (let i = 0; i < COUNT; i++) {
    // c = (33 + 2·(i mod 16)) · 2^(i div 16 − 10), the middle of its interval.
    const c = (BigInt(33 + 2 * (i & 15)) << BigInt(i >> 4)) * (ONE >> 10n);
    const t = ((c - last) * ONE) / (ONE + (c * last) / ONE);
    angle += arctangent(t);
    last = c;
    for (let side = 0; side < 2; side++) {
      const at = 4 * (i + side * COUNT);
      const signed = side === 0 ? angle : -angle;
      table[at] = side === 0 ? toDouble(c) : -toDouble(c);
      table[at + 1] = toDouble(signed);
      table[at + 2] = toDoubleLow(signed);
    }
  }
  return table;
}

/** arctan t − t for |t| ≤ 1/32. */
function bend(t: number): number {
  const z = t * t;
  return t * z * (-1 / 3 + z * (1 / 5 + z * (-1 / 7 + z * (1 / 9 + z * (-1 / 11)))));
}

/**
 * Inverse tangent, in [−π/2, π/2]. Measured within 0.55 ulp. atan ±0 = ±0, atan ±∞ = ±π/2. Odd to the last bit.
 */
export function atan(x: number): number {
  doubles[0] = x;
  const high = words[HIGH] as number;
  const offset = (high & 0x7fffffff) - LOWEST;
  if (offset >>> 0 >= HIGHEST - LOWEST) return atanOutside(x);
  const at = ((offset >> 16) + (high >>> 31) * COUNT) << 2;
  const c = POINTS[at] as number;
  const t = (x - c) / (1 + x * c);
  return (POINTS[at + 1] as number) + (t + ((POINTS[at + 2] as number) + bend(t)));
}

function atanOutside(x: number): number {
  const size = Math.abs(x);
  if (size < 1) return size < 7.450580596923828e-9 ? x : x + bend(x);
  if (Number.isNaN(x)) return x;
  const t = -1 / x;
  const quarter = x > 0 ? HALF_PI : -HALF_PI;
  const low = x > 0 ? HALF_PI_LOW : -HALF_PI_LOW;
  return quarter + (t + (low + bend(t)));
}

/**
 * The angle of the point (x, y), in [−π, π]: arctan |y/x|, moved to its quadrant. Measured within 1.5 ulp.
 * Zeros and infinities as in ECMAScript and C: the sign of the result is that of y, −0 among them;
 * atan2(±0, +0) = ±0, atan2(±0, −0) = ±π, atan2(±∞, +∞) = ±π/4, atan2(±∞, −∞) = ±3π/4.
 */
export function atan2(y: number, x: number): number {
  const height = Math.abs(y);
  const width = Math.abs(x);
  if (!(height > 0 && width > 0 && height < Number.POSITIVE_INFINITY && width < Number.POSITIVE_INFINITY)) {
    return atan2Outside(y, x);
  }
  const angle = atan(height / width);
  const turned = x > 0 ? angle : PI - (angle - PI_LOW);
  return turned * (y / height);
}

function atan2Outside(y: number, x: number): number {
  if (Number.isNaN(x) || Number.isNaN(y)) return Number.NaN;
  const left = x < 0 || (x === 0 && 1 / x < 0);
  const under = y < 0 || (y === 0 && 1 / y < 0);
  const endless = Math.abs(x) === Number.POSITIVE_INFINITY;
  let angle: number;
  if (y === 0) angle = left ? PI : 0;
  else if (Math.abs(y) === Number.POSITIVE_INFINITY) {
    if (!endless) angle = HALF_PI;
    else angle = left ? 3 * (PI / 4) : PI / 4;
  } else if (endless) angle = left ? PI : 0;
  else angle = HALF_PI;
  return under ? -angle : angle;
}

/** (asin x − x)/x as a function of z = x², 0 ≤ z ≤ 1/4. */
function excess(z: number): number {
  const above =
    z *
    (0.16666666666666666 +
      z *
        (-0.3255658186224009 +
          z *
            (0.20121253213486293 +
              z * (-0.04005553450067941 + z * (0.0007915349942898145 + z * 3.479331075960212e-5)))));
  const below =
    1 +
    z * (-2.403394911734414 + z * (2.0209457602335057 + z * (-0.6882839716054533 + z * 0.07703815055590194)));
  return above / below;
}

/**
 * Inverse sine, in [−π/2, π/2]. Measured within 1.2 ulp. asin ±0 = ±0; NaN beyond ±1. Odd to the last bit.
 */
export function asin(x: number): number {
  const size = Math.abs(x);
  if (size < 0.5) return size < 7.450580596923828e-9 ? x : x + x * excess(x * x);
  if (!(size <= 1)) return Number.NaN;
  const z = (1 - size) * 0.5;
  const twice = 2 * Math.sqrt(z);
  const lead = HALF_PI - twice;
  const value = lead + (HALF_PI - lead - twice + (HALF_PI_LOW - twice * excess(z)));
  return value * (x / size);
}

/** Inverse cosine, in [0, π]. Measured within 1.3 ulp. acos 1 = +0; NaN beyond ±1. */
export function acos(x: number): number {
  const size = Math.abs(x);
  if (size < 0.5) {
    const lead = HALF_PI - x;
    return lead + (HALF_PI - lead - x + (HALF_PI_LOW - x * excess(x * x)));
  }
  if (!(size <= 1)) return Number.NaN;
  const z = (1 - size) * 0.5;
  const twice = 2 * Math.sqrt(z);
  if (x > 0) return twice + twice * excess(z);
  return PI - (twice + (twice * excess(z) - PI_LOW));
}
