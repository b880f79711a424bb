/** Milliseconds a moving picture may take, and may take less than before it is drawn more finely. */
const slow = 40;
const quick = 14;
const coarsest = 4;
/** Rows that a fine picture of a volume begins with: it comes in strips, so that the page stays free. */
const firstStrip = 16;
/** Milliseconds: pictures that are further apart were not waited for. */
const apart = 500;

/** How finely this machine draws pictures whose rays are marched, by how long the last ones took. */
export class DrawingPace {
  /** Device pixels that a pixel of a moving picture stands for. */
  coarse = 2;
  /** Rows of a still one that are drawn at once. */
  strip = firstStrip;
  private before = 0;

  stripTook(time: number): void {
    if (time < quick) this.strip *= 2;
    else if (time > slow) this.strip = Math.max(firstStrip, Math.round(this.strip / 2));
  }

  pictureTook(time: number, now: number): void {
    const paced = Math.max(time, now - this.before < apart ? now - this.before : 0);
    this.before = now;
    if (paced > slow) this.coarse = Math.min(coarsest, this.coarse + 1);
    else if (paced < quick) this.coarse = Math.max(1, this.coarse - 1);
  }
}
