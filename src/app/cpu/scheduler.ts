import { type Compiled, createCompiler, SubjectError } from "./compile.ts";
import { csvTable } from "./csv-table.ts";
import { fluxFigures } from "./flux.ts";
import { linesTable } from "./lines-table.ts";
import { pinReadings } from "./pin-readings.ts";
import {
  type CpuKind,
  type CpuReply,
  type CpuRequest,
  type CpuResults,
  type CpuTask,
  laneOf,
} from "./protocol.ts";
import { readoutAt } from "./readout.ts";
import { statisticsOver } from "./statistics.ts";

/** Work between two looks at the mailbox, in milliseconds: a readout waits no longer than this. */
const sliceTime = 8;
/** Progress is told this often, in milliseconds. */
const progressInterval = 100;
/** Text gathered before it becomes part of a Blob, in characters: beyond this the browser may put it on disk. */
const blobPart = 4_000_000;

type Steps = Generator<number, CpuResults[CpuKind]>;

interface Job {
  readonly id: number;
  readonly steps: Steps;
  told: number;
}

/**
 * Runs tasks in slices, so that cancelling and readouts get through between them. At most one task of each kind
 * and taker runs: a new one takes the place of the older. `later` calls back after pending messages were handled.
 */
export function createScheduler(
  reply: (message: CpuReply) => void,
  later: (callback: () => void) => void,
  now: () => number = () => performance.now(),
): (request: CpuRequest) => void {
  const compile = createCompiler();
  const jobs = new Map<string, Job>();
  let running = false;

  function end(lane: string, job: Job, message: CpuReply): void {
    if (jobs.get(lane) === job) jobs.delete(lane);
    reply(message);
  }

  function advance(lane: string, job: Job, until: number): void {
    try {
      do {
        const step = job.steps.next();
        if (step.done) {
          end(lane, job, { type: "result", id: job.id, value: step.value });
          return;
        }
        if (now() - job.told >= progressInterval) {
          job.told = now();
          reply({ type: "progress", id: job.id, progress: step.value });
        }
      } while (now() < until);
    } catch (error) {
      end(lane, job, { type: "failed", id: job.id, message: messageOf(error) });
    }
  }

  function run(): void {
    for (const [lane, job] of [...jobs]) advance(lane, job, now() + sliceTime);
    running = jobs.size > 0;
    if (running) later(run);
  }

  return (request) => {
    if (request.type === "cancel") {
      for (const [lane, job] of jobs) {
        if (job.id === request.id) end(lane, job, { type: "cancelled", id: job.id });
      }
      return;
    }
    const { id, taker, task } = request;
    const lane = laneOf(task.kind, taker);
    const older = jobs.get(lane);
    if (older) end(lane, older, { type: "cancelled", id: older.id });
    jobs.set(lane, { id, steps: stepsOf(task, compile), told: now() });
    if (!running) {
      running = true;
      // A readout is one short step: no reason to wait for the next turn.
      if (task.kind === "readout") run();
      else later(run);
    }
  };
}

function* stepsOf(task: CpuTask, compile: (subject: CpuTask["subject"]) => Compiled): Steps {
  const compiled = compile(task.subject);
  if (task.kind === "readout") return readoutAt(compiled, task);
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

function messageOf(error: unknown): string {
  if (error instanceof SubjectError) return error.message;
  return `The numbers could not be computed: ${error instanceof Error ? error.message : String(error)}`;
}
