import type { CompareCell } from "../../app/document/document.ts";
import type { CompareTask } from "../../app/laboratory/compare.ts";
import { comparedIndex, comparedPixels } from "../../app/laboratory/compared-view.ts";
import type { Subject } from "../../app/laboratory/subject.ts";
import { worldOf } from "../../shaders/pixels.ts";
import { alignedSlice } from "../../shaders/slice.ts";
import { placeIn } from "./place.ts";

/**
 * What a cell asks for. Errors are taken over a square of the plane, of R^n over that in the slice of the first two
 * coordinates through the point, and on a line over the interval.
 */
export function compareTask(cell: CompareCell, subject: Subject, dimension: number): CompareTask {
  const { methods, view } = cell;
  const point = placeIn(cell.point, dimension);
  const common = { kind: "compare", methods } as const;
  const [x = 0, y = 0] = point;
  const pixels = comparedPixels(view);
  if (dimension === 1) {
    const line = { ...pixels, height: 1 };
    const points = Array.from({ length: line.width }, (_, k) => worldOf(line, k, 0)[0]);
    return {
      ...common,
      subject,
      over: { points },
      probe: { at: point, index: comparedIndex(line, { x, y }) },
    };
  }
  const index = comparedIndex(pixels, { x, y });
  const sliced = dimension > 2 && { slice: alignedSlice(dimension, 0, 1, point) };
  return {
    ...common,
    subject: { ...subject, ...sliced },
    over: { pixels },
    probe: { at: [x, y], index },
  };
}
