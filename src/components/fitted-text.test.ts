import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fittedText } from "./fitted-text.ts";

describe("a number in the room of a field", () => {
  it.each([
    [0, "0"],
    [1.5, "1.5"],
    [1.0000005, "1.000001"],
    [-0.1234567, "-0.12346"],
    [-1.2345e-5, "-1.23e-5"],
    [0.000012345, "1.234e-5"],
    [123456789, "1.235e+8"],
  ])("%d is written %s in eight characters", (value, text) => {
    expect(fittedText(value, 8)).toBe(text);
  });

  it("is as it was given where there is room for that", () => {
    expect(fittedText(2, 7, "2.00")).toBe("2.00");
    expect(fittedText(123456.78, 7, "123456.78")).toBe("123457");
  });

  it("fits, whatever it is, and is near the number", () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, min: -1e300, max: 1e300 }), (value) => {
        const text = fittedText(value, 8);
        expect(text.length).toBeLessThanOrEqual(8);
        expect(Math.abs(Number(text) - value)).toBeLessThanOrEqual(Math.abs(value) / 2);
      }),
    );
  });
});
