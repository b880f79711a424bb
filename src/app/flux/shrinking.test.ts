import { describe, expect, it } from "vitest";
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
