import type { Legend } from "../legend.ts";
import type { PlaneView } from "../protocol.ts";
import { axesMargin, axesMarks } from "./axes.ts";
import { barLabelWidth, colourBarMarks } from "./colour-bar.ts";
import { type Mark, moved } from "./marks.ts";

export interface FigureContent {
  readonly view: PlaneView;
  /** CSS pixels of the plot area. */
  readonly width: number;
  readonly height: number;
  readonly names: readonly [string, string];
  readonly title: string;
  readonly legend: Legend;
}

/** A whole figure: its size, where the picture goes, and everything drawn around and over it. */
export interface Figure {
  readonly width: number;
  readonly height: number;
  readonly plot: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
  readonly marks: readonly Mark[];
}

const margin = { top: 16, right: 14, left: 8, bottom: 8 } as const;
const titleHeight = 34;
const captionHeight = 22;
const bar = { gap: 20, width: 14, longest: 420 } as const;

/** Lays out title, plot, axes and colour bar. */
export function figureLayout(content: FigureContent): Figure {
  const { width, height, title, legend, view, names } = content;
  const x = margin.left + axesMargin.left;
  const y = margin.top + (title === "" ? captionHeight : titleHeight);
  const barHeight = Math.min(height, bar.longest);
  const barX = x + width + bar.gap;
  const marks: Mark[] = [
    ...moved(axesMarks({ view, width, height, names }), x, y),
    ...moved(
      colourBarMarks({ legend, width: bar.width, height: barHeight }),
      barX,
      y + (height - barHeight) / 2,
    ),
  ];
  if (title !== "") {
    const mark = {
      kind: "text",
      role: "title",
      text: title,
      anchor: "start",
      baseline: "top",
      rotate: 0,
    } as const;
    marks.push({ ...mark, x, y: margin.top });
  }
  return {
    width: Math.ceil(barX + bar.width + barLabelWidth + margin.right),
    height: Math.ceil(y + height + axesMargin.bottom + margin.bottom),
    plot: { x, y, width, height },
    marks,
  };
}
