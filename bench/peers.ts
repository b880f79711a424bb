import {
  type Contest,
  checkedIdioms,
  contestOf,
  type Loaded,
  loadPeers,
  probeOf,
  type Say,
} from "./contest.ts";
import {
  linear,
  type MeasuredField,
  measuredFields,
  oneHidden,
  planar,
  pointsOf,
  twoHidden,
} from "./measured-fields.ts";
import { bytesBeyond } from "./memory.ts";
import { bestExact, structured } from "./ours.ts";
import { calibrate, interleaveTimed, median, quantile, type Timed } from "./statistics.ts";
import { tableLines, threeDigits } from "./table.ts";

const counts = [1, 50, 65_536] as const;
/** Milliseconds of warming up per work, and of measuring per row. */
const warmUp = 150;
const budget = 4000;
const rounds = { least: 3, most: 31 };

/** Something measured under a name: what others are compared with, or one of our ways. */
interface Work extends Timed {
  readonly name: string;
}

/** Milliseconds of every work at one number of points, by name. */
type Times = ReadonlyMap<string, readonly number[]>;

/** Milliseconds of every work, in turn; by name. */
function timesOf(works: readonly Work[]): Times {
  const perRound = works.reduce((sum, { repeat, milliseconds }) => sum + repeat * milliseconds, 0);
  const asked = Math.round(budget / perRound);
  const times = interleaveTimed(works, Math.max(rounds.least, Math.min(rounds.most, asked)));
  return new Map(works.map(({ name }, i) => [name, times[i] as number[]]));
}

const ratio = (a: readonly number[] | undefined, b: readonly number[] | undefined): number =>
  a && b ? median(a.map((time, i) => time / (b[i] as number))) : Number.NaN;

const cell = (value: number): string => (Number.isNaN(value) ? "–" : threeDigits(value));

const handColumns = ["n jvps", "structured", "evaluation", "probe"] as const;

const handName = (column: (typeof handColumns)[number]): string => `hand-written ${column}`;
const ownName = (way: string): string => `ours ${way}`;

/** Measures a field at one number of points; returns the times by name. */
function measure(contest: Contest, peers: readonly Loaded[], count: number, say: Say): Times {
  const { field, hand, own } = contest;
  const points = pointsOf(field, count);
  const works: Work[] = [];
  const batches = [hand.jvps, hand.structured, hand.evaluation, hand.probe(probeOf(field))];
  handColumns.forEach((column, i) => {
    const batch = batches[i];
    if (batch) works.push({ name: handName(column), ...calibrate(() => batch(points), warmUp) });
  });
  for (const { name, evaluate } of own)
    works.push({ name: ownName(name), ...calibrate(() => evaluate(points), warmUp) });
  for (const { peer } of peers) {
    if (!peer) continue;
    const [best] = checkedIdioms(peer, contest, count, say)
      .map((idiom) => calibrate(idiom.run, warmUp))
      .sort((a, b) => a.milliseconds - b.milliseconds);
    if (best) works.push({ name: peer.name, ...best });
  }
  const times = timesOf(works);
  for (const { peer } of peers) peer?.release?.();
  return times;
}

/** One line for each of our ways. */
function rowsOf(contest: Contest, peers: readonly Loaded[], count: number, times: Times): string[][] {
  return contest.own.map(({ name }) => {
    const mine = times.get(ownName(name)) ?? [];
    const against = (other: string) => cell(ratio(mine, times.get(other)));
    const perPoint = (share: number) => threeDigits((1000 * quantile(mine, share)) / count);
    return [
      `  ${count} ${name}`,
      ...handColumns.map((column) => against(handName(column))),
      ...peers.map((peer) => against(peer.name)),
      `${perPoint(0.5)} (${perPoint(0.1)} … ${perPoint(0.9)})`,
    ];
  });
}

/** How much a call takes beyond its points and what it returns: flat when memory does not grow with the points. */
function sayMemory({ field, own }: Contest, say: Say): void {
  const kilobytes = (way: Contest["own"][number], count: number): string => {
    const points = pointsOf(field, count);
    const bytes = bytesBeyond(() => {
      const { values, standardError, predictedVariance } = way.evaluate(points);
      return [values, standardError, predictedVariance];
    });
    return (bytes / 1024).toFixed(1);
  };
  const [, small, large] = counts;
  const shown = own.map((way) => `${way.name} ${kilobytes(way, small)} → ${kilobytes(way, large)} kB`);
  say(`  memory beyond points and results, ${small} → ${large} points: ${shown.join(", ")}`);
}

/** What is to be reached, each with what was measured. */
function saySummary(all: ReadonlyMap<MeasuredField, ReadonlyMap<number, Times>>, say: Say): void {
  const exact = ownName(bestExact);
  const [, small, large] = counts;
  const state = (field: MeasuredField, count: number, other: readonly string[], target: number): void => {
    const times = all.get(field)?.get(count) ?? new Map();
    const name = other.find((candidate) => times.has(candidate));
    const value = name === undefined ? Number.NaN : ratio(times.get(exact), times.get(name));
    say(`  ${cell(value)}, target ${target}: ÷ ${name ?? other[0]}, ${count} points, ${field.name}`);
  };
  say(`Exact divergence (${bestExact}) against its targets:`);
  state(planar, large, [handName("n jvps")], 1.3);
  state(twoHidden, large, [ownName("one probe")], 1);
  state(twoHidden, large, ["jax-js"], 0.5);
  for (const field of [planar, linear, oneHidden, twoHidden])
    state(field, small, [handName("structured"), handName("n jvps")], 3);
}

/** Exact divergence and one probe of the published fields against plain JavaScript and against other libraries. */
export async function benchPeers(say: Say): Promise<void> {
  say(
    "Divergence of the published fields: our time ÷ another's, median of interleaved runs (below 1 we are faster)",
  );
  const peers = await loadPeers(say);
  if (!structured) say('  This engine has no method "structured" yet; jacobian-forward stands in for it.');
  const all = new Map<MeasuredField, ReadonlyMap<number, Times>>();
  for (const field of measuredFields) {
    say(`\n${field.name}`);
    const contest = contestOf(field, say);
    const byCount = new Map(counts.map((count) => [count, measure(contest, peers, count, say)]));
    all.set(field, byCount);
    const others = [...handColumns, ...peers.map(({ name }) => name)].map((name) => `÷ ${name}`);
    const body = [...byCount].flatMap(([count, times]) => rowsOf(contest, peers, count, times));
    for (const line of tableLines([["  points, ours", ...others, "µs a point"], ...body])) say(line);
    sayMemory(contest, say);
  }
  say("");
  saySummary(all, say);
}
