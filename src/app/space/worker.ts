import type { Port } from "../tasks/client.ts";
import type { SpaceWork } from "./protocol.ts";

/** undefined until one is prepared, null once it is taken. */
let prepared: Port<SpaceWork> | null | undefined;

/** Starts the worker of the numbers in space before it is asked for anything: it loads while what asks it does. */
export function prepareSpaceWorker(): void {
  if (prepared === undefined) prepared = startWorker();
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
