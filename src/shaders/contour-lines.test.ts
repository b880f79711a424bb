import { describe, expect, test } from "vitest";
import { type ContourPiece, contourLines } from "./contour-lines.ts";

/** Values of a function of places in cells from the corner, at the middles of cells. */
function gridOf(width: number, height: number, value: (x: number, y: number) => number) {
  const values = Float64Array.from({ length: width * height }, (_, k) =>
    value((k % width) + 0.5, Math.floor(k / width) + 0.5),
  );
  return { width, height, values };
}

const ends = (pieces: readonly ContourPiece[]) =>
  pieces.flatMap(([x, y, u, v]) => [
    [x, y],
    [u, v],
  ]) as [number, number][];
const lengthOf = (pieces: readonly ContourPiece[]) =>
  pieces.reduce((sum, [x, y, u, v]) => sum + Math.hypot(u - x, v - y), 0);

describe("contour lines", () => {
  test("of a linear function lie where it has whole values, across the whole grid", () => {
    const lines = contourLines(
      gridOf(40, 30, (x, y) => 0.05 * (x - 20) + 0.08 * (y - 15)),
      1,
    );
    expect([...lines.keys()].sort((a, b) => a - b)).toEqual([-2, -1, 0, 1, 2]);
    for (const [level, pieces] of lines) {
      for (const [x, y] of ends(pieces)) {
        const inside = x > 0.5 && x < 39.5 && y > 0.5 && y < 29.5;
        if (inside) expect(0.05 * (x - 20) + 0.08 * (y - 15)).toBeCloseTo(level, 12);
      }
    }
    // The zero set runs from rim to rim, through the middle: its length is that of a chord.
    const zero = lengthOf(lines.get(0) ?? []);
    expect(zero).toBeGreaterThan(40);
    expect(zero).toBeLessThan(40 * Math.hypot(1, 0.05 / 0.08) + 1);
  });

  test("of a distance are circles: closed, and as long as circles are", () => {
    const lines = contourLines(
      gridOf(80, 80, (x, y) => Math.hypot(x - 40.2, y - 39.7) / 8),
      1,
    );
    for (const level of [1, 2, 3, 4]) {
      const pieces = lines.get(level) ?? [];
      expect(lengthOf(pieces) / (2 * Math.PI * 8 * level)).toBeCloseTo(1, 2);
      for (const [x, y] of ends(pieces))
        expect(Math.abs(Math.hypot(x - 40.2, y - 39.7) - 8 * level)).toBeLessThan(0.03);
      // Every end is the end of two pieces.
      const count = new Map<string, number>();
      for (const [x, y] of ends(pieces)) {
        const key = `${x.toFixed(9)} ${y.toFixed(9)}`;
        count.set(key, (count.get(key) ?? 0) + 1);
      }
      expect([...count.values()].every((number) => number === 2)).toBe(true);
    }
    // There is no change of sign.
    expect(lines.has(0)).toBe(false);
  });

  test("of a saddle part the corners that lie apart", () => {
    const saddle = contourLines(
      gridOf(2, 2, (x, y) => 0.1 * ((x - 1) * (y - 1) + 0.01)),
      1,
    );
    const crossing = (saddle.get(0) ?? []).filter((piece) =>
      ends([piece]).every(([x, y]) => x >= 0.5 && x <= 1.5 && y >= 0.5 && y <= 1.5),
    );
    expect(crossing).toHaveLength(2);
    // The middle is positive: each line cuts off a negative corner, top right or bottom left.
    for (const [x, y, u, v] of crossing) expect((x + u - 2) * (y + v - 2)).toBeLessThan(0);
  });

  test("leave out what is flat, what is too crowded, and changes of sign through a pole or a jump", () => {
    const keysOf = (value: (x: number, y: number) => number, cell = 1) => [
      ...contourLines(gridOf(60, 20, value), cell).keys(),
    ];
    expect(keysOf(() => 0)).toEqual([]);
    expect(keysOf((x) => 1e-9 * (x - 30))).toEqual([]);
    // Ten lines to a cell: only the zero set is drawn.
    expect(keysOf((x) => 10 * (x - 30.2))).toEqual([0]);
    // One line to a cell is crowded where a cell is a pixel, and not where it is eight.
    expect(keysOf((x) => x - 30.2)).toEqual([0]);
    expect(keysOf((x) => x - 30.2, 8).length).toBe(59);
    expect(keysOf((x) => 100 / (x - 30))).not.toContain(0);
    expect(keysOf((x) => (x < 30 ? -5 : 5))).toEqual([]);
    // Where there are no values there are no lines, and beside them there are.
    const half = contourLines(
      gridOf(40, 20, (x, y) => (x < 20 ? Number.NaN : 0.1 * (y - 10))),
      1,
    );
    expect(Math.min(...ends(half.get(0) ?? []).map(([x]) => x))).toBe(20.5);
    expect(lengthOf(half.get(0) ?? [])).toBe(20);
  });
});
