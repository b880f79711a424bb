import { WebGLRenderer } from "three";
import { checkSource } from "../../src/engine/language/check.ts";
import { between, type Random, seededRandom } from "../../src/engine/testing/random.ts";
import { Frame } from "../../src/shaders/part-pace.ts";
import { Flight } from "../../src/shaders/space/flight.ts";
import { turnsOf } from "../../src/shaders/space/gpu-turns.ts";
import {
  beginMotion,
  carriedOn,
  type ParticleFlow,
  type ParticleMotion,
  type ParticleStart,
} from "../../src/shaders/space/particle-motion.ts";
import { compileSpace } from "../../src/shaders/space/space-field.ts";

/** How states that were made in parts compare with those that were made at once. */
export interface Carried {
  /** Frames that the steps took, and different states that were seen between them. */
  readonly frames: number;
  readonly seen: number;
  /** States that are none of those that were made at once, bit for bit. */
  readonly strange: number;
  /** Whether the last one is the last of those. */
  readonly arrived: boolean;
  /** Particles that moved. */
  readonly moved: number;
}

/** What befalls particles amid a step. */
export type Event = "nothing" | "another flow" | "a lost context" | "another beginning";

const renderer = new WebGLRenderer({ canvas: document.createElement("canvas") });
renderer.autoClear = false;

const program = checkSource(`a = 0.5 in [0, 1]
W1 = randn(40, 3, seed=1)
W2 = randn(40, 40, seed=2) / 6
W3 = randn(3, 40, seed=3) / 6
F(x: R^3) = W3 @ tanh(W2 @ tanh(W1 @ x)) - a x`);
const [field] = program.fields;
if (!field) throw new Error("there is a field");
const space = compileSpace(program, field, "divergence");
const vector = space.vector();
const { parameters } = space.bindings(0);

/** By operations that are said to be so many: of few, all is one part, and of many, some squares of texels are. */
function flowOf(a: number, substeps: number, flops: number): ParticleFlow {
  const bindings = { parameters: parameters.map(() => a), time: 0 };
  return { vector: { ...vector, flops }, bindings, step: 0.08, substeps };
}

const [few, many] = [0, 2e4];
const steps = 4;

/** Motion by one flow and then by another. */
function motionOf(start: ParticleStart, flops: number): readonly [ParticleMotion, ParticleMotion] {
  const first = carriedOn(beginMotion(start), flowOf(0.5, 1, flops), steps);
  return [first, carriedOn(first, flowOf(0.9, 2, flops), steps)];
}

const turns = turnsOf(renderer);

/** The next frame in which the GPU is done with what it was asked for: what drivers make shows between two tasks alone. */
async function idle(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve));
  await new Promise<void>((resolve) => turns.whenIdle(resolve));
}

/** The bits of every state from the beginning on, each made in one part. */
async function statesOf(motion: ParticleMotion): Promise<readonly Uint32Array[]> {
  const states: Uint32Array[] = [];
  const flights: Flight[] = [];
  for (let made = 0; made <= motion.steps; made += 1) {
    const flight = new Flight(renderer);
    flights.push(flight);
    const legs = motion.legs.map((leg) => ({ ...leg, to: Math.min(leg.to, made) }));
    while (!flight.follow({ ...motion, steps: made, legs }, new Frame())) await idle();
    states.push(new Uint32Array(flight.read().buffer));
  }
  for (const flight of flights) flight.dispose();
  return states;
}

async function loseContext(): Promise<void> {
  const { domElement } = renderer;
  const told = (name: string) =>
    new Promise((resolve) => domElement.addEventListener(name, resolve, { once: true }));
  const lost = told("webglcontextlost");
  renderer.forceContextLoss();
  await lost;
  await new Promise((resolve) => setTimeout(resolve));
  const restored = told("webglcontextrestored");
  renderer.forceContextRestore();
  await restored;
}

/** Carries particles by a clock by which parts are of all sizes, while something befalls them. */
async function carried(seed: number, count: number, density: boolean, event: Event): Promise<Carried> {
  const random = seededRandom(seed);
  const box = { low: [-2, -2, -2], high: [2, 2, 2] } as const;
  const start: ParticleStart = { count, density, ball: null, seed, box };
  const [, wanted] = motionOf(start, few);
  const states = await statesOf(wanted);
  const [first, whole] = motionOf(start, many);
  const other = event === "another beginning" ? motionOf({ ...start }, many)[1] : whole;

  const flight = new Flight(renderer);
  const seen = new Set<number>();
  let [frames, strange] = [0, 0];
  const at = Math.floor(between(random, 2, 12));
  let motion = event === "another flow" ? first : whole;
  const clock = clockOf(random);
  try {
    for (let arrived = false; !arrived; frames += 1) {
      if (frames === at && event === "a lost context") await loseContext();
      if (frames === at || (motion.steps < whole.steps && frames > at)) motion = other;
      await idle();
      arrived = flight.follow(motion, new Frame()) && motion === other;
      const state = new Uint32Array(flight.read().buffer);
      const which = states.findIndex((known) => known.every((bits, k) => bits === state[k]));
      if (which < 0) strange += 1;
      seen.add(which);
    }
  } finally {
    clock.stop();
  }
  const last = new Uint32Array(flight.read().buffer);
  const [placed] = states;
  flight.dispose();
  return {
    frames,
    seen: seen.size,
    strange,
    arrived: last.every((bits, k) => bits === states[wanted.steps]?.[k]),
    moved: last.filter((bits, k) => bits !== placed?.[k]).length / 3,
  };
}

/** Every look at it is some time later than the last one: parts seem to take from a moment to long. */
function clockOf(random: Random): { stop(): void } {
  const { now } = performance;
  let time = now.call(performance);
  let pace = 100;
  performance.now = () => {
    if (random() < 0.05) pace = 10 ** between(random, 1.6, 2.4);
    time += pace * random();
    return time;
  };
  return {
    stop() {
      performance.now = now;
    },
  };
}

Object.assign(globalThis, { flights: { carried } });
