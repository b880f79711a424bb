import type { PlaneView } from "../protocol.ts";
import type { Mark } from "./marks.ts";
import { niceTicks, type Tick } from "./ticks.ts";

export interface AxesOptions {
  readonly view: PlaneView;
  /** CSS pixels of the plot area; the marks' origin is its top left corner. */
  readonly width: number;
  readonly height: number;
  /** Names of the coordinates, as in the field's definition. */
  readonly names: readonly [string, string];
}

/** CSS pixels between neighbouring ticks, about: labels such as −0.25 stay apart. */
const spacing = { x: 90, y: 64 } as const;
/** Ticks that even a small plot asks for, as long as they are this far apart: a single one tells no scale. */
const fewest = 4;
const leastSpacing = 50;
const tickLength = 5;
const gap = 4;

/** Room that the axes' ticks, labels and names need outside the plot area, in CSS pixels. */
export const axesMargin = { left: 54, bottom: 42 } as const;

/** Frame, ticks with labels outside the left and the bottom edge, names, and faint lines through zero. */
export function axesMarks({ view, width, height, names }: AxesOptions): Mark[] {
  const halfWidth = (width / 2) * view.unitsPerPixel;
  const halfHeight = (height / 2) * view.unitsPerPixel;
  const columnOf = (x: number) => width / 2 + (x - view.centreX) / view.unitsPerPixel;
  const rowOf = (y: number) => height / 2 - (y - view.centreY) / view.unitsPerPixel;
  const xTicks = niceTicks(view.centreX - halfWidth, view.centreX + halfWidth, countOf(width, spacing.x));
  const yTicks = niceTicks(view.centreY - halfHeight, view.centreY + halfHeight, countOf(height, spacing.y));
  const marks: Mark[] = [];
  if (hasZero(xTicks)) {
    marks.push({ kind: "line", role: "zero", x1: columnOf(0), y1: 0, x2: columnOf(0), y2: height });
  }
  if (hasZero(yTicks)) {
    marks.push({ kind: "line", role: "zero", x1: 0, y1: rowOf(0), x2: width, y2: rowOf(0) });
  }
  marks.push({ kind: "rect", role: "frame", x: 0, y: 0, width, height });
  for (const { value, label } of xTicks) {
    const x = columnOf(value);
    marks.push({ kind: "line", role: "tick", x1: x, y1: height, x2: x, y2: height + tickLength });
    marks.push(text("label", x, height + tickLength + gap, label, "middle", "top"));
  }
  for (const { value, label } of yTicks) {
    const y = rowOf(value);
    marks.push({ kind: "line", role: "tick", x1: -tickLength, y1: y, x2: 0, y2: y });
    marks.push(text("label", -tickLength - gap, y, label, "end", "middle"));
  }
  marks.push(text("name", width / 2, height + axesMargin.bottom - 2, names[0], "middle", "bottom"));
  marks.push(text("name", -axesMargin.left + 10, height / 2, names[1], "middle", "middle"));
  return marks;
}

/** Ticks along so many CSS pixels, about. */
function countOf(length: number, usual: number): number {
  return Math.max(length / usual, Math.min(fewest, length / leastSpacing));
}

function hasZero(ticks: readonly Tick[]): boolean {
  return ticks.some((tick) => tick.value === 0);
}

function text(
  role: "label" | "name",
  x: number,
  y: number,
  content: string,
  anchor: "start" | "middle" | "end",
  baseline: "top" | "middle" | "bottom",
): Mark {
  return { kind: "text", role, x, y, text: content, anchor, baseline, rotate: 0 };
}
