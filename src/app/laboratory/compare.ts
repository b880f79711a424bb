import { createJacobianSteps } from "../../engine/api/jacobian-evaluator.ts";
import type { Evaluator } from "../../engine/divergence/evaluation.ts";
import type { MethodChoice } from "../../engine/divergence/method-choice.ts";
import { isEstimate } from "../../engine/divergence/method-choice.ts";
import { type MethodCost, methodCost } from "../../engine/divergence/method-cost.ts";
import { optionsOf } from "../../engine/divergence/method-options.ts";
import { passMemory } from "../../engine/divergence/pass-memory.ts";
import { planOf } from "../../engine/divergence/plan.ts";
import { predictedVariance } from "../../engine/divergence/variance-law.ts";
import type { Liveness } from "../../engine/graph/liveness.ts";
import { callFlops, stepFlops } from "../../engine/work.ts";
import { counted, createMeter, metered } from "../tasks/meter.ts";
import type { Steps } from "../tasks/scheduler.ts";
import { TaskError } from "../tasks/task-error.ts";
import { measuredVariance, repetitionsOf } from "./estimates.ts";
import { pointsToTime } from "./evaluator-time.ts";
import { isShaded } from "./method-maps.ts";
import { methodLabels, methodWords } from "./method-words.ts";
import { attempted, evaluatorOf, problemOf } from "./methods.ts";
import { type Extent, type ExtentSample, errorsOf, sampleOf, valuesOver } from "./sample-errors.ts";
import { type Prepared, placesOf, type Subject } from "./subject.ts";
import { fewRepetitions, mostTurns, type Timing, timed, timedInSteps } from "./timing.ts";

export interface CompareTask {
  readonly kind: "compare";
  readonly subject: Subject;
  readonly methods: readonly MethodChoice[];
  readonly over: Extent;
  /** Where values are told. `index` is what per-point keys fold in: that of its pixel, or of its row. */
  readonly probe: { readonly at: readonly number[]; readonly index: number };
}

/** What is known of one method. */
export interface CompareRow {
  readonly choice: MethodChoice;
  readonly words: string;
  readonly passes: number;
  /** Counted from the graph: a point's additions, multiplications and function values. */
  readonly flops: number;
  /** Numbers kept at once, and their bytes in float64; a pass by itself. */
  readonly numbers: number;
  readonly bytes: number;
  /** At the probe. */
  readonly value: number;
  /** null where the method has none, or a single probe does not tell. */
  readonly standardError: number | null;
  /** Of the estimate by the law of its distribution; null where there is no law. */
  readonly predictedVariance: number | null;
  /** Over `repetitions` estimates with other keys; null for methods without probes. */
  readonly measuredVariance: number | null;
  readonly repetitions: number;
  /** Over the sample, against the cheapest exact form: NaN where nothing is finite. */
  readonly rms: number;
  readonly largest: number;
  /** Sample points with a finite error. */
  readonly finite: number;
  /** The sample's values where no shader can draw the map, and errors are over a view; else null. */
  readonly map: SampledMap | null;
  /** On this machine, with the probes drawn as the choice says. */
  readonly time: Timing;
}

/** Values over a square of the plane, row-major from the top left. */
export interface SampledMap {
  readonly columns: number;
  readonly values: Float64Array;
  readonly x: number;
  readonly y: number;
  readonly span: number;
}

/** A row, or in one sentence why a method cannot be used. */
export type Compared =
  | ({ readonly status: "done" } & CompareRow)
  | {
      readonly status: "failed";
      readonly choice: MethodChoice;
      readonly words: string;
      readonly problem: string;
    };

export interface CompareFigures {
  readonly field: string;
  readonly dimension: number;
  readonly seed: number;
  /** In the order of the task's methods. */
  readonly rows: readonly Compared[];
  /** At the probe, and the exact method it is from. */
  readonly exact: number;
  readonly reference: string;
  /** The probe in R^n. */
  readonly place: readonly number[];
  /** Sample points. */
  readonly sampled: number;
  /** What an evaluation and a pass of either mode keep at once, step by step. */
  readonly memory: { readonly evaluation: Liveness; readonly forward: Liveness; readonly reverse: Liveness };
}

/** Dimension up to which the law of variance is told: n jvps and n² numbers. */
export const mostPredicted = 1024;
/** Steps of a profile that are told. */
const profileSteps = 512;

/** Methods side by side on one field: a row each, told as it is done. */
export function* comparison(
  prepared: Prepared,
  task: CompareTask,
  now: () => number,
): Steps<CompareFigures, Compared> {
  const { subject, methods, probe } = task;
  const { field, bindings } = prepared;
  const chosen = planOf(field).chosen;
  const efforts = methods.map((choice) => {
    const cost = attempted(() => costOf(prepared, task, choice));
    return "work" in cost ? cost.work : 1;
  });
  const exactFlops = chosen.flops ?? 1;
  const place = placesOf(prepared, Float64Array.from(probe.at));
  const sample = sampleOf(prepared, task.over, Math.max(exactFlops, ...efforts));
  const reference = evaluatorOf({ method: chosen.method }, prepared, subject);
  const points = sample.indices.length;
  const laws = field.dimension <= mostPredicted;
  const lawFlops = laws ? (methodCost(field, { method: "jacobian-forward" })?.flops ?? 0) : 0;
  const works = methods.map((choice, at) => sum(rowWork(choice, efforts[at] as number, points)));
  const meter = createMeter((points + 1) * exactFlops + lawFlops + sum(works));
  const exact = yield* valuesOver(
    reference,
    prepared,
    "shared",
    sample,
    exactFlops,
    meter(points * exactFlops),
  );
  const { values: atProbe } = yield* counted(reference.steps(place, bindings), exactFlops, meter(exactFlops));
  const jacobian = laws
    ? yield* counted(createJacobianSteps(prepared.program, field)(place, bindings), lawFlops, meter(lawFlops))
    : null;
  const rows: Compared[] = [];
  for (const [position, choice] of methods.entries()) {
    const words = methodWords(choice);
    const progressOf = meter(works[position] as number);
    let row: Compared;
    try {
      const cost = costOf(prepared, task, choice);
      const measured = { prepared, task, choice, cost, place, jacobian };
      row = { status: "done", ...(yield* rowOf(measured, sample, exact, progressOf, now)) };
    } catch (error) {
      row = { status: "failed", choice, words, problem: problemOf(error) };
    }
    rows.push(row);
    yield { progress: progressOf(1), part: row };
  }
  const memory = passMemory(field);
  return {
    field: field.name,
    dimension: field.dimension,
    seed: subject.seed,
    rows,
    exact: atProbe[0] as number,
    reference: chosen.structure ?? methodLabels[chosen.method],
    place: [...place],
    sampled: sample.indices.length,
    memory: {
      evaluation: thinned(memory.evaluation),
      forward: thinned(memory.forward),
      reverse: thinned(memory.reverse),
    },
  };
}

type Share = (share: number) => number;

interface Measured {
  readonly prepared: Prepared;
  readonly task: CompareTask;
  readonly choice: MethodChoice;
  readonly cost: MethodCost;
  readonly place: Float64Array;
  readonly jacobian: Float64Array | null;
}

/** Operations of a row: at the probe, over the sample, of the repetitions, and while it is timed. */
function rowWork(choice: MethodChoice, work: number, points: number): number[] {
  const repeated = isEstimate(choice) ? repetitionsOf(work) : 0;
  const timing = work > callFlops ? fewRepetitions * work : mostTurns * stepFlops;
  return [work, points * work, repeated * work, timing];
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

function* rowOf(
  { prepared, task, choice, cost, place, jacobian }: Measured,
  sample: ExtentSample,
  exact: Float64Array,
  progressOf: (share: number) => number,
  now: () => number,
): Steps<CompareRow, never> {
  const { field, bindings } = prepared;
  const { subject, probe } = task;
  const { work } = cost;
  const evaluator = evaluatorOf(choice, prepared, subject);
  const keys = isEstimate(choice) ? choice.keys : "shared";
  const parts = rowWork(choice, work, sample.indices.length);
  const meter = createMeter(sum(parts), progressOf);
  const [atProbe, overSample, ofVariance, ofTime] = parts.map(meter) as [Share, Share, Share, Share];
  const atPlace = () => evaluator.steps(place, bindings, probe.index);
  const own = yield* counted(atPlace(), work, atProbe);
  const values = yield* valuesOver(evaluator, prepared, keys, sample, work, overSample);
  const spread = isEstimate(choice)
    ? yield* measuredVariance(prepared, subject, choice, work, place, ofVariance)
    : { measuredVariance: null, repetitions: 0 };
  const n = field.dimension;
  const time = yield* metered(
    work > callFlops
      ? timedInSteps(() => counted(atPlace(), work, (share) => share), 1, now)
      : timedAtOnce(
          evaluator,
          sample.points.subarray(0, n * pointsToTime(work, sample.indices.length)),
          prepared,
          now,
        ),
    ofTime,
  );
  const standardError = own.standardError?.[0] ?? Number.NaN;
  return {
    choice,
    words: methodWords(choice),
    passes: cost.passes,
    flops: cost.flops,
    numbers: cost.memory,
    bytes: cost.memory * Float64Array.BYTES_PER_ELEMENT,
    value: own.values[0] as number,
    standardError: Number.isNaN(standardError) ? null : standardError,
    predictedVariance:
      isEstimate(choice) && choice.method === "hutchinson" && jacobian
        ? predictedVariance(jacobian, n, choice.distribution, choice.probes)
        : null,
    ...spread,
    ...errorsOf(values, exact),
    map: isShaded(choice) ? null : sampledMap(task.over, sample, values),
    time,
  };
}

/** Of an evaluator whose calls are short. */
function* timedAtOnce(
  evaluator: Evaluator,
  points: Float64Array,
  { field, bindings }: Prepared,
  now: () => number,
): Generator<number, Timing> {
  const timing = timed(() => evaluator.evaluate(points, bindings), points.length / field.dimension, now);
  let turns = 0;
  let step = timing.next();
  for (; !step.done; step = timing.next()) {
    turns += 1;
    yield turns / mostTurns;
  }
  return step.value;
}

function sampledMap(over: Extent, { columns }: ExtentSample, values: Float64Array): SampledMap | null {
  if (!("pixels" in over)) return null;
  const { centreX: x, centreY: y, step, width } = over.pixels;
  return { columns, values, x, y, span: step * width };
}

/** What a method takes at a point. @throws TaskError, RangeError or LimitError where it cannot be used */
function costOf({ field }: Prepared, { subject }: CompareTask, choice: MethodChoice): MethodCost {
  const options = optionsOf(choice, field, subject);
  const cost = methodCost(field, options);
  if (cost) return cost;
  throw new TaskError(planOf(field).candidates.find(({ method }) => method === options.method)?.why);
}

/** With no more steps than can be drawn: of each group the largest. */
function thinned({ peak, steps }: Liveness): Liveness {
  const group = Math.ceil(steps.length / profileSteps);
  if (group <= 1) return { peak, steps };
  const kept = Array.from({ length: Math.ceil(steps.length / group) }, (_, k) =>
    Math.max(...steps.slice(k * group, (k + 1) * group)),
  );
  return { peak, steps: kept };
}
