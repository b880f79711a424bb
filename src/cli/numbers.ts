import { badArgument } from "./failure.ts";

const decimal = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
const infinite = /^([+-]?)(inf|infinity)$/i;

/** A number as people and CSV files write it, `nan` and `inf` included; null when the text is none. */
export function parseNumber(text: string): number | null {
  const trimmed = text.trim();
  if (decimal.test(trimmed)) return Number(trimmed);
  const infinity = infinite.exec(trimmed);
  if (infinity) return infinity[1] === "-" ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  return /^[+-]?nan$/i.test(trimmed) ? Number.NaN : null;
}

/** The number an option asks for. @throws Failure when it is none, or not finite */
export function finiteNumber(text: string, what: string): number {
  const value = parseNumber(text);
  if (value === null || !Number.isFinite(value))
    throw badArgument(`${what} is "${text}", which is not a number`);
  return value;
}

/** The whole number an option asks for, within bounds. @throws Failure otherwise */
export function wholeNumber(text: string, what: string, low: number, high: number): number {
  const value = finiteNumber(text, what);
  if (!Number.isInteger(value) || value < low || value > high) {
    throw badArgument(`${what} is "${text}"; it has to be a whole number from ${low} to ${high}`);
  }
  return value;
}

/** `1 number`, `3 numbers`. */
export function counted(count: number): string {
  return `${count} number${count === 1 ? "" : "s"}`;
}
