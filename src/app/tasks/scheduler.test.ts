import { describe, expect, it } from "vitest";
import type { WorkReply } from "./protocol.ts";
import { createTaskScheduler, type Steps } from "./scheduler.ts";
import { TaskError } from "./task-error.ts";

interface CountTask {
  readonly kind: "count" | "fail";
  readonly to: number;
}

/** Tells each number as a part, and at last their sum. */
function* counting({ kind, to }: CountTask): Steps<number, number> {
  let sum = 0;
  for (let k = 1; k <= to; k++) {
    sum += k;
    if (k % 3 === 0) yield k / to;
    else yield { progress: k / to, part: k };
  }
  if (kind === "fail") throw new TaskError("It was too much.");
  return sum;
}

function byHand(tick: number) {
  const replies: WorkReply<number, number>[] = [];
  const waiting: (() => void)[] = [];
  let time = 0;
  const now = () => {
    time += tick;
    return time;
  };
  const later = (callback: () => void) => void waiting.push(callback);
  const handle = createTaskScheduler(counting, (message) => replies.push(message), { later, now });
  const turn = () => waiting.shift()?.();
  const run = () => {
    while (waiting.length > 0) turn();
  };
  return { replies, handle, turn, run };
}

const partsOf = (replies: readonly WorkReply<number, number>[], id: number) =>
  replies.flatMap((reply) => (reply.type === "progress" && reply.id === id ? (reply.parts ?? []) : []));
const wanted = (to: number) => Array.from({ length: to }, (_, k) => k + 1).filter((k) => k % 3 !== 0);

describe("task scheduler", () => {
  it.each([0.01, 1, 10, 200])(
    "tells every part once and in order, whatever the clock (%s ms a look)",
    (tick) => {
      const { replies, handle, run } = byHand(tick);
      handle({ type: "task", id: 1, purpose: "a", task: { kind: "count", to: 100 } });
      run();
      expect(partsOf(replies, 1)).toEqual(wanted(100));
      expect(replies.at(-1)).toEqual({ type: "result", id: 1, value: 5050 });
      expect(replies.filter(({ type }) => type === "result")).toHaveLength(1);
    },
  );

  it("tells parts before the task is over, and not at every step", () => {
    const { replies, handle, run } = byHand(2);
    handle({ type: "task", id: 1, purpose: "a", task: { kind: "count", to: 300 } });
    run();
    const told = replies.filter(({ type }) => type === "progress").length;
    expect(told).toBeGreaterThan(5);
    expect(told).toBeLessThan(100);
  });

  it("runs tasks for different purposes beside each other, and one of each kind and purpose", () => {
    const { replies, handle, turn, run } = byHand(10);
    handle({ type: "task", id: 1, purpose: "a", task: { kind: "count", to: 9 } });
    handle({ type: "task", id: 2, purpose: "b", task: { kind: "count", to: 9 } });
    turn();
    handle({ type: "task", id: 3, purpose: "a", task: { kind: "count", to: 5 } });
    expect(replies.at(-1)).toEqual({ type: "cancelled", id: 1 });
    run();
    const results = replies.flatMap((reply) => (reply.type === "result" ? [[reply.id, reply.value]] : []));
    expect(results.sort()).toEqual([
      [2, 45],
      [3, 15],
    ]);
    expect(partsOf(replies, 2)).toEqual(wanted(9));
  });

  it("says whose turn it is before each one's, so that what nothing more is heard of is known", () => {
    const { replies, handle, run } = byHand(10);
    handle({ type: "task", id: 1, purpose: "a", task: { kind: "count", to: 2 } });
    handle({ type: "task", id: 2, purpose: "b", task: { kind: "count", to: 1 } });
    run();
    handle({ type: "task", id: 3, purpose: "a", task: { kind: "count", to: 9 } });
    run();
    const turns = replies.flatMap((reply) => (reply.type === "turn" ? [reply.id] : []));
    expect(turns).toEqual([1, 2, 1, 2, 1, 3]);
    let turn = 0;
    for (const { type, id } of replies) {
      if (type === "turn") turn = id;
      expect(id).toBe(turn);
    }
  });

  it("says in its words why a task cannot be done, after what came of it", () => {
    const { replies, handle, run } = byHand(1);
    handle({ type: "task", id: 1, purpose: "a", task: { kind: "fail", to: 4 } });
    run();
    expect(replies.at(-1)).toEqual({ type: "failed", id: 1, message: "It was too much." });
  });
});
