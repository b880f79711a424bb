import type { ConvergenceFigures, ConvergencePart, ErrorPoint } from "../../app/laboratory/convergence.ts";
import type { DrawRun, Station } from "../../app/laboratory/draws.ts";
import { type Histogram, histogramOf } from "../../app/laboratory/histogram.ts";
import { roughText } from "../numbers.ts";
import { counted } from "./figure-text.ts";

/** A long run of single draws, as far as it has come. */
export interface Run {
  readonly estimator: number;
  readonly stations: readonly Station[];
  readonly histogram: Histogram;
  /** null where there is none, or as long as the run goes on. */
  readonly law: DrawRun["law"];
}

/** What is known of all estimators, while they run and when they are done. */
export interface Race {
  readonly exact: number | null;
  readonly errors: readonly ErrorPoint[];
  readonly runs: readonly Run[];
  readonly problems: ConvergenceFigures["problems"];
}

/** Draws that a histogram is made of while more arrive: with all of them it would be slower than they are. */
const mostLive = 8192;

export function raceOf(parts: readonly ConvergencePart[]): Race {
  const errors: ErrorPoint[] = [];
  const problems: ConvergenceFigures["problems"][number][] = [];
  const drawn = new Map<number, { stations: Station[]; values: number[] }>();
  let exact: number | null = null;
  for (const part of parts) {
    if (part.kind === "exact") exact = part.exact;
    else if (part.kind === "error") errors.push(part);
    else if (part.kind === "problem") problems.push(part);
    else {
      const run = drawn.get(part.estimator) ?? { stations: [], values: [] };
      drawn.set(part.estimator, run);
      run.stations.push(...part.stations);
      if (run.values.length < mostLive) run.values.push(...part.values);
    }
  }
  const runs = [...drawn].map(([estimator, { stations, values }]) => ({
    estimator,
    stations,
    histogram: histogramOf(values),
    law: null,
  }));
  return { exact, errors, runs, problems };
}

export function raceOfFigures({ exact, errors, runs, problems }: ConvergenceFigures): Race {
  return { exact: exact[0] ?? null, errors, runs, problems };
}

/** Share of the sizes on show below which an error is nothing but rounding. */
const rounding = 1e-12;

/** Errors up to this are rounding. */
export function roundingFloor({ exact, errors }: Pick<Race, "exact" | "errors">): number {
  return rounding * Math.max(Math.abs(exact ?? 0), ...errors.map(({ rms }) => rms).filter(Number.isFinite));
}

/** The largest number of probes that most estimators have been measured with, and their errors, the least first. */
export function standings(errors: readonly ErrorPoint[]): readonly ErrorPoint[] {
  const byProbes = new Map<number, ErrorPoint[]>();
  for (const point of errors) {
    const row = byProbes.get(point.probes);
    if (row) row.push(point);
    else byProbes.set(point.probes, [point]);
  }
  let best: readonly ErrorPoint[] = [];
  for (const [probes, row] of byProbes) {
    const isFuller = row.length > best.length;
    if (isFuller || (row.length === best.length && probes > (best[0]?.probes ?? 0))) best = row;
  }
  return best.toSorted((a, b) => a.rms - b.rms);
}

/** Who is in front, in a sentence; empty before anything is measured. */
export function leaderWords(
  race: Pick<Race, "exact" | "errors">,
  names: readonly string[],
  repetitions: number,
): string {
  const row = standings(race.errors).filter(({ rms }) => Number.isFinite(rms));
  const [first, second] = row;
  if (!first) return "";
  const nameOf = ({ estimator }: ErrorPoint) => names[estimator] ?? "";
  const floor = roundingFloor(race);
  const probes = `With ${counted(first.probes, "probe")}`;
  const exact = row.filter(({ rms }) => rms <= floor);
  if (exact.length > 0) {
    const verb = exact.length === 1 ? "has" : "have";
    return `${probes} ${list(exact.map(nameOf))} ${verb} no error but rounding.`;
  }
  if (!second) return `${probes} the RMS error of ${nameOf(first)} is ${roughText(first.rms)}.`;
  // The RMS of R errors is known to 1/√(2R) of itself, a ratio of two of them to 1/√R: twice that is no chance.
  if (second.rms <= first.rms * (1 + 2 / Math.sqrt(repetitions))) {
    return `${probes} ${nameOf(first)} and ${nameOf(second)} are too close to call: RMS errors ${roughText(first.rms)} and ${roughText(second.rms)}.`;
  }
  const times = roughText(second.rms / first.rms);
  return `${probes} ${nameOf(first)} leads: RMS error ${roughText(first.rms)}, ${times} times less than ${nameOf(second)}.`;
}

/** `a`, `a and b`, `a, b and c`. */
function list(words: readonly string[]): string {
  const last = words.at(-1) ?? "";
  return words.length > 1 ? `${words.slice(0, -1).join(", ")} and ${last}` : last;
}
