import type { Evaluator } from "../../engine/divergence/evaluation.ts";
import { createEvaluator } from "../../engine/divergence/evaluator.ts";
import { compileForm } from "../../engine/divergence/form-evaluator.ts";
import { type Candidate, planOf } from "../../engine/divergence/plan.ts";
import { withoutErrors } from "../../engine/divergence/point-evaluator.ts";
import { vectorForm } from "../../engine/divergence/vector-form.ts";
import type { Steps } from "../tasks/scheduler.ts";
import { evaluatorTime, mostTimed, normalPoints } from "./evaluator-time.ts";
import type { Prepared, Subject } from "./subject.ts";
import type { Timing } from "./timing.ts";

export interface CandidatesTask {
  readonly kind: "candidates";
  readonly subject: Subject;
}

/** A line of the plan's table, with what it takes on this machine. */
export interface TimedCandidate extends Candidate {
  readonly isChosen: boolean;
  /** For one point; null where the method does not apply, or would take too long. */
  readonly time: Timing | null;
}

export interface CandidateFigures {
  readonly field: string;
  readonly dimension: number;
  /** Operations of the field itself at one point. */
  readonly fieldFlops: number;
  /** In the order of the plan. */
  readonly candidates: readonly TimedCandidate[];
}

/** All exact ways to compute the divergence of a field, timed. */
export function* timedCandidates(
  prepared: Prepared,
  { subject }: CandidatesTask,
  now: () => number,
): Steps<CandidateFigures, TimedCandidate> {
  const { field, bindings } = prepared;
  const plan = planOf(field);
  yield 0;
  const candidates: TimedCandidate[] = [];
  for (const candidate of plan.candidates) {
    const progress = (candidates.length + 1) / plan.candidates.length;
    const { flops } = candidate;
    let time: Timing | null = null;
    if (flops !== null && flops <= mostTimed) {
      const n = field.dimension;
      const points = normalPoints(n, flops, subject.seed, subject.layout);
      const timing = evaluatorTime(evaluatorFor(prepared, candidate), bindings, points, n, now);
      let told = timing.next();
      for (; !told.done; told = timing.next()) yield progress;
      time = told.value;
    }
    const own = { ...candidate, isChosen: candidate === plan.chosen, time };
    candidates.push(own);
    yield { progress, part: own };
  }
  return { field: plan.field, dimension: plan.dimension, fieldFlops: plan.fieldFlops, candidates };
}

/** An evaluator of this very candidate: that of a structure is compiled from its form, chosen or not. */
function evaluatorFor({ program, field }: Prepared, { method, structure }: Candidate): Evaluator {
  const found = planOf(field).structured.candidates.find((own) => own.structure === structure);
  if (!found?.form) return createEvaluator(program, field, { method });
  return withoutErrors(found.form.passes, compileForm(program, vectorForm(field).point, found.form));
}
