import type { Theme } from "../palette.ts";
import type { Mark, MarkRole, TextMark } from "./marks.ts";

/** Colours of everything that is not the map. */
export interface Ink {
  readonly background: string;
  readonly strong: string;
  readonly muted: string;
  readonly frame: string;
  readonly zero: string;
}

export const inks: Readonly<Record<Theme, Ink>> = {
  light: {
    background: "#ffffff",
    strong: "#1b2430",
    muted: "#4a5565",
    frame: "#6b7685",
    zero: "rgba(27, 36, 48, 0.22)",
  },
  dark: {
    background: "#12161c",
    strong: "#e8ecf2",
    muted: "#a9b3c1",
    frame: "#7d8898",
    zero: "rgba(232, 236, 242, 0.2)",
  },
};

const sans = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif';
const serif = '"STIX Two Math", "Latin Modern Math", Cambria, "Times New Roman", "DejaVu Serif", serif';

/** Canvas fonts by role. */
const fonts: Readonly<Record<MarkRole, string>> = {
  frame: `12px ${sans}`,
  tick: `12px ${sans}`,
  zero: `12px ${sans}`,
  bar: `12px ${sans}`,
  label: `12px ${sans}`,
  name: `italic 15px ${serif}`,
  title: `600 16px ${sans}`,
  caption: `12.5px ${sans}`,
};

/** Paints marks on a 2-D canvas whose transform is already in CSS pixels. */
export function paintMarks(
  context: OffscreenCanvasRenderingContext2D,
  marks: readonly Mark[],
  theme: Theme,
): void {
  const ink = inks[theme];
  for (const mark of marks) {
    if (mark.kind === "text") paintText(context, mark, ink);
    else if (mark.kind === "gradient") {
      const gradient = context.createLinearGradient(0, mark.y + mark.height, 0, mark.y);
      for (const stop of mark.stops) gradient.addColorStop(stop.offset, stop.colour);
      context.fillStyle = gradient;
      context.fillRect(mark.x, mark.y, mark.width, mark.height);
    } else {
      context.lineWidth = 1;
      context.strokeStyle = strokeOf(mark.role, ink);
      context.beginPath();
      if (mark.kind === "rect") context.rect(mark.x, mark.y, mark.width, mark.height);
      else {
        context.moveTo(mark.x1, mark.y1);
        context.lineTo(mark.x2, mark.y2);
      }
      context.stroke();
    }
  }
}

function paintText(context: OffscreenCanvasRenderingContext2D, mark: TextMark, ink: Ink): void {
  context.save();
  context.translate(mark.x, mark.y);
  context.rotate((mark.rotate * Math.PI) / 180);
  context.font = fonts[mark.role];
  context.fillStyle = mark.role === "label" || mark.role === "caption" ? ink.muted : ink.strong;
  context.textAlign = mark.anchor === "middle" ? "center" : mark.anchor;
  context.textBaseline = mark.baseline;
  context.fillText(mark.text, 0, 0);
  context.restore();
}

function strokeOf(role: MarkRole, ink: Ink): string {
  if (role === "zero") return ink.zero;
  return ink.frame;
}
