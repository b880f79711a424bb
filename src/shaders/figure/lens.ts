import type { Comparison } from "../protocol.ts";
import { sideNames } from "../sides.ts";
import type { Mark } from "./marks.ts";

/** CSS pixels from the divider to the names beside it, and from the top edge to their middle: as in Lens.module.css. */
const place = { x: 17, y: 18 } as const;

/** The divider between two ways of computing the map of a field, with their names on either side. */
export function lensMarks(compare: Comparison, field: string, plot: PlotSize): Mark[] {
  const x = compare.divider * plot.width;
  const [left, right] = sideNames(compare, field);
  const name = { kind: "text", role: "side", y: place.y, baseline: "middle", rotate: 0 } as const;
  return [
    { kind: "path", role: "divider", x, y: 0, d: `M0 0V${plot.height}` },
    { ...name, x: x - place.x, text: left, anchor: "end" },
    { ...name, x: x + place.x, text: right, anchor: "start" },
  ];
}

/** CSS pixels. */
interface PlotSize {
  readonly width: number;
  readonly height: number;
}
