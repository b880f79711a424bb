import { describe, expect, it } from "vitest";
import { createDocument, type Document } from "../document/document.ts";
import { defaultSpace } from "../document/space-cell.ts";
import { exportedCell } from "./exported.ts";

const { cells, ...rest } = createDocument("Both", "F(x, y) = (x, y)");
const plane = cells.find(({ kind }) => kind === "plane");
const text = { id: "text", kind: "text", source: "" } as const;
const views = [defaultSpace("space-1"), defaultSpace("space-2")] as const;
const exported = (all: Document["cells"], active: string | null) =>
  exportedCell({ document: { ...rest, cells: all }, active })?.id ?? null;

describe("what is exported", () => {
  it("is the picture last worked with, in space as in a plane", () => {
    const both = [...cells, text, ...views];
    expect(exported(both, "space-2")).toBe("space-2");
    expect(exported(both, plane?.id ?? "")).toBe(plane?.id);
  });

  it("is the first plane where none was, and the first view of space where there is no plane", () => {
    expect(exported([text, ...views, ...cells], "text")).toBe(plane?.id);
    expect(exported([text, ...views], "text")).toBe("space-1");
    expect(exported([{ ...views[0], collapsed: true }, views[1]], null)).toBe("space-2");
  });

  it("is nothing where there is no picture", () => {
    expect(exported([text], "text")).toBeNull();
  });
});
