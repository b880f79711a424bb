import { describe, expect, it } from "vitest";
import type { ReplyOf } from "../tasks/client.ts";
import type { LaboratoryTask, LaboratoryWork } from "./protocol.ts";
import { createLaboratoryScheduler } from "./scheduler.ts";

const subject = {
  source: "F(x, y) = (x^2 y, sin(x y))",
  field: "F",
  time: 0,
  seed: 1,
  layout: "jax",
} as const;
const estimator = { method: "hutchinson", distribution: "gaussian" } as const;
const convergence: LaboratoryTask = {
  kind: "convergence",
  subject,
  estimators: [estimator],
  at: [1, 2],
  probes: 16,
  repetitions: 50,
  first: 0,
  draws: 500,
};

function byHand() {
  const replies: ReplyOf<LaboratoryWork>[] = [];
  const waiting: (() => void)[] = [];
  let time = 0;
  const handle = createLaboratoryScheduler((message) => replies.push(structuredClone(message)), {
    later: (callback) => void waiting.push(callback),
    now: () => {
      time += 10;
      return time;
    },
  });
  let id = 0;
  const start = (task: LaboratoryTask, purpose = "cell") => {
    id += 1;
    handle({ type: "task", id, purpose, task: structuredClone(task) });
    return id;
  };
  const turn = () => waiting.shift()?.();
  const run = () => {
    while (waiting.length > 0) turn();
  };
  return { replies, handle, start, turn, run };
}

describe("the laboratory's worker", () => {
  it("does tasks of all kinds, for several cells at once, in messages that can be posted", () => {
    const { replies, start, run } = byHand();
    const methods = [{ method: "structured" }] as const;
    const tasks: LaboratoryTask[] = [
      convergence,
      { kind: "compare", subject, methods, over: { points: [1, 2, 3, 4] }, probe: { at: [1, 2], index: 0 } },
      { kind: "cost", family: "elementwise", most: 4, methods, seed: 0, layout: "jax" },
      { kind: "candidates", methods: [], subject },
      { kind: "points", subject, text: "1,2", methods, components: false },
      { kind: "structure", subject },
      { kind: "value", subject, choice: { method: "auto" }, probe: { at: [1, 2], index: 0 } },
    ];
    for (const task of tasks) start(task);
    start(convergence, "another cell");
    run();
    const ended = replies.filter(({ type }) => type !== "progress" && type !== "turn");
    expect(ended.map(({ type }) => type)).toEqual(new Array(8).fill("result"));
    expect(ended.map(({ id }) => id).sort()).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });

  it("drops the older of two tasks of a cell, and what is cancelled, at once", () => {
    const { replies, handle, start, turn, run } = byHand();
    const first = start(convergence);
    for (let k = 0; k < 5; k++) turn();
    const second = start({ ...convergence, first: 50 });
    expect(replies.at(-1)).toEqual({ type: "cancelled", id: first });
    turn();
    handle({ type: "cancel", id: second });
    const told = replies.length;
    run();
    expect(replies).toHaveLength(told);
    expect(replies.at(-1)).toEqual({ type: "cancelled", id: second });
  });

  it("says in a sentence what cannot be done", () => {
    const { replies, start, run } = byHand();
    start({ ...convergence, subject: { ...subject, field: "G" } });
    run();
    expect(replies.slice(1)).toEqual([
      { type: "failed", id: 1, message: "There is no field G in the source." },
    ]);
  });

  it("reads several texts as one program", () => {
    const { replies, start, run } = byHand();
    const texts = ["a = 3", "F(x, y) = (a x, y"];
    start({
      kind: "points",
      subject: { ...subject, source: [texts[1] as string, texts[0] as string] },
      text: "1,2",
      methods: [{ method: "auto" }],
      components: false,
    });
    run();
    expect(replies.at(-1)).toMatchObject({ type: "failed" });
    start({
      kind: "points",
      subject: { ...subject, source: [`${texts[1]})`, texts[0] as string] },
      text: "1,2",
      methods: [{ method: "auto" }],
      components: false,
    });
    run();
    const last = replies.at(-1);
    expect(last).toMatchObject({ type: "result", value: { count: 1 } });
    const rows = replies.flatMap((reply) => (reply.type === "progress" ? (reply.parts ?? []) : []));
    expect(rows).toMatchObject([{ values: Float64Array.of(1, 2, 4) }]);
  });
});
