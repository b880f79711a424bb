import type { StoreApi } from "zustand/vanilla";
import {
  beginMotion,
  carriedOn,
  type ParticleFlow,
  type ParticleMotion,
  type ParticleStart,
  stepSeconds,
  stepsLeft,
} from "../../shaders/space/particle-motion.ts";
import type { SpaceParticles } from "../../shaders/space/scene.ts";
import { defaultParticles } from "../document/space-particles.ts";
import { createClock } from "../plane/clock.ts";
import type { View } from "../store/view.ts";
import { type MappedSpace, subjectOf } from "./mapped.ts";
import type { SpaceNumbers } from "./numbers.ts";
import type { Pace } from "./protocol.ts";
import type { SpaceState } from "./space-session.ts";

/** The particles of a cell of space, which follow its settings and, while they may, go on by themselves. */
export interface Particles {
  /** What a scene has of them; null where there are none. Throws PlaneProblem. */
  shown(mapped: MappedSpace): SpaceParticles | null;
  /** Goes on for some seconds, for who wants no motion. */
  step(seconds: number): void;
  /** From the beginning. */
  again(): void;
  /** Whether they wait for who carries them: meanwhile they go no further by themselves. */
  wait(now: boolean): void;
  dispose(): void;
}

/** Steps of a frame at most: on a slow machine time passes slower, and no frame has more to do than this. */
const mostOfFrame = 4;
/** Crowds are carried so much slower than what lives and dies. */
const crowdPace = 0.5;
/** What a step of the rule times the stiffness may be, and how many of them a step may be made of: else it is shorter. */
const mostStiff = 0.5;
const mostSubsteps = 8;

/** How far particles are carried in a step: however stiff a field is, nothing overshoots but beside poles. */
export function stepOf(
  { rate, stiffness }: Pace,
  speed: number,
  density: boolean,
): Pick<ParticleFlow, "step" | "substeps"> {
  const wanted = stepSeconds * rate * speed * (density ? crowdPace : 1);
  const substeps = Math.min(mostSubsteps, Math.max(1, Math.ceil((wanted * stiffness) / mostStiff)));
  return { step: stiffness > 0 ? Math.min(wanted, (substeps * mostStiff) / stiffness) : wanted, substeps };
}

export function createParticles(
  view: View,
  store: StoreApi<SpaceState>,
  numbers: SpaceNumbers,
  /** Particles have moved. */
  show: () => void,
  makeClock = createClock,
): Particles {
  let motion: ParticleMotion | null = null;
  let beginning = "";
  let pace: Pace | null = null;
  let pacedFor = "";
  let mapped: MappedSpace | null = null;
  let owed = 0;
  let waits = false;

  const settings = () => store.getState().cell.particles ?? defaultParticles;

  /** What particles are carried by now; null while that is not known. */
  function flow(): ParticleFlow | null {
    const { speed, density } = settings();
    if (!pace || !mapped || pace.rate === 0) return null;
    const { field, bindings } = mapped;
    return { vector: field.vector(), bindings, ...stepOf(pace, speed, density) };
  }

  function go(steps: number): void {
    const by = motion && flow();
    const made = motion ? stepsLeft(motion, steps) : 0;
    if (!motion || !by || made === 0) return;
    motion = carriedOn(motion, by, made);
    show();
  }

  const clock = makeClock((seconds) => {
    owed += seconds;
    const steps = Math.floor(owed / stepSeconds);
    owed -= steps * stepSeconds;
    go(Math.min(steps, mostOfFrame));
    update();
  });

  function update(): void {
    const { inSight, moving, context, problem } = view.store.getState();
    const can = !waits && motion !== null && stepsLeft(motion, 1) > 0 && flow() !== null;
    if (inSight && moving && can && context !== "lost" && problem === null) clock.start();
    else clock.stop();
  }

  function askPace(): void {
    const { cell } = store.getState();
    const own = subjectOf(view.store.getState(), cell);
    const { box } = cell;
    const key = JSON.stringify([own?.source, own?.field, own?.section, box]);
    if (!own || key === pacedFor) return;
    pacedFor = key;
    // A crowd waits for it: where it is at a time must not hang on when the answer came.
    if (settings().density) pace = null;
    void numbers.run({ kind: "pace", subject: own, box }, undefined, view.id).then((outcome) => {
      if (outcome.status !== "done" || key !== pacedFor) return;
      pace = outcome.value;
      update();
    });
  }

  const forget = view.store.subscribe((state, before) => {
    if (state.inSight !== before.inSight) owed = 0;
    if (
      state.inSight !== before.inSight ||
      state.moving !== before.moving ||
      state.context !== before.context ||
      state.problem !== before.problem
    )
      update();
  });

  return {
    shown(own) {
      const { on, count, density, ball, colour } = settings();
      mapped = own;
      if (!on) {
        motion = null;
        beginning = "";
        update();
        return null;
      }
      own.field.vector();
      askPace();
      const { seed } = view.store.getState().document;
      const { box } = store.getState().cell;
      const start: ParticleStart = { count, density, seed, box, ball: density ? ball : null };
      // What lives and dies goes on when the field changes; a crowd tells of one field, and is spread out again.
      const key = JSON.stringify([start, density && pacedFor]);
      if (!motion || key !== beginning) motion = beginMotion(start);
      beginning = key;
      update();
      return { motion, colour };
    },
    step: (seconds) => go(Math.round(seconds / stepSeconds)),
    again() {
      if (motion) motion = beginMotion({ ...motion.start });
      show();
      update();
    },
    wait(now) {
      waits = now;
      update();
    },
    dispose() {
      forget();
      clock.stop();
      numbers.cancel("pace", view.id);
    },
  };
}
