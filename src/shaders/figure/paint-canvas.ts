import type { Theme } from "../palette.ts";
import type { Mark, TextMark } from "./marks.ts";
import { type Font, type MarkStyle, paperOf, styleOf } from "./style.ts";

/** Paints marks on a 2-D canvas whose transform is already in CSS pixels. */
export function paintMarks(
  context: OffscreenCanvasRenderingContext2D,
  marks: readonly Mark[],
  theme: Theme,
): void {
  context.lineJoin = "round";
  for (const mark of marks) {
    const style = styleOf(mark.role, theme);
    if (mark.kind === "text") paintText(context, mark, style, theme);
    else if (mark.kind === "gradient") {
      const gradient = context.createLinearGradient(0, mark.y + mark.height, 0, mark.y);
      for (const stop of mark.stops) gradient.addColorStop(stop.offset, stop.colour);
      context.fillStyle = gradient;
      context.fillRect(mark.x, mark.y, mark.width, mark.height);
    } else paintPath(context, pathOf(mark), style, theme);
  }
}

function pathOf(mark: Exclude<Mark, { kind: "text" | "gradient" }>): Path2D {
  const path = new Path2D();
  if (mark.kind === "rect") path.rect(mark.x, mark.y, mark.width, mark.height);
  else if (mark.kind === "path")
    path.addPath(new Path2D(mark.d), new DOMMatrix([1, 0, 0, 1, mark.x, mark.y]));
  else {
    path.moveTo(mark.x1, mark.y1);
    path.lineTo(mark.x2, mark.y2);
  }
  return path;
}

function paintPath(
  context: OffscreenCanvasRenderingContext2D,
  path: Path2D,
  { fill, stroke, width, halo }: MarkStyle,
  theme: Theme,
): void {
  if (halo > 0) {
    context.strokeStyle = paperOf(theme);
    context.lineWidth = halo;
    context.stroke(path);
  }
  if (fill) {
    context.fillStyle = fill;
    context.fill(path);
  }
  if (stroke) {
    context.strokeStyle = stroke;
    context.lineWidth = width;
    context.stroke(path);
  }
}

function paintText(
  context: OffscreenCanvasRenderingContext2D,
  mark: TextMark,
  { fill, halo, font }: MarkStyle,
  theme: Theme,
): void {
  context.save();
  context.translate(mark.x, mark.y);
  context.rotate((mark.rotate * Math.PI) / 180);
  context.font = canvasFont(font);
  context.textAlign = mark.anchor === "middle" ? "center" : mark.anchor;
  context.textBaseline = mark.baseline;
  if (halo > 0) {
    context.strokeStyle = paperOf(theme);
    context.lineWidth = halo;
    context.strokeText(mark.text, 0, 0);
  }
  if (fill) context.fillStyle = fill;
  context.fillText(mark.text, 0, 0);
  context.restore();
}

function canvasFont({ size, family, weight, italic }: Font): string {
  return `${italic ? "italic " : ""}${weight} ${size}px ${family}`;
}
