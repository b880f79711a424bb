import { call, type MathTree, number, power, product, quotient, root } from "./math-tree.ts";
import { fractionOf } from "./rational.ts";

/** A positive number as what stands above and below a bar; null is a 1 that need not be written. */
export interface Numeral {
  readonly over: MathTree | null;
  readonly under: MathTree | null;
}

interface Unit {
  readonly value: number;
  readonly over: MathTree | null;
  readonly under: MathTree | null;
  /** For √k: the k that one over it multiplies by. */
  readonly rationalized?: number;
}

const pi: MathTree = { kind: "constant", name: "pi" };
const euler: MathTree = { kind: "constant", name: "e" };
const two = number(2);
const ln = (value: number): MathTree => call("ln", [number(value)]);

/** Numbers that constant folding makes of what a textbook writes with signs. */
const units: readonly Unit[] = [
  { value: Math.PI, over: pi, under: null },
  { value: 1 / Math.PI, over: null, under: pi },
  { value: Math.PI ** 2, over: power(pi, two), under: null },
  { value: Math.sqrt(Math.PI), over: root(pi), under: null },
  { value: 1 / Math.sqrt(Math.PI), over: null, under: root(pi) },
  { value: Math.sqrt(2 * Math.PI), over: root(product([two, pi])), under: null },
  { value: 1 / Math.sqrt(2 * Math.PI), over: null, under: root(product([two, pi])) },
  { value: Math.sqrt(2 / Math.PI), over: root(quotient(two, pi)), under: null },
  ...[2, 3, 5, 6, 7, 10].map((value) => ({
    value: Math.sqrt(value),
    over: root(number(value)),
    under: null,
    rationalized: value,
  })),
  { value: Math.LN2, over: ln(2), under: null },
  { value: 1 / Math.LN2, over: null, under: ln(2) },
  { value: Math.LN10, over: ln(10), under: null },
  { value: 1 / Math.LN10, over: null, under: ln(10) },
  { value: Math.log(3), over: ln(3), under: null },
  { value: Math.E, over: euler, under: null },
  { value: 1 / Math.E, over: null, under: euler },
];

/** Multiples of a unit with larger parts are more likely chance than meaning. */
const largestMultiple = 24;
/** Digits up to which a decimal is written out. */
const shownDigits = 12;
const roundedDigits = 6;

/** How a positive number is written: whole, as a short decimal, a fraction, a multiple of π …, or rounded with dots. */
export function numeralOf(value: number): Numeral {
  if (value === Number.POSITIVE_INFINITY)
    return { over: { kind: "constant", name: "infinity" }, under: null };
  if (value === 1) return { over: null, under: null };
  const fraction = fractionOf(value);
  const digits = significantDigits(value);
  if (fraction && !isDecimal(fraction.denominator, digits)) {
    const { numerator, denominator } = fraction;
    return {
      over: numerator === 1 ? null : number(numerator),
      under: denominator === 1 ? null : number(denominator),
    };
  }
  if (digits > 5) {
    for (const unit of units) {
      const multiple = fractionOf(value / unit.value);
      if (!multiple || multiple.numerator > largestMultiple || multiple.denominator > largestMultiple)
        continue;
      const { numerator, denominator } = multiple;
      // √2/2 is 1/√2.
      if (denominator === unit.rationalized) return { over: times(numerator, null), under: unit.over };
      return { over: times(numerator, unit.over), under: times(denominator, unit.under) };
    }
  }
  return { over: decimal(value, digits), under: null };
}

/** A number by itself, with its sign. */
export function numberTree(value: number): MathTree {
  if (Number.isNaN(value)) return { kind: "symbol", name: "NaN" };
  if (value < 0) return { kind: "sum", terms: [{ negative: true, tree: numberTree(-value) }] };
  if (value === 0) return number(0);
  const { over, under } = numeralOf(value);
  return under ? quotient(over ?? number(1), under) : (over ?? number(1));
}

/** Halves, quarters and eighths are fractions; other denominators that end in decimals are decimals. */
function isDecimal(denominator: number, digits: number): boolean {
  if (denominator === 1 || denominator === 2 || denominator === 4 || denominator === 8) return false;
  let rest = denominator;
  while (rest % 2 === 0) rest /= 2;
  while (rest % 5 === 0) rest /= 5;
  return rest === 1 || (digits <= 5 && denominator > 12);
}

function significantDigits(value: number): number {
  const [mantissa = ""] = String(value).split("e");
  return mantissa.replace(".", "").replace(/^0+|0+$/g, "").length;
}

function decimal(value: number, digits: number): MathTree {
  if (digits <= shownDigits) return number(value);
  const [mantissa = "", exponent] = value.toPrecision(roundedDigits).split("e");
  return number(value, `${mantissa}…${exponent ? `e${exponent}` : ""}`);
}

function times(multiple: number, tree: MathTree | null): MathTree | null {
  if (multiple === 1) return tree;
  return tree ? product([number(multiple), tree]) : number(multiple);
}
