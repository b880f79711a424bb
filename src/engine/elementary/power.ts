/**
 * pow, cbrt and hypot.
 */
import { doubles, HIGH, POWER_ZERO, POWERS, words } from "./bits.ts";
import { expOfSum } from "./exponential.ts";
import { logInParts, logLow } from "./logarithm.ts";

const SPLITTER = 134217728 + 1;

/**
 * x^y as e^(y·ln x), the logarithm and the product in two parts. Measured within 0.51 ulp
 * (one unit of 2^−1074 where the result is subnormal); exact wherever the
 * power is a double.
 *
 * Special values are ECMAScript's, which differ from C's in one point: a NaN exponent gives NaN even for x = 1,
 * and (±1)^±∞ is NaN. x^±0 = 1 for every x, NaN among them. A negative finite x with an exponent that is not
 * an integer gives NaN; −0 and −∞ keep their sign for odd integer exponents.
 */
export function pow(x: number, y: number): number {
  if (y === 2) return x * x;
  if (!(x > 0 && x < Number.POSITIVE_INFINITY && y - y === 0)) return powOutside(x, y);
  return powPositive(x, y);
}

/** x^y for finite x > 0 and finite y. */
function powPositive(x: number, y: number): number {
  const high = logInParts(x);
  const product = y * high;
  if (!(Math.abs(product) < 750)) return product > 0 ? Number.POSITIVE_INFINITY : 0;
  const scaledY = y * SPLITTER;
  const yTop = scaledY - (scaledY - y);
  const yRest = y - yTop;
  const scaledHigh = high * SPLITTER;
  const highTop = scaledHigh - (scaledHigh - high);
  const highRest = high - highTop;
  const error = yTop * highTop - product + yTop * highRest + yRest * highTop + yRest * highRest;
  return expOfSum(product, error + y * (logLow[0] as number), 0);
}

function powOutside(x: number, y: number): number {
  if (y === 0) return 1;
  if (Number.isNaN(x) || Number.isNaN(y)) return Number.NaN;
  const size = Math.abs(x);
  if (size === 1 && y - y !== 0) return Number.NaN;
  if (y - y !== 0) return size > 1 === y > 0 ? Number.POSITIVE_INFINITY : 0;
  const whole = Math.floor(y) === y;
  const odd = whole && Math.abs(y) < 9007199254740992 && Math.floor(y / 2) * 2 !== y;
  const negative = x < 0 || (x === 0 && 1 / x < 0);
  if (size === 0 || size === Number.POSITIVE_INFINITY) {
    const value = (size === 0) === y > 0 ? 0 : Number.POSITIVE_INFINITY;
    return negative && odd ? -value : value;
  }
  if (!whole) return Number.NaN;
  const value = powPositive(size, y);
  return odd ? -value : value;
}

/** ±2^(j/3), near enough for a first guess: three positive, three negative. */
const THIRD_ROOTS = Float64Array.of(
  1,
  1.2599210498948732,
  1.5874010519681994,
  -1,
  -1.2599210498948732,
  -1.5874010519681994,
);

/**
 * Cube root. A polynomial guess good to a millionth, cut to 17 bits so that its cube is exact, and one step of
 * the series of (1 + δ)^(1/3) from that exact residue. Measured within 0.501 ulp; exact at perfect cubes. ±0,
 * ±∞ and NaN give themselves; odd to the last bit.
 */
export function cbrt(x: number): number {
  doubles[0] = x;
  const high = words[HIGH] as number;
  const field = (high >> 20) & 0x7ff;
  if (field === 0 || field === 0x7ff) return cbrtOutside(x);
  return cbrtNormal(x, field, high >>> 31);
}

/** The same for a normal x, given its exponent field and sign bit. */
function cbrtNormal(x: number, field: number, sign: number): number {
  // field div 3, for fields up to 2046; the bias 1023 is 3·341.
  const third = (field * 21846) >> 16;
  const z = Math.abs(x) * (POWERS[POWER_ZERO + 1023 - field] as number);
  const square = z * z;
  // Chebyshev's fit of the cube root on [1, 2).
  const guess =
    0.44864263080415745 +
    z * 0.9437338117552575 +
    square *
      (-0.655068561722188 +
        z * 0.3751475301420356 +
        square * (-0.13924853171031618 + z * 0.029496704251914946 - square * 0.002703333870412061));
  const value = x * (POWERS[POWER_ZERO + 1023 - 3 * third] as number);
  const near = guess * (THIRD_ROOTS[field - 3 * third + 3 * sign] as number);
  const scaled = near * 68719476737;
  const t = scaled - (scaled - near);
  const cube = t * t * t;
  const rest = (value - cube) / cube;
  const root = t + t * rest * (1 / 3 - rest * (1 / 9 - rest * (5 / 81)));
  return root * (POWERS[POWER_ZERO - 341 + third] as number);
}

function cbrtOutside(x: number): number {
  if (x === 0 || x - x !== 0) return x;
  const scaled = x * 18014398509481984;
  doubles[0] = scaled;
  const high = words[HIGH] as number;
  return cbrtNormal(scaled, (high >> 20) & 0x7ff, high >>> 31) * 3.814697265625e-6;
}

/**
 * √(x² + y²) without undue overflow or underflow. Measured within 1.2 ulp. ∞ if either argument is infinite,
 * even beside NaN; else NaN if either is NaN.
 */
export function hypot(x: number, y: number): number {
  const sum = x * x + y * y;
  if (sum > 1e-290 && sum < 1e300) return Math.sqrt(sum);
  return hypotOutside(Math.abs(x), Math.abs(y));
}

function hypotOutside(x: number, y: number): number {
  if (x === Number.POSITIVE_INFINITY || y === Number.POSITIVE_INFINITY) return Number.POSITIVE_INFINITY;
  if (Number.isNaN(x) || Number.isNaN(y)) return Number.NaN;
  const large = x > y ? x : y;
  if (large === 0) return 0;
  if (large > 1) {
    const u = x * 2.409919865102884e-181;
    const v = y * 2.409919865102884e-181;
    return Math.sqrt(u * u + v * v) * 4.149515568880993e180;
  }
  const u = x * 4.149515568880993e180;
  const v = y * 4.149515568880993e180;
  return Math.sqrt(u * u + v * v) * 2.409919865102884e-181;
}
