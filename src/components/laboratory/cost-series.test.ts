import { describe, expect, it } from "vitest";
import { countText } from "../../app/count-text.ts";
import type { CostPoint } from "../../app/laboratory/cost.ts";
import { chartSentence, costSeries, operationTime } from "./cost-series.ts";

function point(n: number, method: number, flops: number, nanoseconds: number | null): CostPoint {
  const time = nanoseconds === null ? null : { nanoseconds, low: nanoseconds / 2, high: nanoseconds * 2 };
  return { n, method, passes: 1, flops, structure: null, time };
}

// As they come: size by size, each method in turn.
const points = [
  point(2, 0, 20, 40),
  point(2, 1, 10, 30),
  point(4, 0, 80, 160),
  point(4, 1, 20, 50),
  point(8, 0, 320, null),
];

describe("series of costs", () => {
  it("are each method's own, with what was measured", () => {
    expect(costSeries(points, "time")).toEqual([
      {
        method: 0,
        spots: [
          { n: 2, cost: 40 },
          { n: 4, cost: 160 },
        ],
      },
      {
        method: 1,
        spots: [
          { n: 2, cost: 30 },
          { n: 4, cost: 50 },
        ],
      },
    ]);
    expect(costSeries(points, "flops")[0]?.spots.map(({ n, cost }) => [n, cost])).toEqual([
      [2, 20],
      [4, 80],
      [8, 320],
    ]);
  });

  it("are told by their ends", () => {
    expect(chartSentence(costSeries(points, "flops"), ["exact", "one probe"], countText)).toBe(
      "Cost of a point against n. exact: 20 at n = 2, 320 at n = 8; one probe: 10 at n = 2, 20 at n = 4.",
    );
  });
});

describe("the time of an operation", () => {
  it("is the median of what was measured", () => {
    // 2, 3, 2 and 2.5 nanoseconds.
    expect(operationTime(points)).toBe(2.25);
    expect(operationTime(points.slice(4))).toBeNull();
  });
});
