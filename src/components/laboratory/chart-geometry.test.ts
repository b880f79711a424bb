import { describe, expect, it } from "vitest";
import { niceTicks } from "../../shaders/figure/ticks.ts";
import { bandPath, labelWidth, linePath, spaced, sparse, stepPath } from "./chart-geometry.ts";

describe("geometry of charts", () => {
  it("keeps labels apart, however narrow the axis, and loses none that has room", () => {
    for (const length of [40, 120, 300, 1000]) {
      const ticks = niceTicks(-100_000, 100_000, 20);
      const at = (value: number) => ((value + 100_000) / 200_000) * length;
      const kept = spaced(ticks, at, labelWidth);
      const ends = kept.map(({ value, label }) => [
        at(value) - labelWidth(label) / 2,
        at(value) + labelWidth(label) / 2,
      ]);
      for (const [k, [from = 0]] of ends.entries()) {
        if (k > 0) expect(from).toBeGreaterThanOrEqual(ends[k - 1]?.[1] as number);
      }
      for (const tick of ticks) {
        const half = labelWidth(tick.label) / 2;
        const meets = ends.some(
          ([from = 0, to = 0]) => at(tick.value) + half > from - 10 && at(tick.value) - half < to + 10,
        );
        expect(meets).toBe(true);
      }
      expect(kept.length).toBeGreaterThan(0);
    }
  });

  it("breaks a line where there is no value", () => {
    const spots = [
      [0, 1],
      [1, 2.005],
      [2, Number.NaN],
      [3, 4],
      [4, 5],
    ] as const;
    expect(linePath(spots)).toBe("M0 1L1 2.01M3 4L4 5");
    expect(linePath([])).toBe("");
  });

  it("goes along the upper edge of a band and back along the lower one", () => {
    const spots = [
      { x: 0, low: 5, high: 1 },
      { x: 1, low: Number.NaN, high: 1 },
      { x: 2, low: 6, high: 2 },
    ];
    expect(bandPath(spots)).toBe("M0 1L2 2L2 6L0 5Z");
    expect(bandPath([])).toBe("");
  });

  it("makes equal steps that fill the width", () => {
    expect(stepPath([3, 7], 10)).toBe("M0 3L5 3L5 7L10 7");
  });

  it("keeps markers so many pixels apart", () => {
    const spots = Array.from({ length: 100 }, (_, k) => ({ x: k * 3 }));
    const kept = sparse(spots, 50).map(({ x }) => x);
    expect(kept).toEqual([0, 51, 102, 153, 204, 255]);
  });
});
