import { type ColourRange, scaled, unscaled } from "../scale.ts";
import { shortBeside } from "../short.ts";

/** Levels that shaders have room for: more surfaces within each other are not told apart. */
export const mostLevels = 5;

/** How far from its level the value at a point of a surface may be, as a share of the range: half of what is promised. */
export const exactShare = 5e-4;

/** Levels between the ends of a range, evenly far apart on the scale. */
export function evenLevels({ low, high }: ColourRange, threshold: number, count: number): readonly number[] {
  const [from, to] = [scaled(low, threshold), scaled(high, threshold)];
  return Array.from({ length: count }, (_, k) => {
    const level = unscaled(from + ((to - from) * (k + 1)) / (count + 1), threshold);
    // Rounding around zero is no level.
    return Math.abs(level) < 1e-9 * (high - low) ? 0 : shortBeside(level, high - low);
  });
}
