import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type GridAxis, gridCoordinate, gridPoints, gridSize } from "./grid.ts";

const axis = (name: string, low: number, high: number, count: number): GridAxis => ({
  name,
  low,
  high,
  count,
});

describe("grid", () => {
  it("includes both ends exactly", () => {
    // 0.1 + (0.7 − 0.1) is 0.7 only by luck: the end is taken, not computed.
    fc.assert(
      fc.property(
        fc.double({ min: -1e6, max: 1e6, noNaN: true }),
        fc.double({ min: -1e6, max: 1e6, noNaN: true }),
        fc.integer({ min: 2, max: 500 }),
        (low, high, count) => {
          const a = axis("x", low, high, count);
          expect(gridCoordinate(a, 0)).toBe(low);
          expect(gridCoordinate(a, count - 1)).toBe(high);
        },
      ),
    );
  });

  it("is within its ends and even, whatever finite numbers these are", () => {
    for (const [low, high] of [
      [0, 1e306],
      [-1e308, 1e308],
      [Number.MAX_VALUE, -Number.MAX_VALUE],
    ] as const) {
      const a = axis("x", low, high, 1001);
      for (let k = 0; k <= 1000; k += 1) {
        const share = k / 1000;
        const exact = (low / 2) * (1 - share) + (high / 2) * share;
        expect(Math.abs(gridCoordinate(a, k) / 2 - exact)).toBeLessThanOrEqual(
          1e-15 * Math.abs(low / 2 - high / 2),
        );
      }
    }
  });

  it("varies the first axis fastest", () => {
    const points = gridPoints([axis("x", 0, 2, 3), axis("y", -1, 1, 2)], 0, 6);
    expect([...points]).toEqual([0, -1, 1, -1, 2, -1, 0, 1, 1, 1, 2, 1]);
  });

  it("gives the same points in pieces of any size", () => {
    const axes = [axis("x", -3, 3, 7), axis("y", 0, 1, 5), axis("z", 2, 9, 3)];
    const whole = gridPoints(axes, 0, gridSize(axes));
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), (piece) => {
        const gathered: number[] = [];
        for (let first = 0; first < gridSize(axes); first += piece) {
          gathered.push(...gridPoints(axes, first, Math.min(piece, gridSize(axes) - first)));
        }
        expect(gathered).toEqual([...whole]);
      }),
    );
  });

  it("has the low end alone on an axis of one point", () => {
    expect([...gridPoints([axis("x", 4, 5, 1)], 0, 1)]).toEqual([4]);
  });
});
