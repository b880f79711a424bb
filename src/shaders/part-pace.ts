import type { Silhouette } from "./space/silhouette.ts";

/** Milliseconds after which no more is begun in a frame, and those that a part is to take, so that the page still answers. */
const quick = 14;
const wanted = 40;
/** Milliseconds that it is as well to wait for. */
export const soon = 8;
/** Operations of a first part: some milliseconds by software. */
const firstOperations = 2e7;
/** How much larger a part is than the last, and how much where that took next to no time. */
const larger = 2;
const muchLarger = 4;
/** What of older parts is kept with each, and how much the sizes of parts differ before it is told what depends on them. */
const kept = 0.7;
const leastSpread = 0.01;

/** A pixel of a picture. */
export interface PartPlace {
  readonly left: number;
  readonly top: number;
}

export const firstPlace: PartPlace = { left: 0, top: 0 };

/** What of a picture is drawn at once: rows of it, or a piece of one row. */
export interface Part extends PartPlace {
  readonly columns: number;
  readonly rows: number;
  /** Those that take long. */
  readonly pixels: number;
}

/** A frame that has begun: there is always time for a first part. */
export class Frame {
  private readonly began = performance.now();
  private isNew = true;

  /** Whether a part more may be begun. */
  hasTime(): boolean {
    if (!this.isNew) return performance.now() - this.began < quick;
    this.isNew = false;
    return true;
  }
}

/** How much is drawn at once, by how long the last parts took. */
export class PartPace {
  /** Pixels of a part, of those that take long. */
  size = 1;
  /** Of the parts so far, the later the more: how many, their pixels and milliseconds, and those squared and multiplied. */
  private sums = { count: 0, pixels: 0, squares: 0, time: 0, products: 0 };
  private fixed = 0;
  private firstSize = 0;
  private isFirst = true;
  /** Milliseconds of a pixel; null while nothing is known of it. */
  private each: number | null = null;
  /** Milliseconds of a pixel where they took longest, a part ago nearly as much as now. */
  private worst = 0;

  /** How long pixels of something else take is not known, but about how many operations one is. */
  anew(operations: number): void {
    this.firstSize = firstOperations / Math.max(1, operations);
    this.size = Math.max(1, this.firstSize);
    this.sums = { count: 0, pixels: 0, squares: 0, time: 0, products: 0 };
    this.fixed = 0;
    this.isFirst = true;
    this.each = null;
    this.worst = 0;
  }

  /** Whether it is known how long pixels take. */
  get isKnown(): boolean {
    return this.each !== null;
  }

  /**
   * Whether so many pixels will be there so soon that it is as well to wait for them. `isWarm`: it was drawn with the same
   * shaders before, so that of a first part their operations tell.
   */
  isSoon(pixels: number, isWarm = false): boolean {
    if (this.each === null) return isWarm && pixels <= this.firstSize;
    // Where parts take long a small one may, too: in a moment there is not time for any.
    const { count, time } = this.sums;
    return time < soon * count && this.fixed + pixels * Math.max(this.each, this.worst) < soon;
  }

  /** What is drawn at once from this place on. */
  partFrom({ left, top }: PartPlace, { width, height, above, from, to }: Silhouette): Part {
    const until = (row: number) => (above[row] as number) - (above[top] as number);
    if (left === 0 && until(top + 1) <= this.size) {
      let end = top + 1;
      while (end < height && until(end + 1) <= this.size) end += 1;
      return { left, top, columns: width, rows: end - top, pixels: until(end) };
    }
    // Of a row that takes long by itself, a piece.
    const [first, last] = [Math.max(left, from[top] as number), to[top] as number];
    const piece = Math.ceil(first + this.size);
    const right = piece >= last ? width : piece;
    return {
      left,
      top,
      columns: right - left,
      rows: 1,
      pixels: Math.max(0, Math.min(last, right) - first),
    };
  }

  /** Parts of so many pixels took so long. Returns the milliseconds of a pixel; null where nothing is learnt of them. */
  took(time: number, pixels: number): number | null {
    // With the first part shaders are made.
    const { isFirst } = this;
    this.isFirst = false;
    if (isFirst || pixels < 1) return null;
    const { sums } = this;
    const parts = { count: 1, pixels, squares: pixels ** 2, time, products: pixels * time };
    for (const name of Object.keys(sums) as (keyof typeof sums)[])
      sums[name] = kept * sums[name] + parts[name];
    // A part takes so long however small it is, as of many particles: by least squares, where sizes differ.
    const spread = sums.count * sums.squares - sums.pixels ** 2;
    const isKnown = spread > leastSpread * sums.pixels ** 2;
    if (isKnown) {
      const slope = (sums.count * sums.products - sums.pixels * sums.time) / spread;
      this.fixed = Math.min(sums.time, Math.max(0, sums.time - slope * sums.pixels)) / sums.count;
    }
    const each = Math.max(0, sums.time - sums.count * this.fixed) / sums.pixels;
    this.each = each;
    this.worst = Math.max(isKnown ? each : 0, 0.95 * this.worst);
    // Half of the time at most goes to that; and where little is to be drawn, as at the box's corners, more may follow.
    const next = Math.max(wanted, this.fixed) / Math.max(each, this.worst / 3);
    const most = (time < wanted / muchLarger ** 2 ? muchLarger : larger) * this.size;
    this.size = Math.max(1, Math.min(most, next));
    return each;
  }
}

/** Where a picture of so many columns goes on after a part. */
export function afterPart({ left, top, columns, rows }: Part, width: number): PartPlace {
  const right = left + columns;
  return right < width ? { left: right, top } : { left: 0, top: top + rows };
}
