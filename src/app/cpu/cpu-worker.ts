import { messageTurns } from "../tasks/turns.ts";
import type { CpuRequest } from "./protocol.ts";
import { createScheduler } from "./scheduler.ts";
import { installSliceParts, needsSliceParts } from "./slice-parts.ts";

const { later, now } = messageTurns();
const handle = createScheduler((message) => self.postMessage(message), later, now);

// Once something is waited for, what comes later waits for what came before.
let received: Promise<void> | null = null;
self.onmessage = ({ data }: MessageEvent<CpuRequest>) => {
  if (!received && needsSliceParts(data)) received = import("./slice-evaluators.ts").then(installSliceParts);
  if (received) received = received.catch(() => undefined).then(() => handle(data));
  else handle(data);
};
