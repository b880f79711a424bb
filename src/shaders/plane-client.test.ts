import { describe, expect, test, vi } from "vitest";
import type { Legend } from "./legend.ts";
import { PlaneClient, type WorkerLike } from "./plane-client.ts";
import type { FigureOptions, PlaneReply, PlaneRequest, PlaneState } from "./protocol.ts";

class FakeWorker implements WorkerLike {
  onmessage: ((event: MessageEvent) => void) | null = null;
  onerror: ((event: ErrorEvent) => void) | null = null;
  onmessageerror: ((event: MessageEvent) => void) | null = null;
  readonly received: PlaneRequest[] = [];
  terminated = false;
  readonly transferred: Transferable[] = [];
  postMessage(message: PlaneRequest, transfer: Transferable[] = []) {
    this.received.push(message);
    this.transferred.push(...transfer);
  }
  terminate() {
    this.terminated = true;
  }
  reply(reply: PlaneReply) {
    this.onmessage?.({ data: reply } as MessageEvent);
  }
  crash(message: string) {
    this.onerror?.({ message, preventDefault() {} } as ErrorEvent);
  }
  get states() {
    return this.received.flatMap((request) => (request.type === "state" ? [request.state.revision] : []));
  }
}

function start() {
  const workers: FakeWorker[] = [];
  const seen: string[] = [];
  const client = new PlaneClient(
    {
      frame: (frame) => seen.push(`frame ${frame.revision}`),
      moved: (moved) => seen.push(`moved ${moved.revision}`),
      problem: (problem) => seen.push(`problem ${problem.revision}`),
      context: (status) => seen.push(status),
      crash: (message, restarted) => seen.push(`crash ${message} ${restarted}`),
    },
    () => {
      const worker = new FakeWorker();
      workers.push(worker);
      return worker;
    },
  );
  return { client, workers, seen, worker: workers[0] as FakeWorker };
}

const state = (revision: number, viewId = "a") => ({ viewId, revision }) as PlaneState;
let closed = 0;
const frame = (revision: number, progress = 1, viewId = "a"): PlaneReply => ({
  type: "frame",
  viewId,
  revision,
  bitmap: { close: () => (closed += 1) } as unknown as ImageBitmap,
  legend: {} as Legend,
  check: null,
  progress,
  backend: "webgl2",
});

describe("PlaneClient", () => {
  test("has one state of a view in flight and then sends the latest", () => {
    const { client, worker } = start();
    for (let revision = 1; revision <= 9; revision += 1) client.show(state(revision));
    expect(worker.states).toEqual([1]);
    worker.reply(frame(1));
    expect(worker.states).toEqual([1, 9]);
    worker.reply(frame(9));
    expect(worker.states).toEqual([1, 9]);
  });

  test("does not wait for a picture to be final, nor for other views, and a problem lands a state too", () => {
    const { client, worker } = start();
    client.show(state(1));
    client.show(state(2));
    client.show(state(1, "b"));
    expect(worker.states).toEqual([1, 1]);
    worker.reply(frame(1, 0.25));
    expect(worker.states).toEqual([1, 1, 2]);
    client.show(state(3));
    worker.reply({ type: "problem", viewId: "a", revision: 2, message: "no" });
    expect(worker.states).toEqual([1, 1, 2, 3]);
  });

  test("a late frame of an older revision does not land the one in flight", () => {
    const { client, worker } = start();
    client.show(state(1));
    worker.reply(frame(1, 0.5));
    client.show(state(2));
    client.show(state(3));
    worker.reply(frame(1, 1));
    expect(worker.states).toEqual([1, 2]);
    worker.reply(frame(2));
    expect(worker.states).toEqual([1, 2, 3]);
  });

  test("closes bitmaps of views that were forgotten", () => {
    const { client, worker, seen } = start();
    client.show(state(1));
    client.forget("a");
    const before = closed;
    worker.reply(frame(1));
    expect(closed).toBe(before + 1);
    expect(seen).toEqual([]);
  });

  test("gives the memory of pixels that were shown back with the next move, once", () => {
    const { client, worker, seen } = start();
    client.show(state(1));
    worker.reply(frame(1));
    const data = new Uint8ClampedArray(4);
    for (const viewId of ["a", "b"])
      worker.reply({ type: "moved", viewId, revision: 1, picture: { width: 1, height: 1, data } });
    for (const viewId of ["b", "a", "a"]) void client.move(viewId, 0.1);
    expect(seen).toEqual(["frame 1", "moved 1"]);
    const spares = worker.received.flatMap((request) => (request.type === "move" ? [request.spare] : []));
    expect(spares).toEqual([null, data.buffer, null]);
    expect(spares[1]).toBe(data.buffer);
    expect(worker.transferred).toEqual([data.buffer]);
  });

  test("matches answers to questions", async () => {
    const { client, worker } = start();
    const values = client.values("a");
    const other = client.values("b");
    const [first, second] = worker.received.flatMap((request) =>
      request.type === "values" ? [request.id] : [],
    );
    worker.reply({ type: "failed", id: second as number, message: "There is no such view." });
    worker.reply({ type: "values", id: first as number, width: 1, height: 1, values: Float32Array.of(3) });
    await expect(values).resolves.toEqual({ width: 1, height: 1, values: Float32Array.of(3) });
    await expect(other).rejects.toThrow("There is no such view.");
  });

  test("asks nothing for those who no longer wait, and tells the worker of those who stop waiting", async () => {
    const { client, worker } = start();
    const ask = (signal: AbortSignal) =>
      client.figure(state(1), {} as FigureOptions, { signal, onProgress: () => {} });
    const gone = new AbortController();
    gone.abort(new Error("gone before"));
    await expect(ask(gone.signal)).rejects.toThrow("gone before");
    expect(worker.received).toEqual([]);
    const leaving = new AbortController();
    const answer = ask(leaving.signal);
    leaving.abort(new Error("left"));
    await expect(answer).rejects.toThrow("left");
    expect(worker.received.map(({ type }) => type)).toEqual(["figure", "cancel"]);
  });

  test("restarts a broken worker once, with the latest states, and reports it", async () => {
    const { client, workers, seen, worker } = start();
    client.show(state(1));
    client.show(state(2));
    const lost = client.values("a");
    worker.crash("out of memory");
    await expect(lost).rejects.toThrow("out of memory");
    expect(worker.terminated).toBe(true);
    expect(workers).toHaveLength(2);
    expect(workers[1]?.states).toEqual([2]);
    workers[1]?.crash("again");
    expect(workers).toHaveLength(2);
    expect(seen).toEqual(["crash out of memory true", "crash again false"]);
    await expect(client.values("a")).rejects.toThrow("not running");
    client.show(state(3));
  });

  test("tells a worker that hears of a picture that is not wanted, and draws the next one", async () => {
    vi.useFakeTimers();
    try {
      const { client, workers, worker } = start();
      client.show(state(1));
      client.halt("a");
      const halts = worker.received.flatMap((request) => (request.type === "halt" ? [request] : []));
      expect(halts.map(({ viewId }) => viewId)).toEqual(["a"]);
      worker.reply({ type: "done", id: halts[0]?.id as number });
      await vi.advanceTimersByTimeAsync(60_000);
      expect(workers).toHaveLength(1);
      client.show(state(2));
      expect(worker.states).toEqual([1, 2]);
    } finally {
      vi.useRealTimers();
    }
  });

  test("ends a worker that does not hear; another draws the other views, and this one when it is shown again", () => {
    vi.useFakeTimers();
    try {
      const { client, workers, worker, seen } = start();
      client.show(state(1));
      client.show(state(1, "b"));
      client.show(state(2));
      client.halt("a");
      vi.advanceTimersByTime(60_000);
      expect(worker.terminated).toBe(true);
      const next = workers[1] as FakeWorker;
      expect(next.received).toMatchObject([{ type: "state", state: { viewId: "b", revision: 1 } }]);
      client.show(state(3));
      expect(next.states).toEqual([1, 3]);
      // It is no breakdown: one of those is still mended.
      expect(seen).toEqual([]);
      next.crash("out of memory");
      expect(seen).toEqual(["crash out of memory true"]);
      expect(workers[2]?.states).toEqual([3, 1]);
    } finally {
      vi.useRealTimers();
    }
  });

  test("rejects what is pending when it is disposed of", async () => {
    const { client, worker } = start();
    const pending = client.loseContext();
    client.dispose();
    await expect(pending).rejects.toThrow("closed");
    expect(worker.terminated).toBe(true);
  });
});
