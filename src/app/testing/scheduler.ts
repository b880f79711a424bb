import type { CpuReply } from "../cpu/protocol.ts";
import { createScheduler } from "../cpu/scheduler.ts";

/** A scheduler whose turns are given by hand, on a clock on which every look takes a slice's time: one step a turn. */
export function scheduledByHand() {
  const replies: CpuReply[] = [];
  const waiting: (() => void)[] = [];
  let now = 0;
  const handle = createScheduler(
    (message) => replies.push(message),
    (callback) => waiting.push(callback),
    () => {
      now += 10;
      return now;
    },
  );
  return { replies, handle, turn: () => waiting.shift()?.(), idle: () => waiting.length === 0 };
}
