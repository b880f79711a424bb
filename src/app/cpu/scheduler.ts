import type { ReplyOf } from "../tasks/client.ts";
import { createTaskScheduler, type Steps } from "../tasks/scheduler.ts";
import { type Compiled, createCompiler } from "./compile.ts";
import { csvTable } from "./csv-table.ts";
import { fluxFigures } from "./flux.ts";
import { linesTable } from "./lines-table.ts";
import { pinReadings } from "./pin-readings.ts";
import type { CpuKind, CpuRequest, CpuResults, CpuTask, CpuWork } from "./protocol.ts";
import { readoutAt } from "./readout.ts";
import { statisticsOver } from "./statistics.ts";

/** Text gathered before it becomes part of a Blob, in characters: beyond this the browser may put it on disk. */
const blobPart = 4_000_000;

/** The tasks of the numbers' worker, in turns; a readout is answered at once. */
export function createScheduler(
  reply: (message: ReplyOf<CpuWork>) => void,
  later: (callback: () => void) => void,
  now: () => number = () => performance.now(),
): (request: CpuRequest) => void {
  const compile = createCompiler();
  return createTaskScheduler(
    (task: CpuTask) => stepsOf(task, compile),
    reply,
    { later, now },
    ({ kind }) => kind === "readout",
  );
}

function* stepsOf(
  task: CpuTask,
  compile: (subject: CpuTask["subject"]) => Compiled,
): Steps<CpuResults[CpuKind]> {
  const compiled = compile(task.subject);
  if (task.kind === "readout") return yield* readoutAt(compiled, task);
  yield 0;
  if (task.kind === "pins") return yield* pinReadings(compiled, task);
  if (task.kind === "statistics") return yield* statisticsOver(compiled, task);
  if (task.kind === "flux") return yield* fluxFigures(compiled, task);
  const parts: Blob[] = [];
  let gathered = "";
  const table = task.kind === "lines" ? linesTable(compiled, task) : csvTable(compiled, task);
  for (const { text, progress } of table) {
    gathered += text;
    if (gathered.length >= blobPart) {
      parts.push(new Blob([gathered]));
      gathered = "";
    }
    yield progress;
  }
  return new Blob([...parts, gathered], { type: "text/csv" });
}
