import type { Regl, Texture2D } from "regl";
import type { CompiledField } from "./compiled-field.ts";
import { ComputedPixels, coarsest } from "./computed-pixels.ts";
import { type ComputedSide, drawnSides } from "./computed-sides.ts";
import { type MomentsPass, momentsSize, type PixelMoments } from "./moments-pass.ts";
import type { PixelGrid } from "./pixels.ts";
import type { PlaneState } from "./protocol.ts";
import { usesProbes } from "./sides.ts";
import type { Tile } from "./tile.ts";

/** What the pixels of a tile have of their own, ready to be drawn with. */
export interface PixelSources {
  /** Sums over each pixel's probes, and how many they hold; null where all pixels share theirs. */
  readonly probes: { readonly textures: readonly Texture2D[]; readonly drawn: number } | null;
  /** Of the ways of computing that are computed, left or only one first; null where a shader has it. */
  readonly computed: readonly (Texture2D | null)[];
}

/** The inputs of one tile's pixels, made again when the settings call for others, and grown in slices of bounded time. */
export class PixelInputs {
  private readonly regl: Regl;
  private readonly pass: MomentsPass;
  private moments: PixelMoments | null = null;
  private ways: readonly (ComputedSide | null)[] = [];
  private computed: readonly (ComputedPixels | null)[] = [];

  constructor(regl: Regl, pass: MomentsPass) {
    this.regl = regl;
    this.pass = pass;
  }

  /**
   * Keeps what serves this state, drops what does not, and begins what it lacks; what is computed in blocks of `coarse`
   * pixels a side first.
   */
  follow(compiled: CompiledField, state: PlaneState, grid: PixelGrid, tile: Tile, coarse = coarsest): void {
    const { map } = state;
    if (!isPerPoint(state) || !this.moments?.serves(map, grid, tile)) {
      this.moments?.destroy();
      this.moments = isPerPoint(state) ? this.pass.start(map, grid, tile) : null;
    }
    if (this.moments) this.moments.wanted = map.taken;
    const before = this.computed;
    this.ways = drawnSides(compiled, map, state.time);
    this.computed = this.ways.map((way) => {
      if (!way) return null;
      const [key, kin] = [way.key, way.kin].map((own) =>
        JSON.stringify([state.source, state.field, state.slice, own, grid, tile]),
      ) as [string, string];
      const known = before.find((pixels) => pixels?.key === key);
      const last = before.find((pixels) => pixels?.kin === kin && pixels.complete) ?? null;
      return known ?? new ComputedPixels(this.regl, { key, kin }, grid, tile, coarse, last);
    });
    for (const pixels of before) if (!this.computed.includes(pixels)) pixels?.destroy();
  }

  /** Something can be drawn. */
  get ready(): boolean {
    return this.moments?.drawn !== 0 && this.computed.every((pixels) => pixels?.ready !== false);
  }

  get complete(): boolean {
    return this.moments?.complete !== false && this.computed.every((pixels) => pixels?.complete !== false);
  }

  /** Share of what takes longest that is done; 1 when complete. */
  get progress(): number {
    return [this.moments, ...this.computed].reduce((least, each) => Math.min(least, each?.progress ?? 1), 1);
  }

  get size(): number {
    return [this.moments, ...this.computed].reduce((sum, each) => sum + (each?.size ?? 0), 0);
  }

  get sources(): PixelSources {
    const { moments, computed } = this;
    return {
      probes: moments && { textures: moments.textures, drawn: moments.drawn },
      computed: computed.map((pixels) => pixels?.texture ?? null),
    };
  }

  /** Works for about `budget` milliseconds. */
  advance(budget: number): void {
    // Both sides come on together: neither is seen without the other.
    const next = this.computed.reduce<number>((least, pixels, k, { [least]: other }) => {
      return (pixels?.progress ?? 1) < (other?.progress ?? 1) ? k : least;
    }, 0);
    const [pixels, way] = [this.computed[next], this.ways[next]];
    if (pixels?.complete === false && way) pixels.advance(way, budget);
    else if (this.moments?.complete === false) this.pass.advance(this.moments, budget);
  }

  destroy(): void {
    this.moments?.destroy();
    for (const pixels of this.computed) pixels?.destroy();
  }
}

/** Bytes of device memory that the inputs of a tile take, about. */
export function inputsSize(state: PlaneState, tile: Tile): number {
  return isPerPoint(state) ? momentsSize(state.map, tile) : 0;
}

/** Every pixel has probes of its own that the graphics card draws; on slices they are computed with what they are for. */
export function isPerPoint({ map, slice }: PlaneState): boolean {
  return map.keys === "per-point" && slice === undefined && usesProbes(map);
}
