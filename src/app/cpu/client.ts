import {
  type CpuKind,
  type CpuReply,
  type CpuRequest,
  type CpuResults,
  type CpuTask,
  laneOf,
  type Taker,
} from "./protocol.ts";

/** Milliseconds without any word from the worker, while it has work, after which it is ended. */
const patience = 10_000;

/** How a task ended. `superseded`: a newer one of its kind took its place, or it was cancelled. */
export type Outcome<Value> =
  | { readonly status: "done"; readonly value: Value }
  | { readonly status: "superseded" }
  | { readonly status: "failed"; readonly message: string };

/** The part of a Worker that is used. */
export interface WorkerPort {
  postMessage(message: CpuRequest): void;
  terminate(): void;
  onmessage: ((event: MessageEvent<CpuReply>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
}

export interface CpuClient {
  /**
   * Runs a task. Of each kind and taker one runs and at most one waits; a newer task supersedes the waiting one and
   * asks the running one to stop. `onProgress` gets the share done.
   */
  run<Kind extends CpuKind>(
    task: Extract<CpuTask, { kind: Kind }>,
    onProgress?: (progress: number) => void,
    taker?: Taker,
  ): Promise<Outcome<CpuResults[Kind]>>;
  /** Ends the task of this kind and taker, waiting or running. */
  cancel(kind: CpuKind, taker?: Taker): void;
}

interface Entry {
  readonly id: number;
  readonly task: CpuTask;
  readonly taker: Taker;
  readonly onProgress: ((progress: number) => void) | undefined;
  readonly resolve: (outcome: Outcome<CpuResults[CpuKind]>) => void;
}

/** A supervised worker: started when first needed, ended and started anew when it overruns or breaks. */
export function createCpuClient(spawn: () => WorkerPort): CpuClient {
  const running = new Map<string, Entry>();
  const waiting = new Map<string, Entry>();
  let worker: WorkerPort | null = null;
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

  function start(entry: Entry): void {
    if (!worker) {
      worker = spawn();
      const own = worker;
      own.onmessage = (event) => own === worker && receive(event.data);
      own.onerror = (event) =>
        own === worker && restart(`The worker stopped: ${event.message || "it could not start"}.`);
    }
    running.set(laneOf(entry.task.kind, entry.taker), entry);
    const { id, taker, task } = entry;
    worker.postMessage({ type: "task", id, taker, task });
    watch();
  }

  function receive(reply: CpuReply): void {
    const entry = [...running.values()].find(({ id }) => id === reply.id);
    if (!entry) return;
    watch();
    if (reply.type === "progress") {
      entry.onProgress?.(reply.progress);
      return;
    }
    const lane = laneOf(entry.task.kind, entry.taker);
    running.delete(lane);
    watch();
    if (reply.type === "result") entry.resolve({ status: "done", value: reply.value });
    else if (reply.type === "failed") entry.resolve({ status: "failed", message: reply.message });
    else entry.resolve({ status: "superseded" });
    const next = waiting.get(lane);
    if (next) {
      waiting.delete(lane);
      start(next);
    }
  }

  return {
    run<Kind extends CpuKind>(
      task: Extract<CpuTask, { kind: Kind }>,
      onProgress?: (progress: number) => void,
      taker: Taker = "",
    ) {
      return new Promise<Outcome<CpuResults[Kind]>>((resolve) => {
        serial += 1;
        const entry: Entry = { id: serial, task, taker, onProgress, resolve: resolve as Entry["resolve"] };
        const lane = laneOf(task.kind, taker);
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
    cancel(kind, taker = "") {
      const lane = laneOf(kind, taker);
      waiting.get(lane)?.resolve({ status: "superseded" });
      waiting.delete(lane);
      const present = running.get(lane);
      if (present) worker?.postMessage({ type: "cancel", id: present.id });
    },
  };
}

const overrun = "This took longer than 10 s without progress and was stopped.";
