/** A time for one point, in nanoseconds: the median over repetitions, and the middle four fifths of them. */
export interface Timing {
  readonly nanoseconds: number;
  readonly low: number;
  readonly high: number;
}

/** Turns of running before times count, and their milliseconds: compilers have done their best by then. */
const warmUps = 4;
const warmUpTime = 8;
/** Milliseconds of one repetition: browsers round their clocks to a tenth of one. */
const shortest = 4;
const repetitions = 9;
/** Milliseconds of a run from which on a few repetitions have to do. */
const slow = 60;
export const fewRepetitions = 3;

/** Yields of a timing, at most. */
export const mostTurns = warmUps + repetitions;

/** How long `run`, which computes `points` points, takes for one. Yields between repetitions; `now` in milliseconds. */
export function* timed(run: () => void, points: number, now: () => number): Generator<void, Timing> {
  // Of the quickest turn: by one that was cold or interrupted, a repetition would be too short for the clock.
  let milliseconds = Number.POSITIVE_INFINITY;
  for (let turn = 0; turn < warmUps && (turn === 0 || milliseconds < slow); turn++) {
    const start = now();
    let runs = 0;
    do {
      run();
      runs += 1;
    } while (now() - start < warmUpTime);
    milliseconds = Math.min(milliseconds, (now() - start) / runs);
    yield;
  }
  const repeat = Math.max(1, Math.ceil(shortest / milliseconds));
  const times: number[] = [];
  const wanted = milliseconds < slow ? repetitions : fewRepetitions;
  while (times.length < wanted) {
    const start = now();
    for (let i = 0; i < repeat; i++) run();
    times.push(((now() - start) / repeat / points) * 1e6);
    yield;
  }
  return timingOf(times);
}

/**
 * As `timed` for a run that takes long, and that others take turns in the midst of: the time of its own steps alone.
 * Yields the share done.
 */
export function* timedInSteps(
  run: () => Generator<number, unknown>,
  points: number,
  now: () => number,
): Generator<number, Timing> {
  const times: number[] = [];
  while (times.length < fewRepetitions) {
    const steps = run();
    let milliseconds = 0;
    for (;;) {
      const start = now();
      const step = steps.next();
      milliseconds += now() - start;
      if (step.done) break;
      yield (times.length + step.value) / fewRepetitions;
    }
    times.push((milliseconds / points) * 1e6);
  }
  return timingOf(times);
}

function timingOf(times: readonly number[]): Timing {
  return { nanoseconds: quantile(times, 0.5), low: quantile(times, 0.1), high: quantile(times, 0.9) };
}

/** The value below which a share of the values lies, interpolated; NaN of none. */
export function quantile(values: ArrayLike<number>, share: number): number {
  const sorted = Float64Array.from(values).sort();
  const at = share * (sorted.length - 1);
  const below = sorted[Math.floor(at)] ?? Number.NaN;
  const above = sorted[Math.ceil(at)] ?? Number.NaN;
  // Infinities that are alike have no difference to interpolate by.
  return below === above ? below : below + (above - below) * (at - Math.floor(at));
}
