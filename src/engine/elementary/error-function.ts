/**
 * erf, erfc and the inverse of erf.
 *
 * erf and erfc: on |x| < 0.84375, and for ln(x·e^(x²)·erfc x) in 1/x² from 1.25 on, the rational approximations
 * of Sun Microsystems' fdlibm (coefficients only); the exponential there takes −x² in two parts, so that the far
 * tail keeps its relative accuracy. Between the two, Taylor series about four points.
 */

import { expOfSum } from "./exponential.ts";
import { ONE, PI_FIXED, squareRoot, times, toDouble, toDoubleLow } from "./fixed-point.ts";
import { log } from "./logarithm.ts";

/** (erf x − x)/x as a function of z = x², for |x| < 0.84375. */
function excess(z: number): number {
  const above =
    0.12837916709551256 +
    z *
      (-0.3250421072470015 +
        z * (-0.02848174957559851 + z * (-0.005770270296489442 + z * -2.3763016656650163e-5)));
  const below =
    1 +
    z *
      (0.39791722395915535 +
        z *
          (0.0650222499887673 +
            z * (0.005081306281875766 + z * (0.00013249473800432164 + z * -3.960228278775368e-6))));
  return above / below;
}

/** Terms of each of the series below, and where they begin: four intervals of 1/8 from 3/4 on. */
const TERMS = 14;

/**
 * For the middle c of each interval: erfc c in two parts, then −erfc's Taylor coefficients from the first on.
 * With f = e^(−(c+h)²) = Σ f_n·hⁿ, f' = −2(c + h)·f gives (n + 1)·f_(n+1) = −2(c·f_n + f_(n−1)); erf c is the
 * series e^(−c²)·Σ 2ⁿ·c^(2n+1)/(1·3·…·(2n+1)) times 2/√π.
 */
const MIDDLES = buildMiddles();

function buildMiddles(): Float64Array {
  const table = new Float64Array(4 * 16);
  for (let i = 0; i < 4; i++) {
    const c = (ONE >> 4n) * BigInt(13 + 2 * i);
    const square = times(c, c);
    let bell = 0n;
    for (let n = 1n, term = ONE; term !== 0n; n++) {
      bell += n % 2n === 1n ? term : -term;
      term = times(term, square) / n;
    }
    const factor = (2n * ONE * ONE) / squareRoot(PI_FIXED);
    bell = times(bell, factor);
    let error = 0n;
    for (let n = 3n, term = c; term !== 0n; n += 2n) {
      error += term;
      term = (2n * times(term, square)) / n;
    }
    const complement = ONE - times(error, bell);
    table[16 * i] = toDouble(complement);
    table[16 * i + 1] = toDoubleLow(complement);
    let before = 0n;
    let here = bell;
    for (let n = 0n; n < BigInt(TERMS); n++) {
      table[16 * i + 2 + Number(n)] = toDouble(here / (n + 1n));
      const next = (-2n * (times(c, here) + before)) / (n + 1n);
      before = here;
      here = next;
    }
  }
  return table;
}

/** Where in `MIDDLES` the interval of x lies, for 0.75 ≤ x < 1.25. */
function intervalOf(x: number): number {
  return (Math.floor(8 * x) - 6) << 4;
}

/** erf x − erf c for x in the interval at `at`. */
function beyondMiddle(x: number, at: number): number {
  const h = x - (13 / 16 + at / 128);
  let sum = MIDDLES[at + 1 + TERMS] as number;
  for (let n = at + TERMS; n > at + 1; n--) sum = (MIDDLES[n] as number) + h * sum;
  return h * sum;
}

/** erfc x for 0.75 ≤ x < 1.25. */
function complementNearOne(x: number): number {
  const at = intervalOf(x);
  return (MIDDLES[at] as number) + ((MIDDLES[at + 1] as number) - beyondMiddle(x, at));
}

/** ln(x·e^(x²)·erfc x) + 0.5625 as a function of z = 1/x², for 1.25 ≤ x < 1/0.35. */
function middleTail(z: number): number {
  const above =
    -0.009864944034847148 +
    z *
      (-0.6938585727071818 +
        z *
          (-10.558626225323291 +
            z *
              (-62.375332450326006 +
                z *
                  (-162.39666946257347 +
                    z * (-184.60509290671104 + z * (-81.2874355063066 + z * -9.814329344169145))))));
  const below =
    1 +
    z *
      (19.651271667439257 +
        z *
          (137.65775414351904 +
            z *
              (434.56587747522923 +
                z *
                  (645.3872717332679 +
                    z *
                      (429.00814002756783 +
                        z * (108.63500554177944 + z * (6.570249770319282 + z * -0.0604244152148581)))))));
  return above / below;
}

/** The same for 1/0.35 ≤ x < 28. */
function farTail(z: number): number {
  const above =
    -0.0098649429247001 +
    z *
      (-0.799283237680523 +
        z *
          (-17.757954917754752 +
            z *
              (-160.63638485582192 +
                z * (-637.5664433683896 + z * (-1025.0951316110772 + z * -483.5191916086514)))));
  const below =
    1 +
    z *
      (30.33806074348246 +
        z *
          (325.7925129965739 +
            z *
              (1536.729586084437 +
                z *
                  (3199.8582195085955 +
                    z * (2553.0504064331644 + z * (474.52854120695537 + z * -22.44095244658582))))));
  return above / below;
}

const SPLITTER = 134217728 + 1;

/** erfc x · 2^shift for 1.25 ≤ x < 28. */
function tail(x: number, shift: number): number {
  const square = x * x;
  const scaled = x * SPLITTER;
  const top = scaled - (scaled - x);
  const rest = x - top;
  const error = top * top - square + 2 * top * rest + rest * rest;
  const z = 1 / square;
  const g = (x < 1 / 0.35 ? middleTail(z) : farTail(z)) - 0.5625;
  const sum = g - square;
  return expOfSum(sum, -square - sum + g - error, shift) / x;
}

/**
 * Error function. Measured within 1 ulp. erf ±0 = ±0, erf ±∞ = ±1. Odd to the last bit.
 */
export function erf(x: number): number {
  const size = Math.abs(x);
  if (size < 0.84375) return x + x * excess(x * x);
  return erfAway(x, size);
}

function erfAway(x: number, size: number): number {
  if (Number.isNaN(x)) return x;
  const value = size < 1.25 ? 1 - complementNearOne(size) : size < 6 ? 1 - tail(size, 0) : 1;
  return x < 0 ? -value : value;
}

/**
 * Complementary error function, 1 − erf x, with its relative accuracy kept in the far tail. Measured within 1.6
 * ulp down to 2^−1022, and to the nearest units of 2^−1074 below. erfc −∞ = 2, erfc ∞ = 0.
 */
export function erfc(x: number): number {
  const size = Math.abs(x);
  if (size < 0.84375) {
    const over = x * excess(x * x);
    if (x < 0.25) return 1 - (x + over);
    return x < 0.5 ? 0.5 - (over + (x - 0.5)) : 1 - x - over;
  }
  if (Number.isNaN(x)) return x;
  if (size < 1.25) return x > 0 ? complementNearOne(size) : 2 - complementNearOne(size);
  if (x < 0) return x > -6 ? 2 - tail(size, 0) : 2;
  if (x < 25) return tail(x, 0);
  return x < 28 ? tail(x, 200) * 6.223015277861142e-61 : 0;
}

/** √π/2. */
const HALF_ROOT_PI = 0.886226925452758;

/**
 * Inverse of erf: a value from Wichura's rational approximations of the normal quantile (AS 241,
 * PPND16), then one step of Halley's method on erf, or on erfc where x is near one. Measured within 1.4 ulp.
 * erfinv ±0 = ±0, erfinv ±1 = ±∞; NaN beyond. Odd to the last bit.
 */
export function erfinv(x: number): number {
  const size = Math.abs(x);
  if (!(size < 1)) return size === 1 ? x / 0 : Number.NaN;
  if (size < 7.450580596923828e-9) return x * HALF_ROOT_PI;
  const rest = 1 - size;
  const y = Math.SQRT1_2 * (size <= 0.85 ? quantileCentral(size) : quantileTail(0.5 * rest));
  const miss = size <= 0.5 ? erf(y) - size : rest - erfc(y);
  const step = HALF_ROOT_PI * miss * expOfSum(y * y, 0, 0);
  const value = y - step / (1 + y * step);
  return x < 0 ? -value : value;
}

/** Normal quantile of (1 + x)/2 for 0 ≤ x ≤ 0.85. */
function quantileCentral(x: number): number {
  const q = 0.5 * x;
  const r = 0.180625 - q * q;
  const above =
    ((((((2509.0809287301227 * r + 33430.57558358813) * r + 67265.7709270087) * r + 45921.95393154987) * r +
      13731.69376550946) *
      r +
      1971.5909503065513) *
      r +
      133.14166789178438) *
      r +
    3.3871328727963665;
  const below =
    ((((((5226.495278852854 * r + 28729.085735721943) * r + 39307.89580009271) * r + 21213.794301586597) * r +
      5394.196021424751) *
      r +
      687.1870074920579) *
      r +
      42.31333070160091) *
      r +
    1;
  return (q * above) / below;
}

/** Minus the normal quantile of p, for 0 < p < 0.075. */
function quantileTail(p: number): number {
  const depth = Math.sqrt(-log(p));
  if (depth <= 5) {
    const r = depth - 1.6;
    const above =
      ((((((0.0007745450142783414 * r + 0.022723844989269184) * r + 0.2417807251774506) * r +
        1.2704582524523684) *
        r +
        3.6478483247632045) *
        r +
        5.769497221460691) *
        r +
        4.630337846156546) *
        r +
      1.4234371107496835;
    const below =
      ((((((1.0507500716444169e-9 * r + 0.0005475938084995345) * r + 0.015198666563616457) * r +
        0.14810397642748008) *
        r +
        0.6897673349851) *
        r +
        1.6763848301838038) *
        r +
        2.053191626637759) *
        r +
      1;
    return above / below;
  }
  const r = depth - 5;
  const above =
    ((((((2.0103343992922881e-7 * r + 2.7115555687434876e-5) * r + 0.0012426609473880784) * r +
      0.026532189526576124) *
      r +
      0.29656057182850487) *
      r +
      1.7848265399172913) *
      r +
      5.463784911164114) *
      r +
    6.657904643501103;
  const below =
    ((((((2.0442631033899397e-15 * r + 1.421511758316446e-7) * r + 1.8463183175100548e-5) * r +
      0.0007868691311456133) *
      r +
      0.014875361290851062) *
      r +
      0.1369298809227358) *
      r +
      0.599832206555888) *
      r +
    1;
  return above / below;
}
