import type { PixelGrid } from "./pixels.ts";
import type { SamplePixels } from "./sample-pixels.ts";

/** Pixels each way that are looked at around one: about as far as samples of a picture lie apart. */
const reach = 16;

/** Steps uphill at most; from a sample on a peak it is one, or two. */
const mostSteps = 4;

/**
 * The |value| at the top of the peak that has the largest of a map's samples; 0 where it rises out of the picture, or pixels do
 * not resolve it: three by three of them have at least half of it on a peak, but not at a pole, of order 1 or more, where values
 * say how near to it pixels lie, nor in rounding. `placeOf` tells the column and row of a sample, `read` gives
 * values of pixels.
 */
export function resolvedPeak(
  values: ArrayLike<number>,
  placeOf: (sample: number) => readonly [number, number],
  { width, height }: PixelGrid,
  read: (pixels: SamplePixels) => ArrayLike<number>,
): number {
  let { at, top } = largest(values);
  if (top === 0) return 0;
  let [column, row] = placeOf(at);
  for (let step = 0; step < mostSteps; step += 1) {
    const from = [column, row].map((place) => Math.max(0, place - reach)) as [number, number];
    const across = Math.min(width, column + reach + 1) - from[0];
    const down = Math.min(height, row + reach + 1) - from[1];
    const columns = Array.from({ length: across * down }, (_, k) => from[0] + (k % across));
    const rows = columns.map((_, k) => from[1] + Math.floor(k / across));
    const seen = read({ columns, rows });
    const found = largest(seen);
    if (found.top <= top && step > 0) {
      const half = top / 2;
      const sign = Math.sign(seen[found.at] as number);
      const isHigh = (k: number) => (seen[k] as number) * sign > half;
      const isResolved = columns.some(
        (_, k) =>
          k % across < across - 2 &&
          [0, across, 2 * across].every((line) => [0, 1, 2].every((next) => isHigh(k + line + next))),
      );
      const isInside = column > 0 && row > 0 && column < width - 1 && row < height - 1;
      return isResolved && isInside ? top : 0;
    }
    top = found.top;
    [column, row] = [columns[found.at] as number, rows[found.at] as number];
  }
  return 0;
}

function largest(values: ArrayLike<number>): { readonly at: number; readonly top: number } {
  let [at, top] = [0, 0];
  for (let k = 0; k < values.length; k += 1) {
    const size = Math.abs(values[k] as number);
    if (size > top) [at, top] = [k, size];
  }
  return { at, top };
}
