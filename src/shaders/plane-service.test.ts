import { beforeAll, describe, expect, test, vi } from "vitest";
import type { Legend } from "./legend.ts";
import type { Motion } from "./motion.ts";
import { PlaneProblem } from "./plane-problem.ts";
import { PlaneService } from "./plane-service.ts";
import type { FigureOptions, PlaneReply, PlaneState } from "./protocol.ts";
import type { Pause, PlaneRenderer } from "./renderer.ts";
import { ShaderError } from "./shader-error.ts";
import { noLayers } from "./testing/layers.ts";

const state = (viewId: string, revision: number, rest: Partial<PlaneState> = {}): PlaneState => ({
  viewId,
  revision,
  source: "F(x, y) = (x, y)",
  field: "F",
  time: 0,
  view: { centreX: 0, centreY: 0, unitsPerPixel: 0.01 },
  width: 4,
  height: 3,
  pixelRatio: 1,
  map: {
    kind: "exact",
    compare: { left: "estimate", right: "exact", divider: 0.5, step: 1e-3 },
    quantity: "divergence",
    method: "jacobian-forward",
    probes: 1,
    taken: 1,
    distribution: "rademacher",
    keys: "shared",
    layout: "jax",
    seed: 0,
  },
  range: { mode: "auto" },
  colouring: { quantity: "divergence", palette: "auto", scale: "linear", contours: false },
  streamlines: false,
  layers: noLayers,
  lines: { density: "normal", colour: "plain" },
  theme: "light",
  ...rest,
});

const figure: FigureOptions = {
  format: "png",
  scale: 1,
  title: "",
  axes: true,
  bar: true,
  source: false,
  transparent: false,
  overlay: [],
};

/** Draws nothing and remembers what it was asked to; `probes` calls of `advance` make a picture final. */
class FakeRenderer implements PlaneRenderer {
  readonly backend = "webgl2";
  lost = false;
  disposed = false;
  readonly drawn: string[] = [];
  readonly forgotten: string[] = [];
  private readonly advanced = new Map<string, number>();
  private readonly probes: number;
  error: Error | null = null;
  moving = true;

  constructor(probes = 0) {
    this.probes = probes;
  }

  draw({ viewId, revision }: PlaneState) {
    if (this.error) throw this.error;
    this.drawn.push(`${viewId}${revision}`);
    const bitmap = { close() {} } as ImageBitmap;
    return { bitmap, legend: {} as Legend, check: null, progress: this.progress(viewId) };
  }

  move({ viewId, revision }: PlaneState, motion: Motion) {
    this.drawn.push(`${viewId}${revision} at ${motion.time}`);
    return this.moving ? ({ close() {} } as ImageBitmap) : null;
  }

  advance({ viewId }: PlaneState) {
    this.advanced.set(viewId, (this.advanced.get(viewId) ?? 0) + 1);
    return this.progress(viewId);
  }

  values({ width, height }: PlaneState) {
    return { width, height, values: new Float32Array(width * height).fill(7) };
  }

  /** Turns that a plate takes; without any there are none. */
  turns = 0;
  taken = 0;

  async plate(_state: PlaneState, _motion: Motion, _scale: number, pause: Pause): Promise<never> {
    for (this.taken = 0; this.taken < this.turns; this.taken += 1) await pause(this.taken / this.turns);
    throw new PlaneProblem("no plates here");
  }

  sides() {
    return { exact: 1, difference: 2 };
  }

  vectors() {
    return [{ kind: "streamlines", lines: [], arrows: [] } as const];
  }

  forget(viewId: string) {
    this.forgotten.push(viewId);
  }

  dispose() {
    this.disposed = true;
  }

  private progress(viewId: string): number {
    return this.probes === 0 ? 1 : Math.min(1, (this.advanced.get(viewId) ?? 0) / this.probes);
  }
}

function start(renderer: FakeRenderer | null) {
  const replies: PlaneReply[] = [];
  const tasks: (() => void)[] = [];
  let time = 0;
  let canLose = true;
  const service = new PlaneService(
    {
      post: (reply) => replies.push(reply),
      defer: (task) => tasks.push(task),
      now: () => time,
      loseContext: () => canLose,
    },
    renderer,
  );
  /** Runs deferred tasks until none is left; `step` milliseconds pass with each. */
  const settle = (step = 10) => {
    let count = 0;
    for (let task = tasks.shift(); task; task = tasks.shift()) {
      time += step;
      task();
      count += 1;
      if (count > 1000) throw new Error("never comes to rest");
    }
    return count;
  };
  const replied = <Type extends PlaneReply["type"]>(type: Type) =>
    replies.filter((reply): reply is Extract<PlaneReply, { type: Type }> => reply.type === type);
  return { service, settle, replied, tasks, withoutGraphics: () => (canLose = false) };
}

// What figures take is loaded with the first one asked for; a busy machine needs longer for it than a test waits.
beforeAll(() => import("./draw-figure.ts"));

describe("PlaneService", () => {
  test("draws the latest of several states, once", () => {
    const renderer = new FakeRenderer();
    const { service, settle, replied } = start(renderer);
    for (let revision = 1; revision <= 50; revision += 1)
      service.receive({ type: "state", state: state("a", revision) });
    settle();
    expect(renderer.drawn).toEqual(["a50"]);
    expect(replied("frame").map((frame) => frame.revision)).toEqual([50]);
  });

  test("ends the work on a picture that is not wanted any more, keeps what was made for it, and begins it again", () => {
    const renderer = new FakeRenderer(100);
    const { service, settle, replied, tasks } = start(renderer);
    service.receive({ type: "state", state: state("a", 1) });
    for (let turn = 0; turn < 5; turn += 1) tasks.shift()?.();
    service.receive({ type: "values", id: 1, viewId: "a" });
    service.receive({ type: "halt", id: 2, viewId: "a" });
    expect(replied("done")).toEqual([{ type: "done", id: 2 }]);
    expect(replied("failed").map(({ id }) => id)).toEqual([1]);
    const drawn = renderer.drawn.length;
    settle();
    service.contextLost();
    service.contextRestored(renderer);
    settle();
    expect(renderer.drawn).toHaveLength(drawn);
    expect(renderer.forgotten).toEqual([]);
    service.receive({ type: "state", state: state("a", 2) });
    settle();
    expect(renderer.drawn.at(-1)).toBe("a2");
    expect(replied("frame").at(-1)).toMatchObject({ revision: 2, progress: 1 });
  });

  test("keeps what comes before its renderer, and draws it then", () => {
    const { service, settle, replied } = start(null);
    service.receive({ type: "state", state: state("a", 1) });
    service.receive({ type: "state", state: state("a", 2) });
    expect(settle()).toBe(0);
    const renderer = new FakeRenderer();
    service.begin(renderer);
    settle();
    expect(renderer.drawn).toEqual(["a2"]);
    expect(replied("frame").map((frame) => frame.revision)).toEqual([2]);
  });

  test("does not go back to an older state", () => {
    const renderer = new FakeRenderer();
    const { service, settle } = start(renderer);
    service.receive({ type: "state", state: state("a", 5) });
    service.receive({ type: "state", state: state("a", 4) });
    settle();
    expect(renderer.drawn).toEqual(["a5"]);
  });

  test("does nothing when nothing changes", () => {
    const { service, settle, tasks } = start(new FakeRenderer());
    service.receive({ type: "state", state: state("a", 1) });
    settle();
    expect(tasks).toHaveLength(0);
    expect(settle()).toBe(0);
  });

  test("serves all views, one at a time", () => {
    const renderer = new FakeRenderer();
    const { service, settle } = start(renderer);
    for (const view of ["a", "b", "c"]) service.receive({ type: "state", state: state(view, 1) });
    settle();
    expect(renderer.drawn).toEqual(["a1", "b1", "c1"]);
  });

  test("shows the probes settle and ends with the final picture", () => {
    const { service, settle, replied } = start(new FakeRenderer(40));
    service.receive({ type: "state", state: state("a", 1) });
    settle(10);
    const progress = replied("frame").map((frame) => frame.progress);
    expect(progress[0]).toBe(0);
    expect(progress.at(-1)).toBe(1);
    expect(progress.filter((share) => share === 1)).toHaveLength(1);
    expect([...progress].sort((a, b) => a - b)).toEqual(progress);
    // 40 slices of 10 ms, a picture at most every 120 ms.
    expect(progress.length).toBeLessThan(6);
  });

  test("leaves unfinished probes for a newer state", () => {
    const renderer = new FakeRenderer(500);
    const { service, tasks, settle } = start(renderer);
    service.receive({ type: "state", state: state("a", 1) });
    for (let k = 0; k < 10; k += 1) tasks.shift()?.();
    service.receive({ type: "state", state: state("a", 2) });
    tasks.shift()?.();
    expect(renderer.drawn.at(-1)).toBe("a2");
    service.receive({ type: "forget", viewId: "a" });
    settle();
    expect(renderer.forgotten).toEqual(["a"]);
  });

  test("answers for values when the picture is final, and not of a view that is not there", () => {
    const { service, settle, replied } = start(new FakeRenderer(20));
    service.receive({ type: "state", state: state("a", 1) });
    service.receive({ type: "values", id: 1, viewId: "a" });
    service.receive({ type: "values", id: 2, viewId: "b" });
    settle();
    expect(replied("values")).toEqual([
      { type: "values", id: 1, width: 4, height: 3, values: new Float32Array(12).fill(7) },
    ]);
    expect(replied("failed")).toEqual([{ type: "failed", id: 2, message: "There is no such view." }]);
    service.receive({ type: "values", id: 3, viewId: "a" });
    settle();
    expect(replied("values").map((reply) => reply.id)).toEqual([1, 3]);
  });

  test("says what is wrong in a sentence, and goes on", () => {
    const renderer = new FakeRenderer();
    const { service, settle, replied } = start(renderer);
    renderer.error = new ShaderError("ERROR: 0:7: 'x' : syntax error");
    service.receive({ type: "state", state: state("a", 1) });
    settle();
    renderer.error = new PlaneProblem("There is no field named F.");
    service.receive({ type: "state", state: state("a", 2) });
    service.receive({ type: "values", id: 1, viewId: "a" });
    settle();
    renderer.error = null;
    service.receive({
      type: "state",
      state: state("a", 3, { view: { centreX: 0, centreY: 0, unitsPerPixel: 0 } }),
    });
    settle();
    service.receive({ type: "state", state: state("a", 4) });
    settle();
    expect(replied("problem").map(({ revision, message }) => [revision, message])).toEqual([
      [1, "The graphics driver refused this field's shader: ERROR: 0:7: 'x' : syntax error"],
      [2, "There is no field named F."],
      [3, "The view lies beyond what numbers can show."],
    ]);
    expect(replied("failed").map((reply) => reply.id)).toEqual([1]);
    expect(renderer.drawn).toEqual(["a4"]);
  });

  test("draws everything again with a new renderer after the context was lost", () => {
    const first = new FakeRenderer();
    const { service, settle, replied } = start(first);
    for (const view of ["a", "b"]) service.receive({ type: "state", state: state(view, 1) });
    settle();
    service.receive({ type: "lose-context", id: 9 });
    service.contextLost();
    expect(first.disposed).toBe(true);
    service.receive({ type: "state", state: state("b", 2) });
    settle();
    expect(first.drawn).toEqual(["a1", "b1"]);
    const second = new FakeRenderer();
    service.contextRestored(second);
    settle();
    expect(second.drawn.sort()).toEqual(["a1", "b2"]);
    expect(replied("context").map((reply) => reply.status)).toEqual(["ok", "lost", "restored"]);
    expect(replied("done")).toEqual([{ type: "done", id: 9 }]);
  });

  test("throws away pictures of a context that is already gone", () => {
    const renderer = new FakeRenderer();
    const { service, tasks, replied } = start(renderer);
    service.receive({ type: "state", state: state("a", 1) });
    renderer.lost = true;
    tasks.shift()?.();
    expect(replied("frame")).toEqual([]);
    service.contextLost();
    const next = new FakeRenderer();
    service.contextRestored(next);
    tasks.pop()?.();
    expect(next.drawn).toEqual(["a1"]);
  });

  test("answers a request to lose the context where there is none", () => {
    const { service, replied, withoutGraphics } = start(new FakeRenderer());
    withoutGraphics();
    service.receive({ type: "lose-context", id: 1 });
    expect(replied("done")).toEqual([{ type: "done", id: 1 }]);
  });

  test("tells why a figure could not be made", async () => {
    const { service, replied } = start(new FakeRenderer());
    service.receive({ type: "figure", id: 4, state: state("a", 1), figure });
    // What draws figures is loaded first.
    await vi.waitFor(() =>
      expect(replied("failed")).toEqual([{ type: "failed", id: 4, message: "no plates here" }]),
    );
  });

  test("tells how far a figure is, and leaves it when it is cancelled, not others", async () => {
    const renderer = new FakeRenderer();
    renderer.turns = 10;
    const { service, replied, tasks } = start(renderer);
    service.receive({ type: "figure", id: 7, state: state("a", 1), figure });
    for (let turn = 0; turn < 3; turn += 1) {
      await vi.waitFor(() => expect(tasks).toHaveLength(1));
      tasks.shift()?.();
    }
    await vi.waitFor(() => expect(tasks).toHaveLength(1));
    expect(replied("progress").map(({ progress }) => progress)).toEqual([0, 0.1, 0.2, 0.3]);
    service.receive({ type: "cancel", id: 7 });
    service.receive({ type: "cancel", id: 99 });
    tasks.shift()?.();
    await vi.waitFor(() => expect(replied("failed").map(({ id }) => id)).toEqual([7]));
    expect(renderer.taken).toBe(3);
    expect(tasks).toHaveLength(0);
    expect(replied("figure")).toEqual([]);
  });

  test("gives the lines of a state, or says why there are none", async () => {
    const { service, replied } = start(new FakeRenderer());
    service.receive({ type: "vectors", id: 1, state: state("a", 1) });
    const layers = [{ kind: "streamlines", lines: [], arrows: [] }];
    await vi.waitFor(() => expect(replied("vectors")).toEqual([{ type: "vectors", id: 1, layers }]));
    service.contextLost();
    service.receive({ type: "vectors", id: 2, state: state("a", 1) });
    await vi.waitFor(() => expect(replied("failed").map(({ id }) => id)).toEqual([2]));
  });
});
