import { type Client, createClient, type Port } from "../tasks/client.ts";
import type { CpuWork } from "./protocol.ts";

export type { Outcome } from "../tasks/client.ts";

/** The part of a Worker that is used. */
export type WorkerPort = Port<CpuWork>;

export type CpuClient = Client<CpuWork>;

/** The worker of the numbers, supervised. */
export function createCpuClient(spawn: () => WorkerPort): CpuClient {
  return createClient(spawn);
}
