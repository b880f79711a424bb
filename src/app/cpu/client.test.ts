import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createCpuClient, type WorkerPort } from "./client.ts";
import type { CpuReply, CpuRequest, CpuTask, Readout, Subject } from "./protocol.ts";

const subject: Subject = {
  source: "F(x, y) = (x, y)",
  field: "F",
  time: 0,
  quantity: "divergence",
  method: "jacobian-forward",
  probes: 4,
  distribution: "rademacher",
  keys: "shared",
  layout: "jax",
  seed: 0,
};
const readoutAt = (x: number): Extract<CpuTask, { kind: "readout" }> => ({
  kind: "readout",
  subject,
  point: { x, y: 0 },
  index: 0,
  step: 1e-3,
});
const answer = { exact: 2 } as Readout;

class FakeWorker implements WorkerPort {
  readonly received: CpuRequest[] = [];
  ended = false;
  onmessage: ((event: MessageEvent<CpuReply>) => void) | null = null;
  onerror: ((event: ErrorEvent) => void) | null = null;
  postMessage(message: CpuRequest): void {
    this.received.push(message);
  }
  terminate(): void {
    this.ended = true;
  }
  reply(data: CpuReply): void {
    this.onmessage?.({ data } as MessageEvent<CpuReply>);
  }
  get tasks() {
    return this.received.filter((message) => message.type === "task");
  }
}

function setup() {
  const workers: FakeWorker[] = [];
  const client = createCpuClient(() => {
    const worker = new FakeWorker();
    workers.push(worker);
    return worker;
  });
  return { workers, client };
}

describe("CPU client", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("starts no worker before there is work", () => {
    expect(setup().workers).toHaveLength(0);
  });

  it("keeps one task running and only the newest waiting", async () => {
    const { workers, client } = setup();
    const outcomes = [1, 2, 3, 4].map((x) => client.run(readoutAt(x)));
    const worker = workers[0] as FakeWorker;
    expect(worker.tasks).toHaveLength(1);
    expect(await outcomes[1]).toEqual({ status: "superseded" });
    expect(await outcomes[2]).toEqual({ status: "superseded" });
    worker.reply({ type: "cancelled", id: 1 });
    expect(await outcomes[0]).toEqual({ status: "superseded" });
    expect(worker.tasks.map((message) => message.type === "task" && message.task)).toEqual([
      readoutAt(1),
      readoutAt(4),
    ]);
    worker.reply({ type: "result", id: 4, value: answer });
    expect(await outcomes[3]).toEqual({ status: "done", value: answer });
  });

  it("does not let a preview take the place of the file, nor its end end it", async () => {
    const { workers, client } = setup();
    const axes = [{ name: "x", low: 0, high: 1, count: 3 }];
    const task = { kind: "csv", subject, axes, version: "1" } as const;
    const file = client.run(task, undefined, "file");
    const preview = client.run({ ...task, rows: 2 }, undefined, "preview");
    client.cancel("csv", "preview");
    const worker = workers[0] as FakeWorker;
    expect(worker.received.map((message) => [message.type, message.id])).toEqual([
      ["task", 1],
      ["task", 2],
      ["cancel", 2],
    ]);
    worker.reply({ type: "cancelled", id: 2 });
    expect(await preview).toEqual({ status: "superseded" });
    const value = new Blob(["x"]);
    worker.reply({ type: "result", id: 1, value });
    expect(await file).toEqual({ status: "done", value });
  });

  it("runs different kinds beside each other", async () => {
    const { workers, client } = setup();
    const pixels = { width: 4, height: 4, centreX: 0, centreY: 0, step: 1 };
    const statistics = client.run({ kind: "statistics", subject, pixels });
    const readout = client.run(readoutAt(1));
    const worker = workers[0] as FakeWorker;
    expect(worker.tasks).toHaveLength(2);
    worker.reply({ type: "result", id: 2, value: answer });
    expect(await readout).toEqual({ status: "done", value: answer });
    worker.reply({ type: "failed", id: 1, message: "no" });
    expect(await statistics).toEqual({ status: "failed", message: "no" });
  });

  it("ends a worker that is silent for 10 s, says so, and goes on with a new one", async () => {
    const { workers, client } = setup();
    const first = client.run(readoutAt(1));
    const second = client.run(readoutAt(2));
    const worker = workers[0] as FakeWorker;
    vi.advanceTimersByTime(9000);
    worker.reply({ type: "progress", id: 1, progress: 0.1 });
    vi.advanceTimersByTime(9000);
    expect(worker.ended).toBe(false);
    vi.advanceTimersByTime(1500);
    expect(worker.ended).toBe(true);
    expect(await first).toMatchObject({ status: "failed", message: expect.stringContaining("10 s") });
    expect(workers).toHaveLength(2);
    worker.reply({ type: "result", id: 2, value: answer });
    workers[1]?.reply({ type: "result", id: 2, value: { ...answer, exact: 3 } });
    expect(await second).toMatchObject({ value: { exact: 3 } });
    vi.advanceTimersByTime(60_000);
    expect(workers[1]?.ended).toBe(false);
  });

  it("survives a worker that breaks", async () => {
    const { workers, client } = setup();
    const lost = client.run(readoutAt(1));
    workers[0]?.onerror?.({ message: "boom" } as ErrorEvent);
    expect(await lost).toMatchObject({ status: "failed", message: expect.stringContaining("boom") });
    const next = client.run(readoutAt(2));
    workers[1]?.reply({ type: "result", id: 2, value: answer });
    expect(await next).toMatchObject({ status: "done" });
  });

  it("cancels what runs and what waits", async () => {
    const { workers, client } = setup();
    const running = client.run(readoutAt(1));
    const waiting = client.run(readoutAt(2));
    client.cancel("readout");
    expect(await waiting).toEqual({ status: "superseded" });
    expect(workers[0]?.received.at(-1)).toEqual({ type: "cancel", id: 1 });
    workers[0]?.reply({ type: "cancelled", id: 1 });
    expect(await running).toEqual({ status: "superseded" });
  });
});
