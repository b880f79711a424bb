import { describe, expect, it } from "vitest";
import { coordinateText, readoutText } from "./numbers.ts";

describe("a number of the readout", () => {
  it.each([
    [0, "0"],
    [-0, "0"],
    [1, "1.00000"],
    [-123456.78, "−123457"],
    [1e-4, "0.000100000"],
    [-2.7756e-17, "−2.776×10⁻¹⁷"],
    [1e6, "1.000×10⁶"],
    [5e-324, "4.941×10⁻³²⁴"],
    [Number.NaN, "nan"],
    [Number.NEGATIVE_INFINITY, "−∞"],
  ])("%d is written %s", (value, text) => {
    expect(readoutText(value)).toBe(text);
  });
});

describe("a coordinate", () => {
  it.each([
    [-0.25, "−0.25"],
    [1e-7, "1e−7"],
    [Number.NaN, "nan"],
    [Number.POSITIVE_INFINITY, "∞"],
    [Number.NEGATIVE_INFINITY, "−∞"],
  ])("%d is written %s, as readouts have it where it is not finite", (value, text) => {
    expect(coordinateText(value)).toBe(text);
  });
});
