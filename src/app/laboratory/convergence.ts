import { createJacobianSteps } from "../../engine/api/jacobian-evaluator.ts";
import { JacobianOperator } from "../../engine/divergence/jacobian-operator.ts";
import type { StochasticMethod } from "../../engine/divergence/method.ts";
import { methodCost } from "../../engine/divergence/method-cost.ts";
import { planOf } from "../../engine/divergence/plan.ts";
import { leastProbes } from "../../engine/divergence/probe-needs.ts";
import { predictedVariance } from "../../engine/divergence/variance-law.ts";
import type { ProbeDistribution } from "../../engine/random/distributions.ts";
import { stepFlops } from "../../engine/work.ts";
import { counted, createMeter } from "../tasks/meter.ts";
import type { Steps } from "../tasks/scheduler.ts";
import { TaskError } from "../tasks/task-error.ts";
import { type DrawnPart, type DrawRun, drawRun } from "./draws.ts";
import { type RepeatedEstimates, repeatedEstimates } from "./estimates.ts";
import { evaluatorOf, problemOf } from "./methods.ts";
import { valuesOver } from "./sample-errors.ts";
import { type Prepared, placesOf, type Subject } from "./subject.ts";
import { quantile } from "./timing.ts";

/** An estimator without the number of its probes. */
export interface Estimator {
  readonly method: StochasticMethod;
  readonly distribution: ProbeDistribution;
}

export interface ConvergenceTask {
  readonly kind: "convergence";
  readonly subject: Subject;
  readonly estimators: readonly Estimator[];
  /** One point, or several whose errors are taken together, one after the other. */
  readonly at: readonly number[];
  /** The largest number of probes; they are 1, 2, 4, … up to it. */
  readonly probes: number;
  readonly repetitions: number;
  /** Of the first repetition: another one draws all probes again. */
  readonly first: number;
  /** Single draws of the long run; 0 for none. */
  readonly draws: number;
}

/** Errors of estimates from `probes` probes, over repetitions with other keys. */
export interface ErrorPoint {
  /** Position of the estimator in the task. */
  readonly estimator: number;
  readonly probes: number;
  /** √ of the mean square error over repetitions and points. */
  readonly rms: number;
  /** Of each repetition's RMS over the points, the value that a tenth lies below, and that nine tenths do. */
  readonly low: number;
  readonly high: number;
  /** What the law says of `rms`: √ of the mean variance; null where there is no law. */
  readonly predicted: number | null;
  /** Where nineteen of twenty measured `rms` lie if the law holds; null without a law, or with one repetition. */
  readonly lawful: readonly [low: number, high: number] | null;
}

export type ConvergencePart =
  | { readonly kind: "exact" /** At the first point. */; readonly exact: number }
  | ({ readonly kind: "error" } & ErrorPoint)
  | ({ readonly kind: "draws" } & DrawnPart)
  | { readonly kind: "problem"; readonly estimator: number; readonly problem: string };

export interface ConvergenceFigures {
  readonly field: string;
  readonly dimension: number;
  readonly seed: number;
  readonly first: number;
  readonly repetitions: number;
  readonly estimators: readonly Estimator[];
  /** The points in R^n, and the exact divergence at each. */
  readonly places: readonly number[];
  readonly exact: readonly number[];
  readonly errors: readonly ErrorPoint[];
  /** Long runs of single draws at the first point, of those estimators that have them. */
  readonly runs: readonly DrawRun[];
  /** What could not be done, a sentence for an estimator. */
  readonly problems: readonly { readonly estimator: number; readonly problem: string }[];
}

/** Most probes, repetitions, points and draws of one task. */
export const mostProbes = 65_536;
export const mostRepetitions = 1000;
export const mostPlaces = 256;
export const mostDraws = 65_536;
/** Entries of the probes of all long runs together: 128 MB. Of runs that take more only so many draws are made. */
const drawEntries = 1 << 24;
/** Entries of the Jacobians that laws are told from, all points together. */
const lawEntries = 4e6;

/** The seed, the repetitions' keys and the task say all: the same task has the same figures. */
export function* convergence(
  prepared: Prepared,
  asked: ConvergenceTask,
): Steps<ConvergenceFigures, ConvergencePart> {
  const { field, bindings } = prepared;
  const n = field.dimension;
  refuseTooMuch(asked);
  const task = { ...asked, draws: Math.min(asked.draws, affordableDraws(asked, n)) };
  const { subject, estimators, first, repetitions } = task;
  const places = placesOf(prepared, Float64Array.from(task.at));
  const count = places.length / n;
  if (count < 1 || count > mostPlaces) throw new TaskError(`It takes from 1 to ${mostPlaces} points.`);
  const sample = { points: places, indices: Float64Array.from({ length: count }, (_, row) => row) };
  const reference = evaluatorOf({ method: "auto" }, prepared, subject);
  const flops = planOf(field).chosen.flops ?? 1;
  const effortOf = ({ method, distribution }: Estimator, probes: number) =>
    methodCost(field, { method, distribution, probes })?.work ?? stepFlops * probes;
  const hasLaw = count * n * n <= lawEntries;
  const lawFlops = hasLaw ? count * (methodCost(field, { method: "jacobian-forward" })?.flops ?? 0) : 0;
  const meter = createMeter(count * flops + lawFlops + workOf(task, effortOf, count));
  const exact = yield* valuesOver(reference, prepared, "shared", sample, flops, meter(count * flops));
  const jacobians = hasLaw
    ? yield* counted(
        createJacobianSteps(prepared.program, field)(places, bindings),
        lawFlops,
        meter(lawFlops),
      )
    : null;
  const operator = new JacobianOperator(prepared.program, field);
  operator.moveTo(places, 0, bindings);
  const errors: ErrorPoint[] = [];
  const runs: DrawRun[] = [];
  const problems = new Map<number, string>();

  yield { progress: meter(0)(0), part: { kind: "exact", exact: exact[0] as number } };
  const law = { exact: exact[0] as number, jacobian: jacobians?.subarray(0, n * n) ?? null };
  const racing = drawing(task).map(([position, estimator]) => ({
    estimator,
    steps: drawRun(operator, subject, { ...estimator, position, first, draws: task.draws }, law),
  }));
  const notes: ConvergenceFigures["problems"][number][] = [];
  if (task.draws < asked.draws) {
    const estimator = drawing(task)[0]?.[0] ?? 0;
    const problem = `Of ${asked.draws} single draws in R^${n} only the first ${task.draws} are made, so that they fit in memory.`;
    notes.push({ estimator, problem });
    yield { progress: meter(0)(0), part: { kind: "problem", estimator, problem } };
  }
  // In turns, so that they are seen side by side; they are equally long.
  while (runs.length < racing.length) {
    for (const { estimator, steps } of racing) {
      const told = steps.next();
      if (told.done) runs.push(told.value);
      else if (told.value === null) yield meter(0)(0);
      else
        yield {
          progress: meter((told.value.values.length / task.draws) * effortOf(estimator, task.draws))(1),
          part: { kind: "draws", ...told.value },
        };
    }
  }
  for (const probes of doublings(task.probes)) {
    for (const [position, estimator] of estimators.entries()) {
      if (problems.has(position) || probes < leastProbes[estimator.method]) continue;
      const work = effortOf(estimator, probes);
      const share = meter(work * repetitions * count);
      try {
        const settings = { ...estimator, probes, seed: subject.seed, layout: subject.layout };
        const estimates = repeatedEstimates(operator, estimator.method, settings);
        const run = { prepared, places, exact, first, repetitions };
        const squares = yield* squaresOf(estimates, run, work, share);
        const predicted = jacobians && predictedError(jacobians, n, estimator, probes);
        const lawful = predicted === null ? null : bandOf(predicted, squares);
        const point: ErrorPoint = { estimator: position, probes, ...summary(squares), predicted, lawful };
        errors.push(point);
        yield { progress: share(1), part: { kind: "error", ...point } };
      } catch (error) {
        const problem = problemOf(error);
        problems.set(position, problem);
        yield { progress: share(1), part: { kind: "problem", estimator: position, problem } };
      }
    }
  }
  return {
    field: field.name,
    dimension: n,
    seed: subject.seed,
    first,
    repetitions,
    estimators,
    places: [...places],
    exact: [...exact],
    errors,
    runs,
    problems: [...notes, ...[...problems].map(([estimator, problem]) => ({ estimator, problem }))],
  };
}

/** The estimators that have single draws, with their positions. */
function drawing({ estimators, draws }: ConvergenceTask) {
  return [...estimators.entries()].filter(([, { method }]) => draws > 0 && method === "hutchinson");
}

/** Single draws in R^n that all estimators have room for. */
function affordableDraws(task: ConvergenceTask, n: number): number {
  return Math.max(1, Math.floor(drawEntries / n / Math.max(1, drawing(task).length)));
}

function refuseTooMuch({ probes, repetitions, draws }: ConvergenceTask): void {
  const refuse = (what: string, asked: number, most: number) => {
    if (asked > most) throw new TaskError(`At most ${most} ${what} are made, not ${asked}.`);
  };
  refuse("probes", probes, mostProbes);
  refuse("repetitions", repetitions, mostRepetitions);
  refuse("draws", draws, mostDraws);
}

/** 1, 2, 4, … and no more than `most`. */
export function doublings(most: number): number[] {
  const numbers: number[] = [];
  for (let m = 1; m <= most; m *= 2) numbers.push(m);
  return numbers;
}

/** The mean square error over the points, of each repetition. */
function* squaresOf(
  estimates: RepeatedEstimates,
  {
    prepared: { bindings },
    places,
    exact,
    first,
    repetitions,
  }: {
    readonly prepared: Prepared;
    readonly places: Float64Array;
    readonly exact: Float64Array;
    readonly first: number;
    readonly repetitions: number;
  },
  work: number,
  progressOf: (share: number) => number,
): Steps<Float64Array, never> {
  const squares = new Float64Array(repetitions);
  const meter = createMeter(repetitions * exact.length, progressOf);
  for (let repetition = 0; repetition < repetitions; repetition++) {
    yield* counted(estimates.draw(first + repetition), work, () => meter(0)(0));
    let total = 0;
    for (const [i, truth] of exact.entries()) {
      const share = meter(1);
      const { value } = yield* counted(estimates.at(places, i, bindings), work, share);
      total += (value - truth) ** 2;
      if (work > stepFlops || i === exact.length - 1) yield share(1);
    }
    squares[repetition] = total / exact.length;
  }
  return squares;
}

function summary(squares: Float64Array): { rms: number; low: number; high: number } {
  const mean = squares.reduce((total, square) => total + square, 0) / squares.length;
  return {
    rms: Math.sqrt(mean),
    low: Math.sqrt(quantile(squares, 0.1)),
    high: Math.sqrt(quantile(squares, 0.9)),
  };
}

/** Standard errors to either side within which nineteen of twenty lie. */
const nineteenOfTwenty = 1.96;

/**
 * About the law's error σ the band of measured RMS errors: σ·exp(±1.96 s/(2q√R)), where q and s are mean and standard
 * deviation of R repetitions' square errors. The logarithm of an RMS has half the relative error of the mean square, and
 * how heavy the tails are is seen in the squares themselves.
 */
function bandOf(predicted: number, squares: Float64Array): [number, number] | null {
  const { length: count } = squares;
  if (count < 2) return null;
  const mean = squares.reduce((total, square) => total + square, 0) / count;
  const spread = squares.reduce((total, square) => total + (square - mean) ** 2, 0) / (count - 1);
  const factor = mean > 0 ? Math.exp((nineteenOfTwenty * Math.sqrt(spread / count)) / (2 * mean)) : 1;
  return [predicted / factor, predicted * factor];
}

/** √ of the mean over the points of the law's variance; null where there is no law. */
function predictedError(
  jacobians: Float64Array,
  n: number,
  { method, distribution }: Estimator,
  probes: number,
): number | null {
  if (method !== "hutchinson") return null;
  const count = jacobians.length / (n * n);
  let total = 0;
  for (let i = 0; i < count; i++) {
    total += predictedVariance(jacobians.subarray(i * n * n, (i + 1) * n * n), n, distribution, probes);
  }
  return Math.sqrt(total / count);
}

/** Operations of all estimates at `count` points, and of the single draws. */
function workOf(
  task: ConvergenceTask,
  effortOf: (estimator: Estimator, probes: number) => number,
  count: number,
): number {
  let estimates = 0;
  for (const estimator of task.estimators) {
    for (const probes of doublings(task.probes)) {
      if (probes >= leastProbes[estimator.method])
        estimates += effortOf(estimator, probes) * task.repetitions * count;
    }
  }
  return drawing(task).reduce((whole, [, estimator]) => whole + effortOf(estimator, task.draws), estimates);
}
