import { afterEach, describe, expect, it, vi } from "vitest";
import type { Outcome } from "../tasks/client.ts";
import { createShrinkMeter } from "./shrinking.ts";

interface Figures {
  readonly levels: readonly number[];
}

describe("measuring that is stopped", () => {
  it("ends, says so, and is begun anew when it is asked for", async () => {
    const asked: ((outcome: Outcome<Figures>) => void)[] = [];
    let cancelled = 0;
    const meter = createShrinkMeter<Figures>({
      run: () => new Promise((resolve) => asked.push(resolve)),
      cancel() {
        cancelled += 1;
        asked.at(-1)?.({ status: "superseded" });
      },
      isGone: () => false,
    });
    const status = () => meter.store.getState().figures.status;
    meter.measure();
    await expect.poll(status).toBe("running");
    meter.stop();
    await Promise.resolve();
    expect([status(), cancelled, meter.store.getState().progress]).toEqual(["stopped", 1, null]);
    meter.measure();
    await expect.poll(status).toBe("running");
    asked.at(-1)?.({ status: "done", value: { levels: [1] } });
    await expect.poll(status).toBe("done");
  });
});

describe("what cannot be measured", () => {
  afterEach(() => void vi.unstubAllGlobals());

  function setup(run: () => Promise<Outcome<Figures>> | null) {
    const frames = new Set<number>();
    let asked = 0;
    vi.stubGlobal("requestAnimationFrame", () => {
      asked += 1;
      frames.add(asked);
      return asked;
    });
    vi.stubGlobal("cancelAnimationFrame", (handle: number) => frames.delete(handle));
    const meter = createShrinkMeter<Figures>({ run, cancel() {}, isGone: () => false });
    meter.seen(true);
    return { meter, frames };
  }
  const failure = { status: "failed", message: "It has no inside." } as const;

  it("does not set out for a point", async () => {
    const { meter, frames } = setup(async () => failure);
    meter.measure();
    await expect.poll(() => meter.store.getState().figures).toEqual(failure);
    for (const animated of [true, false]) {
      meter.shrink(animated);
      expect(meter.store.getState()).toMatchObject({ shrunk: null, shrinking: false });
    }
    expect(frames.size).toBe(0);
  });

  it.each([
    ["it fails on the way", async () => failure],
    ["there is nothing any more", () => null],
  ])("stays where it is when %s", async (_, run) => {
    const { meter, frames } = setup(run);
    meter.shrink(true);
    expect(frames.size).toBe(1);
    await expect.poll(() => meter.store.getState().shrinking).toBe(false);
    expect(frames.size).toBe(0);
  });
});
