/** Seconds after which time starts over: long enough to watch, short enough to scrub. */
export const timeSpan = 20;

/** Milliseconds a frame may count for: after a pause time goes on where it was. */
const longestFrame = 100;

/** Calls `tick` with the seconds since the last animation frame, from `start` to `stop`. */
export function createClock(tick: (seconds: number) => void): { start(): void; stop(): void } {
  let handle: number | null = null;
  let before = 0;
  function frame(now: number): void {
    handle = requestAnimationFrame(frame);
    const elapsed = Math.min(longestFrame, now - before);
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
