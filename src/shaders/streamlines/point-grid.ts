/**
 * Points in square cells, for the question "is anything nearer than d?". Points belong to lines and carry their
 * arc length along it; the latest points can be taken back, because a line is tried before it is kept.
 */
export class PointGrid {
  private readonly cell: number;
  private readonly left: number;
  private readonly top: number;
  private readonly columns: number;
  private readonly rows: number;
  private readonly heads: Int32Array;
  private count = 0;
  private xs = new Float32Array(1024);
  private ys = new Float32Array(1024);
  private arcs = new Float32Array(1024);
  private lines = new Int32Array(1024);
  private nexts = new Int32Array(1024);

  /** Covers [left, left + width] × [top, top + height]; points outside are counted to the nearest cell. */
  constructor(left: number, top: number, width: number, height: number, cell: number) {
    this.cell = cell;
    this.left = left;
    this.top = top;
    this.columns = Math.max(1, Math.ceil(width / cell));
    this.rows = Math.max(1, Math.ceil(height / cell));
    this.heads = new Int32Array(this.columns * this.rows).fill(-1);
  }

  /** Number of points held; give it to `takeBackTo` to forget later ones. */
  get size(): number {
    return this.count;
  }

  add(x: number, y: number, arc: number, line: number): void {
    if (this.count === this.xs.length) this.grow();
    const at = this.count;
    const cell = this.row(y) * this.columns + this.column(x);
    this.xs[at] = x;
    this.ys[at] = y;
    this.arcs[at] = arc;
    this.lines[at] = line;
    this.nexts[at] = this.heads[cell] as number;
    this.heads[cell] = at;
    this.count += 1;
  }

  takeBackTo(size: number): void {
    for (let at = this.count - 1; at >= size; at -= 1) {
      const cell = this.row(this.ys[at] as number) * this.columns + this.column(this.xs[at] as number);
      this.heads[cell] = this.nexts[at] as number;
    }
    this.count = size;
  }

  /** Whether any point lies within `distance` of (x, y). */
  hasWithin(x: number, y: number, distance: number): boolean {
    // A cell is no wider than this from corner to corner: whatever else is in it is near.
    const own = this.heads[this.row(y) * this.columns + this.column(x)] as number;
    if (own >= 0 && distance > this.cell * Math.SQRT2 && this.covers(x, y)) return true;
    return this.search(x, y, distance, noLine, 0, 0);
  }

  /**
   * Whether a point of another line lies within `distance` of (x, y), which stands at this arc length of the line
   * `own`, or a point of that line itself that is farther than `near` along it from both (x, y) and arc length 0.
   */
  hasOtherWithin(x: number, y: number, distance: number, own: number, arc: number, near: number): boolean {
    return this.search(x, y, distance, own, arc, near);
  }

  private search(x: number, y: number, distance: number, own: number, arc: number, near: number): boolean {
    const { heads, xs, ys, arcs, lines, nexts, columns } = this;
    const column = this.column(x);
    const row = this.row(y);
    const reach = Math.ceil(distance / this.cell);
    const bound = distance * distance;
    const lastRow = Math.min(this.rows - 1, row + reach);
    const lastColumn = Math.min(columns - 1, column + reach);
    for (let r = Math.max(0, row - reach); r <= lastRow; r += 1) {
      for (let c = Math.max(0, column - reach); c <= lastColumn; c += 1) {
        for (let at = heads[r * columns + c] as number; at >= 0; at = nexts[at] as number) {
          const dx = (xs[at] as number) - x;
          const dy = (ys[at] as number) - y;
          if (dx * dx + dy * dy >= bound) continue;
          if (lines[at] !== own) return true;
          const other = arcs[at] as number;
          if (Math.abs(other) > near && Math.abs(arc - other) > near) return true;
        }
      }
    }
    return false;
  }

  private covers(x: number, y: number): boolean {
    const right = this.left + this.columns * this.cell;
    const bottom = this.top + this.rows * this.cell;
    return x >= this.left && x <= right && y >= this.top && y <= bottom;
  }

  private column(x: number): number {
    return Math.min(this.columns - 1, Math.max(0, Math.floor((x - this.left) / this.cell)));
  }

  private row(y: number): number {
    return Math.min(this.rows - 1, Math.max(0, Math.floor((y - this.top) / this.cell)));
  }

  private grow(): void {
    const capacity = 2 * this.xs.length;
    const floats = (from: Float32Array) => {
      const to = new Float32Array(capacity);
      to.set(from);
      return to;
    };
    const integers = (from: Int32Array) => {
      const to = new Int32Array(capacity);
      to.set(from);
      return to;
    };
    this.xs = floats(this.xs) as typeof this.xs;
    this.ys = floats(this.ys) as typeof this.ys;
    this.arcs = floats(this.arcs) as typeof this.arcs;
    this.lines = integers(this.lines) as typeof this.lines;
    this.nexts = integers(this.nexts) as typeof this.nexts;
  }
}

const noLine = -1;
