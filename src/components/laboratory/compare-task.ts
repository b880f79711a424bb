import type { CompareCell } from "../../app/document/document.ts";
import type { CompareTask } from "../../app/laboratory/compare.ts";
import type { Subject } from "../../app/laboratory/subject.ts";
import { alignedSlice } from "../../shaders/slice.ts";
import { placeIn } from "./place.ts";

/** Points across and down that errors are taken at. */
const side = 64;

/**
 * What a cell asks for. Errors are taken over a square of the plane, of R^n over that in the slice of the first two
 * coordinates through the point, and on a line over the interval.
 */
export function compareTask(cell: CompareCell, subject: Subject, dimension: number): CompareTask {
  const { methods, view } = cell;
  const point = placeIn(cell.point, dimension);
  const step = view.span / side;
  const common = { kind: "compare", methods } as const;
  const pixelOf = (offset: number) => Math.min(side - 1, Math.max(0, Math.floor(offset / step + side / 2)));
  const [x = 0, y = 0] = point;
  if (dimension === 1) {
    const points = Array.from({ length: side }, (_, k) => view.x + (k + 0.5 - side / 2) * step);
    const index = pixelOf(x - view.x);
    return { ...common, subject, over: { points }, probe: { at: point, index } };
  }
  const pixels = { width: side, height: side, centreX: view.x, centreY: view.y, step };
  const index = pixelOf(view.y - y) * side + pixelOf(x - view.x);
  const sliced = dimension > 2 && { slice: alignedSlice(dimension, 0, 1, point) };
  return {
    ...common,
    subject: { ...subject, ...sliced },
    over: { pixels },
    probe: { at: [x, y], index },
  };
}
