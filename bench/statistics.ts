/** A measured ratio: the median over repetitions, and the range in which the middle four fifths lie. */
export interface Ratio {
  readonly median: number;
  readonly low: number;
  readonly high: number;
}

export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const at = share * (sorted.length - 1);
  const below = sorted[Math.floor(at)] as number;
  const above = sorted[Math.ceil(at)] as number;
  return below + (above - below) * (at - Math.floor(at));
}

export const median = (values: readonly number[]): number => quantile(values, 0.5);

export function ratioOf(values: readonly number[]): Ratio {
  return { median: median(values), low: quantile(values, 0.1), high: quantile(values, 0.9) };
}

export function millisecondsOf(work: () => void): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

/**
 * Times works against each other: in turn, the first of a round changing from round to round, so that whatever
 * slows the machine slows all of them. Returns the times of each.
 */
export function interleave(works: readonly (() => void)[], rounds: number): number[][] {
  const times: number[][] = works.map(() => []);
  for (let round = 0; round < rounds; round++) {
    for (let turn = 0; turn < works.length; turn++) {
      const which = (turn + round) % works.length;
      times[which]?.push(millisecondsOf(works[which] as () => void));
    }
  }
  return times;
}

export const formatRatio = ({ median, low, high }: Ratio): string =>
  `${median.toFixed(median < 0.1 ? 4 : 2)} (${low.toFixed(low < 0.1 ? 4 : 2)} … ${high.toFixed(high < 0.1 ? 4 : 2)})`;

/** A work that is timed `repeat` runs at once, so that the time is long enough for the clock. */
export interface Timed {
  readonly run: () => unknown;
  readonly repeat: number;
  /** Of one run, roughly. */
  readonly milliseconds: number;
}

const shortestTime = 4;

/**
 * A work after its warm-up, repeated as often as takes four milliseconds. Warming up ends after `warmUp` milliseconds;
 * what is slower than that has run once.
 */
export function calibrate(run: () => unknown, warmUp: number): Timed {
  let milliseconds = millisecondsOf(run);
  const start = performance.now();
  while (performance.now() - start + milliseconds < warmUp) milliseconds = millisecondsOf(run);
  const repeat = Math.max(1, Math.ceil(shortestTime / milliseconds));
  if (repeat > 1) milliseconds = millisecondsOf(() => repeated({ run, repeat })) / repeat;
  return { run, repeat, milliseconds };
}

function repeated({ run, repeat }: Pick<Timed, "run" | "repeat">): void {
  for (let i = 0; i < repeat; i++) run();
}

/** `interleave` of works of very different lengths: milliseconds of a single run. */
export function interleaveTimed(works: readonly Timed[], rounds: number): number[][] {
  const times = interleave(
    works.map((work) => () => repeated(work)),
    rounds,
  );
  return times.map((row, i) => row.map((time) => time / (works[i] as Timed).repeat));
}
