/** Round positions along an axis, with what to write at them. */
export interface Tick {
  readonly value: number;
  readonly label: string;
}

/** Steps between ticks are one of these times a power of ten. */
const steps = [1, 2, 5] as const;

/**
 * Ticks at round numbers within [low, high], about `count` of them and never more than twice as many. Each value
 * is the double nearest to the decimal number its label says. Empty when the interval is empty or not finite.
 */
export function niceTicks(low: number, high: number, count: number): Tick[] {
  if (!(high > low) || !Number.isFinite(high - low)) return [];
  const { mantissa, exponent } = niceStep((high - low) / Math.max(1, count));
  const step = mantissa * 10 ** exponent;
  const slack = 1e-9 * (high - low);
  const first = Math.ceil((low - slack) / step);
  const last = Math.floor((high + slack) / step);
  // All labels of an axis in one notation: 50000 next to 10⁵ would be hard to read.
  const order = orderOf(Math.max(Math.abs(first), Math.abs(last)) * step);
  const notation = order >= 5 || order < -3 ? "powers" : "plain";
  const ticks: Tick[] = [];
  for (let k = first; k <= last && ticks.length < 1000; k += 1) {
    const value = decimal(k * mantissa, exponent);
    ticks.push({ value, label: formatNumber(value, exponent, notation) });
  }
  return ticks;
}

/** The tick step that is nearest to `rough` from above: 1, 2 or 5 times a power of ten. */
export function niceStep(rough: number): { readonly mantissa: number; readonly exponent: number } {
  const exponent = Math.floor(Math.log10(rough));
  const share = rough / 10 ** exponent;
  for (const mantissa of steps) if (share <= mantissa * (1 + 1e-9)) return { mantissa, exponent };
  return { mantissa: 1, exponent: exponent + 1 };
}

/**
 * A number as it is printed in figures: the minus sign U+2212, no trailing zeros, and powers of ten with
 * superscripts where plain decimals would be long. `exponent` is the decimal place of the last digit that
 * matters (−2 keeps hundredths).
 */
export function formatNumber(
  value: number,
  exponent: number,
  notation: "plain" | "powers" | "shorter" = "shorter",
): string {
  if (Number.isNaN(value)) return "nan";
  if (!Number.isFinite(value)) return value > 0 ? "∞" : "−∞";
  if (value === 0) return "0";
  const size = Math.abs(value);
  const sign = value < 0 ? "−" : "";
  const order = orderOf(size);
  if (notation === "powers" || (notation === "shorter" && (order >= 5 || order < -4))) {
    const digits = Math.min(15, Math.max(0, order - exponent));
    const [mantissa = "", power = "0"] = size.toExponential(digits).split("e");
    const head = trimZeros(mantissa);
    return `${sign}${head === "1" ? "" : `${head}×`}10${superscript(Number(power))}`;
  }
  const text = trimZeros(size.toFixed(Math.min(20, Math.max(0, -exponent))));
  return text === "0" ? "0" : sign + text;
}

/** `value` with so many significant digits, in the same style. */
export function formatSignificant(value: number, digits: number): string {
  if (value === 0 || !Number.isFinite(value)) return formatNumber(value, 0);
  return formatNumber(value, orderOf(Math.abs(value)) - digits + 1);
}

/** The power of ten of a positive number's first digit. */
function orderOf(size: number): number {
  return Math.floor(Math.log10(size) + 1e-12);
}

function trimZeros(text: string): string {
  return text.includes(".") ? text.replace(/\.?0+$/, "") : text;
}

/** A whole number as the power of something: `⁻¹⁷`. */
export function superscript(power: number): string {
  const digits = "⁰¹²³⁴⁵⁶⁷⁸⁹";
  return [...String(power)].map((digit) => (digit === "-" ? "⁻" : digits[Number(digit)])).join("");
}

/** mantissa · 10^exponent for whole mantissas, rounded once. */
function decimal(mantissa: number, exponent: number): number {
  return mantissa === 0 ? 0 : Number(`${mantissa}e${exponent}`);
}
