import { afterEach, describe, expect, it, vi } from "vitest";
import { createClock } from "./clock.ts";

afterEach(() => vi.unstubAllGlobals());

describe("the clock", () => {
  it("never runs backwards, also when the first frame began before it was started", () => {
    const frames: ((now: number) => void)[] = [];
    vi.stubGlobal("requestAnimationFrame", (frame: (now: number) => void) => frames.push(frame));
    vi.stubGlobal("cancelAnimationFrame", () => {});
    vi.stubGlobal("performance", { now: () => 1000 });
    const ticks: number[] = [];
    const clock = createClock((seconds) => ticks.push(seconds));
    clock.start();
    for (const now of [992, 1008, 1024, 5000]) frames.at(-1)?.(now);
    clock.stop();
    expect(ticks).toEqual([0, 0.016, 0.016, 0.1]);
  });
});
