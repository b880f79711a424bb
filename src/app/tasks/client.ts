import { laneOf, type Task, type WorkReply, type WorkRequest } from "./protocol.ts";

/** Milliseconds without any word from the worker, while it has work, after which it is ended. */
const patience = 10_000;
/** Milliseconds that the worker has for a step of a task that was cancelled, where it is ended for one. */
const grace = 500;

/** How a task ended. `superseded`: a newer one of its kind took its place, or it was cancelled. */
export type Outcome<Value> =
  | { readonly status: "done"; readonly value: Value }
  | { readonly status: "superseded" }
  | { readonly status: "failed"; readonly message: string };

/** What a worker does: its tasks by their kinds, what each results in, and what comes of it meanwhile. */
export interface Work {
  readonly task: Task;
  readonly results: object;
  readonly parts: object;
}

type Kind<Own extends Work> = Own["task"]["kind"] & string;
type TaskOf<Own extends Work, OfKind> = Extract<Own["task"], { readonly kind: OfKind }>;
type ResultOf<Own extends Work, OfKind> = OfKind extends keyof Own["results"]
  ? Own["results"][OfKind]
  : never;
type PartOf<Own extends Work, OfKind> = OfKind extends keyof Own["parts"] ? Own["parts"][OfKind] : never;

export type RequestOf<Own extends Work> = WorkRequest<Own["task"]>;
export type ReplyOf<Own extends Work> = WorkReply<ResultOf<Own, Kind<Own>>, PartOf<Own, Kind<Own>>>;

/** The part of a Worker that is used. */
export interface Port<Own extends Work> {
  postMessage(message: RequestOf<Own>): void;
  terminate(): void;
  onmessage: ((event: MessageEvent<ReplyOf<Own>>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
}

export interface Client<Own extends Work, Purpose extends string = string> {
  /**
   * Runs a task. Of each kind and purpose one runs and at most one waits; a newer task supersedes the waiting one and
   * asks the running one to stop. `onProgress` gets the share done and what has come of the task since it was last told.
   */
  run<OfKind extends Kind<Own>>(
    task: TaskOf<Own, OfKind>,
    onProgress?: (progress: number, parts: readonly PartOf<Own, OfKind>[]) => void,
    purpose?: Purpose,
  ): Promise<Outcome<ResultOf<Own, OfKind>>>;
  /** Ends the task of this kind and purpose, waiting or running. */
  cancel(kind: Kind<Own>, purpose?: Purpose): void;
}

interface Entry<Own extends Work> {
  readonly id: number;
  readonly task: Own["task"];
  readonly purpose: string;
  readonly onProgress: ((progress: number, parts: readonly never[]) => void) | undefined;
  readonly resolve: (outcome: Outcome<never>) => void;
  /** Parts that were told, and those of them that a worker begun anew has come to again. */
  told: number;
  repeated: number;
  isStopped: boolean;
}

/**
 * A supervised worker: started when first needed, ended and started anew when it overruns or breaks. Only the task that it
 * was stuck in fails then; the others begin again. `isHasty`: it is also ended where it goes on with what was cancelled.
 */
export function createClient<Own extends Work>(spawn: () => Port<Own>, isHasty = false): Client<Own> {
  const running = new Map<string, Entry<Own>>();
  const waiting = new Map<string, Entry<Own>>();
  let worker: Port<Own> | null = null;
  let watchdog: ReturnType<typeof setTimeout> | null = null;
  let serial = 0;
  /** What the worker works on, as it said last; null until it did. */
  let turn: number | null = null;

  function watch(): void {
    if (watchdog !== null) clearTimeout(watchdog);
    const message = overrun;
    watchdog = running.size > 0 ? setTimeout(() => restart({ status: "failed", message }), patience) : null;
  }

  /** What the worker was at ends in this way; where that is not known, all that it had. */
  function restart(outcome: Outcome<never>): void {
    worker?.terminate();
    worker = null;
    const entries = [...running.values()];
    const isKnown = entries.some(({ id }) => id === turn);
    const lost = entries.filter(({ id }) => !isKnown || id === turn);
    turn = null;
    running.clear();
    for (const entry of entries) {
      if (lost.includes(entry)) entry.resolve(outcome);
      else if (entry.isStopped) entry.resolve({ status: "superseded" });
      else {
        entry.repeated = 0;
        start(entry);
      }
    }
    watch();
    for (const [lane, entry] of [...waiting]) {
      if (running.has(lane)) continue;
      waiting.delete(lane);
      start(entry);
    }
  }

  function start(entry: Entry<Own>): void {
    if (!worker) {
      worker = spawn();
      const own = worker;
      own.onmessage = (event) => own === worker && receive(event.data);
      own.onerror = (event) =>
        own === worker &&
        restart({
          status: "failed",
          message: `The worker stopped: ${event.message || "it could not start"}.`,
        });
    }
    running.set(laneOf(entry.task.kind, entry.purpose), entry);
    const { id, purpose, task } = entry;
    worker.postMessage({ type: "task", id, purpose, task });
    watch();
  }

  function receive(reply: ReplyOf<Own>): void {
    const entry = [...running.values()].find(({ id }) => id === reply.id);
    if (!entry) return;
    watch();
    if (reply.type === "turn") {
      turn = reply.id;
      return;
    }
    if (reply.type === "progress") {
      const parts = (reply.parts ?? []) as readonly never[];
      const known = Math.min(parts.length, entry.told - entry.repeated);
      entry.repeated += parts.length;
      entry.told = Math.max(entry.told, entry.repeated);
      // What was asked to stop has nothing more to say.
      if (!entry.isStopped) entry.onProgress?.(reply.progress, parts.slice(known));
      return;
    }
    if (reply.type === "result") end(entry, { status: "done", value: reply.value as never });
    else if (reply.type === "failed") end(entry, { status: "failed", message: reply.message });
    else end(entry, { status: "superseded" });
  }

  /** The task has ended, and what waits for it begins. */
  function end(entry: Entry<Own>, outcome: Outcome<never>): void {
    const lane = laneOf(entry.task.kind, entry.purpose);
    running.delete(lane);
    watch();
    entry.resolve(outcome);
    const next = waiting.get(lane);
    if (!next) return;
    waiting.delete(lane);
    start(next);
  }

  /** Asks the worker to end a task; one that was `cancelled`, and not only superseded, it is not given long for. */
  function stop(entry: Entry<Own>, isCancelled: boolean): void {
    worker?.postMessage({ type: "cancel", id: entry.id });
    entry.isStopped = true;
    if (!isHasty || !isCancelled) return;
    setTimeout(() => {
      if (![...running.values()].includes(entry)) return;
      // The step of another task is waited for by the worker alone.
      if (turn === entry.id) restart({ status: "superseded" });
      else end(entry, { status: "superseded" });
    }, grace);
  }

  return {
    run(task, onProgress, purpose = "view") {
      return new Promise((resolve) => {
        serial += 1;
        const begun = { told: 0, repeated: 0, isStopped: false };
        const entry: Entry<Own> = { id: serial, task, purpose, onProgress, resolve, ...begun };
        const lane = laneOf(task.kind, purpose);
        const present = running.get(lane);
        if (!present) {
          start(entry);
          return;
        }
        waiting.get(lane)?.resolve({ status: "superseded" });
        waiting.set(lane, entry);
        stop(present, false);
      });
    },
    cancel(kind, purpose = "view") {
      const lane = laneOf(kind, purpose);
      waiting.get(lane)?.resolve({ status: "superseded" });
      waiting.delete(lane);
      const present = running.get(lane);
      if (present) stop(present, true);
    },
  };
}

const overrun = "This took longer than 10 s without progress and was stopped.";
