import { describe, expect, it } from "vitest";
import { countText, durationText, spreadText, timingText } from "./cost-words.ts";

describe("times", () => {
  it.each([
    [0, "0 ns"],
    [0.25, "0.25 ns"],
    [7.126, "7.13 ns"],
    [999, "999 ns"],
    [1000, "1 µs"],
    [34_567, "34.6 µs"],
    [2.5e6, "2.5 ms"],
    [3.21e9, "3.21 s"],
  ])("%d ns is written %s", (nanoseconds, text) => {
    expect(durationText(nanoseconds)).toBe(text);
  });

  it("have their spread, and a dash where there are none", () => {
    const time = { nanoseconds: 1500, low: 900, high: 2100 };
    expect(timingText(time)).toBe("1.5 µs");
    expect(timingText(null)).toBe("–");
    expect(spreadText(time)).toBe("Four of five runs took 900 ns to 2.1 µs for a point.");
  });
});

describe("counts", () => {
  it("have their thousands set apart", () => {
    expect([countText(0), countText(1_234_567), countText(null)]).toEqual(["0", "1,234,567", "–"]);
  });
});
