import { parseNumber } from "../app/points/numbers.ts";
import { badArgument } from "./failure.ts";

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
