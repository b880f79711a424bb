import { describe, expect, it } from "vitest";
import { createDocument } from "../document/document.ts";
import { errorNeeded, errorsIn, errorsOf } from "./errors.ts";
import { readDocument } from "./reading.ts";

/** The reading of one cell for each source, called 0, 1, … */
function read(...sources: string[]) {
  const cells = sources.map((source, at) => ({ id: `${at}`, kind: "code" as const, source }));
  return readDocument({ ...createDocument("", ""), cells }, null);
}

describe("errors at their place", () => {
  it("a circle over two cells is told in both, and where it is needed", () => {
    const reading = read("g(z) = h(z)", "h(z) = g(z)", "F(x, y) = (g(x), y)", "G(x, y) = (y, x)");
    expect(errorsIn(reading)).toHaveLength(1);
    const told = ["0", "1", "2", "3"].map(
      (id) => (errorsOf(reading, id)[0] ?? errorNeeded(reading, id))?.message,
    );
    const circle = expect.stringMatching(/circle: g → h → g/);
    expect(told).toEqual([circle, circle, circle, undefined]);
  });

  it("a cell with an error of its own is not told of others", () => {
    const reading = read("a = missing", "F(x, y) = (a x, oops)");
    expect(errorsOf(reading, "1")).toHaveLength(1);
    expect(errorNeeded(reading, "1")).toBeNull();
    expect(errorNeeded(read("a = 1", "F(x, y) = (a x, y)"), "1")).toBeNull();
  });
});
