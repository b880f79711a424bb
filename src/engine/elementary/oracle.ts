/**
 * An independent judge for the tests of this folder: the elementary functions in BigInt arithmetic with some
 * 256 significant bits, and the error of a double against such a value in units in the last place.
 *
 * Nothing here is shared with the functions under test; the methods differ too (halved arguments, long plain
 * series, Newton's square root).
 */

const BITS = 256;

/** m·2^e. */
export interface Real {
  readonly m: bigint;
  readonly e: number;
}

function bitLength(n: bigint): number {
  const size = n < 0n ? -n : n;
  if (size === 0n) return 0;
  const hex = size.toString(16);
  return 4 * (hex.length - 1) + (32 - Math.clz32(Number.parseInt(hex[0] as string, 16)));
}

function trim(m: bigint, e: number): Real {
  const excess = bitLength(m) - BITS;
  return excess > 0 ? { m: m >> BigInt(excess), e: e + excess } : { m, e };
}

const buffer = new DataView(new ArrayBuffer(8));

/** A finite double, exactly. */
export function real(x: number): Real {
  buffer.setFloat64(0, x);
  const bits = buffer.getBigUint64(0);
  const field = Number((bits >> 52n) & 0x7ffn);
  const fraction = bits & 0xfffffffffffffn;
  const m = field === 0 ? fraction : fraction | 0x10000000000000n;
  return { m: bits >> 63n ? -m : m, e: Math.max(field, 1) - 1075 };
}

export function add(a: Real, b: Real): Real {
  if (a.m === 0n) return b;
  if (b.m === 0n) return a;
  const high = a.e >= b.e ? a : b;
  const low = a.e >= b.e ? b : a;
  // Far below the last kept bit: the low one cannot matter.
  if (bitLength(high.m) + high.e - (bitLength(low.m) + low.e) > 2 * BITS) return high;
  return trim((high.m << BigInt(high.e - low.e)) + low.m, low.e);
}

export function negate(a: Real): Real {
  return { m: -a.m, e: a.e };
}

export function subtract(a: Real, b: Real): Real {
  return add(a, negate(b));
}

export function multiply(a: Real, b: Real): Real {
  return trim(a.m * b.m, a.e + b.e);
}

export function divide(a: Real, b: Real): Real {
  const shift = Math.max(0, BITS + 8 + bitLength(b.m) - bitLength(a.m));
  return trim((a.m << BigInt(shift)) / b.m, a.e - b.e - shift);
}

function integerRoot(n: bigint): bigint {
  let x = 1n << BigInt((bitLength(n) + 1) >> 1);
  for (;;) {
    const next = (x + n / x) >> 1n;
    if (next >= x) return x;
    x = next;
  }
}

export function squareRoot(a: Real): Real {
  if (a.m === 0n) return a;
  let shift = 2 * BITS + 8 - bitLength(a.m);
  if ((a.e - shift) % 2 !== 0) shift++;
  return trim(integerRoot(a.m << BigInt(shift)), (a.e - shift) / 2);
}

const ZERO: Real = { m: 0n, e: 0 };
const ONE = real(1);
const TWO = real(2);

function scale(a: Real, e: number): Real {
  return { m: a.m, e: a.e + e };
}

/** a as an integer multiple of 2^−bits. */
function fixed(a: Real, bits: number): bigint {
  const shift = a.e + bits;
  return shift >= 0 ? a.m << BigInt(shift) : a.m >> BigInt(-shift);
}

function exponentOf(a: Real): number {
  return bitLength(a.m) + a.e;
}

/** Sum over n of term(n), each from the last by `next`, in fixed point. */
function series(
  first: bigint,
  next: (term: bigint, n: number) => bigint,
  part: (term: bigint, n: number) => bigint,
) {
  let sum = 0n;
  let term = first;
  for (let n = 0; term > 1n || term < -1n; n++) {
    sum += part(term, n);
    term = next(term, n);
  }
  return sum;
}

/** Series of arctan (sign −1) or artanh (sign 1), |a| < 1/2. */
function odd(a: Real, sign: bigint): Real {
  if (a.m === 0n) return ZERO;
  const bits = BITS + Math.max(0, -exponentOf(a)) + 16;
  const x = fixed(a, bits);
  const square = (x * x) >> BigInt(bits);
  const sum = series(
    x,
    (term) => ((term * square) >> BigInt(bits)) * sign,
    (term, n) => term / BigInt(2 * n + 1),
  );
  return trim(sum, -bits);
}

/** ln 2 = 18·artanh(1/26) − 2·artanh(1/4801) + 8·artanh(1/8749). */
const LN2 = (() => {
  const part = (n: number) => odd(divide(ONE, real(n)), 1n);
  const sum = subtract(multiply(real(18), part(26)), multiply(TWO, part(4801)));
  return add(sum, multiply(real(8), part(8749)));
})();

/** π to 1500 bits, by Gauss's 48·arctan(1/18) + 32·arctan(1/57) − 20·arctan(1/239). */
const PI_BITS = 1500;
const PI_FIXED = (() => {
  const one = 1n << BigInt(PI_BITS + 20);
  const part = (n: bigint) =>
    series(
      one / n,
      (term) => -term / (n * n),
      (term, k) => term / BigInt(2 * k + 1),
    );
  return (48n * part(18n) + 32n * part(57n) - 20n * part(239n)) >> 20n;
})();
export const PI = trim(PI_FIXED, -PI_BITS);

/** e^a − 1. */
export function expm1(a: Real): Real {
  if (exponentOf(a) > -2) return subtract(exp(a), ONE);
  if (a.m === 0n) return ZERO;
  const bits = BITS + Math.max(0, -exponentOf(a)) + 16;
  const x = fixed(a, bits);
  const sum = series(
    x,
    (term, n) => ((term * x) >> BigInt(bits)) / BigInt(n + 2),
    (term) => term,
  );
  return trim(sum, -bits);
}

export function exp(a: Real): Real {
  const bits = BITS + 40;
  const ln2 = fixed(LN2, bits);
  const x = fixed(a, bits);
  const k = x / ln2;
  const r = (x - k * ln2) >> 8n;
  let sum = series(
    1n << BigInt(bits),
    (term, n) => ((term * r) >> BigInt(bits)) / BigInt(n + 1),
    (term) => term,
  );
  for (let n = 0; n < 8; n++) sum = (sum * sum) >> BigInt(bits);
  return trim(sum, -bits + Number(k));
}

export function log(a: Real): Real {
  let k = exponentOf(a);
  let z = scale(a, -k);
  if (subtract(multiply(z, z), real(0.5)).m < 0n) {
    k--;
    z = scale(z, 1);
  }
  const series = scale(odd(divide(subtract(z, ONE), add(z, ONE)), 1n), 1);
  return k === 0 ? series : add(multiply(real(k), LN2), series);
}

/** [sin a, cos a], with a reduced by π to 1500 bits. */
function sineAndCosine(a: Real): [Real, Real] {
  // a in fixed point, exactly (up to 1074 fraction bits are cut only where sin a is a).
  const bits = PI_BITS;
  const x = fixed(a, bits);
  const half = PI_FIXED >> 1n;
  // For a up to 2^1024 the product k·π/2 needs π to 1024 + 256 + some bits beyond the point: it has 1500.
  let k = x / half;
  let r = x - k * half;
  if (2n * r > half) {
    k++;
    r -= half;
  } else if (2n * r < -half) {
    k--;
    r += half;
  }
  const small = trim(r, -bits);
  if (small.m === 0n) return [ZERO, ONE];
  const work = BITS + Math.max(0, -exponentOf(small)) + 16;
  const y = fixed(small, work);
  const next = (from: number) => (term: bigint, n: number) =>
    -(((((term * y) >> BigInt(work)) * y) >> BigInt(work)) / BigInt((2 * n + from) * (2 * n + from + 1)));
  const sine = trim(
    series(y, next(2), (term) => term),
    -work,
  );
  const cosine = trim(
    series(1n << BigInt(work), next(1), (term) => term),
    -work,
  );
  const quadrant = Number(((k % 4n) + 4n) % 4n);
  if (quadrant === 0) return [sine, cosine];
  if (quadrant === 1) return [cosine, negate(sine)];
  if (quadrant === 2) return [negate(sine), negate(cosine)];
  return [negate(cosine), sine];
}

export function sin(a: Real): Real {
  return exponentOf(a) < -200 ? a : sineAndCosine(a)[0];
}

export function cos(a: Real): Real {
  return exponentOf(a) < -200 ? ONE : sineAndCosine(a)[1];
}

export function tan(a: Real): Real {
  if (exponentOf(a) < -200) return a;
  const [s, c] = sineAndCosine(a);
  return divide(s, c);
}

export function atan(a: Real): Real {
  let x = a;
  for (let n = 0; n < 3; n++) x = divide(x, add(ONE, squareRoot(add(ONE, multiply(x, x)))));
  return scale(odd(x, -1n), 3);
}

/** The angle of (x, y), neither zero. */
export function atan2(y: Real, x: Real): Real {
  const angle = atan(divide(y, x));
  if (x.m > 0n) return angle;
  return y.m > 0n ? add(angle, PI) : subtract(angle, PI);
}

function cathetus(a: Real): Real {
  return squareRoot(multiply(subtract(ONE, a), add(ONE, a)));
}

export function asin(a: Real): Real {
  const other = cathetus(a);
  return other.m === 0n ? scale(a.m > 0n ? PI : negate(PI), -1) : atan(divide(a, other));
}

export function acos(a: Real): Real {
  return a.m === 0n ? scale(PI, -1) : atan2(cathetus(a), a);
}

export function sinh(a: Real): Real {
  const size = a.m < 0n ? negate(a) : a;
  const t = expm1(size);
  const value = scale(add(t, divide(t, add(t, ONE))), -1);
  return a.m < 0n ? negate(value) : value;
}

export function cosh(a: Real): Real {
  const t = exp(a.m < 0n ? negate(a) : a);
  return scale(add(t, divide(ONE, t)), -1);
}

export function tanh(a: Real): Real {
  const t = expm1(scale(a.m < 0n ? negate(a) : a, 1));
  const value = divide(t, add(t, TWO));
  return a.m < 0n ? negate(value) : value;
}

export function log1p(a: Real): Real {
  // ln(1 + a) = 2·artanh(a/(2 + a)) loses nothing near zero.
  if (exponentOf(a) < -2) return scale(odd(divide(a, add(TWO, a)), 1n), 1);
  return log(add(ONE, a));
}

export function asinh(a: Real): Real {
  const size = a.m < 0n ? negate(a) : a;
  const square = multiply(size, size);
  const value = log1p(add(size, divide(square, add(ONE, squareRoot(add(ONE, square))))));
  return a.m < 0n ? negate(value) : value;
}

export function acosh(a: Real): Real {
  const t = subtract(a, ONE);
  return log1p(add(t, squareRoot(multiply(t, add(a, ONE)))));
}

export function atanh(a: Real): Real {
  return scale(log1p(divide(scale(a, 1), subtract(ONE, a))), -1);
}

export function log2(a: Real): Real {
  return divide(log(a), LN2);
}

const LN10 = log(real(10));

export function log10(a: Real): Real {
  return divide(log(a), LN10);
}

/** a^b for a > 0. */
export function pow(a: Real, b: Real): Real {
  return exp(multiply(b, log(a)));
}

export function cbrt(a: Real): Real {
  const size = a.m < 0n ? -a.m : a.m;
  let shift = 3 * BITS - bitLength(size);
  while ((((a.e - shift) % 3) + 3) % 3 !== 0) shift++;
  const n = size << BigInt(shift);
  let x = 1n << BigInt(Math.ceil(bitLength(n) / 3));
  for (;;) {
    const next = (2n * x + n / (x * x)) / 3n;
    if (next >= x) break;
    x = next;
  }
  return trim(a.m < 0n ? -x : x, (a.e - shift) / 3);
}

export function hypot(a: Real, b: Real): Real {
  return squareRoot(add(multiply(a, a), multiply(b, b)));
}

/** 2/√π. */
const TWO_PER_ROOT_PI = divide(TWO, squareRoot(PI));

/** erf a = 2/√π·e^(−a²)·Σ 2ⁿa^(2n+1)/(1·3·…·(2n+1)), all terms of one sign, with `bits` fraction bits. */
function erfFixed(a: Real, bits: number): bigint {
  const x = fixed(a, bits);
  const shift = BigInt(bits);
  const square = (x * x) >> shift;
  const sum = series(
    x,
    (term, n) => (((term * square) >> shift) * 2n) / BigInt(2 * n + 3),
    (term) => term,
  );
  // e^(−a²) = 1/e^(a²), by halving and squaring.
  const halvings = 24n;
  const small = square >> halvings;
  let power = series(
    1n << shift,
    (term, n) => ((term * small) >> shift) / BigInt(n + 1),
    (term) => term,
  );
  for (let n = 0n; n < halvings; n++) power = (power * power) >> shift;
  const root = integerRoot((PI_FIXED << (2n * shift)) >> BigInt(PI_BITS));
  return (((sum << shift) / power) * (2n << shift)) / root;
}

export function erf(a: Real): Real {
  const e = exponentOf(a);
  if (e < -200) return multiply(a, TWO_PER_ROOT_PI);
  const bits = BITS + Math.max(0, -e) + 60;
  return trim(erfFixed(a, bits), -bits);
}

/** 1 − erf a, with bits enough for the far tail, |a| < 28. */
export function erfc(a: Real): Real {
  const x = Number(fixed(a, 20)) / 1048576;
  const bits = BITS + 80 + Math.ceil(Math.max(0, x * Math.abs(x)) * 3);
  return trim((1n << BigInt(bits)) - erfFixed(a, bits), -bits);
}

/** The slope 2/√π·e^(−a²) of erf. */
export function erfSlope(a: Real): Real {
  return multiply(TWO_PER_ROOT_PI, exp(negate(multiply(a, a))));
}

/** A real, roughly, as a double (for ratios). */
export function approximate(a: Real): number {
  const excess = Math.max(0, bitLength(a.m) - 60);
  let value = Number(a.m >> BigInt(excess));
  for (let e = a.e + excess; e !== 0 && value !== 0; ) {
    const step = Math.max(-1000, Math.min(1000, e));
    value *= 2 ** step;
    e -= step;
    if (!Number.isFinite(value)) return value;
  }
  return value;
}

/**
 * The distance of a double from a true value in units in the last place of the true value (the spacing of
 * doubles in its binade, never finer than 2^−1074).
 */
export function ulps(value: number, truth: Real): number {
  if (truth.m === 0n) return value === 0 ? 0 : Number.POSITIVE_INFINITY;
  if (!Number.isFinite(value)) return exponentOf(truth) > 1023 ? 0 : Number.POSITIVE_INFINITY;
  const unit = Math.max(exponentOf(truth) - 53, -1074);
  return Math.abs(approximate(scale(subtract(real(value), truth), -unit)));
}
