import { createPreparer } from "../laboratory/subject.ts";
import type { ReplyOf, RequestOf } from "../tasks/client.ts";
import { createTaskScheduler, type Steps, type Turns } from "../tasks/scheduler.ts";
import { bodyFigures } from "./body.ts";
import { paceOf } from "./pace.ts";
import type { SpaceTask, SpaceWork } from "./protocol.ts";
import { pinReadings, readingAt } from "./reading.ts";
import { samplesOf } from "./samples.ts";
import { streamlinesOf } from "./streamlines.ts";
import { vectorsAt } from "./vectors.ts";

type Result = SpaceWork["results"][keyof SpaceWork["results"]];

/** The tasks in turns; a reading is answered at once. */
export function createSpaceScheduler(
  reply: (message: ReplyOf<SpaceWork>) => void,
  turns: Turns,
): (request: RequestOf<SpaceWork>) => void {
  const prepare = createPreparer();
  function* stepsOf(task: SpaceTask): Steps<Result> {
    const { source, field, time } = task.subject;
    const prepared = prepare({ source, field, time, seed: 0, layout: "jax" });
    if (task.kind === "reading") return readingAt(prepared, task);
    if (task.kind === "body") return yield* bodyFigures(prepared, task);
    if (task.kind === "pins") return yield* pinReadings(prepared, task);
    yield 0;
    if (task.kind === "pace") return paceOf(prepared, task);
    if (task.kind === "streamlines") return yield* streamlinesOf(prepared, task);
    if (task.kind === "vectors") return vectorsAt(prepared, task);
    return samplesOf(prepared, task);
  }
  return createTaskScheduler(stepsOf, reply, turns, ({ kind }) => kind === "reading");
}
