import { clipOf, dot, eachAxis, isFacing, type Lens, middleOf, placeOf, type Triple } from "./lens.ts";

export type Axis = 0 | 1 | 2;
export type Point = readonly [number, number];

/** A line along an axis through the box, and what of it is in the picture. */
export interface AxisLine {
  readonly axis: Axis;
  readonly place: (along: number) => Triple;
  /** Coordinates along the axis, and the points of the picture: from the lower to the higher. */
  readonly from: { readonly value: number; readonly point: Point };
  readonly to: { readonly value: number; readonly point: Point };
  /** In CSS pixels. */
  readonly length: number;
  /** Square to it in the picture, of length 1, away from the box. */
  readonly out: Point;
  /** Not an edge of the box. */
  readonly isInner: boolean;
}

/** CSS pixels that an axis is long at least, where the picture looks at, if it is to be read. */
const shortest = 34;

/** Above any length in CSS pixels. */
const innerRank = 1e6;
const outerRank = 1e9;

/**
 * Lines that an axis can be read along, the best first: of the edges at the outline of the box the lowest, or leftmost where
 * they stand upright; then what runs through the middle of the picture; at last others, by how much of them is in it: what is
 * seen is before those. None where one looks along the axis.
 */
export function axisLines(lens: Lens, axis: Axis): readonly AxisLine[] {
  const { box, back, pixel, target } = lens;
  const size = box.high[axis] - box.low[axis];
  if ((size * Math.sqrt(Math.max(0, 1 - back[axis] ** 2))) / pixel < shortest) return [];
  const [one, other] = [((axis + 1) % 3) as Axis, ((axis + 2) % 3) as Axis];
  const ranked: { readonly line: AxisLine; readonly rank: number }[] = [];
  const add = (through: Triple, rank: (line: AxisLine) => number, isInner: boolean) => {
    const line = shownPart(lens, axis, through, isInner);
    if (line) ranked.push({ line, rank: rank(line) });
  };
  for (const a of [0, 1] as const)
    for (const b of [0, 1] as const) {
      const end = (k: Axis, at: 0 | 1) => (at === 0 ? box.low[k] : box.high[k]);
      // One of its two faces is seen, the other is not.
      const isOuter = isFacing(lens, one, a) !== isFacing(lens, other, b);
      const rank = ({ from, to, length }: AxisLine) => {
        if (!isOuter || length < shortest) return length;
        const upright = Math.abs(to.point[1] - from.point[1]) > 2 * Math.abs(to.point[0] - from.point[0]);
        return outerRank + (upright ? -(from.point[0] + to.point[0]) : from.point[1] + to.point[1]);
      };
      add(
        eachAxis((k) => end(k, k === one ? a : b)),
        rank,
        false,
      );
    }
  const inside = eachAxis((k) => Math.min(box.high[k], Math.max(box.low[k], target[k])));
  add(inside, () => innerRank, true);
  return ranked.sort((a, b) => b.rank - a.rank).map(({ line }) => line);
}

/** What is in the picture of the line along an axis through a place; null where nothing is. */
function shownPart(lens: Lens, axis: Axis, through: Triple, isInner: boolean): AxisLine | null {
  const { low, high } = lens.box;
  const place = (along: number) => eachAxis((k) => (k === axis ? along : through[k]));
  const [a, b] = [low[axis], high[axis]].map((end) => clipOf(lens, place(end))) as [Clip, Clip];
  let [first, last] = [0, 1];
  // Within the picture, and not before what is nearest: each of these is linear along the line.
  for (const inside of bounds) {
    const [from, to] = [inside(a), inside(b)];
    if (from < 0 && to < 0) return null;
    if (from < 0) first = Math.max(first, from / (from - to));
    else if (to < 0) last = Math.min(last, from / (from - to));
  }
  if (!(last > first)) return null;
  const [from, to] = [first, last].map((share) => {
    const value = low[axis] + share * (high[axis] - low[axis]);
    const at = placeOf(lens, place(value));
    return { value, point: [at?.left ?? Number.NaN, at?.top ?? Number.NaN] as const };
  }) as [AxisLine["from"], AxisLine["to"]];
  const [x, y] = [to.point[0] - from.point[0], to.point[1] - from.point[1]];
  const length = Math.hypot(x, y);
  if (!(length > 0)) return null;
  const square = [-y / length, x / length] as const;
  // Away from the middle of the box, wherever that is seen.
  const centre = eachAxis((k) => through[k] - middleOf(lens.box)[k]);
  const away = square[0] * dot(lens.right, centre) - square[1] * dot(lens.up, centre);
  const side = away < 0 ? -1 : 1;
  return { axis, place, from, to, length, out: [side * square[0], side * square[1]], isInner };
}

type Clip = readonly [number, number, number, number];
const bounds: readonly ((at: Clip) => number)[] = [
  ([x, , , w]) => w - x,
  ([x, , , w]) => w + x,
  ([, y, , w]) => w - y,
  ([, y, , w]) => w + y,
  ([, , z, w]) => w + z,
];
