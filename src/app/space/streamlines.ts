import type { FlowLines } from "../../shaders/space/flow.ts";
import { eachAxis, sizeOf, type Triple } from "../../shaders/space/lens.ts";
import { rowsIn } from "../../shaders/space/section.ts";
import type { Prepared } from "../laboratory/subject.ts";
import type { Steps } from "../tasks/scheduler.ts";
import { evaluatorsOf } from "./evaluators.ts";
import { type FlowField, flowFieldOf } from "./flow-field.ts";
import { PointCells } from "./point-cells.ts";
import type { StreamlinesTask } from "./protocol.ts";
import { seedLevels, separationIn, spaceSeeds } from "./space-seeds.ts";
import { type Pace, Trajectory } from "./trajectory.ts";

/** Of the separation: how near lines come to others, how far points are apart, and how short no line is. */
export const lineShares = { test: 1 / 2, point: 1 / 8, shortest: 2 } as const;
/** A line is closed when it passes its seed within this share of the separation. */
const closingShare = 1 / 20;
/** Arc length each way at most, in the box's longest edges. */
const mostEdges = 16;
/** Points of all lines together: more are not told apart. */
const mostPoints = 300_000;

/** One line as it grows: x, y, z, the tangent, time, growth and arc of each point. */
type Row = readonly number[];
const rowLength = 9;

interface Line {
  readonly rows: readonly Row[];
  readonly seed: number;
}

/**
 * Streamlines in float64. Evenly, after Jobard and Lefer (1997) in three dimensions: seeds are taken in order; one that keeps the separation from all lines is followed both ways until it comes within the test distance
 * of another line or of itself, leaves the box, ends or returns to its seed; what is short is dropped. From seeds that
 * were put, lines are followed to their ends.
 */
export function* streamlinesOf(
  { program, field, bindings }: Prepared,
  { box, density, seeds, kept, subject: { section = null } }: StreamlinesTask,
): Steps<FlowLines> {
  const flow = flowFieldOf(program, field, section)(bindings);
  const separation = separationIn(box, density);
  const pace: Pace = {
    box,
    point: lineShares.point * separation,
    most: mostEdges * Math.max(...sizeOf(box)),
  };
  const lines: Line[] = [];
  if (seeds) {
    for (const [k, seed] of triplesOf(seeds).entries()) {
      const line = yield* follow(flow, seed, pace, k / (seeds.length / 3), () => false);
      if (line.rows.length > 1) lines.push(line);
    }
  } else yield* placeEvenly(flow, pace, separation, kept, lines);
  const told = gathered(lines, separation);
  const { divergence } = evaluatorsOf(program, field);
  return { ...told, divergence: divergence(rowsIn(section, field.dimension, told.points), bindings) };
}

function* placeEvenly(
  flow: FlowField,
  pace: Pace,
  separation: number,
  kept: Float64Array | null,
  lines: Line[],
): Generator<number, void> {
  const test = lineShares.test * separation;
  const taken = new PointCells(pace.box, test);
  /** Where lines were begun that were too short: there others would be as well. */
  const stubs = new PointCells(pace.box, test);
  let count = 0;
  const turns = kept ? [null] : seedLevels;
  for (const [turn, level] of turns.entries()) {
    const seeds =
      level === null ? triplesOf(kept ?? new Float64Array()) : spaceSeeds(pace.box, separation, level);
    for (const [k, seed] of seeds.entries()) {
      const progress = (turn + k / seeds.length) / turns.length;
      if (k % 64 === 63) yield progress;
      if (count > mostPoints) return;
      if (taken.hasWithin(seed, separation) || stubs.hasWithin(seed, test)) continue;
      const before = taken.size;
      const own = lines.length;
      taken.add(seed, own, 0);
      const line = yield* follow(flow, seed, pace, progress, (place, arc) => {
        if (taken.hasWithin(place, test, own, arc, 2 * test)) return true;
        taken.add(place, own, arc);
        return false;
      });
      if (isLong(line, seed, separation)) {
        lines.push(line);
        count += line.rows.length;
      } else {
        taken.takeBackTo(before);
        stubs.add(seed, 0, 0);
      }
    }
  }
}

/** Whether it is long enough and goes somewhere: round and round a centre in no room is long as well. */
function isLong({ rows }: Line, seed: Triple, separation: number): boolean {
  const [from, to] = [rows[0], rows.at(-1)];
  if (!from || !to) return false;
  const length = (to[rowLength - 1] as number) - (from[rowLength - 1] as number);
  const far = lineShares.test * separation;
  return length >= lineShares.shortest * separation && rows.some((row) => distance(row, seed) > far);
}

/** A line both ways from its seed; `stops` is asked of each point, with its arc length from the seed. */
function* follow(
  flow: FlowField,
  seed: Triple,
  pace: Pace,
  progress: number,
  stops: (place: Float64Array, arc: number) => boolean,
): Generator<number, Line> {
  const sides: { readonly rows: Row[]; closed: boolean }[] = [];
  let start: Row | null = null;
  for (const sense of [1, -1] as const) {
    const rows: Row[] = [];
    const side = new Trajectory(flow, seed, sense, pace);
    start ??= side.over ? null : rowOf(side, sense);
    let closed = sides[0]?.closed === true;
    let last: ArrayLike<number> = seed;
    while (!closed) {
      const back = sense === 1 ? wayTo(seed, side, pace) : null;
      closed = back !== null;
      const from = side.arc;
      if (!side.advance(back ?? pace.point)) break;
      // Where lines turn faster than their points tell they have come to their end.
      if (distance(side.now, last) < 0.3 * (side.arc - from)) break;
      if (!closed && stops(side.now, sense * side.arc)) break;
      const row = rowOf(side, sense);
      rows.push(row);
      last = row;
      yield progress;
    }
    sides.push({ rows, closed });
  }
  const [ahead, behind] = sides.map(({ rows }) => rows) as [Row[], Row[]];
  return { rows: start ? [...behind.reverse(), start, ...ahead] : [], seed: behind.length };
}

/** How far a line has to go to be back at its seed; null where it does not pass it before its next point. */
function wayTo(seed: Triple, { now, tangent, arc }: Trajectory, { point }: Pace): number | null {
  if (arc < (2 * lineShares.test * point) / lineShares.point) return null;
  const to = eachAxis((axis) => seed[axis] - (now[axis] as number));
  const along = to.reduce((sum, value, axis) => sum + value * (tangent[axis] as number), 0);
  if (!(along > 0 && along <= point)) return null;
  const aside = Math.hypot(...eachAxis((axis) => to[axis] - along * (tangent[axis] as number)));
  return aside <= (closingShare / lineShares.point) * point ? along : null;
}

function rowOf({ now, tangent, arc }: Trajectory, sense: 1 | -1): Row {
  return [...now.subarray(0, 3), ...tangent, now[3] as number, now[4] as number, sense * arc];
}

/** The lines as arrays. */
function gathered(lines: readonly Line[], separation: number): Omit<FlowLines, "divergence"> {
  const starts = Uint32Array.of(0, ...lines.map(({ rows }) => rows.length));
  for (let l = 1; l < starts.length; l += 1) starts[l] = (starts[l] as number) + (starts[l - 1] as number);
  const rows = lines.flatMap((line) => line.rows);
  const column = (from: number, width: number) => {
    const out = new Float64Array(width * rows.length);
    for (const [k, row] of rows.entries())
      for (let c = 0; c < width; c += 1) out[width * k + c] = row[from + c] as number;
    return out;
  };
  return {
    starts,
    points: column(0, 3),
    tangents: column(3, 3),
    time: column(6, 1),
    growth: column(7, 1),
    arc: column(rowLength - 1, 1),
    seeds: Uint32Array.from(lines, ({ seed }, l) => (starts[l] as number) + seed),
    separation,
  };
}

function distance(a: ArrayLike<number>, b: ArrayLike<number>): number {
  return Math.hypot(
    (a[0] as number) - (b[0] as number),
    (a[1] as number) - (b[1] as number),
    (a[2] as number) - (b[2] as number),
  );
}

function triplesOf(places: Float64Array): Triple[] {
  return Array.from({ length: places.length / 3 }, (_, k) =>
    eachAxis((axis) => places[3 * k + axis] as number),
  );
}
