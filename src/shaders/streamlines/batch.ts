import type { Trajectories } from "./streamline.ts";

/** Marks a trajectory that ended, in place of a coordinate. */
export const ended = 1e9;

const senses = [1, -1] as const;

/** Where trajectories start: x0, y0, x1, y1, … of those along the field and those against it. */
export interface Starts {
  readonly along: readonly number[];
  readonly against: readonly number[];
}

/** Goes on from places x0, y0, … (pixels from the middle, y up) by a run's points. */
export interface Run {
  /** Writes the points of the place with this index to the front of `points`: how many, and whether it ended there. */
  read(
    place: number,
    sense: 1 | -1,
    points: Float32Array,
  ): { readonly count: number; readonly over: boolean };
}

/** What follows trajectories on. */
export interface Follower {
  /** Points in a run, and on a side, at most. */
  readonly length: number;
  readonly most: number;
  follow(starts: Starts): Run;
}

/** One side of a trajectory: its points so far, and whether they end there. */
interface Side {
  points: Float32Array;
  length: number;
  over: boolean;
}

/** The trajectories of one batch of seeds, made in runs as they are asked for. */
export class Batch implements Trajectories {
  private readonly seeds: Float32Array;
  private readonly middleX: number;
  private readonly middleY: number;
  private readonly follower: Follower;
  private readonly sides: ReadonlyMap<1 | -1, readonly Side[]>;

  constructor(seeds: Float32Array, middleX: number, middleY: number, follower: Follower) {
    this.seeds = seeds;
    this.middleX = middleX;
    this.middleY = middleY;
    this.follower = follower;
    const side = (): Side => ({ points: new Float32Array(0), length: 0, over: false });
    const sides = () => Array.from({ length: seeds.length / 2 }, side);
    this.sides = new Map([
      [1, sides()],
      [-1, sides()],
    ]);
  }

  side(seed: number, sense: 1 | -1): Float32Array {
    const { points, length } = this.sideOf(seed, sense);
    return points.subarray(0, 2 * length);
  }

  more(seed: number, sense: 1 | -1, wanted: (seed: number, sense: 1 | -1) => boolean): boolean {
    const side = this.sideOf(seed, sense);
    const before = side.length;
    if (!side.over) this.run(seed, sense, wanted);
    return side.length > before;
  }

  private sideOf(seed: number, sense: 1 | -1): Side {
    return this.sides.get(sense)?.[seed] as Side;
  }

  /** Follows the side that is asked for, and with it those that are wanted. */
  private run(asked: number, askedSense: 1 | -1, wanted: (seed: number, sense: 1 | -1) => boolean): void {
    const chosen = senses.map((sense) => ({ sense, going: [] as number[], starts: [] as number[] }));
    for (let seed = 0; seed < this.seeds.length / 2; seed += 1) {
      for (const { sense, going, starts } of chosen) {
        const side = this.sideOf(seed, sense);
        if (side.over) continue;
        if (!(seed === asked && sense === askedSense) && !wanted(seed, sense)) continue;
        going.push(seed);
        starts.push(...this.lastOf(seed, sense));
      }
    }
    const [along, against] = chosen;
    const run = this.follower.follow({ along: along?.starts ?? [], against: against?.starts ?? [] });
    const points = new Float32Array(2 * this.follower.length);
    for (const { sense, going } of chosen) {
      going.forEach((seed, place) => {
        const side = this.sideOf(seed, sense);
        makeRoom(side, this.follower.length);
        const { count, over } = run.read(place, sense, points);
        for (let k = 0; k < 2 * count; k += 2) {
          side.points[2 * side.length] = this.middleX + (points[k] as number);
          side.points[2 * side.length + 1] = this.middleY - (points[k + 1] as number);
          side.length += 1;
        }
        side.over = over || side.length >= this.follower.most;
      });
    }
  }

  /** The last point known of a side, or its seed, as pixels from the middle, y up. */
  private lastOf(seed: number, sense: 1 | -1): readonly [number, number] {
    const { points, length } = this.sideOf(seed, sense);
    const from = length > 0 ? points : this.seeds;
    const at = length > 0 ? 2 * (length - 1) : 2 * seed;
    return [(from[at] as number) - this.middleX, this.middleY - (from[at + 1] as number)];
  }
}

/** Room for the points of another run. */
function makeRoom(side: Side, more: number): void {
  const wanted = 2 * (side.length + more);
  if (side.points.length >= wanted) return;
  const points = new Float32Array(2 * wanted);
  points.set(side.points);
  side.points = points;
}
