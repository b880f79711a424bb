import type { Tick } from "../../shaders/figure/ticks.ts";

/** Pixels that a character of a tick's label takes, at the charts' size of type. */
const characterWidth = 6.6;
/** Pixels between neighbouring labels along an axis. */
const labelGap = 10;

/** A place in a chart, in pixels; NaN where there is none. */
export type Spot = readonly [x: number, y: number];

export function labelWidth(label: string): number {
  return [...label].length * characterWidth;
}

/** Ticks whose labels do not meet: the first that has room after each, where they take `sizeOf` pixels around `at`. */
export function spaced(
  ticks: readonly Tick[],
  at: (value: number) => number,
  sizeOf: (label: string) => number,
): Tick[] {
  const kept: Tick[] = [];
  let end = Number.NEGATIVE_INFINITY;
  for (const tick of ticks.toSorted((a, b) => at(a.value) - at(b.value))) {
    const half = sizeOf(tick.label) / 2;
    if (at(tick.value) - half < end) continue;
    kept.push(tick);
    end = at(tick.value) + half + labelGap;
  }
  return kept;
}

/** A line through places; it breaks where there is none. */
export function linePath(spots: Iterable<Spot>): string {
  let path = "";
  let drawing = false;
  for (const [x, y] of spots) {
    const there = Number.isFinite(x) && Number.isFinite(y);
    if (there) path += `${drawing ? "L" : "M"}${near(x)} ${near(y)}`;
    drawing = there;
  }
  return path;
}

/** The area between two heights along x. */
export function bandPath(
  spots: readonly { readonly x: number; readonly low: number; readonly high: number }[],
): string {
  const there = spots.filter(({ x, low, high }) => [x, low, high].every(Number.isFinite));
  if (there.length === 0) return "";
  const upper = there.map(({ x, high }): Spot => [x, high]);
  const lower = there.map(({ x, low }): Spot => [x, low]);
  return `${linePath([...upper, ...lower.reverse()])}Z`;
}

/** Steps of equal width, each as high as its value, from 0 to `width`. */
export function stepPath(heights: readonly number[], width: number): string {
  const step = width / heights.length;
  return linePath(
    heights.flatMap((y, k): Spot[] => [
      [k * step, y],
      [(k + 1) * step, y],
    ]),
  );
}

/** Those places that are at least `gap` pixels from the one kept before: where markers stand along a line. */
export function sparse<Own extends { readonly x: number }>(spots: readonly Own[], gap: number): Own[] {
  const kept: Own[] = [];
  for (const spot of spots) {
    const last = kept.at(-1);
    if (!last || spot.x - last.x >= gap) kept.push(spot);
  }
  return kept;
}

/** To a hundredth of a pixel. */
function near(value: number): number {
  return Math.round(value * 100) / 100;
}
