import { PlaneProblem } from "../../shaders/plane-problem.ts";
import { laneOf, type Task, type WorkReply, type WorkRequest } from "./protocol.ts";
import { TaskError } from "./task-error.ts";

/** Work between two looks at the mailbox, in milliseconds: a readout waits no longer than this. */
const sliceTime = 8;
/** Progress is told this often, in milliseconds. */
const progressInterval = 100;
/** What has come of a task is told sooner, so that what is seen to grow does not jerk. */
const partInterval = 40;

/** What a step of a task tells: the share done, and a part of the result where one is ready. */
export type Step<Part = never> = number | { readonly progress: number; readonly part: Part };

/** A task in steps, between which others may take their turn. */
export type Steps<Value, Part = never> = Generator<Step<Part>, Value>;

interface Job<Value, Part> {
  readonly id: number;
  readonly steps: Steps<Value, Part>;
  told: number;
  /** Ready and not told yet. */
  parts: Part[];
}

export interface Turns {
  /** Calls back after pending messages were handled. */
  later(callback: () => void): void;
  now(): number;
}

/**
 * Runs tasks in slices, so that cancelling and short tasks get through between them. At most one task of each kind
 * and purpose runs: a new one takes the place of the older. A task that is `urgent` takes its first turn at once.
 */
export function createTaskScheduler<Own extends Task, Value, Part = never>(
  stepsOf: (task: Own) => Steps<Value, Part>,
  reply: (message: WorkReply<Value, Part>) => void,
  { later, now }: Turns,
  isUrgent: (task: Own) => boolean = () => false,
): (request: WorkRequest<Own>) => void {
  const jobs = new Map<string, Job<Value, Part>>();
  let running = false;
  /** Whose turn was told last. */
  let turn: number | null = null;

  function end(lane: string, job: Job<Value, Part>, message: WorkReply<Value, Part>): void {
    if (jobs.get(lane) === job) jobs.delete(lane);
    reply(message);
  }

  function tell(job: Job<Value, Part>, progress: number): void {
    const { id, parts } = job;
    const isDue = now() - job.told >= (parts.length > 0 ? partInterval : progressInterval);
    if (!isDue) return;
    job.told = now();
    job.parts = [];
    reply(parts.length > 0 ? { type: "progress", id, progress, parts } : { type: "progress", id, progress });
  }

  function advance(lane: string, job: Job<Value, Part>, until: number): void {
    if (job.id !== turn) reply({ type: "turn", id: job.id });
    turn = job.id;
    try {
      do {
        const step = job.steps.next();
        if (step.done) {
          const { id, parts } = job;
          if (parts.length > 0) reply({ type: "progress", id, progress: 1, parts });
          end(lane, job, { type: "result", id, value: step.value });
          return;
        }
        const told = step.value;
        if (typeof told !== "number") job.parts.push(told.part);
        tell(job, typeof told === "number" ? told : told.progress);
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
    const { id, purpose, task } = request;
    const lane = laneOf(task.kind, purpose);
    const older = jobs.get(lane);
    if (older) end(lane, older, { type: "cancelled", id: older.id });
    jobs.set(lane, { id, steps: stepsOf(task), told: now(), parts: [] });
    if (!running) {
      running = true;
      // An urgent task is short: no reason to wait for the next turn.
      if (isUrgent(task)) run();
      else later(run);
    }
  };
}

function messageOf(error: unknown): string {
  if (error instanceof TaskError) return error.message;
  if (error instanceof PlaneProblem) return error.message;
  return `The numbers could not be computed: ${error instanceof Error ? error.message : String(error)}`;
}
