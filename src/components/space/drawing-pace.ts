/** Milliseconds a moving picture may take, and those after which no more of a still one is begun in a frame. */
const slow = 40;
const quick = 14;
/** Milliseconds that the page is held at most, so that it still answers, and that a part of a still picture is to take. */
const held = 100;
const wanted = 40;
/** Device pixels that one of a moving picture stands for at most: of what is slow, and of what would hold the page. */
const coarse = 4;
const coarsest = 8;
/** Pixels that a still picture begins with at least: it comes in parts, so that the page stays free. */
const leastFirst = 2000;
/** Letters of a shader's text that are worked through in the first part, by all its pixels: some milliseconds by software. */
const firstLetters = 3e8;
/** What of older parts is kept with each, and how much the sizes of parts differ before it is told what depends on them. */
const kept = 0.7;
const leastSpread = 0.01;
/** Of a picture: many small ones would take longer by far. */
const mostParts = 150;
/** Of a ray's samples in a still picture, those that it has in a moving one. */
const sparing = 0.35;

/** How finely one picture is drawn, and how much of it at once, by how long the last parts took. */
export class DrawingPace {
  /** Device pixels that a pixel of a moving picture stands for. */
  coarse: number;
  private readonly marching: boolean;
  /** Pixels of the box that are drawn at once. */
  private part = leastFirst;
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

  /** How long another field takes is not known, but by its text, and of one with loops not by that. */
  anew(glsl: string): void {
    const isKnown = glsl && !this.marching && !/\b(for|while)\b/.test(glsl);
    this.part = isKnown ? Math.max(leastFirst, firstLetters / glsl.length) : leastFirst;
    this.sums = { count: 0, pixels: 0, squares: 0, time: 0, products: 0 };
    this.fixed = 0;
    this.isFirst = true;
    this.worst = 0;
  }

  /** Whether more can be drawn after so many milliseconds of a frame. */
  hasTime(spent: number): boolean {
    return spent < quick;
  }

  /** How many rows from this one on are drawn at once. `above`: pixels of the box above each row. */
  rowsFrom(top: number, above: Float64Array): number {
    let end = top + 1;
    while (end < above.length - 1 && (above[end + 1] as number) - (above[top] as number) <= this.part)
      end += 1;
    return end - top;
  }

  /** So many pixels of a still picture's box took so long, of `all`. `by`: how coarse they are. */
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
    if (spread > leastSpread * sums.pixels ** 2) {
      const slope = (sums.count * sums.products - sums.pixels * sums.time) / spread;
      this.fixed = Math.min(sums.time, Math.max(0, sums.time - slope * sums.pixels)) / sums.count;
    }
    const each = Math.max(0, sums.time - sums.count * this.fixed) / sums.pixels;
    this.worst = Math.max(each, 0.95 * this.worst);
    // Half of the time at most goes to that; and where little is to be drawn, as at the box's corners, more may follow.
    const next = Math.max(wanted, this.fixed) / Math.max(each, this.worst / 3);
    this.part = Math.max(all / mostParts, Math.min(2 * this.part, next));
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
