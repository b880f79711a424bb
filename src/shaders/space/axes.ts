import type { Mark } from "../figure/marks.ts";
import { niceTicks } from "../figure/ticks.ts";
import { eachAxis, isFacing, type Lens, middleOf, placeOf, type Triple } from "./lens.ts";

/** CSS pixels between neighbouring ticks, about; of an edge that is too short to have any; and outside the box. */
const spacing = 58;
const shortest = 34;
const tickLength = 5;
const labelDistance = 16;
const nameDistance = 38;

type Axis = 0 | 1 | 2;

/**
 * For each axis its ticks with labels, and its coordinate's name, along one edge of the box: where nothing is before it, as
 * long as such an edge is in the picture.
 */
export function axesInSpace(
  lens: Lens,
  names: readonly string[],
): readonly [readonly Mark[], readonly Mark[], readonly Mark[]] {
  return eachAxis((axis) => axisMarks(lens, axis, names[axis] ?? ""));
}

type Point = readonly [number, number];

interface Edge {
  readonly place: (along: number) => Triple;
  readonly from: Point;
  readonly to: Point;
  /** What of it is in the picture: its middle and its length. */
  readonly middle: Point;
  readonly shown: number;
}

function axisMarks(lens: Lens, axis: Axis, name: string): Mark[] {
  const edge = chosenEdge(lens, axis);
  if (!edge || edge.shown < shortest) return [];
  const { from, to, middle } = edge;
  const [x, y] = [to[0] - from[0], to[1] - from[1]];
  const length = Math.hypot(x, y);
  const centre = placeOf(lens, middleOf(lens.box));
  if (!centre) return [];
  // Away from the box, square to the edge.
  const square: readonly [number, number] = [-y / length, x / length];
  const side = square[0] * (middle[0] - centre.left) + square[1] * (middle[1] - centre.top) < 0 ? -1 : 1;
  const out = [side * square[0], side * square[1]] as const;
  const marks: Mark[] = [];
  for (const { value, label } of niceTicks(lens.box.low[axis], lens.box.high[axis], length / spacing)) {
    const at = placeOf(lens, edge.place(value));
    if (!at) continue;
    const { left, top } = at;
    if (left < 0 || top < 0 || left > lens.width || top > lens.height) continue;
    marks.push({
      kind: "line",
      role: "tick",
      x1: left,
      y1: top,
      x2: left + out[0] * tickLength,
      y2: top + out[1] * tickLength,
    });
    marks.push(text("label", left + out[0] * labelDistance, top + out[1] * labelDistance, label, out[0]));
  }
  marks.push(text("name", middle[0] + out[0] * nameDistance, middle[1] + out[1] * nameDistance, name, 0));
  return marks;
}

/**
 * Of the edges along an axis the one at the outline of the box that is lowest, or leftmost where it stands upright; where
 * none of these is in the picture, the one of which most is.
 */
function chosenEdge(lens: Lens, axis: Axis): Edge | null {
  const [one, other] = [((axis + 1) % 3) as Axis, ((axis + 2) % 3) as Axis];
  let best: { readonly edge: Edge; readonly rank: number } | null = null;
  // Seen from its end an axis has no outline, and no edge to be read.
  let hasOutline = false;
  for (const a of [0, 1] as const)
    for (const b of [0, 1] as const) {
      // One of its two faces is seen, the other is not.
      const isOuter = isFacing(lens, one, a) !== isFacing(lens, other, b);
      hasOutline ||= isOuter;
      const end = (k: Axis, at: 0 | 1) => (at === 0 ? lens.box.low[k] : lens.box.high[k]);
      const place = (along: number) =>
        eachAxis((k) => (k === axis ? along : end(k, k === one ? a : b))) satisfies Triple;
      const from = placeOf(lens, place(lens.box.low[axis]));
      const to = placeOf(lens, place(lens.box.high[axis]));
      if (!from || !to) continue;
      const upright = Math.abs(to.top - from.top) > 2 * Math.abs(to.left - from.left);
      const edge = { place, ...shownPart(lens, [from.left, from.top], [to.left, to.top]) };
      const order = upright ? -(from.left + to.left) : from.top + to.top;
      const rank = isOuter && edge.shown >= shortest ? 1e9 + order : edge.shown;
      if (!best || rank > best.rank) best = { edge, rank };
    }
  return hasOutline && best ? best.edge : null;
}

/** A line, and what of it is in the picture. */
function shownPart({ width, height }: Lens, from: Point, to: Point): Omit<Edge, "place"> {
  const along = [to[0] - from[0], to[1] - from[1]] as const;
  let [first, last] = [0, 1];
  for (const [k, size] of [width, height].entries()) {
    const ends = [0, size].map((end) => (end - (from[k] as number)) / (along[k] as number));
    first = Math.max(first, Math.min(...ends));
    last = Math.min(last, Math.max(...ends));
  }
  const half = (first + last) / 2;
  return {
    from,
    to,
    middle: [from[0] + half * along[0], from[1] + half * along[1]],
    shown: last > first ? (last - first) * Math.hypot(...along) : 0,
  };
}

function text(role: "label" | "name", x: number, y: number, content: string, outwards: number): Mark {
  const anchor = outwards < -0.5 ? "end" : outwards > 0.5 ? "start" : "middle";
  return { kind: "text", role, x, y, text: content, anchor, baseline: "middle", rotate: 0 };
}
