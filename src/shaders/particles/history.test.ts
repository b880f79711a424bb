import { expect, test } from "vitest";
import { Motion } from "../motion.ts";
import type { PlaneState } from "../protocol.ts";
import { historyOf } from "./history.ts";

test("a step stays made in the state it was made in, and trails begin anew where the view moves", () => {
  const start = { centreX: 0, centreY: 0, unitsPerPixel: 1 };
  const first = { view: start } as PlaneState;
  const second = { view: { ...start, centreX: 1 } } as PlaneState;
  const motion = new Motion(start);
  const history = historyOf(motion.opening, start);
  const goOn = (state: PlaneState) => {
    motion.advance(0.2);
    const from = history.trailsIn(state.view);
    for (const step of motion.since(0)) history.make(step, history.stateOf(step) ?? state);
    return from;
  };
  expect([goOn(first), goOn(second), goOn(second)]).toEqual([0, 2, 2]);
  // There and back, though nothing moved there.
  expect([history.trailsIn(first.view), history.trailsIn(second.view), goOn(second)]).toEqual([6, 6, 6]);
  const states = motion.since(0).map((step) => history.stateOf(step));
  expect(states).toEqual([first, first, ...Array.from({ length: 6 }, () => second)]);
  expect(historyOf(motion.still().opening, start)).toBe(history);
});
