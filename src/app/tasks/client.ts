import { laneOf, type Task, type WorkReply, type WorkRequest } from "./protocol.ts";

/** Milliseconds without any word from the worker, while it has work, after which it is ended. */
const patience = 10_000;

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
}

/** A supervised worker: started when first needed, ended and started anew when it overruns or breaks. */
export function createClient<Own extends Work>(spawn: () => Port<Own>): Client<Own> {
  const running = new Map<string, Entry<Own>>();
  const waiting = new Map<string, Entry<Own>>();
  let worker: Port<Own> | null = null;
  let watchdog: ReturnType<typeof setTimeout> | null = null;
  let serial = 0;

  function watch(): void {
    if (watchdog !== null) clearTimeout(watchdog);
    watchdog = running.size > 0 ? setTimeout(() => restart(overrun), patience) : null;
  }

  function restart(message: string): void {
    worker?.terminate();
    worker = null;
    const ended = [...running.values()];
    running.clear();
    watch();
    for (const entry of ended) entry.resolve({ status: "failed", message });
    for (const [lane, entry] of [...waiting]) {
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
        own === worker && restart(`The worker stopped: ${event.message || "it could not start"}.`);
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
    const lane = laneOf(entry.task.kind, entry.purpose);
    if (reply.type === "progress") {
      // What was asked to stop has nothing more to say.
      if (!waiting.has(lane)) entry.onProgress?.(reply.progress, (reply.parts ?? []) as readonly never[]);
      return;
    }
    running.delete(lane);
    watch();
    if (reply.type === "result") entry.resolve({ status: "done", value: reply.value as never });
    else if (reply.type === "failed") entry.resolve({ status: "failed", message: reply.message });
    else entry.resolve({ status: "superseded" });
    const next = waiting.get(lane);
    if (next) {
      waiting.delete(lane);
      start(next);
    }
  }

  return {
    run(task, onProgress, purpose = "view") {
      return new Promise((resolve) => {
        serial += 1;
        const entry: Entry<Own> = { id: serial, task, purpose, onProgress, resolve };
        const lane = laneOf(task.kind, purpose);
        const present = running.get(lane);
        if (!present) {
          start(entry);
          return;
        }
        waiting.get(lane)?.resolve({ status: "superseded" });
        waiting.set(lane, entry);
        worker?.postMessage({ type: "cancel", id: present.id });
      });
    },
    cancel(kind, purpose = "view") {
      const lane = laneOf(kind, purpose);
      waiting.get(lane)?.resolve({ status: "superseded" });
      waiting.delete(lane);
      const present = running.get(lane);
      if (present) worker?.postMessage({ type: "cancel", id: present.id });
    },
  };
}

const overrun = "This took longer than 10 s without progress and was stopped.";
