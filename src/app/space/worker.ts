import type { Port } from "../tasks/client.ts";
import type { SpaceWork } from "./protocol.ts";

let prepared: Port<SpaceWork> | null = null;

/** Starts the worker of the numbers in space before it is asked for anything: it loads while what asks it does. */
export function prepareSpaceWorker(): void {
  prepared ??= startWorker();
}

/** The worker that was prepared, or another. */
export function spaceWorker(): Port<SpaceWork> {
  const worker = prepared ?? startWorker();
  prepared = null;
  return worker;
}

function startWorker(): Port<SpaceWork> {
  return new Worker(new URL("./space-worker.ts", import.meta.url), { type: "module", name: "space" });
}
