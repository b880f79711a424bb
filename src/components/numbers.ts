import { formatSignificant } from "../shaders/figure/ticks.ts";

/**
 * A number for a place of fixed width: six significant digits, trailing zeros kept so that digits stand still,
 * powers of ten from 10⁶ and below 10⁻⁴.
 */
export function readoutText(value: number): string {
  if (!Number.isFinite(value)) return formatSignificant(value, 6);
  const size = Math.abs(value);
  const scientific = size !== 0 && (size >= 1e6 || size < 1e-4);
  const text = scientific ? value.toExponential(4) : value.toPrecision(6);
  return (value === 0 ? "0" : text).replaceAll("-", "−");
}

/** A coordinate as it stands: all of its few decimals. */
export function coordinateText(value: number): string {
  return String(value).replaceAll("-", "−");
}

/** Two significant digits, for "how far off" figures. */
export function roughText(value: number): string {
  return formatSignificant(value, 2);
}
