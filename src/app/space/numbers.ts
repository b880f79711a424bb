import { type Client, createClient } from "../tasks/client.ts";
import type { SpaceWork } from "./protocol.ts";
import { spaceWorker } from "./worker.ts";

export type SpaceNumbers = Client<SpaceWork>;

/** The worker of the numbers in space, supervised. */
export function createSpaceNumbers(): SpaceNumbers {
  return createClient<SpaceWork>(spaceWorker);
}
