import type { Legend } from "../legend.ts";
import type { PlaneView } from "../protocol.ts";
import { axesMargin, axesMarks } from "./axes.ts";
import { barLabelWidth, colourBarMarks } from "./colour-bar.ts";
import { type Mark, moved, type TextMark } from "./marks.ts";
import { wrapped } from "./wrap.ts";

export interface FigureContent {
  readonly view: PlaneView;
  /** CSS pixels of the plot area. */
  readonly width: number;
  readonly height: number;
  readonly names: readonly [string, string];
  readonly axes: boolean;
  /** Empty for none. */
  readonly title: string;
  /** What the colour bar is of; null for none. */
  readonly legend: Legend | null;
  /** The text below the figure; empty for none. */
  readonly source: string;
  /** Over the plot, from its top left corner. */
  readonly overlay: readonly Mark[];
}

/** A whole figure: its size, where the picture goes, and everything drawn around and over it. */
export interface Figure {
  readonly width: number;
  readonly height: number;
  readonly plot: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
  readonly marks: readonly Mark[];
  /** Drawn before the others and not past the plot's edges. */
  readonly overlay: readonly Mark[];
}

const margin = { top: 16, right: 14, left: 8, bottom: 8 } as const;
const noMargin = { top: 0, right: 0, left: 0, bottom: 0 } as const;
const titleHeight = { line: 20, gap: 14 } as const;
const captionHeight = 22;
const bar = { gap: 20, width: 14, longest: 420 } as const;
const sourceHeight = { line: 16, gap: 14 } as const;
/** Lines of source that are set: past them the picture would be one of text. */
const mostLines = 60;
/** Characters as wide as this, in CSS pixels, fill a line: titles by guess, the source in a fixed pitch. */
const characterWidth = { title: 9, source: 7.3 } as const;

/** Lays out title, plot, axes, colour bar and source. A plot with nothing around it is the whole figure. */
export function figureLayout(content: FigureContent): Figure {
  const { width, height, title, legend, view, names, axes, source, overlay } = content;
  const bare = !axes && !legend && title === "" && source === "";
  const rim = bare ? noMargin : margin;
  const titles = title === "" ? [] : wrapped(title, Math.max(12, Math.floor(width / characterWidth.title)));
  const above = legend ? captionHeight : 0;
  const x = rim.left + (axes ? axesMargin.left : 0);
  const y = rim.top + (titles.length > 0 ? titles.length * titleHeight.line + titleHeight.gap : above);
  const barHeight = Math.min(height, bar.longest);
  const right = x + width + (legend ? bar.gap + bar.width + barLabelWidth : 0) + rim.right;
  const below = y + height + (axes ? axesMargin.bottom : 0);
  const lines = sourceLines(source, Math.floor((right - x - rim.right) / characterWidth.source));
  const listing = lines.length === 0 ? 0 : sourceHeight.gap + lines.length * sourceHeight.line;
  const marks: Mark[] = [];
  if (axes) marks.push(...moved(axesMarks({ view, width, height, names }), x, y));
  if (legend) {
    const standing = colourBarMarks({ legend, width: bar.width, height: barHeight });
    marks.push(...moved(standing, x + width + bar.gap, y + (height - barHeight) / 2));
  }
  for (const [k, line] of titles.entries())
    marks.push(text("title", x, rim.top + k * titleHeight.line, line));
  for (const [k, line] of lines.entries())
    marks.push(text("source", x, below + sourceHeight.gap + k * sourceHeight.line, line));
  return {
    width: bare ? width : Math.ceil(right),
    height: bare ? height : Math.ceil(below + listing + rim.bottom),
    plot: { x, y, width, height },
    marks,
    overlay: moved(overlay, x, y),
  };
}

/** The source in lines that fit, the continued ones set in; the last one says how many are left out. */
function sourceLines(source: string, width: number): string[] {
  if (source.trim() === "") return [];
  const lines = source
    .trimEnd()
    .split(/\r\n|[\n\r\u2028\u2029]/)
    .flatMap((line) => {
      const [first = "", ...others] = wrapped(line.replaceAll("\t", "  "), Math.max(12, width - 4));
      return [first, ...others.map((other) => `    ${other}`)];
    });
  if (lines.length <= mostLines) return lines;
  return [...lines.slice(0, mostLines - 1), `… and ${lines.length - mostLines + 1} lines more`];
}

function text(role: "title" | "source", x: number, y: number, content: string): TextMark {
  return { kind: "text", role, x, y, text: content, anchor: "start", baseline: "top", rotate: 0 };
}
