import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { csvColumns, csvComment, csvHeader, csvRow, formatNumber } from "./csv.ts";

describe("csv", () => {
  it("writes numbers that read back bit for bit", () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        // The sign of zero is the one thing the shortest text does not keep.
        expect(Number(formatNumber(value)) + 0).toBe(value + 0);
      }),
    );
  });

  it("names what is not finite", () => {
    expect(csvRow([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -0.1])).toBe(
      "nan,inf,-inf,-0.1\n",
    );
  });

  it("names the components after the field and its coordinates", () => {
    expect(csvHeader(csvColumns("G", ["x", "y"]))).toBe("x,y,G_x,G_y,exact,estimate,error\n");
  });

  it("has no two columns of one name, and changes none that is another already", () => {
    const column = fc.constantFrom("x", "div", "div_2", "div_3", "map");
    fc.assert(
      fc.property(fc.array(column), (names) => {
        const header = csvHeader(names).trim().split(",").slice(0, names.length);
        expect(new Set(header).size).toBe(header.length);
        for (const [k, name] of names.entries())
          if (names.indexOf(name) === k) expect(header[k]).toBe(name);
          else expect(header[k]).toMatch(new RegExp(`^${name}_\\d+$`));
      }),
    );
    expect(csvHeader(["div", "y", "div"])).toBe("div,y,div_2\n");
  });

  it("keeps every line of the comment a comment, whatever the source holds", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (source) => {
        const text = csvComment({
          version: "1",
          source,
          field: "F",
          parameters: [],
          time: null,
          seed: 1,
          facts: [],
        });
        expect(text.endsWith("\n")).toBe(true);
        for (const line of text.slice(0, -1).split(/\r\n|[\n\r\u2028\u2029]/))
          expect(line.startsWith("#")).toBe(true);
      }),
    );
  });

  it("says what it was computed from", () => {
    const text = csvComment({
      version: "0.1.0",
      source: "a = 2\nF(x, y) = (a x, y)",
      field: "F",
      parameters: [{ name: "a", value: 2 }],
      time: 0.5,
      seed: 7,
      facts: [["exact", "jacobian-forward"]],
    });
    expect(text).toBe(
      "# made by: Deldot 0.1.0\n# field: F\n# parameters: a=2\n# t: 0.5\n# seed: 7\n# exact: jacobian-forward\n" +
        "# source:\n#   a = 2\n#   F(x, y) = (a x, y)\n",
    );
  });
});
