import { countText } from "../../app/count-text.ts";
import type { StructurePicture } from "../../app/laboratory/structure.ts";

/** Pixels of a drawn pattern from edge to edge, and of one entry, at most. */
const mostSide = 440;
const mostEntry = 28;
/** Pixels of an entry from which on its colour's number fits in it. */
const leastLabelled = 13;
/** Degrees of hue from one colour to the next: any first few are far apart. */
const goldenAngle = 137.508;

/** A pattern as paths, one for each colour, so that a full one is not thousands of elements. */
export interface PatternDrawing {
  /** Pixels of an entry, of the border for labels above, and of the whole. */
  readonly entry: number;
  readonly border: number;
  readonly width: number;
  readonly height: number;
  readonly isLabelled: boolean;
  readonly fills: readonly {
    /** null: entries of columns without one. */
    readonly colour: number | null;
    readonly path: string;
  }[];
  /** Strokes through what cancels. */
  readonly cancelling: string;
  /** Outlines of the diagonal, which is what the divergence is the sum of. */
  readonly diagonal: string;
}

/** What is drawn of a pattern and its colours. */
export type DrawnPattern = Pick<StructurePicture, "rows" | "colouring">;

export function patternDrawing({ rows, colouring: told }: DrawnPattern): PatternDrawing {
  const n = rows.length;
  // As many colours as columns tell nothing.
  const colouring = told && told.count < Math.max(2, n) ? told : null;
  const entry = Math.max(2, Math.min(mostEntry, Math.floor(mostSide / n)));
  const isLabelled = colouring !== null && entry >= leastLabelled;
  const border = isLabelled ? 16 : 0;
  const gap = entry >= 5 ? 1 : 0;
  const squares = new Map<number | null, string>();
  let cancelling = "";
  let diagonal = "";
  for (const [i, row] of rows.entries()) {
    const gone = new Set(colouring?.cancelling[i]);
    const top = border + i * entry;
    for (const j of row) {
      const left = j * entry;
      if (gone.has(j)) {
        cancelling += `M${left + gap} ${top + gap}L${left + entry - gap} ${top + entry - gap}`;
        continue;
      }
      const colour = colouring?.colours[j] ?? null;
      const side = entry - gap;
      squares.set(colour, `${squares.get(colour) ?? ""}M${left} ${top}h${side}v${side}h${-side}z`);
    }
    const at = i * entry;
    diagonal += `M${at} ${border + at}h${entry - gap}v${entry - gap}h${gap - entry}z`;
  }
  const fills = [...squares].map(([colour, path]) => ({ colour, path }));
  return {
    entry,
    border,
    width: n * entry,
    height: border + n * entry,
    isLabelled,
    fills: fills.sort((a, b) => (a.colour ?? 0) - (b.colour ?? 0)),
    cancelling,
    diagonal,
  };
}

/** Light enough for dark digits on it, on a page of either theme. */
export function columnColour(index: number): string {
  return `hsl(${((index * goldenAngle + 212) % 360).toFixed(0)} 68% 74%)`;
}

/** `The Jacobian of F, 5 × 5: 13 of 25 entries may be other than zero, and its columns take 2 colours, one pass for each.` */
export function patternSentence(what: string, { rows, colouring }: DrawnPattern): string {
  const n = rows.length;
  const [entries, all] = [sizeOf(rows), n * n].map(countText);
  const cancelling = countText(sizeOf(colouring?.cancelling ?? []));
  const cancelled = cancelling === "0" ? "" : `, ${cancelling} of them cancel in pairs`;
  const colours = colouring ? coloursText(colouring.count, n) : "";
  return `${what}, ${n} × ${n}: ${entries} of ${all} entries may be other than zero${cancelled}${colours}.`;
}

function coloursText(count: number, n: number): string {
  if (count === 1) return ", and one pass does for all columns";
  if (count === n) return ", and no two columns can share a pass";
  return `, and its columns take ${count} colours, one pass for each`;
}

function sizeOf(rows: readonly (readonly number[])[]): number {
  return rows.reduce((total, row) => total + row.length, 0);
}

/** Three columns of dots, and lines from each coordinate to what it goes into, and on from there. */
export interface CutDrawing {
  readonly width: number;
  readonly height: number;
  readonly lines: string;
  readonly dots: readonly { readonly x: number; readonly y: number; readonly isCut: boolean }[];
  readonly radius: number;
}

const cutWidth = 320;
const cutMargin = 8;

export function cutDrawing(n: number, { width, from, to }: NonNullable<StructurePicture["cut"]>): CutDrawing {
  const most = Math.max(n, width);
  const height = Math.max(90, Math.min(320, most * 22));
  const y = (k: number, count: number) => cutMargin + ((k + 0.5) * (height - 2 * cutMargin)) / count;
  const x = [cutMargin, cutWidth / 2, cutWidth - cutMargin] as const;
  let lines = "";
  for (let k = 0; k < width; k++) {
    for (const j of from[k] ?? []) lines += `M${x[0]} ${round(y(j, n))}L${x[1]} ${round(y(k, width))}`;
    for (const i of to[k] ?? []) lines += `M${x[1]} ${round(y(k, width))}L${x[2]} ${round(y(i, n))}`;
  }
  const column = (place: number, count: number, isCut: boolean) =>
    Array.from({ length: count }, (_, k) => ({ x: place, y: round(y(k, count)), isCut }));
  return {
    width: cutWidth,
    height,
    lines,
    dots: [...column(x[0], n, false), ...column(x[1], width, true), ...column(x[2], n, false)],
    radius: Math.max(1.5, Math.min(5, (height / most) * 0.3)),
  };
}

function round(value: number): number {
  return Math.round(10 * value) / 10;
}
