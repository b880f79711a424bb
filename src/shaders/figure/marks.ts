import type { GradientStop } from "../legend.ts";

/**
 * A drawing as data: what the page turns into SVG and the export paints on a canvas, so that both show the same
 * figure. Lengths are CSS pixels, x to the right and y down.
 */
export type Mark = LineMark | TextMark | RectMark | GradientMark | PathMark;

/** What a mark stands for; colours and fonts go by it. */
export type MarkRole =
  | "frame"
  | "tick"
  | "zero"
  | "label"
  | "name"
  | "title"
  | "caption"
  | "bar"
  | "source"
  | "pin"
  | "region"
  | "outward"
  | "inward"
  | "divider"
  | "side";

export interface LineMark {
  readonly kind: "line";
  readonly role: MarkRole;
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
}

export interface TextMark {
  readonly kind: "text";
  readonly role: MarkRole;
  readonly x: number;
  readonly y: number;
  readonly text: string;
  readonly anchor: "start" | "middle" | "end";
  readonly baseline: "top" | "middle" | "bottom" | "alphabetic";
  /** Degrees, clockwise about (x, y). */
  readonly rotate: number;
}

/** An outline. */
export interface RectMark {
  readonly kind: "rect";
  readonly role: MarkRole;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A rectangle filled from its bottom (offset 0) to its top (offset 1). */
export interface GradientMark {
  readonly kind: "gradient";
  readonly role: MarkRole;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly stops: readonly GradientStop[];
}

/** A path as SVG writes it, with its origin at (x, y). */
export interface PathMark {
  readonly kind: "path";
  readonly role: MarkRole;
  readonly x: number;
  readonly y: number;
  readonly d: string;
}

/** How far the baseline of a text lies below the height that its `baseline` names, in em. */
export const baselineDrop = { top: 0.78, middle: 0.35, bottom: -0.2, alphabetic: 0 } as const;

/** The same drawing, moved. */
export function moved(marks: readonly Mark[], dx: number, dy: number): Mark[] {
  return marks.map((mark) =>
    mark.kind === "line"
      ? { ...mark, x1: mark.x1 + dx, y1: mark.y1 + dy, x2: mark.x2 + dx, y2: mark.y2 + dy }
      : { ...mark, x: mark.x + dx, y: mark.y + dy },
  );
}
