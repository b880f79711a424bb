import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { coalesced, inTask } from "./latest.ts";

describe("work after a burst of changes", () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  it("is done once, in the microtask after them", async () => {
    const work = vi.fn();
    const ask = coalesced(work);
    for (let k = 0; k < 5; k += 1) ask();
    expect(work).not.toHaveBeenCalled();
    await Promise.resolve();
    expect(work).toHaveBeenCalledTimes(1);
    ask();
    await Promise.resolve();
    expect(work).toHaveBeenCalledTimes(2);
  });

  it("is done once in a task of its own, or at once where it is needed", async () => {
    const work = vi.fn();
    const { ask, now } = inTask(work);
    now();
    expect(work).not.toHaveBeenCalled();
    ask();
    ask();
    await Promise.resolve();
    expect(work).not.toHaveBeenCalled();
    vi.runAllTimers();
    expect(work).toHaveBeenCalledTimes(1);
    ask();
    now();
    expect(work).toHaveBeenCalledTimes(2);
    vi.runAllTimers();
    expect(work).toHaveBeenCalledTimes(2);
  });
});
