/** Seconds after which time starts over: long enough to watch, short enough to scrub. */
export const timeSpan = 20;

/** How fast time may run: seconds of t in a second. */
export const speeds: readonly number[] = [0.25, 0.5, 1, 2, 4];

/** Where the span that a time lies in begins; the end of the first one still belongs to it. */
export function spanStart(time: number): number {
  if (time >= 0 && time <= timeSpan) return 0;
  const start = Math.floor(time / timeSpan) * timeSpan;
  // The quotient of the smallest negative times is −0.
  return start > time ? start - timeSpan : start;
}

/** The time some seconds later, in whole milliseconds; at the end of its span it starts over. */
export function laterTime(time: number, seconds: number): number {
  const start = spanStart(time);
  return Math.round((start + ((time - start + seconds) % timeSpan)) * 1000) / 1000;
}

/** Milliseconds a frame may count for: after a pause time goes on where it was. */
const longestFrame = 100;

/** Calls `tick` with the seconds since the last animation frame, from `start` to `stop`. */
export function createClock(tick: (seconds: number) => void): { start(): void; stop(): void } {
  let handle: number | null = null;
  let before = 0;
  function frame(now: number): void {
    handle = requestAnimationFrame(frame);
    // A frame may have begun before the call that asked for it: time never runs backwards.
    const elapsed = Math.min(longestFrame, Math.max(0, now - before));
    before = now;
    tick(elapsed / 1000);
  }
  return {
    start() {
      if (handle !== null) return;
      before = performance.now();
      handle = requestAnimationFrame(frame);
    },
    stop() {
      if (handle !== null) cancelAnimationFrame(handle);
      handle = null;
    },
  };
}
