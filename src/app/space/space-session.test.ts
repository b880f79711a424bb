import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createDocument } from "../document/document.ts";
import { defaultSpace, defaultStreamlines } from "../document/space-cell.ts";
import { createPreparer } from "../laboratory/subject.ts";
import { createNotebook } from "../store/notebook.ts";
import { fieldChoices } from "../store/picture.ts";
import type { Outcome } from "../tasks/client.ts";
import type { SpaceNumbers } from "./numbers.ts";
import { samplesOf } from "./samples.ts";
import { createSpaceSession, type ReadShaders } from "./space-session.ts";

/** A cell of space whose worker answers when it is let to. */
function opened(source = "F(x, y, z) = (x^2, y, z t)", read: ReadShaders = async () => null) {
  const document = createDocument("", source);
  const notebook = createNotebook({ ...document, cells: [...document.cells, defaultSpace("s")] });
  /** Ends the tasks of samples, in the order they were given. */
  const samples: { readonly answer: () => void; readonly fail: (message: string) => void }[] = [];
  const prepare = createPreparer();
  const numbers = {
    cancel() {},
    run: (task: Parameters<SpaceNumbers["run"]>[0]) =>
      new Promise<Outcome<never>>((resolve) => {
        if (task.kind !== "samples") return;
        samples.push({
          answer() {
            const { source, field, time } = task.subject;
            const own = prepare({ source, field, time, seed: 0, layout: "jax" });
            resolve({ status: "done", value: samplesOf(own, task as never) as never });
          },
          fail: (message) => resolve({ status: "failed", message }),
        });
      }),
  } as SpaceNumbers;
  const session = createSpaceSession(notebook, "s", numbers, read, null);
  session.view.set({ plot: { width: 300, height: 200, pixelRatio: 1 } });
  return { notebook, session, samples, state: () => session.view.store.getState() };
}

/** What waits for microtasks has come. */
const soon = () => new Promise((resolve) => setTimeout(resolve));

/** As `opened`, when its first picture is drawn, which needs no worker. */
async function begun(...given: Parameters<typeof opened>) {
  const cell = opened(...given);
  await soon();
  cell.session.drawn(null, 1);
  await soon();
  return cell;
}

describe("a first picture", () => {
  it("has its colours before a worker has begun, keeps them, and asks for nothing until it is drawn", async () => {
    const { session, samples, state } = opened();
    await soon();
    const { scene } = session.store.getState();
    // 2 x + 1 on slices of [−2, 2]³.
    expect(scene?.legend).toMatchObject({ low: -5, high: 5 });
    expect(samples).toEqual([]);
    session.drawn(null, 1);
    await soon();
    expect(samples).toHaveLength(1);
    samples[0]?.answer();
    await soon();
    expect(state()).toMatchObject({ drawing: false, frame: { progress: 1 } });
    expect(session.store.getState().scene).toBe(scene);
    session.dispose();
  });

  it("waits for the worker where there is much to compute, or noise may be all there is", async () => {
    const layers = Array.from(
      { length: 60 },
      (_, k) => `sin(${k + 1} x) cos(${k + 2} y) exp(-z^2 / ${k + 1})`,
    );
    for (const source of [
      `F(x, y, z) = (${layers.join(" + ")}, y, z)`,
      // Without divergence, but for what floating point leaves.
      "F(x, y, z) = (sin(x) cos(y), -cos(x) sin(y), 0)",
    ]) {
      const { session, samples } = opened(source);
      await soon();
      expect(session.store.getState().scene, source).toBe(null);
      expect(samples, source).toHaveLength(1);
      session.dispose();
    }
  });

  it("that never came is asked nothing for once its cell is closed", async () => {
    const { session, samples } = opened();
    await soon();
    session.dispose();
    session.drawn(null, 1);
    await soon();
    expect(samples).toEqual([]);
  });

  it("that is stopped is not gone on with", async () => {
    const { session, samples } = opened();
    await soon();
    session.stop();
    session.drawn(null, 0.5);
    await soon();
    expect(samples).toEqual([]);
    session.draw();
    await soon();
    expect(samples).toHaveLength(1);
    session.dispose();
  });
});

describe("the check of shaders", () => {
  /** Shaders that are right: the divergence of F = (x², y, z t), by hand, where the bindings say that it is. */
  const right: ReadShaders = async ({ bindings }, places) =>
    Float32Array.from(places, ([x]) => 2 * x + 1 + bindings.time);

  it("compares what is of one moment, though time has gone on when float64 answers", async () => {
    const { session, samples, state } = await begun(undefined, right);
    session.change("time", { time: 3 });
    await soon();
    expect(samples).toHaveLength(2);
    session.seen(false);
    session.change("time", { time: 5 });
    samples[1]?.answer();
    await soon();
    const { check } = state().frame ?? {};
    expect(check?.points).toBe(64);
    expect(check?.largest).toBeLessThanOrEqual(check?.bound ?? 0);
    session.dispose();
  });

  it("is not that of samples which newer ones were asked for after", async () => {
    const { session, samples, state } = await begun(undefined, right);
    session.change("time", { time: 3 });
    await soon();
    samples[0]?.answer();
    await soon();
    expect(state()).toMatchObject({ frame: null, drawing: true });
    samples[1]?.answer();
    await soon();
    expect(state()).toMatchObject({ drawing: false, frame: { check: { points: 64 } } });
    session.dispose();
  });
});

describe("what is wrong in space", () => {
  it("is said until it is mended, whatever is turned meanwhile", async () => {
    const { session, samples, state } = await begun();
    const turn = async (azimuth: number) => {
      session.change("camera", { camera: { ...session.store.getState().cell.camera, azimuth } });
      await soon();
    };
    samples[0]?.answer();
    await soon();
    session.drawn("The driver refused it.", 1);
    await turn(1);
    expect(state().problem).toBe("The driver refused it.");
    session.drawn(null, 1);
    expect(state().problem).toBe(null);

    session.change("time", { time: 1 });
    await soon();
    samples[1]?.fail("The numbers could not be computed.");
    await soon();
    await turn(2);
    expect(state()).toMatchObject({ problem: "The numbers could not be computed.", drawing: false });
    session.change("time", { time: 2 });
    await soon();
    samples[2]?.answer();
    await soon();
    expect(state().problem).toBe(null);

    const colouring = { quantity: "function nothing", palette: "auto", scale: "linear", contours: false };
    session.view.setPlane({ colouring: colouring as never });
    await turn(3);
    expect(state().problem).toContain("function nothing");
    session.view.setPlane({ colouring: { ...colouring, quantity: "divergence" } as never });
    await soon();
    samples.at(-1)?.answer();
    await soon();
    expect(state().problem).toBe(null);
    session.dispose();
  });

  it("is not guessed without a context, and is looked for once that is back", async () => {
    const { session, samples, state } = await begun();
    samples[0]?.answer();
    await soon();
    expect(state().frame?.check).toBe(null);
    session.view.set({ context: "lost" });
    session.view.set({ context: "restored" });
    await soon();
    expect(samples).toHaveLength(2);
    session.dispose();
  });
});

describe("time in space", () => {
  const frames = { next: null as ((now: number) => void) | null };
  beforeEach(() => {
    vi.stubGlobal("requestAnimationFrame", (frame: (now: number) => void) => {
      frames.next = frame;
      return 1;
    });
    vi.stubGlobal("cancelAnimationFrame", () => {
      frames.next = null;
    });
  });
  afterEach(() => {
    vi.unstubAllGlobals();
    frames.next = null;
  });

  it("goes on while its picture is seen and depends on it, and owes nothing for the time it was not", () => {
    const { session, state, notebook } = opened();
    session.view.set({ playing: true });
    expect(frames.next).toBe(null);
    session.pictureSeen(true);
    frames.next?.(performance.now() + 50);
    const { time } = state().plane;
    expect(time).toBeGreaterThan(0.02);
    // No step of the history.
    expect(notebook.store.getState().history.past).toHaveLength(0);
    session.pictureSeen(false);
    expect(frames.next).toBe(null);
    session.pictureSeen(true);
    frames.next?.(performance.now() + 10);
    expect(state().plane.time).toBeLessThan(time + 0.03);
    notebook.setSource("code", "F(x, y, z) = (x, y, z)");
    expect(frames.next).toBe(null);
    session.dispose();
  });

  it("is not all that waits: a body shrinks while its picture is seen", () => {
    const { session } = opened();
    session.body.shrink(true);
    expect(frames.next).toBe(null);
    session.pictureSeen(true);
    expect(frames.next).not.toBe(null);
    session.pictureSeen(false);
    expect(frames.next).toBe(null);
    expect(session.body.store.getState().shrinking).toBe(true);
    session.dispose();
  });
});

describe("streamlines that take long", () => {
  it("are stopped, and made after all", async () => {
    const { session } = opened();
    const status = () => session.store.getState().streamlines.status;
    session.change(null, { streamlines: { ...defaultStreamlines, on: true } });
    await soon();
    expect(status()).toBe("running");
    session.flow.stopLines();
    await soon();
    expect(status()).toBe("stopped");
    session.flow.makeLines();
    await soon();
    expect(status()).toBe("running");
    session.dispose();
  });
});

describe("a picture that takes long", () => {
  const look = (session: ReturnType<typeof opened>["session"], azimuth: number) =>
    session.change("camera", { camera: { ...session.store.getState().cell.camera, azimuth } });

  it("is being drawn until all of it is, and after a stop until something of it changes", async () => {
    const { session, samples, state } = await begun();
    samples[0]?.answer();
    await soon();
    session.drawn(null, 0.25);
    expect(state()).toMatchObject({ drawing: true, stopped: false, frame: { progress: 0.25 } });
    session.stop();
    session.drawn(null, 0.5);
    expect(state()).toMatchObject({ drawing: false, stopped: true });
    // What is no part of the picture changes nothing.
    session.change(null, { cursor: [1, 1, 1] });
    session.view.set({ plot: { width: 200, height: 200, pixelRatio: 1 } });
    await soon();
    expect(state()).toMatchObject({ drawing: false, stopped: true });
    look(session, 5);
    expect(state()).toMatchObject({ drawing: true, stopped: false });
    session.drawn(null, 1);
    expect(state()).toMatchObject({ drawing: false, stopped: false, frame: { progress: 1 } });
    // The samples were there.
    await soon();
    expect(samples).toHaveLength(1);
    session.dispose();
  });

  it("has the samples that a stop cut short taken again when it is drawn after all", async () => {
    const { session, samples, state } = await begun();
    session.stop();
    await soon();
    expect(state()).toMatchObject({ drawing: false, stopped: true });
    session.draw();
    await soon();
    expect(samples).toHaveLength(2);
    samples[1]?.answer();
    await soon();
    expect(state()).toMatchObject({ drawing: false, stopped: false, frame: { progress: 1 } });
    session.dispose();
  });
});

describe("a field in space that goes", () => {
  it("leaves its last good picture, marked, whatever the plane has; and is no field of the plane", () => {
    const { notebook, session, state } = opened();
    const told = () => {
      const { picture, stale, program } = state();
      const choices = fieldChoices(program, picture, 3).map(({ name, dimension }) => `${name} ${dimension}`);
      return { source: picture?.program.source, dimension: picture?.field.dimension, stale, choices };
    };
    const source = "F(x, y, z) = (x^2, y, z t)";
    const alive = { source, dimension: 3, stale: false, choices: ["F 3"] };
    expect(told()).toEqual(alive);
    for (const gone of [
      "F(x, y) = (x, y)",
      "",
      "F(x, y, z) = (x^2, y, z s)",
      "Q(x, y) = (x, y)\nF(x, y, z) = (x^2, y, z s)",
    ]) {
      notebook.setSource("code", gone);
      expect(told(), gone).toEqual({ ...alive, stale: true });
    }
    notebook.setSource("code", "Q(x, y) = (x, y)\nG(x: R^4) = x\nH(x, y, z) = (x, y, z)");
    expect(told()).toMatchObject({ dimension: 3, stale: false, choices: ["G 4", "H 3"] });
    session.dispose();
  });

  it("is none to begin with where there are fields of the plane alone", async () => {
    const { session, samples, state } = opened("F(x, y) = (x, y)");
    await soon();
    expect(state()).toMatchObject({ picture: null, stale: true, drawing: false, problem: null });
    expect(session.store.getState()).toMatchObject({ scene: null, reading: { status: "none" } });
    expect(samples).toEqual([]);
    session.dispose();
  });
});
