import type { Streamline } from "./streamline.ts";

/** The polygon that is drawn for a line: as many points as it needs to look smooth, and no more. */
export interface Outline {
  readonly xs: readonly number[];
  readonly ys: readonly number[];
  /** Arc length from the line's beginning. */
  readonly arcs: readonly number[];
}

/** The polygon strays from the curve by less than this, CSS pixels. */
const stray = 0.08;
/** Straight runs are cut at this arc length. */
const longest = 60;

/**
 * Leaves out the points of a line where it is straight, and adds points on the Catmull–Rom spline through its points
 * where it bends. Within `detail` of an open end every point is kept, for what depends on the distance from it. A
 * closed line ends with its first point again.
 */
export function outlineOf({ points, closed, step }: Streamline, detail: number): Outline {
  const count = points.length / 2;
  const last = closed ? count : count - 1;
  const index = (k: number) => (closed ? (k + count) % count : Math.min(count - 1, Math.max(0, k)));
  const x = (k: number) => points[2 * index(k)] as number;
  const y = (k: number) => points[2 * index(k) + 1] as number;
  const headings = Float64Array.from({ length: last + 1 }, (_, k) =>
    Math.atan2(y(k + 1) - y(k), x(k + 1) - x(k)),
  );
  // Beyond an open end a line goes on as it is.
  if (!closed && last > 0) headings[last] = headings[last - 1] as number;
  const heading = (k: number) =>
    headings[closed ? (k + count) % count : Math.min(last, Math.max(0, k))] as number;
  const xs = [x(0)];
  const ys = [y(0)];
  const arcs = [0];
  let kept = 0;
  for (let k = 0; k < last; k += 1) {
    const bend = Math.max(angleBetween(heading(k - 1), heading(k)), angleBetween(heading(k), heading(k + 1)));
    // An arc that turns by a over a chord c rises a·c/8 above it.
    const pieces = Math.min(8, Math.ceil(Math.sqrt((bend * step) / 8 / stray)));
    for (let piece = 1; piece < pieces; piece += 1) {
      const t = piece / pieces;
      xs.push(spline(x(k - 1), x(k), x(k + 1), x(k + 2), t));
      ys.push(spline(y(k - 1), y(k), y(k + 1), y(k + 2), t));
      arcs.push((k + t) * step);
    }
    const next = k + 1;
    const chord = (next + 1 - kept) * step;
    const rise = (angleBetween(heading(kept), heading(next)) * chord) / 8;
    const nearEnd = !closed && Math.min(next, last - next) * step < detail;
    if (next < last && pieces <= 1 && !nearEnd && rise < stray && chord < longest) continue;
    xs.push(x(next));
    ys.push(y(next));
    arcs.push(next * step);
    kept = next;
  }
  return { xs, ys, arcs };
}

function spline(p: number, q: number, r: number, s: number, t: number): number {
  return q + (t / 2) * (r - p + t * (2 * p - 5 * q + 4 * r - s + t * (3 * (q - r) + s - p)));
}

function angleBetween(a: number, b: number): number {
  const turn = Math.abs(a - b);
  return Math.min(turn, 2 * Math.PI - turn);
}
