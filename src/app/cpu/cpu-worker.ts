import type { CpuRequest } from "./protocol.ts";
import { createScheduler } from "./scheduler.ts";

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

self.onmessage = (event: MessageEvent<CpuRequest>) => handle(event.data);
