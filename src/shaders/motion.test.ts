import fc from "fast-check";
import { expect, test } from "vitest";
import { densityTime, lifetime, Motion, trailTime } from "./motion.ts";

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
        expect(seconds).toBeLessThanOrEqual(0.1 + 1e-12);
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

test("a motion that stands still does not see what comes after", () => {
  const motion = new Motion(start);
  motion.advance(0.4);
  const still = motion.still();
  const known = still.since(0);
  motion.advance(1);
  expect([still.serial, still.since(0)]).toEqual([4, known]);
  expect(motion.since(0).slice(0, 4)).toEqual(known);
  expect(still.opening).toBe(motion.opening);
});
