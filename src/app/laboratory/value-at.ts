import type { Evaluator } from "../../engine/divergence/evaluation.ts";
import type { MethodChoice } from "../../engine/divergence/method-choice.ts";
import { bounds } from "../document/bounds.ts";
import { counted } from "../tasks/meter.ts";
import { TaskError } from "../tasks/task-error.ts";
import type { CompareTask } from "./compare.ts";
import { evaluatorOf, problemOf } from "./methods.ts";
import { type Prepared, placesOf, type Subject } from "./subject.ts";

/** The value of a method where a pointer is. */
export interface ValueTask {
  readonly kind: "value";
  readonly subject: Subject;
  readonly choice: MethodChoice;
  readonly probe: CompareTask["probe"];
}

/** A function that tells values. A pointer asks for many, so that what computes them is kept: as many methods as a cell may have. */
export function createValueReader(
  prepare: (subject: Subject) => Prepared,
): (task: ValueTask) => Generator<number, number> {
  const kept = new Map<string, { readonly prepared: Prepared; readonly evaluator: Evaluator }>();

  function readyFor({ subject, choice }: ValueTask) {
    const key = JSON.stringify([subject, choice]);
    const known = kept.get(key);
    kept.delete(key);
    const prepared = known?.prepared ?? prepare(subject);
    const ready = known ?? {
      prepared,
      evaluator: usable(() => evaluatorOf(choice, prepared, subject)),
    };
    kept.set(key, ready);
    if (kept.size > bounds.methods) kept.delete(kept.keys().next().value as string);
    return ready;
  }

  return function* (task) {
    const { at, index } = task.probe;
    const { prepared, evaluator } = readyFor(task);
    const place = placesOf(prepared, Float64Array.from(at));
    const told = yield* counted(evaluator.steps(place, prepared.bindings, index), 1, () => 0);
    return told.values[0] as number;
  };
}

function usable<Value>(work: () => Value): Value {
  try {
    return work();
  } catch (error) {
    throw new TaskError(problemOf(error));
  }
}
