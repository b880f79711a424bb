import { describe, expect, it } from "vitest";
import type { StoreApi } from "zustand/vanilla";
import { createStore } from "zustand/vanilla";
import { between, seededRandom } from "../../engine/testing/random.ts";
import { crowdSteps, stepSeconds } from "../../shaders/space/particle-motion.ts";
import { createDocument, type SpaceCell } from "../document/document.ts";
import { defaultSpace } from "../document/space-cell.ts";
import { defaultParticles } from "../document/space-particles.ts";
import { createNotebook } from "../store/notebook.ts";
import { createMapper, subjectOf } from "./mapped.ts";
import type { SpaceNumbers } from "./numbers.ts";
import { createParticles, stepOf } from "./particles.ts";
import type { Pace } from "./protocol.ts";
import type { SpaceState } from "./space-session.ts";
import { changeSpace, createSpaceView, spaceCell } from "./view.ts";

describe("a step of particles", () => {
  it("is as long as speed and pace say, in as few parts as stiffness lets it, and never longer than eight of them (seed 11)", () => {
    const random = seededRandom(11);
    let shortened = 0;
    for (let trial = 0; trial < 500; trial += 1) {
      const pace = { rate: 10 ** between(random, -3, 3), stiffness: 10 ** between(random, -3, 5) };
      const speed = between(random, 0.25, 4);
      const density = random() < 0.5;
      const { step, substeps } = stepOf(pace, speed, density);
      const wanted = stepSeconds * pace.rate * speed * (density ? 0.5 : 1);
      expect((step / substeps) * pace.stiffness).toBeLessThanOrEqual(0.5 * (1 + 1e-12));
      if (wanted * pace.stiffness <= 4) {
        expect(step).toBeCloseTo(wanted, 12);
        if (substeps > 1) expect((step / (substeps - 1)) * pace.stiffness).toBeGreaterThan(0.5);
      } else {
        shortened += 1;
        expect(substeps).toBe(8);
        expect((step * pace.stiffness) / 4).toBeCloseTo(1, 12);
      }
    }
    expect(shortened).toBeGreaterThan(50);
    expect(stepOf({ rate: 2, stiffness: 0 }, 1, false)).toEqual({ step: 2 * stepSeconds, substeps: 1 });
  });
});

/** Particles of a cell whose clock and worker do what they are told to. */
function opened(settings: Partial<typeof defaultParticles>) {
  const document = createDocument("", "F(x, y, z) = (y, -x, 1)");
  const particles = { ...defaultParticles, on: true, ...settings };
  const notebook = createNotebook({
    ...document,
    cells: [...document.cells, { ...defaultSpace("s"), particles }],
  });
  const view = createSpaceView(notebook, "s");
  const store = createStore(() => ({ cell: spaceCell(notebook.store.getState(), "s") as SpaceCell }));
  notebook.store.subscribe((state) => store.setState({ cell: spaceCell(state, "s") as SpaceCell }));
  const answers: ((pace: Pace) => void)[] = [];
  const numbers = {
    cancel() {},
    run: () => new Promise((resolve) => answers.push((value) => resolve({ status: "done", value }))),
  } as unknown as SpaceNumbers;
  const clock = { runs: false, tick: (_seconds: number) => {} };
  let shows = 0;
  const own = createParticles(
    view,
    store as unknown as StoreApi<SpaceState>,
    numbers,
    () => {
      shows += 1;
    },
    (tick) => {
      clock.tick = tick;
      return {
        start() {
          clock.runs = true;
        },
        stop() {
          clock.runs = false;
        },
      };
    },
  );
  const mapper = createMapper();
  function shown() {
    const state = view.store.getState();
    const subject = subjectOf(state, store.getState().cell);
    const mapped = subject && mapper(state, subject);
    if (!mapped) throw new Error("there is a field");
    return own.shown(mapped);
  }
  const change = (to: Partial<SpaceCell>) => changeSpace(notebook, "s", null, to);
  const set = (to: Partial<typeof defaultParticles>) => change({ particles: { ...particles, ...to } });
  const motion = () => {
    const { motion } = shown() ?? {};
    if (!motion) throw new Error("there are particles");
    return motion;
  };
  return { own, view, clock, answers, shown, motion, change, set, shows: () => shows };
}

const soon = () => new Promise((resolve) => setTimeout(resolve));
const pace: Pace = { rate: 0.5, stiffness: 1 };

describe("particles of a cell", () => {
  it("move once their pace is known and while they are let to, can be seen, and nothing is wrong", async () => {
    const { own, view, clock, answers, shown } = opened({});
    shown();
    view.set({ inSight: true });
    expect(clock.runs).toBe(false);
    answers[0]?.(pace);
    await soon();
    expect(clock.runs).toBe(true);
    for (const [bad, good] of [
      [{ moving: false }, { moving: true }],
      [{ context: "lost" }, { context: "ok" }],
      [{ problem: "It is wrong." }, { problem: null }],
    ] as const) {
      view.set(bad);
      expect(clock.runs).toBe(false);
      view.set(good);
      expect(clock.runs).toBe(true);
    }
    view.set({ inSight: false });
    expect(clock.runs).toBe(false);
    view.set({ inSight: true });
    own.dispose();
    expect(clock.runs).toBe(false);
  });

  it("go no further by themselves while who carries them is behind, and owe nothing for it", async () => {
    const { own, view, clock, answers, motion } = opened({});
    motion();
    view.set({ inSight: true });
    answers[0]?.(pace);
    await soon();
    own.wait(true);
    expect(clock.runs).toBe(false);
    // What is asked for is done.
    own.step(0.5);
    expect(motion().steps).toBe(30);
    expect(clock.runs).toBe(false);
    own.wait(false);
    expect(clock.runs).toBe(true);
    clock.tick(stepSeconds);
    expect(motion().steps).toBe(31);
  });

  it("make whole steps of the time that goes by, a few of them in a frame at most, and owe nothing for when they were not seen", async () => {
    const { own, view, clock, answers, motion, shows } = opened({});
    motion();
    view.set({ inSight: true });
    answers[0]?.(pace);
    await soon();
    for (let frame = 0; frame < 10; frame += 1) clock.tick(stepSeconds / 2);
    expect(motion().steps).toBe(5);
    expect(shows()).toBe(5);
    expect(motion().time).toBeCloseTo(5 * stepSeconds * 0.5, 12);
    clock.tick(1);
    expect(motion().steps).toBe(9);
    clock.tick(0.6 * stepSeconds);
    view.set({ inSight: false });
    view.set({ inSight: true });
    clock.tick(0.6 * stepSeconds);
    expect(motion().steps).toBe(9);
    // For who wants no motion.
    own.step(0.25);
    expect(motion().steps).toBe(9 + Math.round(0.25 / stepSeconds));
  });

  it("go on when a setting changes how they are carried, and begin anew when one changes where they began", async () => {
    const { own, answers, motion, set, change, shown } = opened({});
    motion();
    answers[0]?.(pace);
    await soon();
    own.step(0.5);
    set({ speed: 2 });
    own.step(0.5);
    const { legs, steps, time } = motion();
    expect(steps).toBe(60);
    expect(legs.map(({ from, to, flow }) => [from, to, flow.step])).toEqual([
      [0, 30, 0.5 * stepSeconds],
      [30, 60, stepSeconds],
    ]);
    expect(time).toBeCloseTo(0.75, 3);
    set({ speed: 2, count: 700 });
    expect(motion()).toMatchObject({ steps: 0, start: { count: 700 } });
    own.step(0.5);
    change({ box: { low: [0, 0, 0], high: [1, 1, 1] } });
    expect(motion().steps).toBe(0);
    set({ on: false });
    expect(shown()).toBe(null);
  });

  it("are a crowd that waits for its own pace, stands still in the end, and begins again when asked to", async () => {
    const { own, view, clock, answers, motion, change } = opened({ density: true });
    motion();
    view.set({ inSight: true });
    answers[0]?.(pace);
    await soon();
    // Another box: what is said of the one before comes too late.
    change({ box: { low: [-1, -1, -1], high: [1, 1, 1] } });
    motion();
    own.step(1);
    expect(motion().steps).toBe(0);
    answers[1]?.({ rate: 2, stiffness: 0 });
    await soon();
    expect(clock.runs).toBe(true);
    own.step(1e6);
    expect(motion().steps).toBe(crowdSteps);
    expect(motion().time).toBeCloseTo(crowdSteps * stepSeconds * 2 * 0.5, 6);
    motion();
    expect(clock.runs).toBe(false);
    own.again();
    expect(motion().steps).toBe(0);
    expect(clock.runs).toBe(true);
  });
});
