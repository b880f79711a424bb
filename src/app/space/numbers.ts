import { type Client, createClient, type Port } from "../tasks/client.ts";
import type { SpaceWork } from "./protocol.ts";

export type SpaceNumbers = Client<SpaceWork>;

let prepared: Port<SpaceWork> | null = null;

/** Starts the worker before it is asked for anything: it loads while what asks it does. */
export function prepareSpaceNumbers(): void {
  prepared ??= startWorker();
}

/** The worker of the numbers in space. */
export function createSpaceNumbers(): SpaceNumbers {
  return createClient<SpaceWork>(() => {
    const worker = prepared ?? startWorker();
    prepared = null;
    return worker;
  });
}

function startWorker(): Port<SpaceWork> {
  return new Worker(new URL("./space-worker.ts", import.meta.url), { type: "module", name: "space" });
}
