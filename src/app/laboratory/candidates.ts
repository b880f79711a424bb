import type { Evaluator } from "../../engine/divergence/evaluation.ts";
import { createEvaluator } from "../../engine/divergence/evaluator.ts";
import { compileForm } from "../../engine/divergence/form-evaluator.ts";
import { isEstimate, type MethodChoice } from "../../engine/divergence/method-choice.ts";
import { methodCost } from "../../engine/divergence/method-cost.ts";
import { optionsOf } from "../../engine/divergence/method-options.ts";
import { type Candidate, planOf } from "../../engine/divergence/plan.ts";
import { withoutErrors } from "../../engine/divergence/point-evaluator.ts";
import { vectorForm } from "../../engine/divergence/vector-form.ts";
import type { Steps } from "../tasks/scheduler.ts";
import { evaluatorTime, mostTimed, normalPoints } from "./evaluator-time.ts";
import { methodWords } from "./method-words.ts";
import { evaluatorOf, problemOf } from "./methods.ts";
import type { Prepared, Subject } from "./subject.ts";
import type { Timing } from "./timing.ts";

export interface CandidatesTask {
  readonly kind: "candidates";
  readonly subject: Subject;
  /** Those that are not exact are measured beside the plan's. */
  readonly methods: readonly MethodChoice[];
}

/** A line of the plan's table, with what it takes on this machine. */
export interface TimedCandidate extends Candidate {
  readonly isChosen: boolean;
  /** For one point; null where the method does not apply, or would take too long. */
  readonly time: Timing | null;
}

/** A way that the plan does not weigh, since it is not exact. */
export interface TimedEstimate {
  readonly choice: MethodChoice;
  readonly words: string;
  /** jvps or vjps; function values of a finite difference. null, as what follows, where the method cannot be used. */
  readonly passes: number | null;
  readonly flops: number | null;
  readonly time: Timing | null;
  /** One sentence: why it cannot be used; empty where it can. */
  readonly why: string;
}

export interface CandidateFigures {
  readonly field: string;
  readonly dimension: number;
  /** Operations of the field itself at one point. */
  readonly fieldFlops: number;
  /** In the order of the plan. */
  readonly candidates: readonly TimedCandidate[];
  /** In the order of the task's methods. */
  readonly estimates: readonly TimedEstimate[];
}

/** All exact ways to compute the divergence of a field, and the estimates that are asked for, timed. */
export function* timedCandidates(
  prepared: Prepared,
  { subject, methods }: CandidatesTask,
  now: () => number,
): Steps<CandidateFigures, TimedCandidate> {
  const { field } = prepared;
  const plan = planOf(field);
  const others = methods.filter((choice) => isEstimate(choice) || choice.method === "finite-difference");
  yield 0;
  const candidates: TimedCandidate[] = [];
  const estimates: TimedEstimate[] = [];
  const progress = () =>
    (candidates.length + estimates.length + 1) / (plan.candidates.length + others.length);
  function* timeOf(work: number | null, make: () => Evaluator): Generator<number, Timing | null> {
    if (work === null || work > mostTimed) return null;
    const n = field.dimension;
    const points = normalPoints(n, work, subject.seed, subject.layout);
    const timing = evaluatorTime(make(), prepared.bindings, points, n, now);
    let told = timing.next();
    for (; !told.done; told = timing.next()) yield progress();
    return told.value;
  }
  for (const candidate of plan.candidates) {
    const time = yield* timeOf(candidate.flops, () => evaluatorFor(prepared, candidate));
    const own = { ...candidate, isChosen: candidate === plan.chosen, time };
    candidates.push(own);
    yield { progress: progress(), part: own };
  }
  for (const choice of others) {
    const words = methodWords(choice);
    try {
      const cost = methodCost(field, optionsOf(choice, field, subject));
      const { passes, flops, work } = cost ?? { passes: null, flops: null, work: null };
      const time = yield* timeOf(work, () => evaluatorOf(choice, prepared, subject));
      estimates.push({ choice, words, passes, flops, time, why: "" });
    } catch (error) {
      estimates.push({ choice, words, passes: null, flops: null, time: null, why: problemOf(error) });
    }
  }
  return {
    field: plan.field,
    dimension: plan.dimension,
    fieldFlops: plan.fieldFlops,
    candidates,
    estimates,
  };
}

/** An evaluator of this very candidate: that of a structure is compiled from its form, chosen or not. */
function evaluatorFor({ program, field }: Prepared, { method, structure }: Candidate): Evaluator {
  const found = planOf(field).structured.candidates.find((own) => own.structure === structure);
  if (!found?.form) return createEvaluator(program, field, { method });
  return withoutErrors(found.form.passes, compileForm(program, vectorForm(field).point, found.form));
}
