import { afterEach, describe, expect, it, vi } from "vitest";
import type { CpuClient } from "../cpu/client.ts";
import type { FluxFigures, FluxTask } from "../cpu/protocol.ts";
import type { PlaneSession } from "../plane/plane-session.ts";
import { viewOf } from "../testing/view.ts";
import { fluxMeterOf } from "./flux.ts";

const region = {
  on: true,
  shape: "circle",
  points: [
    { x: 0, y: 0 },
    { x: 1, y: 0 },
  ],
} as const;

function setup() {
  const tasks: FluxTask[] = [];
  const cancelled: string[] = [];
  const cpu = {
    run: async (task: FluxTask) => {
      tasks.push(task);
      return { status: "done", value: { levels: task.scales.map((scale) => ({ scale })) } };
    },
    cancel: (kind: string) => cancelled.push(kind),
  } as unknown as CpuClient;
  const view = viewOf("k = 1\nF(x, y) = (k x, y)");
  view.set({ inSight: true });
  const meter = fluxMeterOf({ view, cpu } as PlaneSession);
  const settle = () => vi.waitFor(() => expect(meter.store.getState().figures.status).not.toBe("running"));
  const turn = async () => {
    await Promise.resolve();
    await settle();
  };
  return { tasks, cancelled, view, meter, turn };
}

describe("flux meter", () => {
  afterEach(() => void vi.unstubAllGlobals());

  it("measures only what is on, once for a burst of changes", async () => {
    const { tasks, cancelled, view, turn } = setup();
    await turn();
    expect(tasks).toEqual([]);
    view.setPlane({ flux: region });
    view.setPlane({ flux: { ...region, points: [region.points[0], { x: 2, y: 0 }] } });
    view.setParameter("k", 3);
    await turn();
    expect(tasks).toHaveLength(1);
    expect(tasks[0]).toMatchObject({ shape: { kind: "circle", radius: 2 }, scales: [1] });
    expect(tasks[0]?.subject.source).toContain("k = 3");
    cancelled.length = 0;
    view.setPlane({ flux: { ...region, on: false } });
    await turn();
    expect(tasks).toHaveLength(1);
    expect(cancelled).toEqual(["flux"]);
  });

  it("is not set to work by what the figures do not depend on", async () => {
    const { tasks, view, turn } = setup();
    view.setPlane({ flux: region });
    await turn();
    view.setPlane({ cursor: { x: 1, y: 1 }, streamlines: false, map: "estimate" });
    view.setPlane({ view: { x: 1, y: 1, span: 2 } });
    await turn();
    expect(tasks).toHaveLength(1);
    view.setPlane({ time: 1 });
    await turn();
    expect(tasks).toHaveLength(2);
  });

  it("writes down where a region without points was placed", async () => {
    const { tasks, view, turn } = setup();
    view.setPlane({ flux: { on: true, shape: "rectangle", points: [] } });
    await turn();
    const { flux } = view.store.getState().plane;
    expect(flux?.points).toHaveLength(2);
    await turn();
    expect(tasks.at(-1)?.shape).toMatchObject({ kind: "polygon" });
  });

  it("halves step by step where motion is unwanted, and is whole again when the region changes", async () => {
    const { tasks, view, meter, turn } = setup();
    view.setPlane({ flux: region });
    await turn();
    meter.shrink(false);
    await turn();
    meter.shrink(false);
    expect(meter.store.getState()).toMatchObject({ shrunk: 2, shrinking: false });
    expect(tasks.at(-1)?.scales).toHaveLength(meter.halvings + 1);
    expect(tasks.at(-1)?.scales.at(-1)).toBe(2 ** -meter.halvings);
    meter.change({ ...region, points: [{ x: 1, y: 1 }, region.points[1]] });
    expect(meter.store.getState().shrunk).toBeNull();
    await turn();
    expect(tasks.at(-1)?.scales).toEqual([1]);
  });

  it("shrinks frame by frame once the numbers are there, and stops at the end", async () => {
    const frames: FrameRequestCallback[] = [];
    vi.stubGlobal("requestAnimationFrame", (callback: FrameRequestCallback) => frames.push(callback));
    vi.stubGlobal("cancelAnimationFrame", () => frames.splice(0));
    const { view, meter, turn } = setup();
    view.setPlane({ flux: region });
    await turn();
    meter.shrink(true);
    expect(meter.store.getState()).toMatchObject({ shrunk: 0, shrinking: true });
    await turn();
    const seen: number[] = [];
    for (let now = performance.now(); frames.length > 0 && seen.length < 1000; now += 50) {
      frames.shift()?.(now);
      seen.push(meter.store.getState().shrunk ?? Number.NaN);
    }
    expect(seen.at(-1)).toBe(meter.halvings);
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
    expect(meter.store.getState().shrinking).toBe(false);
    const { figures } = meter.store.getState();
    expect((figures as { value: FluxFigures }).value.levels).toHaveLength(meter.halvings + 1);
    meter.restore();
    expect(meter.store.getState().shrunk).toBeNull();
  });

  it("shrinks no further while its picture is out of sight, and on when it is back", async () => {
    const frames: FrameRequestCallback[] = [];
    vi.stubGlobal("requestAnimationFrame", (callback: FrameRequestCallback) => frames.push(callback));
    vi.stubGlobal("cancelAnimationFrame", () => frames.splice(0));
    const { view, meter, turn } = setup();
    view.setPlane({ flux: region });
    await turn();
    meter.shrink(true);
    await turn();
    frames.shift()?.(performance.now() + 50);
    const { shrunk } = meter.store.getState();
    expect(shrunk).toBeGreaterThan(0);
    view.set({ inSight: false });
    expect(frames).toHaveLength(0);
    expect(meter.store.getState()).toMatchObject({ shrunk, shrinking: true });
    view.set({ inSight: true });
    frames.shift()?.(performance.now() + 50);
    expect(meter.store.getState().shrunk).toBeGreaterThan(shrunk ?? 0);
    meter.pause();
    expect(frames).toHaveLength(0);
  });

  it("asks for no more frames once its plane is gone, though its numbers never came", async () => {
    const frames: FrameRequestCallback[] = [];
    vi.stubGlobal("requestAnimationFrame", (callback: FrameRequestCallback) => frames.push(callback));
    vi.stubGlobal("cancelAnimationFrame", () => frames.splice(0));
    const { view, meter, turn } = setup();
    view.setPlane({ flux: region });
    await turn();
    meter.shrink(true);
    view.notebook.change(null, (document) => ({ ...document, cells: [] }));
    frames.shift()?.(performance.now());
    expect(frames).toHaveLength(0);
    expect(meter.store.getState().shrinking).toBe(false);
  });
});
