import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { viewOf } from "../testing/view.ts";
import { laterTime, spanStart, timeSpan } from "./clock.ts";
import { createPlayback, planeTime } from "./playback.ts";

function setup(source = "F(x, y) = (x t, y)") {
  const view = viewOf(source);
  const clock = { running: false, starts: 0, tick: (_seconds: number) => {} };
  const stop = createPlayback(view, planeTime(view), (tick) => {
    clock.tick = (seconds) => clock.running && tick(seconds);
    return {
      start() {
        if (!clock.running) clock.starts += 1;
        clock.running = true;
      },
      stop() {
        clock.running = false;
      },
    };
  });
  const time = () => view.store.getState().plane.time;
  return { view, stop, clock, time };
}

describe("playback", () => {
  it("runs while it is played and seen, and at no other time", () => {
    const { view, stop, clock } = setup();
    view.set({ playing: true });
    expect(clock.running).toBe(false);
    view.set({ inSight: true });
    expect(clock.running).toBe(true);
    view.set({ inSight: false });
    expect(clock.running).toBe(false);
    view.set({ inSight: true });
    view.set({ playing: false });
    expect(clock.running).toBe(false);
    view.set({ playing: true });
    view.notebook.setSource("code", "F(x, y) = (x, y)");
    expect(clock.running).toBe(false);
    view.notebook.setSource("code", "F(x, y) = (x, t)");
    expect(clock.running).toBe(true);
    stop();
    expect(clock.running).toBe(false);
    view.set({ playing: false });
    view.set({ playing: true });
    expect(clock.running).toBe(false);
  });

  it("goes on by the clock times the speed, over frames that a slow machine drops", () => {
    const { view, clock, time } = setup();
    view.set({ inSight: true });
    view.setPlane({ clock: { speed: 2 } });
    view.set({ playing: true });
    clock.tick(0.016);
    expect(time()).toBe(0.032);
    view.set({ drawing: true });
    for (let frame = 0; frame < 10; frame++) clock.tick(0.016);
    expect(time()).toBe(0.032);
    view.set({ drawing: false });
    clock.tick(0.016);
    expect(time()).toBe(0.384);
    // Scrubbed while it plays, it goes on from there.
    view.setPlane({ time: 5 });
    clock.tick(0.1);
    expect(time()).toBe(5.2);
  });

  it("leaves undoing to what people do: a drag while time runs is one step, and can be done again", () => {
    const { view, clock, time } = setup("a = 1 in [0, 9]\nF(x, y) = (a x t, y)");
    const { notebook } = view;
    const source = () => view.store.getState().program.source;
    const before = source();
    view.set({ inSight: true });
    view.set({ playing: true });
    for (let value = 2; value <= 9; value += 1) {
      notebook.setParameter("a", value);
      clock.tick(0.016);
    }
    const dragged = source();
    notebook.undo();
    expect(source()).toBe(before);
    clock.tick(0.016);
    expect(time()).toBe(0.016);
    notebook.redo();
    expect(source()).toBe(dragged);
    expect(notebook.store.getState().history.past).toHaveLength(1);
  });

  it("owes nothing for the time it was paused", () => {
    const { view, clock, time } = setup();
    view.set({ inSight: true });
    view.set({ playing: true, drawing: true });
    clock.tick(0.1);
    view.set({ playing: false, drawing: false });
    view.set({ playing: true });
    clock.tick(0.01);
    expect(time()).toBe(0.01);
  });
});

describe("the span of time", () => {
  it("holds every time, and starts over at its end", () => {
    fc.assert(
      fc.property(
        fc.double({ min: -1e4, max: 1e4, noNaN: true }),
        fc.double({ min: 0, max: timeSpan, maxExcluded: true, noNaN: true }),
        (time, seconds) => {
          const start = spanStart(time);
          expect(time).toBeGreaterThanOrEqual(start);
          expect(time).toBeLessThanOrEqual(start + timeSpan);
          const later = laterTime(time, seconds);
          const exact = time + seconds >= start + timeSpan ? time + seconds - timeSpan : time + seconds;
          const off = Math.abs(later - exact);
          // At the very seam rounding may take either end.
          expect(Math.min(off, Math.abs(off - timeSpan))).toBeLessThanOrEqual(0.0005 + 1e-9);
        },
      ),
      { examples: [[-5e-324, 0]] },
    );
    expect(laterTime(timeSpan, 0.5)).toBe(0.5);
    expect(spanStart(timeSpan)).toBe(0);
    expect(laterTime(-5, 0.25)).toBe(-4.75);
  });
});
