import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatNumber } from "../export/csv.ts";
import { parseArange } from "./arange.ts";
import { mostNumbers, parsePoints } from "./parse-points.ts";
import type { PointSpace } from "./row-reader.ts";

const seed = 1618;

function space(dimension: number): PointSpace {
  return {
    name: "F",
    dimension,
    coordinateNames: Array.from({ length: dimension }, (_, i) => `x${i}`),
  };
}

function pointsOf(text: string, dimension: number): number[] {
  const parsed = parsePoints(text, space(dimension));
  return parsed.ok ? [...parsed.points] : expect.fail(parsed.problem);
}

const problemOf = (text: string, dimension: number) => {
  const parsed = parsePoints(text, space(dimension));
  return parsed.ok ? null : [parsed.line, parsed.problem];
};

const separators = [",", ", ", ";", "\t", " ", "   "];
const lineEnds = ["\n", "\r\n", "\r"];

describe(`tables of points (seed ${seed})`, () => {
  it("read back what was written, whatever stands between and about the numbers", () => {
    const cases = fc.integer({ min: 1, max: 5 }).chain((dimension) =>
      fc.record({
        dimension: fc.constant(dimension),
        rows: fc.array(fc.array(fc.double(), { minLength: dimension, maxLength: dimension }), {
          minLength: 1,
          maxLength: 20,
        }),
        separator: fc.constantFrom(...separators),
        lineEnd: fc.constantFrom(...lineEnds),
        header: fc.constantFrom("none", "names", "other"),
        gaps: fc.boolean(),
      }),
    );
    fc.assert(
      fc.property(cases, ({ dimension, rows, separator, lineEnd, header, gaps }) => {
        const names = space(dimension).coordinateNames;
        const head = { none: [], names: [names], other: [names.map((name) => `${name}?`)] }[header] ?? [];
        const lines = [...head, ...rows.map((row) => row.map(formatNumber))].map((row) =>
          row.join(separator),
        );
        const text = (gaps ? ["# a table", "", ...lines.flatMap((line) => [line, "  "])] : lines).join(
          lineEnd,
        );
        expect(pointsOf(text, dimension)).toEqual(rows.flat());
      }),
      { seed, numRuns: 300 },
    );
  });

  it("never throw, whatever the text, and say in one sentence where they stop", () => {
    const pieces = fc.constantFrom(
      "1",
      "-2.5e3",
      ",",
      ";",
      "\t",
      " ",
      "\n",
      "x0",
      "nan",
      '"',
      "#",
      "arange(",
      ")",
      "as 2x2",
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 40 }), fc.integer({ min: 1, max: 3 }), (parts, dimension) => {
        const text = parts.join("");
        const parsed = parsePoints(text, space(dimension));
        if (parsed.ok) {
          expect(parsed.points).toHaveLength(parsed.count * dimension);
        } else {
          expect(parsed.problem).toMatch(/^Line \d+: [^\n]*\.$/);
          expect(parsed.line).toBeGreaterThanOrEqual(1);
          expect(parsed.line).toBeLessThanOrEqual(text.split("\n").length);
        }
      }),
      { seed, numRuns: 500 },
    );
  });

  it("take the columns that a header names", () => {
    expect(pointsOf("div,x1,x0\n9,2,1\n8,4,3\n", 2)).toEqual([1, 2, 3, 4]);
  });

  it("have a header where no cell of the first row is a number, or all coordinates are named", () => {
    expect(pointsOf("a b\n3 4", 2)).toEqual([3, 4]);
    expect(pointsOf("1,x1,x0\n9,2,1\n", 2)).toEqual([1, 2]);
    expect(problemOf("1 2o\n3 4\n5 6", 2)).toEqual([1, 'Line 1: "2o" is not a number.']);
    expect(problemOf("\n# from a page\nx0, 2\n3, 4", 2)).toEqual([3, 'Line 3: "x0" is not a number.']);
  });

  it("may have the minus that pages print", () => {
    expect(pointsOf("−1 2\n3 −4e−1\n−inf, -.5", 2)).toEqual([-1, 2, 3, -0.4, Number.NEGATIVE_INFINITY, -0.5]);
    expect(pointsOf("arange(−2, 2)", 2)).toEqual([-2, -1, 0, 1]);
    expect(problemOf("1−2 3", 2)).toEqual([1, 'Line 1: "1−2" is not a number.']);
  });

  it("name the line and what is wrong with it", () => {
    expect(problemOf("1,2\n3,4\n5,abc\n", 2)).toEqual([3, 'Line 3: "abc" is not a number.']);
    expect(problemOf("1 2\n\n3 4 5", 2)).toEqual([3, "Line 3: 3 numbers in this row, 2 in the rows before."]);
    expect(problemOf("1;2;3", 2)).toEqual([1, "Line 1: 3 numbers in a row, but F takes 2 numbers."]);
    expect(problemOf("# nothing\n", 2)?.[1]).toBe("Line 1: there are no points here.");
    expect(problemOf("x0,x1\n", 2)?.[1]).toMatch("there are no points below the header");
    expect(problemOf(`${"1,2\n".repeat(mostNumbers / 2 + 1)}`, 2)?.[1]).toMatch(/at most 1000000 numbers/);
  });
});

describe("arange", () => {
  const thread = Array.from({ length: 500 }, (_, i) => i);

  it("is the thread's table, written in any of its ways", () => {
    for (const text of [
      "arange(500) as 50x10",
      "arange(500)",
      "  arange( 500 )  as 50×10 ",
      "jnp.arange(500).reshape(50, 10)",
      "np.arange(500).reshape((50, -1)).astype(float)",
      "# the thread's points\narange(0, 500, 1) as -1x10\n",
    ]) {
      const parsed = parsePoints(text, space(10));
      expect(parsed.ok && [...parsed.points]).toEqual(thread);
      expect(parsed.ok && parsed.count).toBe(50);
    }
  });

  it("counts as numpy does", () => {
    const numbers = (text: string, columns = 1) => [...(parseArange(text, columns, 1000)?.numbers ?? [])];
    expect(numbers("arange(2, 5)")).toEqual([2, 3, 4]);
    expect(numbers("arange(0, 1, 0.25)")).toEqual([0, 0.25, 0.5, 0.75]);
    expect(numbers("arange(5, 0, -2)")).toEqual([5, 3, 1]);
    expect(numbers("arange(2.5)")).toEqual([0, 1, 2]);
    expect(numbers("arange(3, 1)")).toEqual([]);
    expect(parseArange("range(3)", 1, 1000)).toBeNull();
  });

  it("says what does not fit", () => {
    expect(problemOf("arange(500) as 50x10", 9)?.[1]).toBe(
      "Line 1: 10 numbers in a row, but F takes 9 numbers.",
    );
    expect(problemOf("arange(500) as 50x11", 11)?.[1]).toBe("Line 1: 500 numbers do not make 50 rows of 11.");
    expect(problemOf("arange(500)", 3)?.[1]).toBe("Line 1: 500 numbers do not fill rows of 3.");
    expect(problemOf("arange(1e9) as 1000000x1000", 2)?.[1]).toMatch(/1000000000 numbers are more than/);
    expect(problemOf("arange(1, 2, 0)", 2)?.[1]).toBe("Line 1: the step of arange is 0.");
    expect(problemOf("arange(10) as a table", 2)?.[1]).toMatch(/"as a table" is no shape/);
    expect(problemOf("arange(0) as 0x2", 2)).toEqual([1, "Line 1: there are no points here."]);
  });
});
