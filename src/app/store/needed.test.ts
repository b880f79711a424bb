import { describe, expect, it } from "vitest";
import { emptyCell } from "../document/cells.ts";
import { createDocument } from "../document/document.ts";
import { slidersFor } from "./needed.ts";
import { readDocument } from "./reading.ts";

const start = createDocument("", "F(x, y) = (g(x), y)", { field: null });
const document = {
  ...start,
  cells: [
    ...start.cells,
    { id: "helper", kind: "code", source: "g(x) = a x" },
    { id: "number", kind: "code", source: "a = 1 in [0, 2]" },
    { id: "space", kind: "code", source: "b = 2\nG(x, y, z) = (b x, y, z)" },
  ],
} as const;

describe("the sliders beside one cell", () => {
  const reading = readDocument(document, null);
  const of = (kind: "plane" | "space" | "cost" | "text" | "points", change = {}) =>
    slidersFor({ ...emptyCell(document, kind), ...change }, reading);

  it("are those of the sources that its field needs, however far away, and of no others", () => {
    expect(of("plane")).toEqual(["number"]);
    expect(of("plane", { field: "G" })).toEqual(["space"]);
    expect(of("space")).toEqual(["space"]);
    expect(of("points")).toEqual(["number"]);
  });

  it("are none where it is of no field of the document", () => {
    expect(of("text")).toEqual([]);
    expect(of("cost", { family: "dense" })).toEqual([]);
    expect(of("cost", { family: null })).toEqual(["number"]);
  });
});
