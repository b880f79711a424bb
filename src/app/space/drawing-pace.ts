import { PartPace, soon } from "../../shaders/part-pace.ts";

/** Milliseconds a moving picture may take, and those that the page is held at most, so that it still answers. */
const slow = 40;
const held = 100;
/** Device pixels that one of a moving picture stands for at most: of what is slow, and of what would hold the page. */
const coarse = 4;
const coarsest = 32;
/** Of a ray's samples in a still picture, those that it has in a moving one. */
const sparing = 0.35;

/** How finely one picture is drawn, and how much of it at once, by how long the last parts took. */
export class DrawingPace extends PartPace {
  /** Device pixels that a pixel of a moving picture stands for. */
  coarse: number;
  private readonly marching: boolean;
  /** How long the last moving picture took; null where that is of other shaders. */
  private last: number | null = null;

  /** `marching`: along rays, which takes long on many machines. Slices do not but where their field is long. */
  constructor(marching: boolean) {
    super();
    this.marching = marching;
    this.coarse = marching ? 2 : 1;
  }

  override anew(operations: number): void {
    super.anew(operations);
    this.last = null;
  }

  /** Whether the next moving picture will be there so soon that it is as well to wait for it. */
  isPictureSoon(): boolean {
    return this.last !== null && this.last < soon;
  }

  /** A part of a still picture took so long, of `all` pixels of the box. `by`: how coarse they are. */
  partTook(time: number, pixels: number, all: number, by: number): void {
    const each = this.took(time, pixels);
    if (each === null) return;
    const saved = this.marching ? sparing : 1;
    const moving = (all * each * by ** 2 * (by > 1 ? 1 : saved)) / held;
    if (moving > 2 * this.coarse ** 2) this.coarse = Math.min(coarsest, Math.ceil(Math.sqrt(moving)));
  }

  /** A moving picture took so long. */
  pictureTook(time: number): void {
    this.last = time;
    const most = time > held ? coarsest : this.marching ? coarse : 1;
    if (time > slow) this.coarse = Math.max(this.coarse, Math.min(most, this.coarse + 1));
    else if (this.coarse > 1) {
      const finer = this.coarse - 1;
      const more = (this.coarse / finer) ** 2 / (finer > 1 || !this.marching ? 1 : sparing);
      if (time * more < slow) this.coarse = finer;
    }
  }
}
