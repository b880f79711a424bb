/**
 * Constants and tables from first principles.
 *
 * Every table of the elementary functions is worked out once, when its module loads, in integers: a real
 * number v stands as the BigInt nearest v·2^bits. Integer arithmetic is exact, so that the tables come out
 * the same, to the last bit, on every engine. `Number(bigint)` is defined as correctly rounded.
 */

/** Fraction bits of the table work; far beyond the 53 + 53 bits that a pair of doubles keeps. */
const FRACTION_BITS = 180n;

/** One, in the table scale. */
export const ONE = 1n << FRACTION_BITS;

/** The product of two fixed-point numbers in the table scale. */
export function times(a: bigint, b: bigint): bigint {
  return (a * b) >> FRACTION_BITS;
}

/**
 * Sum of x^(2n+1)/(2n+1) with signs all positive (`alternate` = 1n: artanh) or alternating (−1n: arctan), for
 * a fixed-point argument x of the given scale, |x| well below one.
 */
function oddSeries(x: bigint, alternate: bigint): bigint {
  const square = times(x, x) * alternate;
  let term = x;
  let sum = x;
  for (let n = 3n; term !== 0n && term !== -1n; n += 2n) {
    term = times(term, square);
    sum += term / n;
  }
  return sum;
}

/** arctan x in the table scale. */
export function arctangent(x: bigint): bigint {
  return oddSeries(x, -1n);
}

/** artanh x in the table scale. */
function areaTangent(x: bigint): bigint {
  return oddSeries(x, 1n);
}

/** arctan(1/n) for an integer n, with the given number of fraction bits. */
function arctangentOfInverse(n: bigint, bits: bigint): bigint {
  const square = -n * n;
  let term = (1n << bits) / n;
  let sum = term;
  for (let k = 3n; term !== 0n; k += 2n) {
    term /= square;
    sum += term / k;
  }
  return sum;
}

/** π with the given number of fraction bits, by Machin's 16·arctan(1/5) − 4·arctan(1/239). */
export function piWithBits(bits: bigint): bigint {
  const guard = bits + 24n;
  return (16n * arctangentOfInverse(5n, guard) - 4n * arctangentOfInverse(239n, guard)) >> 24n;
}

/** π in the table scale. */
export const PI_FIXED = piWithBits(FRACTION_BITS);

/** ln 2 in the table scale, as 2·artanh(1/3). */
export const LN2_FIXED = 2n * areaTangent(ONE / 3n);

/** ln(numerator/denominator) in the table scale, for ratios near one. */
export function logarithmOfRatio(numerator: bigint, denominator: bigint): bigint {
  return 2n * areaTangent(((numerator - denominator) * ONE) / (numerator + denominator));
}

/** Square root in the table scale, by Newton's method in integers. */
export function squareRoot(v: bigint): bigint {
  const n = v << FRACTION_BITS;
  let root = 1n << BigInt((n.toString(2).length + 1) >> 1);
  for (let next = (root + n / root) >> 1n; next < root; next = (root + n / root) >> 1n) root = next;
  return root;
}

const SCALE_DOWN = 8.077935669463161e-28;

/** The double nearest a fixed-point number. */
export function toDouble(v: bigint): number {
  return Number(v) * SCALE_DOWN * SCALE_DOWN;
}

/** The double nearest what `toDouble` leaves behind: v ≈ toDouble(v) + toDoubleLow(v), to about 106 bits. */
export function toDoubleLow(v: bigint): number {
  return toDouble(v - BigInt(Number(v)));
}

/** A fixed-point number cut to a multiple of 2^−bits (rounded to the nearest). */
export function cut(v: bigint, bits: number): bigint {
  const shift = FRACTION_BITS - BigInt(bits);
  return ((v + (1n << (shift - 1n))) >> shift) << shift;
}
