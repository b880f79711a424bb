import { returns } from "./select.ts";
import type { Integrator, ScreenPoint, Streamline, Wanted } from "./streamline.ts";

/** How much longer than it was a closed line may become before it is open. */
const stretch = 1.3;

/**
 * The lines of a field that has moved on, from the seeds of those before and as long as they are: none comes or goes, and all
 * are seen to move. They are not evenly spaced any more.
 */
export function followStreamlines(
  placed: readonly Streamline[],
  integrator: Integrator,
): readonly Streamline[] {
  if (placed.length === 0) return placed;
  const seeds = placed.map(seedOf);
  const trajectories = integrator.trace(Float32Array.from(seeds.flatMap(({ x, y }) => [x, y])));
  const lengthOf = (line: number, sense: 1 | -1) => {
    const { points, seed, closed } = placed[line] as Streamline;
    if (sense === -1) return seed;
    const count = points.length / 2 - 1 - seed;
    return closed ? Math.ceil(stretch * count) : count;
  };
  const wanted: Wanted = (line, sense, _places, count) => count < lengthOf(line, sense);
  const sideOf = (line: number, sense: 1 | -1) => {
    const count = lengthOf(line, sense);
    while (trajectories.side(line, sense).length < 2 * count && trajectories.more(line, sense, wanted));
    return trajectories.side(line, sense).subarray(0, 2 * count);
  };
  return placed.flatMap(({ step, closed, points }, line) => {
    const seed = seeds[line] as ScreenPoint;
    const [forward, backward] = [sideOf(line, 1), sideOf(line, -1)];
    let count = forward.length / 2;
    let isClosed = false;
    if (closed) {
      // A line that closes goes round most of its way first.
      for (let k = Math.floor(points.length / 4); k < count && !isClosed; k += 1) {
        isClosed = returns(seed, forward, k);
        if (isClosed) count = k;
      }
      if (!isClosed) count = Math.min(count, points.length / 2 - 1);
    }
    const behind = backward.length / 2;
    if (count + behind === 0) return [];
    const all = new Float32Array(2 * (behind + 1 + count));
    for (let k = 0; k < behind; k += 1) all.set(backward.subarray(2 * k, 2 * k + 2), 2 * (behind - 1 - k));
    all.set([seed.x, seed.y], 2 * behind);
    all.set(forward.subarray(0, 2 * count), 2 * (behind + 1));
    return [{ points: all, step, seed: behind, closed: isClosed }];
  });
}

/** Where a line was begun. */
export function seedOf({ points, seed }: Streamline): ScreenPoint {
  return { x: points[2 * seed] as number, y: points[2 * seed + 1] as number };
}
