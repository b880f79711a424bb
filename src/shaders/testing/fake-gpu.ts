import { vi } from "vitest";

interface FakeSync {
  readonly at: number;
  readonly losses: number;
}

/**
 * A GPU that takes as long as it is told for what it is asked, and a page's clock that stands but while the page waits for
 * it: at a call that reads back, or between two tasks.
 */
export function fakeGpu() {
  let now = 1000;
  let busyUntil = 0;
  let isLost = false;
  let losses = 0;
  let held = 0;
  vi.spyOn(performance, "now").mockImplementation(() => now);
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  return {
    gl: {
      SIGNALED: 1,
      isContextLost: () => isLost,
      fenceSync: () => (isLost ? null : { at: busyUntil, losses }),
      isSync: (sync: FakeSync) => !isLost && sync.losses === losses,
      getSyncParameter: (sync: FakeSync) => (sync.losses === losses ? Number(now >= sync.at) : null),
      deleteSync() {},
      flush() {},
      readPixels() {
        held = Math.max(held, busyUntil - now);
        now = Math.max(now, busyUntil);
      },
    },
    now: () => now,
    /** It is asked for something that takes so many milliseconds. */
    work(milliseconds: number) {
      busyUntil = Math.max(now, busyUntil) + milliseconds;
    },
    /** How long the page was held by it at most. */
    held: () => held,
    /** The page's tasks for so many milliseconds. */
    elapse(milliseconds: number, step = 1) {
      for (let k = 0; k < milliseconds; k += step) {
        now += step;
        vi.advanceTimersByTime(step);
      }
    },
    lose() {
      isLost = true;
      losses += 1;
    },
    restore() {
      isLost = false;
      busyUntil = now;
    },
  };
}
