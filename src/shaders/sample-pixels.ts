import type { PixelGrid } from "./pixels.ts";

/** Pixels by column and row. */
export interface SamplePixels {
  readonly columns: readonly number[];
  readonly rows: readonly number[];
}

/** Points of the automatic range: enough for a 98 % quantile that moves smoothly. */
const rangeCount = 1472;

/** Points at which float32 is compared with float64: so many with a finite value, out of all that are read back. */
export const checkCount = 64;

/** Points of the Halton sequence in bases 2 and 3, rounded to pixels: evenly spread, and prefixes are as well. */
export function haltonPixels(grid: PixelGrid, count: number = checkCount + rangeCount): SamplePixels {
  const columns: number[] = [];
  const rows: number[] = [];
  for (let k = 1; k <= count; k += 1) {
    columns.push(Math.floor(radicalInverse(k, 2) * grid.width));
    rows.push(Math.floor(radicalInverse(k, 3) * grid.height));
  }
  return { columns, rows };
}

/** The digits of k in a base, mirrored behind the point: van der Corput's sequence in [0, 1). */
export function radicalInverse(k: number, base: number): number {
  let value = 0;
  let digit = 1 / base;
  for (let rest = k; rest > 0; rest = Math.floor(rest / base)) {
    value += (rest % base) * digit;
    digit /= base;
  }
  return value;
}
