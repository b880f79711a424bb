import type { MethodChoice } from "../../engine/divergence/method-choice.ts";
import { isEstimate } from "../../engine/divergence/method-choice.ts";
import { methodCost } from "../../engine/divergence/method-cost.ts";
import { optionsOf } from "../../engine/divergence/method-options.ts";
import { planOf } from "../../engine/divergence/plan.ts";
import type { KeyLayout } from "../../engine/random/index.ts";
import type { Steps } from "../tasks/scheduler.ts";
import { TaskError } from "../tasks/task-error.ts";
import { type CostAt, type Crossing, crossingOf, crossingSentence } from "./crossing.ts";
import { evaluatorTime, mostTimed, normalPoints } from "./evaluator-time.ts";
import { type FamilyName, families, sizesOf } from "./families.ts";
import { subjectWords } from "./method-words.ts";
import { evaluatorOf, problemOf } from "./methods.ts";
import { createPreparer, type Prepared } from "./subject.ts";
import type { Timing } from "./timing.ts";

export interface CostTask {
  readonly kind: "cost";
  readonly family: FamilyName;
  /** The largest n; it is 2, 4, 8, … up to it. */
  readonly most: number;
  readonly methods: readonly MethodChoice[];
  readonly seed: number;
  readonly layout: KeyLayout;
}

/** A method at a size. */
export interface CostPoint {
  readonly n: number;
  /** Position of the method in the task. */
  readonly method: number;
  readonly passes: number;
  readonly flops: number;
  /** Which structure the plan found, for `structured` and `auto`. */
  readonly structure: string | null;
  /** For one point, on this machine; null where it would take too long. */
  readonly time: Timing | null;
}

/** How an exact method and an estimate compare over the sizes. */
export interface CostComparison {
  readonly exact: number;
  readonly estimate: number;
  readonly counted: Crossing;
  readonly measured: Crossing;
  /** Both in words. */
  readonly sentences: readonly string[];
}

export interface CostFigures {
  readonly family: FamilyName;
  readonly sizes: readonly number[];
  readonly methods: readonly MethodChoice[];
  readonly points: readonly CostPoint[];
  readonly comparisons: readonly CostComparison[];
  /** A sentence for each method that could not be used. */
  readonly problems: readonly { readonly method: number; readonly problem: string }[];
}

/** Measured times closer than this are taken for equal. */
const tie = 0.1;

/** Counted and measured costs of methods on a family of fields, size by size. */
export function* costs(task: CostTask, now: () => number): Steps<CostFigures, CostPoint> {
  const { family, methods, seed, layout } = task;
  const sizes = sizesOf(family, task.most);
  if (sizes.length === 0) throw new TaskError("Sizes begin with n = 2.");
  const prepare = createPreparer();
  const points: CostPoint[] = [];
  const problems = new Map<number, string>();
  const rounds = sizes.length * methods.length;
  for (const [step, n] of sizes.entries()) {
    const subject = { source: families[family].source(n), field: "F", time: 0, seed, layout };
    const prepared = prepare(subject);
    yield (step * methods.length) / rounds;
    const started: {
      readonly point: Omit<CostPoint, "time">;
      readonly timing: Generator<unknown, Timing> | null;
    }[] = [];
    for (const [method, choice] of methods.entries()) {
      if (problems.has(method)) continue;
      try {
        const cost = methodCost(prepared.field, optionsOf(choice, prepared.field, subject));
        if (!cost) continue;
        const { passes, flops, work } = cost;
        const timing = timingOf(prepared, choice, work, { seed, layout }, now);
        started.push({
          point: { n, method, passes, flops, structure: structureFound(prepared, choice) },
          timing,
        });
      } catch (error) {
        problems.set(method, problemOf(error));
      }
      // Making a large one takes a while of its own, and what tells nothing for long is stopped.
      yield (step * methods.length) / rounds;
    }
    const times = yield* inTurns(
      started.map(({ timing }) => timing),
      (step * methods.length) / rounds,
    );
    for (const [position, { point: counted }] of started.entries()) {
      const point = { ...counted, time: times[position] ?? null };
      points.push(point);
      yield { progress: (step * methods.length + point.method + 1) / rounds, part: point };
    }
  }
  return {
    family,
    sizes,
    methods,
    points,
    comparisons: comparisonsOf(methods, points),
    problems: [...problems].map(([method, problem]) => ({ method, problem })),
  };
}

/** null where it would take too long. */
function timingOf(
  prepared: Prepared,
  choice: MethodChoice,
  work: number,
  settings: { readonly seed: number; readonly layout: KeyLayout },
  now: () => number,
): Generator<unknown, Timing> | null {
  // Made even where it is not timed: whether the method can be used at all is told by making it.
  const evaluator = evaluatorOf(choice, prepared, settings);
  if (work > mostTimed) return null;
  const { field, bindings } = prepared;
  const points = normalPoints(field.dimension, work, settings.seed, settings.layout);
  return evaluatorTime(evaluator, bindings, points, field.dimension, now);
}

/** Timings one repetition after the other in turns, so that what else the machine does is no one's disadvantage. */
function* inTurns(
  timings: readonly (Generator<unknown, Timing> | null)[],
  progress: number,
): Steps<(Timing | null)[], never> {
  const times: (Timing | null)[] = timings.map(() => null);
  const running = new Map(timings.entries());
  while (running.size > 0) {
    for (const [position, timing] of running) {
      const told = timing?.next();
      if (told && !told.done) yield progress;
      else {
        times[position] = told?.value ?? null;
        running.delete(position);
      }
    }
  }
  return times;
}

function structureFound({ field }: Prepared, { method }: MethodChoice): string | null {
  const { chosen, structured } = planOf(field);
  if (method === "auto") return chosen.structure ?? chosen.method;
  return method === "structured" ? structured.chosen.structure : null;
}

/** Each exact method against each estimate. */
function comparisonsOf(methods: readonly MethodChoice[], points: readonly CostPoint[]): CostComparison[] {
  const counts = (own: number): CostAt[] =>
    points.flatMap(({ method, n, flops }) => (method === own ? [{ n, cost: flops }] : []));
  const times = (own: number): CostAt[] =>
    points.flatMap(({ method, n, time }) =>
      method === own && time ? [{ n, cost: time.nanoseconds, low: time.low, high: time.high }] : [],
    );
  const positions = [...methods.keys()];
  const isExact = (position: number) => {
    const choice = methods[position] as MethodChoice;
    return !isEstimate(choice) && choice.method !== "finite-difference";
  };
  return positions.filter(isExact).flatMap((exact) =>
    positions
      .filter((position) => isEstimate(methods[position] as MethodChoice))
      .map((estimate) => {
        const counted = crossingOf(counts(exact), counts(estimate));
        const measured = crossingOf(times(exact), times(estimate), tie);
        const names = [exact, estimate].map((position) => subjectWords(methods[position] as MethodChoice));
        const [first = "", second = ""] = names;
        const sentences = [
          crossingSentence("By counts", first, second, counted),
          crossingSentence("Measured on this machine", first, second, measured),
        ].filter((sentence) => sentence !== null);
        return { exact, estimate, counted, measured, sentences };
      }),
  );
}
