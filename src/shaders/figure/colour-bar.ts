import { type Legend, legendTicks } from "../legend.ts";
import type { Mark } from "./marks.ts";

export interface ColourBarOptions {
  /** The bar runs from its low at the bottom to its high at the top. */
  readonly legend: Legend;
  /** CSS pixels of the bar itself; the marks' origin is its top left corner. */
  readonly width: number;
  readonly height: number;
}

/** Room that the bar's tick labels need to its right, in CSS pixels. */
export const barLabelWidth = 58;

const tickLength = 4;
const gap = 4;
/** CSS pixels between neighbouring ticks, about. */
const spacing = 46;

/** Characters of a caption that there is room for between the bar and the edge. */
const shortCaption = 12;

/** The bar with its outline, ticks to its right, zero among them, and the caption above. */
export function colourBarMarks({ legend, width, height }: ColourBarOptions): Mark[] {
  const marks: Mark[] = [
    { kind: "gradient", role: "bar", x: 0, y: 0, width, height, stops: legend.stops },
    { kind: "rect", role: "frame", x: 0, y: 0, width, height },
  ];
  for (const { share, label } of legendTicks(legend, Math.max(2, height / spacing))) {
    const y = height * (1 - share);
    marks.push({ kind: "line", role: "tick", x1: width, y1: y, x2: width + tickLength, y2: y });
    const x = width + tickLength + gap;
    marks.push({
      kind: "text",
      role: "label",
      x,
      y,
      text: label,
      anchor: "start",
      baseline: "middle",
      rotate: 0,
    });
  }
  const mark = { kind: "text", role: "caption", y: -9, text: legend.caption, rotate: 0 } as const;
  // A long one ends where the labels end, clear of the edge, and begins over the picture.
  marks.push(
    legend.caption.length > shortCaption
      ? { ...mark, x: width + barLabelWidth - 2 * gap, anchor: "end", baseline: "bottom" }
      : { ...mark, x: 0, anchor: "start", baseline: "bottom" },
  );
  return marks;
}
