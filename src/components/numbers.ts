import { formatSignificant, superscript } from "../shaders/figure/ticks.ts";

/**
 * A number for a place of fixed width: six significant digits, trailing zeros kept so that digits stand still; from
 * 10⁶ on and below 10⁻⁴ four of them with a power of ten, which takes as much room.
 */
export function readoutText(value: number): string {
  if (value === 0 || !Number.isFinite(value)) return formatSignificant(value, 6);
  const size = Math.abs(value);
  const isLong = size >= 1e6 || size < 1e-4;
  const [digits = "", power] = (isLong ? value.toExponential(3) : value.toPrecision(6)).split("e");
  const text = power === undefined ? digits : `${digits}×10${superscript(Number(power))}`;
  return text.replace("-", "−");
}

/** A coordinate as it stands: all of its few decimals. What is not finite is as in readouts. */
export function coordinateText(value: number): string {
  return Number.isFinite(value) ? String(value).replaceAll("-", "−") : readoutText(value);
}

/** Two significant digits, for "how far off" figures. */
export function roughText(value: number): string {
  return formatSignificant(value, 2);
}
