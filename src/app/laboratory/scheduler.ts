import type { ReplyOf, RequestOf } from "../tasks/client.ts";
import { createTaskScheduler, type Steps, type Turns } from "../tasks/scheduler.ts";
import { timedCandidates } from "./candidates.ts";
import { comparison } from "./compare.ts";
import { convergence } from "./convergence.ts";
import { costs } from "./cost.ts";
import { pointTable } from "./points.ts";
import type { LaboratoryParts, LaboratoryResults, LaboratoryTask, LaboratoryWork } from "./protocol.ts";
import { structurePicture } from "./structure.ts";
import { createPreparer, type Prepared, type Subject } from "./subject.ts";
import { createValueReader, type ValueTask } from "./value-at.ts";

type Result = LaboratoryResults[keyof LaboratoryResults];
type Part = LaboratoryParts[keyof LaboratoryParts];

/** The laboratory's tasks in turns. */
export function createLaboratoryScheduler(
  reply: (message: ReplyOf<LaboratoryWork>) => void,
  turns: Turns,
): (request: RequestOf<LaboratoryWork>) => void {
  const prepare = createPreparer();
  const valueAt = createValueReader(prepare);
  return createTaskScheduler(
    (task: LaboratoryTask) => stepsOf(task, prepare, valueAt, turns.now),
    reply,
    turns,
  );
}

function* stepsOf(
  task: LaboratoryTask,
  prepare: (subject: Subject) => Prepared,
  valueAt: (task: ValueTask) => Generator<number, number>,
  now: () => number,
): Steps<Result, Part> {
  yield 0;
  switch (task.kind) {
    case "compare":
      return yield* comparison(prepare(task.subject), task, now);
    case "convergence":
      return yield* convergence(prepare(task.subject), task);
    case "cost":
      return yield* costs(task, now);
    case "candidates":
      return yield* timedCandidates(prepare(task.subject), task, now);
    case "points":
      return yield* pointTable(prepare(task.subject), task);
    case "structure":
      return structurePicture(prepare(task.subject).field);
    case "value":
      return yield* valueAt(task);
  }
}
