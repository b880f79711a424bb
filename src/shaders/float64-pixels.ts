import type { Regl, Texture2D } from "regl";
import type { CompiledField } from "./compiled-field.ts";
import { type PixelGrid, worldOf } from "./pixels.ts";
import type { PlaneState } from "./protocol.ts";
import type { Tile } from "./tiles.ts";

/** Points between two looks at the clock: a millisecond or so of a kernel. */
const pointsPerStep = 4096;

/** The exact divergence of one tile's pixels, computed in float64 and rounded once, in slices of bounded time. */
export class Float64Pixels {
  private readonly regl: Regl;
  private readonly key: string;
  private readonly grid: PixelGrid;
  private readonly tile: Tile;
  private readonly values: Float32Array;
  private done = 0;
  private uploaded: Texture2D | null = null;

  constructor(regl: Regl, state: PlaneState, grid: PixelGrid, tile: Tile) {
    this.regl = regl;
    this.key = keyOf(state, grid, tile);
    this.grid = grid;
    this.tile = tile;
    this.values = new Float32Array(tile.width * tile.height);
  }

  get complete(): boolean {
    return this.done === this.values.length;
  }

  /** As R32F; asked for when complete. */
  get texture(): Texture2D {
    const { width, height } = this.tile;
    this.uploaded ??= this.regl.texture({
      width,
      height,
      format: "luminance",
      type: "float",
      data: this.values,
    });
    return this.uploaded;
  }

  /** Bytes. */
  get size(): number {
    return 2 * this.values.byteLength;
  }

  serves(state: PlaneState, grid: PixelGrid, tile: Tile): boolean {
    return keyOf(state, grid, tile) === this.key;
  }

  /** Computes for about `budget` milliseconds. */
  advance(compiled: CompiledField, { map, time }: PlaneState, budget: number): void {
    const { grid, tile, values } = this;
    const until = performance.now() + budget;
    const evaluate = compiled.evaluator("divergence", map.method);
    const bindings = compiled.bindings(time);
    do {
      const count = Math.min(pointsPerStep, values.length - this.done);
      const points = new Float64Array(2 * count);
      for (let k = 0; k < count; k += 1) {
        const at = this.done + k;
        const column = tile.x + (at % tile.width);
        points.set(worldOf(grid, column, tile.y + Math.floor(at / tile.width)), 2 * k);
      }
      values.set(evaluate(points, bindings), this.done);
      this.done += count;
    } while (!this.complete && performance.now() < until);
  }

  destroy(): void {
    this.uploaded?.destroy();
  }
}

function keyOf({ source, field, time, map }: PlaneState, grid: PixelGrid, tile: Tile): string {
  return JSON.stringify([source, field, time, map.method, grid, tile]);
}
