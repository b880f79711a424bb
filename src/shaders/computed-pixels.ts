import type { Regl, Texture2D } from "regl";
import type { ComputedSide } from "./computed-sides.ts";
import { type PixelGrid, worldOf } from "./pixels.ts";
import type { Tile } from "./tile.ts";

/** Points and operations between two looks at the clock: a millisecond or so of a kernel. */
const pointsPerStep = 4096;
const operationsPerStep = 1e6;

/** Pixels a side of the blocks that a picture is first made of: the first one takes a 256th of the time. */
export const coarsest = 16;

/**
 * What one way of computing gives at a tile's pixels, in float64 and rounded once: in large blocks first, then in ever
 * smaller ones, in slices of bounded time.
 */
export class ComputedPixels {
  private readonly regl: Regl;
  readonly key: string;
  /** The key but for how many probes are taken. */
  readonly kin: string;
  private readonly grid: PixelGrid;
  private readonly tile: Tile;
  private readonly values: Float32Array;
  /** Pixels a side of the blocks that are being computed, how many of them are, and how many levels are whole. */
  private side: number;
  private done = 0;
  private levels: number;
  private spent = 0;
  /** Pixels in all: those of all coarser blocks come to a third of the last. */
  private readonly work: number;
  private uploaded: Texture2D | null = null;
  private stale = true;

  /**
   * `key` is all that the values depend on; `coarse`, what side the first blocks have. Where there are pixels of the same
   * kin `before`, theirs stay until they are replaced one after the other: blocks would flash while probes come.
   */
  constructor(
    regl: Regl,
    { key, kin }: Pick<ComputedPixels, "key" | "kin">,
    grid: PixelGrid,
    tile: Tile,
    coarse: number,
    before: ComputedPixels | null,
  ) {
    this.regl = regl;
    this.key = key;
    this.kin = kin;
    this.grid = grid;
    this.tile = tile;
    this.side = before ? 1 : coarse;
    this.levels = before ? 1 : 0;
    this.values = before?.values.slice() ?? new Float32Array(tile.width * tile.height);
    this.work = (before ? 1 : 4 / 3) * this.values.length;
  }

  get complete(): boolean {
    return this.side < 1;
  }

  /** All pixels have a value, if only that of their block. */
  get ready(): boolean {
    return this.levels > 0;
  }

  /** Share of the work that is done. */
  get progress(): number {
    return this.complete ? 1 : Math.min(0.99, this.spent / this.work);
  }

  /** As R32F; asked for when ready. */
  get texture(): Texture2D {
    const { width, height } = this.tile;
    const given = { width, height, format: "luminance", type: "float", data: this.values } as const;
    if (!this.uploaded) this.uploaded = this.regl.texture(given);
    else if (this.stale) this.uploaded(given);
    this.stale = false;
    return this.uploaded;
  }

  /** Bytes. */
  get size(): number {
    return 2 * this.values.byteLength;
  }

  /** Computes for about `budget` milliseconds. */
  advance(way: ComputedSide, budget: number): void {
    const until = performance.now() + budget;
    const most = Math.max(1, Math.min(pointsPerStep, Math.floor(operationsPerStep / Math.max(1, way.cost))));
    do this.step(way, most);
    while (!this.complete && performance.now() < until);
  }

  destroy(): void {
    this.uploaded?.destroy();
  }

  /** Up to so many blocks of one row. */
  private step(way: ComputedSide, most: number): void {
    const { grid, tile, values, side, done } = this;
    const [across, down] = [Math.ceil(tile.width / side), Math.ceil(tile.height / side)];
    const [from, at] = [done % across, Math.floor(done / across)];
    const count = Math.min(most, across - from);
    const middle = (block: number, size: number) => Math.min(size - 1, block * side + (side >> 1));
    const row = middle(at, tile.height);
    const points = new Float64Array(2 * count);
    const columns = Array.from({ length: count }, (_, k) => middle(from + k, tile.width));
    for (const [k, column] of columns.entries())
      points.set(worldOf(grid, tile.x + column, tile.y + row), 2 * k);
    const indexOf = (k: number) => (tile.y + row) * grid.width + tile.x + (columns[k] as number);
    const found = valuesAt(way, points, indexOf, side === 1);
    for (let k = 0; k < count; k += 1) {
      const [left, top] = [(from + k) * side, at * side];
      const right = Math.min(tile.width, left + side);
      for (let y = top; y < Math.min(tile.height, top + side); y += 1)
        values.fill(found[k] as number, y * tile.width + left, y * tile.width + right);
    }
    this.stale = true;
    this.spent += count;
    this.done += count;
    if (this.done < across * down) return;
    this.done = 0;
    this.levels += 1;
    this.side = side / 2;
  }
}

/** Values of a way of computing at points whose pixels have these indices; `inRow`: those count on by one. */
export function valuesAt(
  way: ComputedSide,
  points: Float64Array,
  indexOf: (point: number) => number,
  inRow = false,
): Float64Array {
  if (!way.perPoint || inRow) return way.evaluate(points, indexOf(0));
  return Float64Array.from(
    { length: points.length / 2 },
    (_, k) => way.evaluate(points.subarray(2 * k, 2 * k + 2), indexOf(k))[0] as number,
  );
}
