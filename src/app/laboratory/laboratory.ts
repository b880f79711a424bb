import { type Client, createClient, type Port } from "../tasks/client.ts";
import type { LaboratoryWork } from "./protocol.ts";

export type Laboratory = Client<LaboratoryWork>;

/** The worker of the laboratory's cells, apart from that of the picture's numbers, so that neither waits for the other. */
export function createLaboratory(): Laboratory {
  return createClient<LaboratoryWork>(
    (): Port<LaboratoryWork> =>
      new Worker(new URL("./laboratory-worker.ts", import.meta.url), { type: "module", name: "laboratory" }),
    true,
  );
}
