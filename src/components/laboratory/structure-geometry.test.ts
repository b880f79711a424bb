import { describe, expect, it } from "vitest";
import { structurePicture } from "../../app/laboratory/structure.ts";
import { checkSource } from "../../engine/language/check.ts";
import type { Field } from "../../engine/language/program.ts";
import { columnColour, cutDrawing, patternDrawing, patternSentence } from "./structure-geometry.ts";

function picture(source: string) {
  return structurePicture(checkSource(source).fields.at(-1) as Field) ?? expect.fail("it can be drawn");
}

const arrow = "A(a, b, c, d, e) = (a b c d e, a + b^2, a + c^2, a + d^2, a + e^2)";
const skew = "S = randn(9, 9, seed=1)\nK(x: R^9) = (S - transpose(S)) @ x + sin(x)";

/** Places of the squares or strokes of a path, told by where they begin. */
function starts(path: string): number {
  return path.match(/M/g)?.length ?? 0;
}

describe("a drawn pattern", () => {
  it("of an arrow has every entry once, in two colours", () => {
    const { rows, colouring } = picture(arrow);
    const { fills, entry, width, height, border, isLabelled } = patternDrawing({ rows, colouring });
    expect(fills.map(({ colour }) => colour)).toEqual([0, 1]);
    // The column of the shaft alone has one colour, and the four others share one.
    expect(fills.map(({ path }) => starts(path)).sort()).toEqual([5, 8]);
    expect(isLabelled).toBe(true);
    expect([width, height]).toEqual([5 * entry, 5 * entry + border]);
    expect(patternSentence("The Jacobian of A", { rows, colouring })).toBe(
      "The Jacobian of A, 5 × 5: 13 of 25 entries may be other than zero, and its columns take 2 colours, one pass for each.",
    );
  });

  it("marks what cancels instead of colouring it", () => {
    const { rows, colouring } = picture(skew);
    const { fills, cancelling, diagonal } = patternDrawing({ rows, colouring });
    expect(fills.map(({ path }) => starts(path))).toEqual([9]);
    expect([starts(cancelling), starts(diagonal)]).toEqual([72, 9]);
    expect(patternSentence("J", { rows, colouring })).toBe(
      "J, 9 × 9: 81 of 81 entries may be other than zero, 72 of them cancel in pairs, and one pass does for all columns.",
    );
  });

  it("has no colours where each column would have its own", () => {
    const { rows, colouring } = picture("B(x, y, z) = (x y z, x^2 y z, exp(x y z))");
    expect(patternDrawing({ rows, colouring }).fills.map(({ colour }) => colour)).toEqual([null]);
    expect(patternSentence("J", { rows, colouring })).toBe(
      "J, 3 × 3: 9 of 9 entries may be other than zero, and no two columns can share a pass.",
    );
  });

  it("fits the page at every size, and has colours that differ", () => {
    for (const n of [1, 2, 17, 50, 128]) {
      const rows = Array.from({ length: n }, (_, i) => [i]);
      const { width, isLabelled, entry } = patternDrawing({ rows, colouring: null });
      expect(width).toBeLessThanOrEqual(440);
      expect(entry).toBeGreaterThanOrEqual(2);
      expect(isLabelled).toBe(false);
    }
    expect(new Set(Array.from({ length: 128 }, (_, k) => columnColour(k))).size).toBeGreaterThan(100);
  });
});

describe("a drawn cut", () => {
  it("has a dot for each number and a line for each dependence, all inside", () => {
    const cut = { width: 2, from: [[0, 1, 2], [2]], to: [[0], [1, 2]] };
    const { lines, dots, width, height } = cutDrawing(3, cut);
    expect(dots.map(({ isCut }) => isCut)).toEqual([false, false, false, true, true, false, false, false]);
    expect(starts(lines)).toBe(4 + 3);
    for (const { x, y } of dots) {
      expect(x > 0 && x < width).toBe(true);
      expect(y > 0 && y < height).toBe(true);
    }
  });
});
