import type { Turns } from "./scheduler.ts";

/** Turns of a worker: what is called later is called after the messages that already wait. */
export function messageTurns(): Turns {
  // A message to oneself is handled after those already waiting, unlike a microtask, and sooner than a timer.
  const channel = new MessageChannel();
  let resume: (() => void) | null = null;
  channel.port1.onmessage = () => {
    const callback = resume;
    resume = null;
    callback?.();
  };
  return {
    later(callback) {
      resume = callback;
      channel.port2.postMessage(null);
    },
    now: () => performance.now(),
  };
}
