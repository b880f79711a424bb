import type { Mark, TextMark } from "../figure/marks.ts";
import { niceTicks, type Tick } from "../figure/ticks.ts";
import { type Axis, type AxisLine, axisLines, type Point } from "./axis-lines.ts";
import { type Lens, placeOf } from "./lens.ts";

/** CSS pixels between neighbouring ticks, about, and where there is less room; and outside the box. */
const spacings = [58, 40, 26] as const;
const tickLength = 5;
const labelDistance = 16;
const nameDistances = [38, 26, 54] as const;
/** Where along an edge its name may stand: in the middle, or else aside; along a line that others cross there the other way. */
const nameShares = [0.5, 0.35, 0.65, 0.2, 0.8, 0.05, 0.95] as const;
/** Labels that an axis has at least, so that it can be read. */
const fewest = 2;

const orders: readonly (readonly Axis[])[] = [
  [0, 1, 2],
  [2, 1, 0],
  [1, 0, 2],
  [2, 0, 1],
  [0, 2, 1],
  [1, 2, 0],
];

type Marked = readonly [readonly Mark[], readonly Mark[], readonly Mark[]];

/**
 * For each axis its ticks with labels, and its coordinate's name, along one edge of the box, or along a line through it where
 * no edge has room. No two texts overlap, and none leaves the picture.
 */
export function axesInSpace(lens: Lens, names: readonly string[]): Marked {
  const lines = ([0, 1, 2] as const).map((axis) => axisLines(lens, axis));
  let best: { readonly marks: Marked; readonly labels: number } | null = null;
  // Which is placed first may take the room that another one needs.
  for (const order of orders) {
    const taken: Rectangle[] = [];
    const marks: Mark[][] = [[], [], []];
    let [labels, isLegible] = [0, true];
    for (const axis of order) {
      const own = lines[axis] ?? [];
      const placed = placedOn(lens, own, names[axis] ?? "", taken);
      if (!placed) {
        isLegible &&= own.length === 0;
        continue;
      }
      marks[axis] = placed.marks;
      taken.push(...placed.texts.map(rectangleOf));
      labels += Math.min(fewest, placed.labels) + Number(placed.isNamed);
      isLegible &&= placed.isNamed && placed.labels >= fewest;
    }
    if (!best || labels > best.labels) best = { marks: marks as unknown as Marked, labels };
    if (isLegible) break;
  }
  return best?.marks ?? [[], [], []];
}

interface Placed {
  readonly marks: Mark[];
  readonly texts: readonly TextMark[];
  readonly labels: number;
  readonly isNamed: boolean;
}

/** The first of the lines that can be read beside what is taken, on either side; else the one that tells most. */
function placedOn(
  lens: Lens,
  lines: readonly AxisLine[],
  name: string,
  taken: readonly Rectangle[],
): Placed | null {
  let best: Placed | null = null;
  for (const line of lines)
    for (const side of [1, -1])
      for (const spacing of spacings) {
        const placed = marksAlong(lens, line, [side * line.out[0], side * line.out[1]], spacing, name, taken);
        if (placed.isNamed && placed.labels >= fewest) return placed;
        if (!best || placed.labels + Number(placed.isNamed) > best.labels + Number(best.isNamed))
          best = placed;
      }
  return best && best.labels > 0 ? best : null;
}

function marksAlong(
  lens: Lens,
  { axis, place, from, to, length, isInner }: AxisLine,
  out: Point,
  spacing: number,
  name: string,
  taken: readonly Rectangle[],
): Placed {
  const marks: Mark[] = [];
  const texts: TextMark[] = [];
  const fits = (text: TextMark) => {
    const own = rectangleOf(text);
    const [left, top, right, bottom] = own;
    if (left < 0 || top < 0 || right > lens.width || bottom > lens.height) return false;
    return ![...taken, ...texts.map(rectangleOf)].some((other) => overlap(own, other));
  };
  const { low, high } = lens.box;
  // As many as the whole edge would have there, and of round numbers in what is shown.
  const share = (to.value - from.value) / (high[axis] - low[axis]);
  const range = share > 0.999 ? ([low[axis], high[axis]] as const) : ([from.value, to.value] as const);
  for (const { value, label } of ticksIn(...range, Math.max(fewest, length / spacing))) {
    const at = placeOf(lens, place(value));
    if (!at) continue;
    const { left, top } = at;
    const text = textOf("label", left + out[0] * labelDistance, top + out[1] * labelDistance, label, out[0]);
    if (!fits(text)) continue;
    const [x2, y2] = [left + out[0] * tickLength, top + out[1] * tickLength];
    marks.push({ kind: "line", role: "tick", x1: left, y1: top, x2, y2 }, text);
    texts.push(text);
  }
  const labels = texts.length;
  // Beyond the widest of the labels, where they stand beside the axis.
  const widest = Math.max(0, ...texts.map(({ text }) => letters.label.width * text.length));
  const beyond = labelDistance + Math.abs(out[0]) * widest + letters.name.width;
  const shares = isInner ? nameShares.toReversed() : nameShares;
  const named = shares
    .flatMap((share) => [...nameDistances, beyond].map((distance) => ({ share, distance })))
    .map(({ share, distance }) => {
      const [x, y] = [0, 1].map(
        (k) =>
          from.point[k as 0 | 1] +
          share * (to.point[k as 0 | 1] - from.point[k as 0 | 1]) +
          distance * out[k as 0 | 1],
      ) as [number, number];
      return textOf("name", x, y, name, 0);
    })
    .find(fits);
  if (named) {
    marks.push(named);
    texts.push(named);
  }
  if (isInner && labels > 0) {
    const [[x1, y1], [x2, y2]] = [from.point, to.point];
    marks.push({ kind: "line", role: "zero", x1, y1, x2, y2 });
  }
  return { marks, texts, labels, isNamed: named !== undefined };
}

/** Round steps may be longer than what is shown: where they are, shorter ones. */
function ticksIn(low: number, high: number, count: number): readonly Tick[] {
  const finer = [1, 2, 4].map((by) => niceTicks(low, high, by * count));
  return finer.find(({ length }) => length >= fewest) ?? [];
}

/** Left, top, right and bottom. */
type Rectangle = readonly [number, number, number, number];

/** CSS pixels of letters: by guess, as wide as most are. */
const letters = { label: { width: 7.2, height: 14 }, name: { width: 10, height: 18 } } as const;

function rectangleOf({ role, x, y, text, anchor }: TextMark): Rectangle {
  const { width, height } = letters[role as "label" | "name"];
  const wide = width * Math.max(1, text.length);
  const left = anchor === "start" ? x : anchor === "end" ? x - wide : x - wide / 2;
  return [left, y - height / 2, left + wide, y + height / 2];
}

function overlap(a: Rectangle, b: Rectangle): boolean {
  return a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];
}

function textOf(role: "label" | "name", x: number, y: number, content: string, outwards: number): TextMark {
  const anchor = outwards < -0.5 ? "end" : outwards > 0.5 ? "start" : "middle";
  return { kind: "text", role, x, y, text: content, anchor, baseline: "middle", rotate: 0 };
}
