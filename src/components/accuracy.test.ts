import { describe, expect, it } from "vitest";
import { measuredText } from "./accuracy.ts";

describe("a measured number", () => {
  it.each([
    [Math.PI, 1e-13, "3.14159265"],
    [Math.PI, 2e-3, "3.142"],
    [-Math.PI, 0, "−3.14159265"],
    [0.25, 0, "0.25"],
    [1234.5678, 30, "1230"],
    [3e-15, 1e-13, "0"],
    [0, 0, "0"],
    [1.5, Number.POSITIVE_INFINITY, "nan"],
    [Number.NaN, 1, "nan"],
    [1 / 3, 1e-13, "0.333333333"],
  ])("%f ± %f is written %s", (value, error, text) => expect(measuredText(value, error)).toBe(text));
});
