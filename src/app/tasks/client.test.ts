import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createClient, type Port, type ReplyOf, type RequestOf } from "./client.ts";

interface CountWork {
  readonly task: { readonly kind: "count"; readonly to: number };
  readonly results: { readonly count: number };
  readonly parts: { readonly count: string };
}

class FakeWorker implements Port<CountWork> {
  readonly received: RequestOf<CountWork>[] = [];
  ended = false;
  onmessage: ((event: MessageEvent<ReplyOf<CountWork>>) => void) | null = null;
  onerror: ((event: ErrorEvent) => void) | null = null;
  postMessage(message: RequestOf<CountWork>): void {
    this.received.push(message);
  }
  terminate(): void {
    this.ended = true;
  }
  says(...replies: ReplyOf<CountWork>[]): void {
    for (const data of replies) this.onmessage?.({ data } as MessageEvent<ReplyOf<CountWork>>);
  }
  get tasks(): number[] {
    return this.received.flatMap((message) => (message.type === "task" ? [message.id] : []));
  }
}

/** Tasks 1, 2, … for cells a, b, …, what each has told, and the worker that has them now. */
function setup(count: number) {
  const workers: FakeWorker[] = [];
  const spawn = () => {
    const worker = new FakeWorker();
    workers.push(worker);
    return worker;
  };
  const client = createClient<CountWork>(spawn, true);
  const parts: string[][] = [];
  const outcomes = Array.from({ length: count }, (_, at) => {
    const told: string[] = [];
    parts.push(told);
    return client.run({ kind: "count", to: at }, (_progress, own) => told.push(...own), "abc"[at]);
  });
  const worker = () => workers.at(-1) as FakeWorker;
  return { client, outcomes, parts, workers, worker };
}

const part = (id: number, ...parts: string[]) => ({ type: "progress", id, progress: 0.5, parts }) as const;
const turn = (id: number) => ({ type: "turn", id }) as const;
const done = (id: number) => ({ type: "result", id, value: id }) as const;

describe("a task that is stuck", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("fails alone: the others begin again, and tell nothing twice", async () => {
    const { outcomes, parts, workers, worker } = setup(3);
    worker().says(turn(1), part(1, "one"), turn(3), part(3, "two", "three"), turn(2));
    vi.advanceTimersByTime(10_500);
    expect(await outcomes[1]).toMatchObject({ status: "failed", message: expect.stringContaining("10 s") });
    expect(workers.map(({ ended }) => ended)).toEqual([true, false]);
    expect(worker().tasks).toEqual([1, 3]);
    worker().says(turn(1), part(1, "one", "and a half"), turn(3), part(3, "two"), part(3, "three", "four"));
    worker().says(done(1), done(3));
    expect(await Promise.all([outcomes[0], outcomes[2]])).toEqual([
      { status: "done", value: 1 },
      { status: "done", value: 3 },
    ]);
    expect(parts).toEqual([["one", "and a half"], [], ["two", "three", "four"]]);
  });

  it("is ended half a second after it was cancelled, and the others begin again", async () => {
    const { client, outcomes, worker } = setup(2);
    const first = worker();
    first.says(turn(2), turn(1));
    client.cancel("count", "a");
    const next = client.run({ kind: "count", to: 9 }, undefined, "a");
    vi.advanceTimersByTime(400);
    expect(first.ended).toBe(false);
    vi.advanceTimersByTime(200);
    expect(first.ended).toBe(true);
    expect(await outcomes[0]).toEqual({ status: "superseded" });
    expect(worker().tasks).toEqual([2, 3]);
    worker().says(done(2), done(3));
    expect(await outcomes[1]).toEqual({ status: "done", value: 2 });
    expect(await next).toEqual({ status: "done", value: 3 });
  });

  it("is not ended where another one is cancelled, which does not wait for it", async () => {
    const { client, outcomes, worker } = setup(2);
    worker().says(turn(1), turn(2));
    client.cancel("count", "a");
    vi.advanceTimersByTime(600);
    expect(await outcomes[0]).toEqual({ status: "superseded" });
    expect(worker().ended).toBe(false);
    worker().says({ type: "cancelled", id: 1 }, done(2));
    expect(await outcomes[1]).toEqual({ status: "done", value: 2 });
  });

  it("is waited for where a newer one supersedes it: a pointer asks for many", async () => {
    const { client, outcomes, worker } = setup(1);
    worker().says(turn(1));
    const next = client.run({ kind: "count", to: 9 }, undefined, "a");
    vi.advanceTimersByTime(5000);
    expect(worker().ended).toBe(false);
    worker().says({ type: "cancelled", id: 1 }, done(2));
    expect(await outcomes[0]).toEqual({ status: "superseded" });
    expect(await next).toEqual({ status: "done", value: 2 });
  });

  it("leaves a worker that answers soon, and one that breaks before any turn fails all", async () => {
    const { client, outcomes, workers, worker } = setup(3);
    worker().says(turn(1));
    client.cancel("count", "a");
    worker().says({ type: "cancelled", id: 1 });
    vi.advanceTimersByTime(2000);
    expect(workers.map(({ ended }) => ended)).toEqual([false]);
    expect(await outcomes[0]).toEqual({ status: "superseded" });
    worker().onerror?.({ message: "boom" } as ErrorEvent);
    for (const outcome of outcomes.slice(1)) expect(await outcome).toMatchObject({ status: "failed" });
    expect(workers).toHaveLength(1);
  });
});
