import type { CpuKind, CpuReply, CpuRequest, CpuResults, CpuTask } from "./protocol.ts";

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
   * Runs a task. Of each kind one runs and at most one waits; a newer task supersedes the waiting one and asks the
   * running one to stop. `onProgress` gets the share done.
   */
  run<Kind extends CpuKind>(
    task: Extract<CpuTask, { kind: Kind }>,
    onProgress?: (progress: number) => void,
  ): Promise<Outcome<CpuResults[Kind]>>;
  /** Ends the task of this kind, waiting or running. */
  cancel(kind: CpuKind): void;
}

interface Entry {
  readonly id: number;
  readonly task: CpuTask;
  readonly onProgress: ((progress: number) => void) | undefined;
  readonly resolve: (outcome: Outcome<CpuResults[CpuKind]>) => void;
}

/** A supervised worker: started when first needed, ended and started anew when it overruns or breaks. */
export function createCpuClient(spawn: () => WorkerPort): CpuClient {
  const running = new Map<CpuKind, Entry>();
  const waiting = new Map<CpuKind, Entry>();
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
    for (const [kind, entry] of [...waiting]) {
      waiting.delete(kind);
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
    running.set(entry.task.kind, entry);
    worker.postMessage({ type: "task", id: entry.id, task: entry.task });
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
    const kind = entry.task.kind;
    running.delete(kind);
    watch();
    if (reply.type === "result") entry.resolve({ status: "done", value: reply.value });
    else if (reply.type === "failed") entry.resolve({ status: "failed", message: reply.message });
    else entry.resolve({ status: "superseded" });
    const next = waiting.get(kind);
    if (next) {
      waiting.delete(kind);
      start(next);
    }
  }

  return {
    run<Kind extends CpuKind>(
      task: Extract<CpuTask, { kind: Kind }>,
      onProgress?: (progress: number) => void,
    ) {
      return new Promise<Outcome<CpuResults[Kind]>>((resolve) => {
        serial += 1;
        const entry: Entry = { id: serial, task, onProgress, resolve: resolve as Entry["resolve"] };
        const present = running.get(task.kind);
        if (!present) {
          start(entry);
          return;
        }
        waiting.get(task.kind)?.resolve({ status: "superseded" });
        waiting.set(task.kind, entry);
        worker?.postMessage({ type: "cancel", id: present.id });
      });
    },
    cancel(kind) {
      waiting.get(kind)?.resolve({ status: "superseded" });
      waiting.delete(kind);
      const present = running.get(kind);
      if (present) worker?.postMessage({ type: "cancel", id: present.id });
    },
  };
}

const overrun = "This took longer than 10 s without progress and was stopped.";
