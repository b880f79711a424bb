import { cssColour, paletteColour, type Theme } from "../palette.ts";
import type { GradientStop, Mark } from "./marks.ts";
import { niceTicks } from "./ticks.ts";

export interface ColourBarOptions {
  /** The bar runs from −limit at the bottom to limit at the top. */
  readonly limit: number;
  readonly theme: Theme;
  /** CSS pixels of the bar itself; the marks' origin is its top left corner. */
  readonly width: number;
  readonly height: number;
  /** What the colours mean, written above the bar; empty for none. */
  readonly caption: string;
}

/** Room that the bar's tick labels need to its right, in CSS pixels. */
export const barLabelWidth = 58;

const tickLength = 4;
const gap = 4;
/** CSS pixels between neighbouring ticks, about. */
const spacing = 46;
/** Stops between which drawing programs interpolate: the palette bends too little to tell the difference. */
const stopCount = 48;

/** The palette from −limit (offset 0) to limit (offset 1). */
export function colourBarStops(theme: Theme, count: number = stopCount): GradientStop[] {
  return Array.from({ length: count + 1 }, (_, k) => ({
    offset: k / count,
    colour: cssColour(paletteColour(theme, (2 * k) / count - 1)),
  }));
}

/** The bar with its outline, ticks to its right, zero among them, and the caption above. */
export function colourBarMarks({ limit, theme, width, height, caption }: ColourBarOptions): Mark[] {
  const marks: Mark[] = [
    { kind: "gradient", role: "bar", x: 0, y: 0, width, height, stops: colourBarStops(theme) },
    { kind: "rect", role: "frame", x: 0, y: 0, width, height },
  ];
  for (const { value, label } of niceTicks(-limit, limit, Math.max(2, height / spacing))) {
    const y = (height * (1 - value / limit)) / 2;
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
  if (caption !== "") {
    const mark = { kind: "text", role: "caption", x: 0, y: -9, text: caption, rotate: 0 } as const;
    marks.push({ ...mark, anchor: "start", baseline: "bottom" });
  }
  return marks;
}
