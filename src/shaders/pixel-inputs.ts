import type { Regl, Texture2D } from "regl";
import type { CompiledField } from "./compiled-field.ts";
import { Float64Pixels } from "./float64-pixels.ts";
import { type MomentsPass, momentsSize, type PixelMoments } from "./moments-pass.ts";
import type { PixelGrid } from "./pixels.ts";
import type { PlaneState } from "./protocol.ts";
import { sidesOf, usesProbes } from "./sides.ts";
import type { Tile } from "./tiles.ts";

/** What the pixels of a tile have of their own, ready to be drawn with. */
export interface PixelSources {
  /** Sums over each pixel's probes, and how many they hold; null where all pixels share theirs. */
  readonly probes: { readonly textures: readonly Texture2D[]; readonly drawn: number } | null;
  readonly float64: Texture2D | null;
}

/** The inputs of one tile's pixels, made again when the settings call for others, and grown in slices of bounded time. */
export class PixelInputs {
  private readonly regl: Regl;
  private readonly pass: MomentsPass;
  private moments: PixelMoments | null = null;
  private float64: Float64Pixels | null = null;

  constructor(regl: Regl, pass: MomentsPass) {
    this.regl = regl;
    this.pass = pass;
  }

  /** Keeps what serves this state, drops what does not, and begins what it lacks. */
  follow(state: PlaneState, grid: PixelGrid, tile: Tile): void {
    const { map } = state;
    if (!isPerPoint(state) || !this.moments?.serves(map, grid, tile)) {
      this.moments?.destroy();
      this.moments = isPerPoint(state) ? this.pass.start(map, grid, tile) : null;
    }
    if (this.moments) this.moments.wanted = map.taken;
    const needed = sidesOf(map).includes("float64");
    if (!needed || !this.float64?.serves(state, grid, tile)) {
      this.float64?.destroy();
      this.float64 = needed ? new Float64Pixels(this.regl, state, grid, tile) : null;
    }
  }

  /** Something can be drawn. */
  get ready(): boolean {
    return this.moments?.drawn !== 0 && this.float64?.complete !== false;
  }

  get complete(): boolean {
    return this.moments?.complete !== false && this.float64?.complete !== false;
  }

  /** Share of the probes that are drawn; 1 when complete. */
  get progress(): number {
    return this.moments?.progress ?? 1;
  }

  get size(): number {
    return (this.moments?.size ?? 0) + (this.float64?.size ?? 0);
  }

  get sources(): PixelSources {
    const { moments, float64 } = this;
    return {
      probes: moments && { textures: moments.textures, drawn: moments.drawn },
      float64: float64?.texture ?? null,
    };
  }

  /** Works for about `budget` milliseconds. */
  advance(compiled: CompiledField, state: PlaneState, budget: number): void {
    if (this.float64?.complete === false) this.float64.advance(compiled, state, budget);
    else if (this.moments?.complete === false) this.pass.advance(this.moments, budget);
  }

  destroy(): void {
    this.moments?.destroy();
    this.float64?.destroy();
  }
}

/** Bytes of device memory that the inputs of a tile take, about. */
export function inputsSize(state: PlaneState, tile: Tile): number {
  return isPerPoint(state) ? momentsSize(state.map, tile) : 0;
}

/** Every pixel has probes of its own. */
export function isPerPoint({ map }: PlaneState): boolean {
  return map.keys === "per-point" && usesProbes(map);
}
