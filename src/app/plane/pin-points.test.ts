import { describe, expect, it } from "vitest";
import { createDocument } from "../document/document.ts";
import { createNotebook } from "../store/notebook.ts";
import { createView } from "../store/view.ts";
import { pinPoints } from "./pin-points.ts";

const plot = { width: 40, height: 20, pixelRatio: 2 };
const pins = [
  { x: 0.01, y: -0.01 },
  { x: -1.99, y: 0.99 },
  { x: 900, y: 0.99 },
];

/** Of a view from −2 to 2 and from −1 to 1, 80 × 40 pixels. */
function indices(own: object): number[] {
  const view = createView(
    createNotebook(createDocument("", "F(x, y) = (x, y)", { pins, view: { x: 0, y: 0, span: 2 }, ...own })),
    "plane",
  );
  return pinPoints({ ...view.store.getState(), plot }).map(({ index }) => index);
}

describe("what is folded into the keys of pins", () => {
  it("are their pixels, or the nearest in the view, whichever row they stand in", () => {
    expect(indices({ keys: "per-point" })).toEqual([20 * 80 + 40, 0, 79]);
    expect(indices({ keys: "per-point", pins: pins.toReversed() })).toEqual([79, 0, 20 * 80 + 40]);
  });

  it("is nothing where they are shared, so that no view makes them be read anew", () => {
    expect(indices({ keys: "shared" })).toEqual([0, 0, 0]);
  });
});
