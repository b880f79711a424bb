import { describe, expect, it } from "vitest";
import { settledRange } from "../../shaders/range.ts";
import { createDocument, defaultPlane } from "../document/document.ts";
import { parseDocument } from "../document/parse.ts";
import { serialiseDocument } from "../document/serialise.ts";
import { defaultSpace } from "../document/space-cell.ts";
import { changeSpace, createSpaceView } from "../space/view.ts";
import { createNotebook } from "../store/notebook.ts";
import { createView, type View } from "../store/view.ts";
import { leaderOf, linkable, linkRanges } from "./range-links.ts";

/** A picture's last frame had these colours. */
function show(view: View, low: number, high: number): void {
  const legend = {
    low,
    high,
    threshold: 0,
    stops: [],
    spacing: 1,
    caption: "",
    words: "",
    axes: ["x", "y"],
  } as const;
  view.set({ frame: { legend, check: null, progress: 1, backend: "webgl2" } });
}

function opened() {
  const document = createDocument("", "F(x, y, z) = (x^2, y, z)");
  const cells = [...document.cells, defaultSpace("space"), defaultPlane("plane-2")];
  const notebook = createNotebook({ ...document, cells });
  const plane = createView(notebook, "plane");
  const space = createSpaceView(notebook, "space");
  const other = createView(notebook, "plane-2");
  for (const view of [plane, space, other]) linkRanges(view);
  const rangeOf = ({ store }: View) => settledRange(store.getState().plane);
  return { notebook, plane, space, other, rangeOf };
}

describe("a range that is another picture's", () => {
  it("is what that one shows, and follows it, from a plane to space and on to a plane", () => {
    const { notebook, plane, space, other, rangeOf } = opened();
    show(plane, -3, 3);
    space.setPlane({ range: { mode: "linked", to: "plane" } });
    expect(rangeOf(space)).toEqual({ low: -3, high: 3 });
    other.setPlane({ range: { mode: "linked", to: "space" } });
    expect(rangeOf(other)).toEqual({ low: -3, high: 3 });
    // What those show that are led changes nothing.
    show(space, -8, 8);
    show(other, -9, 9);
    expect([rangeOf(space), rangeOf(other)]).toEqual([
      { low: -3, high: 3 },
      { low: -3, high: 3 },
    ]);
    show(plane, 0, 5);
    expect([rangeOf(space), rangeOf(other)]).toEqual([
      { low: 0, high: 5 },
      { low: 0, high: 5 },
    ]);

    // While the document changes elsewhere it is the same plane: nothing is drawn for that.
    const before = other.store.getState().plane;
    notebook.setTitle("Another");
    expect(other.store.getState().plane).toBe(before);

    // The document has no ends, and is what it is by its text.
    const text = serialiseDocument(notebook.store.getState().document);
    expect(text).toMatch(/"range": \{\s*"mode": "linked",\s*"to": "plane"\s*\}/);
    const read = parseDocument(text);
    if (!read.ok) throw new Error(read.problem);
    expect(serialiseDocument(read.document)).toBe(text);
    notebook.undo();
    notebook.undo();
    expect(rangeOf(other)).toBe(null);
    expect(rangeOf(space)).toEqual({ low: 0, high: 5 });
    notebook.undo();
    expect(rangeOf(space)).toBe(null);
  });

  it("is found from the picture where they go round, or the other is gone or was not shown yet", () => {
    const { notebook, plane, space, other, rangeOf } = opened();
    show(space, -1, 1);
    plane.setPlane({ range: { mode: "linked", to: "space" } });
    expect(rangeOf(plane)).toEqual({ low: -1, high: 1 });
    changeSpace(notebook, "space", null, { range: { mode: "linked", to: "plane" } });
    expect([rangeOf(plane), rangeOf(space)]).toEqual([null, null]);
    changeSpace(notebook, "space", null, { range: { mode: "linked", to: "code" } });
    expect([rangeOf(plane), rangeOf(space)]).toEqual([null, null]);
    changeSpace(notebook, "space", null, { range: { mode: "linked", to: "plane-2" } });
    expect(rangeOf(plane)).toBe(null);
    show(other, -2, 2);
    expect([rangeOf(plane), rangeOf(space)]).toEqual([
      { low: -2, high: 2 },
      { low: -2, high: 2 },
    ]);
  });

  it("is offered of all but those that have it of this one", () => {
    const { notebook } = opened();
    changeSpace(notebook, "space", null, { range: { mode: "linked", to: "plane-2" } });
    const { document } = notebook.store.getState();
    expect(linkable(document, "plane")).toEqual([
      { id: "space", name: "Space" },
      { id: "plane-2", name: "Picture 2" },
    ]);
    expect(linkable(document, "plane-2").map(({ id }) => id)).toEqual(["plane"]);
    expect(leaderOf(document.cells, "space")).toBe("plane-2");
  });
});
