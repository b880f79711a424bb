import type { PointGrid } from "./point-grid.ts";
import type { ScreenPoint, Spacing, Wanted } from "./streamline.ts";

/** Sides followed along with the one that is asked for, at most: more are for nothing, fewer wait more often. */
const window = 192;

/**
 * Which trajectories of a batch are worth following on while the GPU is asked for one: those of the next candidates
 * that are still admitted, as long as what is known of them does not run into a line. A guess, which changes how long
 * placing takes and not what is placed.
 */
export class Lookahead {
  private readonly seeds: readonly ScreenPoint[];
  private readonly grid: PointGrid;
  private readonly spacing: Spacing;
  /** By seed: whether it is out. By side: how many places are known to be clear of lines, and whether one was not. */
  private readonly out: Uint8Array;
  private readonly clear: Int32Array;
  private readonly blocked: Uint8Array;

  constructor(seeds: readonly ScreenPoint[], grid: PointGrid, spacing: Spacing) {
    this.seeds = seeds;
    this.grid = grid;
    this.spacing = spacing;
    this.out = new Uint8Array(seeds.length);
    this.clear = new Int32Array(2 * seeds.length);
    this.blocked = new Uint8Array(2 * seeds.length);
  }

  /** For one request: asked of sides in their order, it grants the first that are worth it. */
  after(current: number): Wanted {
    let granted = 0;
    return (seed, sense, places, count) => {
      if (seed === current) return true;
      if (granted >= window || !this.promises(seed, sense, places, count)) return false;
      granted += 1;
      return true;
    };
  }

  private promises(seed: number, sense: 1 | -1, places: Float32Array, count: number): boolean {
    if (this.out[seed]) return false;
    const { x, y } = this.seeds[seed] as ScreenPoint;
    if (this.grid.hasWithin(x, y, this.spacing.separation)) {
      this.out[seed] = 1;
      return false;
    }
    const side = 2 * seed + (sense === 1 ? 0 : 1);
    if (this.blocked[side]) return false;
    for (let k = this.clear[side] as number; k < count; k += 1) {
      if (this.grid.hasWithin(places[4 * k] as number, places[4 * k + 1] as number, this.spacing.test)) {
        this.blocked[side] = 1;
        return false;
      }
    }
    this.clear[side] = count;
    return true;
  }
}
