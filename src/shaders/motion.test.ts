import fc from "fast-check";
import { expect, test } from "vitest";
import { densityTime, lifetime, Motion, trailTime } from "./motion.ts";
import type { PlaneState } from "./protocol.ts";

const start = { centreX: 0, centreY: 0, unitsPerPixel: 1 };

test("a motion adds up to its time in steps that are short, one after the other", () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 0.4, noNaN: true }), { maxLength: 40 }), (spans) => {
      const motion = new Motion(start);
      for (const seconds of spans) motion.advance(seconds);
      const total = spans.reduce((sum, seconds) => sum + seconds, 0);
      expect(motion.time).toBeCloseTo(total, 9);
      let before = -1;
      for (const { serial, from, seconds } of motion.since(0)) {
        expect(serial).toBeGreaterThan(before);
        before = serial;
        expect(seconds).toBeLessThanOrEqual(0.05 + 1e-12);
        expect(from + seconds).toBeLessThanOrEqual(total + 1e-9);
      }
    }),
  );
});

test("what is kept suffices for crowds, which remember their beginning, and for all that lives and fades", () => {
  const motion = new Motion(start);
  const spans = Array.from({ length: 2000 }, (_, k) => 0.01 + 0.03 * ((k * 0.618) % 1));
  for (const seconds of spans) motion.advance(seconds);
  const kept = motion.since(0);
  const opening = kept.filter(({ from }) => from < densityTime);
  expect(opening.map(({ serial }) => serial)).toEqual(opening.map((_, k) => k));
  const last = kept.filter(({ from }) => from > motion.time - lifetime - trailTime);
  expect(last.map(({ serial }) => serial)).toEqual(last.map((_, k) => motion.serial - last.length + k));
  // And no more than a few seconds of steps.
  expect(kept.length).toBeLessThan(800);
  expect(motion.since(motion.serial)).toEqual([]);
});

test("a step stays made in the state it was made in, and trails begin anew where the view moves", () => {
  const first = { view: start } as PlaneState;
  const second = { view: { ...start, centreX: 1 } } as PlaneState;
  const motion = new Motion(first.view);
  const goOn = (state: PlaneState) => {
    motion.advance(0.1);
    const from = motion.trailsIn(state.view);
    for (const step of motion.since(0)) motion.make(step, motion.stateOf(step) ?? state);
    return from;
  };
  expect([goOn(first), goOn(second), goOn(second)]).toEqual([0, 2, 2]);
  // There and back, though nothing moved there.
  expect([motion.trailsIn(first.view), motion.trailsIn(second.view), goOn(second)]).toEqual([6, 6, 6]);
  const states = motion.since(0).map((step) => motion.stateOf(step));
  expect(states).toEqual([first, first, ...Array.from({ length: 6 }, () => second)]);

  const still = motion.still();
  motion.advance(1);
  motion.trailsIn(first.view);
  expect([still.serial, still.since(0).length]).toEqual([8, 8]);
  expect(still.trailsIn(second.view)).toBe(6);
});
