import { type Outline, outlineOf } from "./outline.ts";
import type { Streamline } from "./streamline.ts";

/** Vertex data of lines and arrowheads, in CSS pixels from the plot's top left corner. */
export interface RibbonGeometry {
  /**
   * One triangle strip for all lines: per vertex x, y, the mitred normal that points away from the line's middle,
   * its side (±1) and the line's width there as a share of the full width. Lines are joined by triangles without area.
   */
  readonly strip: Float32Array;
  readonly stripCount: number;
  /** x, y and direction of each arrowhead. */
  readonly arrows: readonly Arrow[];
}

export interface Arrow {
  readonly x: number;
  readonly y: number;
  /** Unit vector along the line. */
  readonly dx: number;
  readonly dy: number;
}

/** Numbers per vertex of the strip. */
export const stripStride = 6;

/** Arc length over which an open end grows thin. */
const taper = 14;
/** Arc length between arrowheads, and from one to an open end at least. */
const arrowDistance = 190;
const arrowMargin = 14;

export function ribbonGeometry(lines: readonly Streamline[]): RibbonGeometry {
  const outlines = lines.map((line) => outlineOf(line, taper));
  const total = outlines.reduce((sum, { xs }) => sum + 2 * xs.length + 2, 0);
  const strip = new Float32Array(stripStride * total);
  let at = 0;
  const vertex = ({ x, y, nx, ny }: Mitre, side: number, share: number) => {
    strip[at] = x;
    strip[at + 1] = y;
    strip[at + 2] = nx * side;
    strip[at + 3] = ny * side;
    strip[at + 4] = side;
    strip[at + 5] = share;
    at += stripStride;
  };
  outlines.forEach((outline, l) => {
    const closed = lines[l]?.closed === true;
    const last = outline.xs.length - 1;
    for (let k = 0; k <= last; k += 1) {
      const mitre = mitreOf(outline, closed, k);
      const share = closed ? 1 : widthShare(outline, k);
      if (k === 0) vertex(mitre, 1, share);
      vertex(mitre, 1, share);
      vertex(mitre, -1, share);
      if (k === last) vertex(mitre, -1, share);
    }
  });
  return { strip, stripCount: total, arrows: lines.flatMap(arrowsOf) };
}

/** A point with the normal along which its strip is widened: longer than 1 where the line bends. */
interface Mitre {
  readonly x: number;
  readonly y: number;
  readonly nx: number;
  readonly ny: number;
}

function mitreOf({ xs, ys }: Outline, closed: boolean, k: number): Mitre {
  const last = xs.length - 1;
  const p = k > 0 ? k - 1 : closed ? last - 1 : 0;
  const q = k < last ? k + 1 : closed ? 1 : last;
  const [x, y] = [xs[k] as number, ys[k] as number];
  const [px, py] = [xs[p] as number, ys[p] as number];
  const [qx, qy] = [xs[q] as number, ys[q] as number];
  const before = unit(x - px, y - py) ?? unit(qx - x, qy - y) ?? [1, 0];
  const after = unit(qx - x, qy - y) ?? before;
  const middle = unit(before[0] + after[0], before[1] + after[1]) ?? before;
  const stretch = 1 / Math.max(0.5, middle[0] * before[0] + middle[1] * before[1]);
  return { x, y, nx: -middle[1] * stretch, ny: middle[0] * stretch };
}

function unit(x: number, y: number): readonly [number, number] | null {
  const size = Math.hypot(x, y);
  return size > 1e-4 ? [x / size, y / size] : null;
}

function widthShare({ arcs }: Outline, k: number): number {
  const arc = arcs[k] as number;
  const end = Math.min(arc, (arcs.at(-1) as number) - arc);
  return Math.min(1, 0.15 + (0.85 * end) / taper);
}

/** An arrowhead stands where its line turns less than this (radians) between its neighbouring points. */
const straightEnough = 0.5;

/**
 * Arrowheads every so far from the seed, so that they stay put while panning; a line on which none finds room gets one
 * where its middle is straight.
 */
function arrowsOf(line: Streamline): Arrow[] {
  const { points, seed, closed, step } = line;
  const arrowStep = Math.round(arrowDistance / step);
  const arrowMarginSteps = Math.ceil(arrowMargin / step);
  const length = points.length / 2;
  const places: number[] = [];
  if (closed) {
    const count = Math.max(1, Math.round(length / arrowStep));
    for (let k = 0; k < count; k += 1) places.push(Math.round((k * length) / count));
  } else {
    const first = seed - Math.floor((seed - arrowMarginSteps) / arrowStep) * arrowStep;
    for (let k = first; k <= length - 1 - arrowMarginSteps; k += arrowStep) places.push(k);
  }
  const clear = places.filter((k) => turnAt(line, k) < straightEnough);
  if (clear.length > 0) return clear.map((k) => arrowAt(line, k));
  const middle = Math.floor(length / 2);
  const near = [0, 1, -1, 2, -2, 3, -3].map((offset) => middle + offset);
  const best = near.find((k) => k > 0 && k < length - 1 && turnAt(line, k) < straightEnough);
  return [arrowAt(line, best ?? middle)];
}

/** The angle between the line's directions before and after a point. */
function turnAt(line: Streamline, k: number): number {
  const before = arrowAt(line, k - 1);
  const after = arrowAt(line, k + 1);
  return Math.abs(
    Math.atan2(before.dx * after.dy - before.dy * after.dx, before.dx * after.dx + before.dy * after.dy),
  );
}

function arrowAt({ points, closed }: Streamline, k: number): Arrow {
  const length = points.length / 2;
  const clip = (index: number) =>
    closed ? (index + 2 * length) % length : Math.min(length - 1, Math.max(0, index));
  const before = clip(k - 1);
  const after = clip(k + 1);
  const direction = unit(
    (points[2 * after] as number) - (points[2 * before] as number),
    (points[2 * after + 1] as number) - (points[2 * before + 1] as number),
  );
  const [dx, dy] = direction ?? [1, 0];
  return { x: points[2 * k] as number, y: points[2 * k + 1] as number, dx, dy };
}

/** Arrowheads as triangles, six vertices each: x, y, and the place along and across the arrow, CSS pixels. */
export function arrowVertices(arrows: readonly Arrow[], reach: number): Float32Array {
  const corners = [-1, -1, -1, 1, 1, -1, 1, -1, -1, 1, 1, 1];
  const vertices = new Float32Array(arrows.length * 24);
  arrows.forEach(({ x, y, dx, dy }, k) => {
    for (let c = 0; c < 6; c += 1) {
      const along = (corners[2 * c] as number) * reach;
      const across = (corners[2 * c + 1] as number) * reach;
      vertices.set(
        [x + along * dx - across * dy, y + along * dy + across * dx, along, across],
        24 * k + 4 * c,
      );
    }
  });
  return vertices;
}
