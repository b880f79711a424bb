import type { CpuRequest } from "./protocol.ts";
import { createScheduler } from "./scheduler.ts";
import { installSliceParts, needsSliceParts } from "./slice-parts.ts";

// A message to oneself is handled after those already waiting, unlike a microtask, and sooner than a timer.
const channel = new MessageChannel();
let resume: (() => void) | null = null;
channel.port1.onmessage = () => {
  const callback = resume;
  resume = null;
  callback?.();
};

const handle = createScheduler(
  (message) => self.postMessage(message),
  (callback) => {
    resume = callback;
    channel.port2.postMessage(null);
  },
);

// Once something is waited for, what comes later waits for what came before.
let received: Promise<void> | null = null;
self.onmessage = ({ data }: MessageEvent<CpuRequest>) => {
  if (!received && needsSliceParts(data)) received = import("./slice-evaluators.ts").then(installSliceParts);
  if (received) received = received.catch(() => undefined).then(() => handle(data));
  else handle(data);
};
