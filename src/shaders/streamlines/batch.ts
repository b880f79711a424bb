import type { Trajectories, Wanted } from "./streamline.ts";
import { writeStride } from "./stride.ts";

/** Marks a trajectory that ended, in place of a coordinate. */
export const ended = 1e9;

/** Where trajectories start: x0, y0, x1, y1, … of those along the field and those against it. */
export interface Starts {
  readonly along: readonly number[];
  readonly against: readonly number[];
}

/** Numbers per place: x, y, and the direction, whose length is the points of the stride that leads there, and one. */
export const placeSize = 4;

/** Goes on from places x0, y0, … (pixels from the middle, y up). */
export interface Run {
  /**
   * Writes the place with this index and those it leads to (y up) to `places`: how many. Fewer than there is room for
   * when it ended there.
   */
  read(index: number, sense: 1 | -1, places: Float32Array): number;
}

/** What follows trajectories on. */
export interface Follower {
  /** Places in a run, the first of them where it starts. */
  readonly length: number;
  /** Points on a side at most. */
  readonly most: number;
  /** Arc length between points. */
  readonly point: number;
  follow(starts: Starts): Run;
}

/** One side of a trajectory: places on it, its points as far as they have been asked for, and whether it ends there. */
interface Side {
  places: Float32Array;
  placeCount: number;
  /** Points up to the last place, known or not yet made. */
  length: number;
  over: boolean;
  points: Float32Array;
  madeCount: number;
  madeTo: number;
}

const senses = [1, -1] as const;

/** The trajectories of one batch of seeds, made in runs as they are asked for. */
export class Batch implements Trajectories {
  private readonly seeds: Float32Array;
  private readonly middleX: number;
  private readonly middleY: number;
  private readonly follower: Follower;
  private readonly sides: ReadonlyMap<1 | -1, readonly Side[]>;
  private readonly places: Float32Array;

  constructor(seeds: Float32Array, middleX: number, middleY: number, follower: Follower) {
    this.seeds = seeds;
    this.middleX = middleX;
    this.middleY = middleY;
    this.follower = follower;
    this.places = new Float32Array(placeSize * follower.length);
    const none = new Float32Array(0);
    const side = (): Side => ({
      places: none,
      placeCount: 0,
      length: 0,
      over: false,
      points: none,
      madeCount: 0,
      madeTo: 0,
    });
    const sides = () => Array.from({ length: seeds.length / 2 }, side);
    this.sides = new Map([
      [1, sides()],
      [-1, sides()],
    ]);
  }

  side(seed: number, sense: 1 | -1): Float32Array {
    const side = this.sideOf(seed, sense);
    makePoints(side, this.follower.point);
    return side.points.subarray(0, 2 * side.madeCount);
  }

  more(seed: number, sense: 1 | -1, wanted: Wanted): boolean {
    const side = this.sideOf(seed, sense);
    const before = side.length;
    if (!side.over) this.run(seed, sense, wanted);
    return side.length > before;
  }

  private sideOf(seed: number, sense: 1 | -1): Side {
    return this.sides.get(sense)?.[seed] as Side;
  }

  /** Follows the side that is asked for, and with it those that are wanted. */
  private run(asked: number, askedSense: 1 | -1, wanted: Wanted): void {
    const [along, against] = [
      { going: [] as Side[], starts: [] as number[] },
      { going: [] as Side[], starts: [] as number[] },
    ];
    for (let seed = asked; seed < this.seeds.length / 2; seed += 1) {
      for (const sense of senses) {
        const side = this.sideOf(seed, sense);
        if (side.over) continue;
        const needed = seed === asked && sense === askedSense;
        if (!needed && !wanted(seed, sense, side.places, side.placeCount)) continue;
        const { going, starts } = sense === 1 ? along : against;
        const last = placeSize * (side.placeCount - 1);
        const [from, at] = last >= 0 ? [side.places, last] : [this.seeds, 2 * seed];
        going.push(side);
        starts.push((from[at] as number) - this.middleX, this.middleY - (from[at + 1] as number));
      }
    }
    const run = this.follower.follow({ along: along.starts, against: against.starts });
    along.going.forEach((side, index) => {
      this.extend(side, run.read(index, 1, this.places));
    });
    against.going.forEach((side, index) => {
      this.extend(side, run.read(index, -1, this.places));
    });
  }

  /** Adds the places that have just been read to a side. */
  private extend(side: Side, count: number): void {
    const { places, follower } = this;
    const wanted = placeSize * (side.placeCount + count);
    if (side.places.length < wanted) {
      const longer = new Float32Array(Math.max(wanted, 2 * side.places.length));
      longer.set(side.places);
      side.places = longer;
    }
    for (let k = 0; k < placeSize * count; k += placeSize) {
      const at = placeSize * side.placeCount + k;
      const u = places[k + 2] as number;
      const v = -(places[k + 3] as number);
      side.places[at] = this.middleX + (places[k] as number);
      side.places[at + 1] = this.middleY - (places[k + 1] as number);
      side.places[at + 2] = u;
      side.places[at + 3] = v;
      side.length += strideOf(u, v);
    }
    side.placeCount += count;
    side.over = count < follower.length || side.length >= follower.most;
  }
}

/** The points of the stride that leads to a place. */
function strideOf(u: number, v: number): number {
  return Math.round(Math.sqrt(u * u + v * v)) - 1;
}

/** Makes the points up to the last place. */
function makePoints(side: Side, point: number): void {
  const { places, length } = side;
  if (side.madeCount === length) return;
  const points = new Float32Array(2 * length);
  points.set(side.points.subarray(0, 2 * side.madeCount));
  let from = placeAt(places, side.madeTo);
  for (let k = side.madeTo + 1; k < side.placeCount; k += 1) {
    const to = placeAt(places, k);
    if (to.stride > 0) writeStride(points, 2 * side.madeCount, from, to, to.stride * point, to.stride);
    side.madeCount += to.stride;
    from = to;
  }
  side.points = points;
  side.madeTo = side.placeCount - 1;
}

function placeAt(places: Float32Array, k: number) {
  const at = placeSize * k;
  const u = places[at + 2] as number;
  const v = places[at + 3] as number;
  const size = Math.sqrt(u * u + v * v);
  return {
    x: places[at] as number,
    y: places[at + 1] as number,
    dx: u / size,
    dy: v / size,
    stride: Math.round(size) - 1,
  };
}
