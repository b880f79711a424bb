import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { applyChange, differenceOf, sliderStep, sliderText } from "./slider.ts";

describe("slider", () => {
  it.each([
    [{ low: 0, high: 3, step: null }, 1.50499, "1.5"],
    [{ low: 0, high: 3, step: null }, 9, "3"],
    [{ low: -1, high: 1, step: null }, -0.0001, "0"],
    [{ low: 0.5, high: 4, step: 0.25 }, 1.3, "1.25"],
    [{ low: 0, high: 2000, step: null }, 1234.4, "1230"],
    [{ low: 0, high: 2e-9, step: null }, 1.2345e-9, "1.23e-9"],
    [{ low: 0, high: Math.PI, step: null }, 10, String(Math.PI)],
  ])("writes %j at %d as %s", (parameter, value, text) => {
    expect(sliderText(parameter, value)).toBe(text);
  });

  it("stays in its range, on a stop, and finds itself again", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -100_000, max: 100_000 }).map((hundredths) => hundredths / 100),
        fc.integer({ min: 1, max: 100_000 }).map((hundredths) => hundredths / 100),
        fc.double({ min: -2, max: 3, noNaN: true }),
        (low, length, at) => {
          const parameter = { low, high: low + length, step: null };
          const text = sliderText(parameter, low + at * length);
          expect(Number(text)).toBeGreaterThanOrEqual(low);
          expect(Number(text)).toBeLessThanOrEqual(low + length);
          expect(sliderText(parameter, Number(text))).toBe(text);
          const stops = length / sliderStep(parameter);
          expect(stops).toBeGreaterThan(99.9);
          expect(stops).toBeLessThan(1000.1);
        },
      ),
    );
  });

  it("finds a smallest change between two texts", () => {
    expect(differenceOf("a = 1.5 in", "a = 1.75 in")).toEqual({ from: 6, to: 6, insert: "7" });
    fc.assert(
      fc.property(fc.string(), fc.string(), (from, to) => {
        expect(applyChange(from, differenceOf(from, to))).toBe(to);
      }),
    );
  });
});
