/**
 * Arithmetic on coefficients. A coefficient is a float64; where it is a fraction with small parts, sums,
 * products and powers are worked out on the parts, so that 1/3 + 1/6 is 1/2 and 0.1 + 0.2 is 0.3.
 */
export interface Fraction {
  readonly numerator: number;
  /** Positive; no common factor with the numerator. */
  readonly denominator: number;
}

/** Largest denominator taken for meant: weights and measured numbers rarely have one below it by chance. */
const largestDenominator = 1000;
const largestNumerator = 1e9;
/** Two units in the last place: what one or two roundings leave of a fraction. */
const tolerance = 4.5e-16;

const known = new Map<number, Fraction | null>();
/** The table is a cache of numbers met lately; it is emptied before it grows past this. */
const knownSize = 4096;

/** The fraction with small parts that `value` is, up to its rounding; null when it is none. */
export function fractionOf(value: number): Fraction | null {
  const found = known.get(value);
  if (found !== undefined) return found;
  if (known.size >= knownSize) known.clear();
  const fraction = continuedFraction(value);
  known.set(value, fraction);
  return fraction;
}

function continuedFraction(value: number): Fraction | null {
  const size = Math.abs(value);
  if (!(size <= largestNumerator)) return null;
  if (Number.isInteger(value)) return { numerator: value, denominator: 1 };
  let [previousTop, top] = [1, Math.floor(size)];
  let [previousBottom, bottom] = [0, 1];
  let rest = size - Math.floor(size);
  for (let step = 0; step < 12; step++) {
    const inverse = 1 / rest;
    const whole = Math.floor(inverse);
    rest = inverse - whole;
    [previousTop, top] = [top, whole * top + previousTop];
    [previousBottom, bottom] = [bottom, whole * bottom + previousBottom];
    if (bottom > largestDenominator || top > largestNumerator) return null;
    if (Math.abs(top / bottom - size) <= tolerance * size) {
      return { numerator: value < 0 ? -top : top, denominator: bottom };
    }
    if (rest === 0) return null;
  }
  return null;
}

/** `value`, with the last bits of a fraction put right. */
export function tidy(value: number): number {
  const fraction = fractionOf(value);
  return fraction ? fraction.numerator / fraction.denominator + 0 : value;
}

export function addCoefficients(a: number, b: number): number {
  const [left, right] = [fractionOf(a), fractionOf(b)];
  if (!left || !right) return tidy(a + b);
  const top = left.numerator * right.denominator + right.numerator * left.denominator;
  return tidy(top / (left.denominator * right.denominator));
}

export function multiplyCoefficients(a: number, b: number): number {
  const [left, right] = [fractionOf(a), fractionOf(b)];
  if (!left || !right) return tidy(a * b);
  return tidy((left.numerator * right.numerator) / (left.denominator * right.denominator));
}

export function divideCoefficients(a: number, b: number): number {
  const [left, right] = [fractionOf(a), fractionOf(b)];
  if (!left || !right) return tidy(a / b);
  return tidy((left.numerator * right.denominator) / (left.denominator * right.numerator));
}

/** base^exponent for a whole exponent. */
export function raiseCoefficient(base: number, exponent: number): number {
  let [result, square, left] = [1, base, Math.abs(exponent)];
  while (left > 0) {
    if (left % 2 === 1) result = multiplyCoefficients(result, square);
    square = multiplyCoefficients(square, square);
    left = Math.floor(left / 2);
  }
  return exponent < 0 ? divideCoefficients(1, result) : result;
}

/** base^exponent where both the exponent and the power are fractions with small parts: 4^(1/2) = 2; else null. */
export function exactPower(base: number, exponent: number): number | null {
  const [bottom, power] = [fractionOf(base), fractionOf(exponent)];
  if (!bottom || !power || base <= 0 || power.denominator > 6 || Math.abs(power.numerator) > 12) return null;
  const top = exactRoot(bottom.numerator, power.denominator);
  const under = exactRoot(bottom.denominator, power.denominator);
  return top === null || under === null
    ? null
    : raiseCoefficient(divideCoefficients(top, under), power.numerator);
}

function exactRoot(value: number, degree: number): number | null {
  const root = Math.round(value ** (1 / degree));
  return root ** degree === value ? root : null;
}

/**
 * The largest positive number that all coefficients are whole multiples of; without fractions, their common
 * size, or 1.
 */
export function contentOf(coefficients: readonly number[]): number {
  let [top, bottom] = [0, 1];
  for (const coefficient of coefficients) {
    const fraction = fractionOf(coefficient);
    if (!fraction || bottom > 1e6) return commonSize(coefficients);
    top = greatestDivisor(top, Math.abs(fraction.numerator));
    bottom = (bottom / greatestDivisor(bottom, fraction.denominator)) * fraction.denominator;
  }
  return top === 0 ? 1 : tidy(top / bottom);
}

/** The content of whole coefficients; others only have a common size or none, so that x²/4 + y²/9 stays itself. */
export function wholeContentOf(coefficients: readonly number[]): number {
  return coefficients.every(Number.isInteger) ? contentOf(coefficients) : commonSize(coefficients);
}

function commonSize(coefficients: readonly number[]): number {
  const size = Math.abs(coefficients[0] ?? 1);
  return size > 0 && coefficients.every((coefficient) => Math.abs(coefficient) === size) ? size : 1;
}

function greatestDivisor(a: number, b: number): number {
  let [large, small] = [a, b];
  while (small > 0) [large, small] = [small, large % small];
  return large;
}
