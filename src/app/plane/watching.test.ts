import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createDocument } from "../document/document.ts";
import { viewOf } from "../testing/view.ts";
import { takenOf } from "./state.ts";
import { createWatching, nextTaken } from "./watching.ts";

function watched(probes: number) {
  const view = viewOf("F(x, y) = (x, y)", { map: "estimate", probes });
  const clock = { running: false, tick: (_seconds: number) => {} };
  view.set({ inSight: true });
  const stop = createWatching(view, (tick) => ({
    start() {
      clock.running = true;
      clock.tick = tick;
    },
    stop() {
      clock.running = false;
    },
  }));
  return { view, clock, stop };
}

describe("watching probes come", () => {
  it("comes to all of them in steps that grow", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 4096 }), (probes) => {
        let taken = 1;
        let pictures = 1;
        for (; taken < probes; pictures++) {
          const next = nextTaken(taken, probes);
          expect(next).toBeGreaterThan(taken);
          expect(next).toBeLessThanOrEqual(probes);
          taken = next;
        }
        expect(pictures).toBeLessThanOrEqual(64);
      }),
    );
  });

  it("goes on when the picture and the numbers stand, not sooner than can be seen, and ends with all", () => {
    const { view, clock } = watched(16);
    const { store } = view;
    expect(clock.running).toBe(false);
    view.set({ taken: 1, watching: true });
    expect(clock.running).toBe(true);
    view.set({ drawing: true });
    clock.tick(1);
    expect(store.getState().taken).toBe(1);
    view.set({ drawing: false, statistics: { status: "running", last: null } });
    clock.tick(1);
    expect(store.getState().taken).toBe(1);
    view.set({ statistics: { status: "none" } });
    clock.tick(0.01);
    expect(store.getState().taken).toBe(3);
    clock.tick(0.05);
    expect(store.getState().taken).toBe(3);
    const seen = [3];
    while (clock.running) {
      clock.tick(0.1);
      seen.push(takenOf(store.getState()));
    }
    expect(seen).toEqual([3, 5, 7, 9, 12, 15, 16]);
    expect(store.getState()).toMatchObject({ taken: Number.POSITIVE_INFINITY, watching: false });
  });

  it("keeps what was taken while it is paused, and another document is seen whole", () => {
    const { view, clock, stop } = watched(64);
    view.set({ taken: 7, watching: true });
    view.set({ watching: false });
    expect(clock.running).toBe(false);
    expect(takenOf(view.store.getState())).toBe(7);
    view.setPlane({ probes: 4 });
    expect(takenOf(view.store.getState())).toBe(4);
    view.notebook.open(createDocument("", "F(x, y) = (y, x)"));
    expect(takenOf(view.store.getState())).toBe(16);
    stop();
  });

  it("goes no further while its picture is out of sight, and on when it is back", () => {
    const { view, clock, stop } = watched(64);
    view.set({ taken: 7, watching: true });
    view.set({ inSight: false });
    expect(clock.running).toBe(false);
    expect(view.store.getState()).toMatchObject({ taken: 7, watching: true });
    view.set({ inSight: true });
    expect(clock.running).toBe(true);
    stop();
    expect(clock.running).toBe(false);
  });
});
