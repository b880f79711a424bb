import { createPreparer } from "../../laboratory/subject.ts";
import type { ReplyOf, RequestOf } from "../../tasks/client.ts";
import { createTaskScheduler, type Steps, type Turns } from "../../tasks/scheduler.ts";
import { spaceImage } from "./image.ts";
import { spaceModel } from "./model.ts";
import type { ExportWork } from "./protocol.ts";
import { spaceTable } from "./table.ts";

/** Text gathered before it becomes part of a Blob, in characters: beyond this the browser may put it on disk. */
const blobPart = 4_000_000;

/** The files of space, in turns: what is cancelled ends at its next step. */
export function createExportScheduler(
  reply: (message: ReplyOf<ExportWork>) => void,
  turns: Turns,
): (request: RequestOf<ExportWork>) => void {
  const prepare = createPreparer();
  function* stepsOf(task: ExportWork["task"]): Steps<Blob> {
    const { source, field, time } = task.subject;
    const prepared = prepare({ source, field, time, seed: 0, layout: "jax" });
    yield 0;
    if (task.kind === "image") return yield* spaceImage(prepared, task);
    if (task.kind === "model") return yield* spaceModel(prepared, task);
    const parts: Blob[] = [];
    let gathered = "";
    for (const { text, progress } of spaceTable(prepared, task)) {
      gathered += text;
      if (gathered.length >= blobPart) {
        parts.push(new Blob([gathered]));
        gathered = "";
      }
      yield progress;
    }
    return new Blob([...parts, gathered], { type: "text/csv" });
  }
  return createTaskScheduler(stepsOf, reply, turns);
}
