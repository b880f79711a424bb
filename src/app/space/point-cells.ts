import type { SpaceBox } from "../../shaders/space/lens.ts";

/**
 * Points of lines in cubes, for the question "is anything nearer than d?", as the plane's `PointGrid` is. Points carry
 * their line and the arc length along it; the latest can be taken back, because a line is tried before it is kept.
 */
export class PointCells {
  private readonly edge: number;
  private readonly low: readonly number[];
  private readonly counts: readonly number[];
  /** By cell: the number of its latest point; by point: that of the one before it. */
  private readonly heads: Int32Array;
  private readonly nexts: number[] = [];
  /** x, y, z, line and arc after each other. */
  private readonly points: number[] = [];

  constructor({ low, high }: SpaceBox, edge: number) {
    this.edge = edge;
    this.low = low;
    this.counts = low.map((from, axis) => Math.max(1, Math.ceil(((high[axis] as number) - from) / edge)));
    this.heads = new Int32Array(this.counts.reduce((all, count) => all * count)).fill(-1);
  }

  /** Number of points held; give it to `takeBackTo` to forget later ones. */
  get size(): number {
    return this.nexts.length;
  }

  add(place: ArrayLike<number>, line: number, arc: number): void {
    const cell = this.cellOf(place);
    this.nexts.push(this.heads[cell] as number);
    this.heads[cell] = this.nexts.length - 1;
    this.points.push(place[0] as number, place[1] as number, place[2] as number, line, arc);
  }

  takeBackTo(size: number): void {
    for (let at = this.size - 1; at >= size; at -= 1)
      this.heads[this.cellOf(this.points.slice(5 * at, 5 * at + 3))] = this.nexts[at] as number;
    this.nexts.length = size;
    this.points.length = 5 * size;
  }

  /**
   * Whether a point of another line lies within `distance` of a place that stands at this arc length of the line `own`, or
   * a point of that line itself that is farther than `near` along it from both the place and arc length 0.
   */
  hasWithin(place: ArrayLike<number>, distance: number, own = -1, arc = 0, near = 0): boolean {
    const [x, y, z] = [place[0] as number, place[1] as number, place[2] as number];
    const [first, last] = [-distance, distance].map((by) =>
      [x, y, z].map((value, axis) => this.indexOf(value + by, axis)),
    ) as [number[], number[]];
    const { points, nexts, heads, counts } = this;
    for (let k = first[2] as number; k <= (last[2] as number); k += 1)
      for (let j = first[1] as number; j <= (last[1] as number); j += 1)
        for (let i = first[0] as number; i <= (last[0] as number); i += 1) {
          let at = heads[(k * (counts[1] as number) + j) * (counts[0] as number) + i] as number;
          for (; at >= 0; at = nexts[at] as number) {
            const from = 5 * at;
            const dx = (points[from] as number) - x;
            const dy = (points[from + 1] as number) - y;
            const dz = (points[from + 2] as number) - z;
            if (dx * dx + dy * dy + dz * dz >= distance * distance) continue;
            if (points[from + 3] !== own) return true;
            const other = points[from + 4] as number;
            if (Math.abs(other) > near && Math.abs(arc - other) > near) return true;
          }
        }
    return false;
  }

  private cellOf(place: ArrayLike<number>): number {
    const [i, j, k] = [0, 1, 2].map((axis) => this.indexOf(place[axis] as number, axis)) as [
      number,
      number,
      number,
    ];
    return (k * (this.counts[1] as number) + j) * (this.counts[0] as number) + i;
  }

  /** Points outside are counted to the nearest cell. */
  private indexOf(value: number, axis: number): number {
    const at = Math.floor((value - (this.low[axis] as number)) / this.edge);
    return Math.min((this.counts[axis] as number) - 1, Math.max(0, at));
  }
}
