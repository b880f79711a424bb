import { formatNumber } from "../shaders/figure/ticks.ts";

/**
 * A number with as many of its digits as its error leaves, `digits` at most; 0 where the error leaves none, nan where
 * nothing is known of the error. Trailing zeros are not kept.
 */
export function measuredText(value: number, error: number, digits = 9): string {
  if (!Number.isFinite(value)) return formatNumber(value, 0);
  if (!Number.isFinite(error)) return formatNumber(Number.NaN, 0);
  if (value === 0 || Math.abs(value) < error) return "0";
  const last = Math.floor(Math.log10(Math.abs(value))) - digits + 1;
  const certain = error > 0 ? Math.floor(Math.log10(error)) : last;
  const place = Math.max(last, certain);
  // Whole digits that are not certain are zeros.
  const rounded = place > 0 ? Math.round(value / 10 ** place) * 10 ** place : value;
  return formatNumber(rounded, place);
}
