import type { PlaneState, PlaneView } from "./protocol.ts";

/** Seconds a particle lives, where particles live and die. */
export const lifetime = 3;
/** Seconds after which the last of a trail has faded. */
export const trailTime = 1.1;
/** Seconds for which particles that are never born anew are carried: then the crowd stands still to be looked at. */
export const densityTime = 6;

/** Longer steps than this are taken in several, seconds. */
const longestStep = 0.05;
/** Steps older than this are not needed to make the present from: everything alive was born since. */
const memory = lifetime + 2 * trailTime;

/** One step of what moves. */
export interface MotionStep {
  /** How many steps came before. */
  readonly serial: number;
  /** Seconds of motion before it. */
  readonly from: number;
  readonly seconds: number;
}

/**
 * How a picture has moved since it was first shown. Whatever moves follows from these steps, the states they were made in and
 * the present state alone, so that a graphics context that was lost comes back with the same particles at the same places,
 * whatever was changed on the way.
 */
export class Motion {
  /** Where the view was when the motion began. */
  readonly start: PlaneView;
  /** Before the first step: particles are placed. */
  readonly opening: MotionStep = { serial: -1, from: 0, seconds: 0 };
  private readonly states = new WeakMap<MotionStep, PlaneState>();
  private kept: readonly MotionStep[] = [];
  private count = 0;
  private seconds = 0;
  /** Steps that were made once, and what they were last seen in. */
  private made = 0;
  private seenIn: PlaneView;
  private trailsFrom = 0;

  constructor(start: PlaneView) {
    this.start = start;
    this.seenIn = start;
  }

  /** Seconds of motion. */
  get time(): number {
    return this.seconds;
  }

  /** Steps so far. */
  get serial(): number {
    return this.count;
  }

  /** Lets time go on. */
  advance(seconds: number): void {
    const pieces = Math.max(1, Math.ceil(seconds / longestStep - 1e-9));
    const steps = [...this.kept];
    for (let piece = 0; piece < pieces; piece += 1) {
      steps.push({ serial: this.count, from: this.seconds, seconds: seconds / pieces });
      this.count += 1;
      this.seconds += seconds / pieces;
    }
    const oldest = this.seconds - memory;
    this.kept = steps.filter(({ from }) => from < densityTime || from > oldest);
  }

  /** The steps from this one on that are still known. */
  since(serial: number): readonly MotionStep[] {
    return this.kept.filter((step) => step.serial >= serial);
  }

  /** The state that a step was made in; undefined where it has not been made. */
  stateOf(step: MotionStep): PlaneState | undefined {
    return this.states.get(step);
  }

  /** Tells that a step was made in this state. */
  make(step: MotionStep, state: PlaneState): void {
    this.states.set(step, state);
    this.made = Math.max(this.made, step.serial + 1);
  }

  /** The first step that leaves a trail in this view: trails are of one view, and where it moves they begin anew. */
  trailsIn(view: PlaneView): number {
    const { centreX, centreY, unitsPerPixel } = this.seenIn;
    const same = view.centreX === centreX && view.centreY === centreY && view.unitsPerPixel === unitsPerPixel;
    if (!same) this.trailsFrom = this.made;
    this.seenIn = view;
    return this.trailsFrom;
  }

  /** The motion so far: this one goes on without it. */
  still(): Motion {
    return Object.assign(new Motion(this.start), this);
  }
}
