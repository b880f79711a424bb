import type { Bindings } from "../../engine/divergence/bindings.ts";
import { lifetime } from "../motion.ts";
import type { SpaceBox, Triple } from "./lens.ts";
import type { SpaceFunction } from "./space-field.ts";

/** Seconds of motion of a step. All are alike, so that a cloud is the same at its time however often frames come. */
export const stepSeconds = 1 / 60;
/** Steps that a particle lives, where particles live and die. */
export const lifeSteps = Math.round(lifetime / stepSeconds);
/** Steps for which a crowd is carried: then it stands still to be looked at. */
export const crowdSteps = Math.round(30 / stepSeconds);

/** Particles that a field carries, as they are asked for. */
export interface ParticleSettings {
  readonly count: number;
  /** Nothing is born or dies: a crowd, of which sources thin out and sinks gather. */
  readonly density: boolean;
  /** Where a crowd is in the beginning; null for all over the box. */
  readonly ball: { readonly at: Triple; readonly radius: number } | null;
  /** How much faster than usual. */
  readonly speed: number;
  /** All alike, or in the colours of the values at their places. */
  readonly colour: "plain" | "map";
}

/** Where particles are in the beginning. */
export interface ParticleStart extends Pick<ParticleSettings, "count" | "density" | "ball"> {
  readonly seed: number;
  readonly box: SpaceBox;
}

/** What carries particles, and how far in a step. */
export interface ParticleFlow {
  readonly vector: SpaceFunction;
  readonly bindings: Bindings;
  /** Flow time of a step, and how often the rule of Runge and Kutta is taken for it. */
  readonly step: number;
  readonly substeps: number;
}

/** Steps that were made by one flow. */
export interface ParticleLeg {
  readonly flow: ParticleFlow;
  readonly from: number;
  readonly to: number;
}

/**
 * How particles have been carried since they were placed. Where they are follows from this alone, so that a context that
 * was lost comes back with the same particles at the same places, whatever was changed on the way.
 */
export interface ParticleMotion {
  readonly start: ParticleStart;
  /** Steps so far, and the flow time of them all. */
  readonly steps: number;
  readonly time: number;
  /** The steps that the present follows from. */
  readonly legs: readonly ParticleLeg[];
}

export function beginMotion(start: ParticleStart): ParticleMotion {
  return { start, steps: 0, time: 0, legs: [] };
}

/** Some steps later. */
export function carriedOn(motion: ParticleMotion, flow: ParticleFlow, steps: number): ParticleMotion {
  const to = motion.steps + steps;
  const last = motion.legs.at(-1);
  const goesOn = last !== undefined && isSame(last.flow, flow);
  const legs = goesOn
    ? [...motion.legs.slice(0, -1), { ...last, to }]
    : [...motion.legs, { flow, from: motion.steps, to }];
  return {
    start: motion.start,
    steps: to,
    time: motion.time + steps * flow.step,
    legs: legs.filter((leg) => leg.to > firstStep(motion.start, to)),
  };
}

/** Steps that are still to come of so many. */
export function stepsLeft({ start, steps }: ParticleMotion, wanted: number): number {
  return start.density ? Math.max(0, Math.min(wanted, crowdSteps - steps)) : wanted;
}

/** The step from which on the present follows: where particles die, everything that lives was born since. */
export function firstStep({ density }: ParticleStart, steps: number): number {
  return density ? 0 : Math.max(0, steps - lifeSteps);
}

function isSame(a: ParticleFlow, b: ParticleFlow): boolean {
  if (a === b) return true;
  const { parameters, time } = a.bindings;
  return (
    a.step === b.step &&
    a.substeps === b.substeps &&
    a.vector.glsl === b.vector.glsl &&
    (a.vector.weights === b.vector.weights || a.vector.weights.length + b.vector.weights.length === 0) &&
    time === b.bindings.time &&
    parameters.every((value, k) => value === b.bindings.parameters[k])
  );
}
