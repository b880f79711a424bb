import { Lookahead } from "./lookahead.ts";
import { PointGrid } from "./point-grid.ts";
import type { ScreenPoint, Spacing, Streamline, Trajectories } from "./streamline.ts";

/** A loop is closed when it passes its seed within this distance, in pixels: a kink that nobody sees. */
const closingDistance = 1.2;

/**
 * Evenly spaced lines after Jobard and Lefer (1997): candidates are taken in order; one whose seed keeps the
 * separation from all lines is followed both ways until it comes within the test distance of another line or
 * of itself, leaves the area, or returns to its seed; short ones are dropped.
 */
export class LineSelection {
  readonly lines: Streamline[] = [];
  private readonly spacing: Spacing;
  private readonly grid: PointGrid;
  /** A line may come near its own beginning within this arc length of the seed: that is how loops close. */
  private readonly closingArc: number;

  constructor(width: number, height: number, spacing: Spacing) {
    const { margin, test } = spacing;
    this.spacing = spacing;
    this.closingArc = 2 * test;
    // Cells of the test distance: what points of lines ask for, and there are many more of those than of seeds.
    this.grid = new PointGrid(-margin, -margin, width + 2 * margin, height + 2 * margin, test);
  }

  /** Whether a seed keeps the separation from all lines chosen so far. */
  admits(seed: ScreenPoint): boolean {
    return !this.grid.hasWithin(seed.x, seed.y, this.spacing.separation);
  }

  /** The seeds that keep the separation from all lines and from those before them, of which but one can be chosen. */
  apart(seeds: readonly ScreenPoint[]): ScreenPoint[] {
    const before = this.grid.size;
    const chosen = seeds.filter((seed) => {
      if (!this.admits(seed)) return false;
      this.grid.add(seed.x, seed.y, 0, this.lines.length);
      return true;
    });
    this.grid.takeBackTo(before);
    return chosen;
  }

  /** Tries the candidates in order; `trajectories` holds where each seed leads. */
  add(seeds: readonly ScreenPoint[], trajectories: Trajectories): void {
    const lookahead = new Lookahead(seeds, this.grid, this.spacing);
    seeds.forEach((seed, k) => {
      if (!this.admits(seed)) return;
      const line = this.follow(seed, k, trajectories, lookahead);
      if (line) this.lines.push(line);
    });
  }

  private follow(
    seed: ScreenPoint,
    index: number,
    trajectories: Trajectories,
    lookahead: Lookahead,
  ): Streamline | null {
    const before = this.grid.size;
    this.grid.add(seed.x, seed.y, 0, this.lines.length);
    const walk = (sense: 1 | -1) =>
      this.walk(seed, sense, trajectories.side(index, sense), () =>
        trajectories.more(index, sense, lookahead.after(index)) ? trajectories.side(index, sense) : null,
      );
    const forward = walk(1);
    const backward = forward.closed ? { count: 0, closed: false } : walk(-1);
    const steps = forward.count + backward.count;
    const { point, shortest, test } = this.spacing;
    const behind = trajectories.side(index, -1);
    const leaves =
      isLeft(seed, trajectories.side(index, 1), forward.count, test) ||
      isLeft(seed, behind, backward.count, test);
    // Round and round a centre in no room is long and dirt all the same.
    if (steps * point < shortest || !leaves) {
      this.grid.takeBackTo(before);
      return null;
    }
    const points = new Float32Array(2 * (steps + 1));
    for (let k = 0; k < backward.count; k += 1) {
      const to = 2 * (backward.count - 1 - k);
      points[to] = behind[2 * k] as number;
      points[to + 1] = behind[2 * k + 1] as number;
    }
    points.set([seed.x, seed.y], 2 * backward.count);
    points.set(trajectories.side(index, 1).subarray(0, 2 * forward.count), 2 * (backward.count + 1));
    return { points, step: point, seed: backward.count, closed: forward.closed };
  }

  /** How many points of one side are kept; they are entered into the grid. */
  private walk(seed: ScreenPoint, sense: 1 | -1, known: Float32Array, more: () => Float32Array | null) {
    const own = this.lines.length;
    const { point, test } = this.spacing;
    let points = known;
    for (let k = 0; ; k += 1) {
      if (2 * k >= points.length) {
        const longer = more();
        if (!longer) return { count: k, closed: false };
        points = longer;
      }
      const x = points[2 * k] as number;
      const y = points[2 * k + 1] as number;
      const arc = (k + 1) * point * sense;
      if (sense === 1 && arc >= this.closingArc && returns(seed, points, k))
        return { count: k, closed: true };
      if (this.grid.hasOtherWithin(x, y, test, own, arc, this.closingArc)) return { count: k, closed: false };
      this.grid.add(x, y, arc, own);
    }
  }
}

/** Whether any of the points is farther than `reach` from the seed. */
function isLeft({ x, y }: ScreenPoint, points: Float32Array, count: number, reach: number): boolean {
  for (let k = 0; k < 2 * count; k += 2) {
    const [dx, dy] = [(points[k] as number) - x, (points[k + 1] as number) - y];
    if (dx * dx + dy * dy > reach * reach) return true;
  }
  return false;
}

/** Whether the step to point k passes the seed, in about the direction in which the line left it. */
export function returns(seed: ScreenPoint, points: Float32Array, k: number): boolean {
  const fromX = points[2 * k - 2] as number;
  const fromY = points[2 * k - 1] as number;
  const stepX = (points[2 * k] as number) - fromX;
  const stepY = (points[2 * k + 1] as number) - fromY;
  const size = Math.hypot(stepX, stepY);
  const along = ((seed.x - fromX) * stepX + (seed.y - fromY) * stepY) / size;
  const across = ((seed.x - fromX) * stepY - (seed.y - fromY) * stepX) / size;
  if (along < 0 || along > size || Math.abs(across) > closingDistance) return false;
  return stepX * ((points[0] as number) - seed.x) + stepY * ((points[1] as number) - seed.y) > 0;
}
