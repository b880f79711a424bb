import { type Client, createClient, type Port } from "../tasks/client.ts";
import type { SpaceWork } from "./protocol.ts";

export type SpaceNumbers = Client<SpaceWork>;

/** The worker of the numbers in space, started when the first is asked for. */
export function createSpaceNumbers(): SpaceNumbers {
  return createClient<SpaceWork>(
    (): Port<SpaceWork> =>
      new Worker(new URL("./space-worker.ts", import.meta.url), { type: "module", name: "space" }),
  );
}
