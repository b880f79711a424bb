import type { Silhouette } from "../../shaders/space/silhouette.ts";

/** Milliseconds a moving picture may take, and those after which no more of a still one is begun in a frame. */
const slow = 40;
const quick = 14;
/** Milliseconds that the page is held at most, so that it still answers, and that a part of a still picture is to take. */
const held = 100;
const wanted = 40;
/** Device pixels that one of a moving picture stands for at most: of what is slow, and of what would hold the page. */
const coarse = 4;
const coarsest = 32;
/** Operations of the first part of a picture: some milliseconds by software. */
const firstOperations = 2e7;
/** Samples along a ray, about: many end early, and many steps are long. */
const samples = 100;
/** How much larger a part is than the last, and how much where that took next to no time. */
const larger = 2;
const muchLarger = 4;
/** What of older parts is kept with each, and how much the sizes of parts differ before it is told what depends on them. */
const kept = 0.7;
const leastSpread = 0.01;
/** Of a ray's samples in a still picture, those that it has in a moving one. */
const sparing = 0.35;

/** A pixel of a picture. */
export interface PartPlace {
  readonly left: number;
  readonly top: number;
}

/** What of a picture is drawn at once: rows of it, or a piece of one row. */
export interface Part extends PartPlace {
  readonly columns: number;
  readonly rows: number;
  /** Those of the box in it. */
  readonly pixels: number;
}

/** How finely one picture is drawn, and how much of it at once, by how long the last parts took. */
export class DrawingPace {
  /** Device pixels that a pixel of a moving picture stands for. */
  coarse: number;
  private readonly marching: boolean;
  /** Pixels of the box that are drawn at once. */
  private part = 1;
  /** Of the parts so far, the later the more: how many, their pixels and milliseconds, and those squared and multiplied. */
  private sums = { count: 0, pixels: 0, squares: 0, time: 0, products: 0 };
  private fixed = 0;
  private isFirst = true;
  /** Milliseconds of a pixel where they took longest, a part ago nearly as much as now. */
  private worst = 0;

  /** `marching`: along rays, which takes long on many machines. Slices do not but where their field is long. */
  constructor(marching: boolean) {
    this.marching = marching;
    this.coarse = marching ? 2 : 1;
  }

  /** How long another field takes is not known, but about how many operations it is. */
  anew(flops: number): void {
    this.part = Math.max(1, firstOperations / Math.max(1, flops * (this.marching ? samples : 1)));
    this.sums = { count: 0, pixels: 0, squares: 0, time: 0, products: 0 };
    this.fixed = 0;
    this.isFirst = true;
    this.worst = 0;
  }

  /** Whether more can be drawn after so many milliseconds of a frame. */
  hasTime(spent: number): boolean {
    return spent < quick;
  }

  /** What is drawn at once from this place on. */
  partFrom({ left, top }: PartPlace, { width, height, above, from, to }: Silhouette): Part {
    const until = (row: number) => (above[row] as number) - (above[top] as number);
    if (left === 0 && until(top + 1) <= this.part) {
      let end = top + 1;
      while (end < height && until(end + 1) <= this.part) end += 1;
      return { left, top, columns: width, rows: end - top, pixels: until(end) };
    }
    // Of a row that takes long by itself, a piece.
    const [first, last] = [Math.max(left, from[top] as number), to[top] as number];
    const piece = Math.ceil(first + this.part);
    const right = piece >= last ? width : piece;
    return {
      left,
      top,
      columns: right - left,
      rows: 1,
      pixels: Math.max(0, Math.min(last, right) - first),
    };
  }

  /** A part of a still picture took so long, of `all` pixels of the box. `by`: how coarse they are. */
  partTook(time: number, pixels: number, all: number, by: number): void {
    // With the first part shaders are made.
    const { isFirst } = this;
    this.isFirst = false;
    if (isFirst || pixels < 1) return;
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
    this.worst = Math.max(isKnown ? each : 0, 0.95 * this.worst);
    // Half of the time at most goes to that; and where little is to be drawn, as at the box's corners, more may follow.
    const next = Math.max(wanted, this.fixed) / Math.max(each, this.worst / 3);
    const most = (time < wanted / muchLarger ** 2 ? muchLarger : larger) * this.part;
    this.part = Math.max(1, Math.min(most, next));
    const saved = this.marching ? sparing : 1;
    const moving = (all * each * by ** 2 * (by > 1 ? 1 : saved)) / held;
    if (moving > 2 * this.coarse ** 2) this.coarse = Math.min(coarsest, Math.ceil(Math.sqrt(moving)));
  }

  /** A moving picture took so long. */
  pictureTook(time: number): void {
    const most = time > held ? coarsest : this.marching ? coarse : 1;
    if (time > slow) this.coarse = Math.max(this.coarse, Math.min(most, this.coarse + 1));
    else if (this.coarse > 1) {
      const finer = this.coarse - 1;
      const more = (this.coarse / finer) ** 2 / (finer > 1 || !this.marching ? 1 : sparing);
      if (time * more < slow) this.coarse = finer;
    }
  }
}

/** Where a picture of so many columns goes on after a part. */
export function afterPart({ left, top, columns, rows }: Part, width: number): PartPlace {
  const right = left + columns;
  return right < width ? { left: right, top } : { left: 0, top: top + rows };
}
