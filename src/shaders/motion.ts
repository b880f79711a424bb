import type { PlaneView } from "./protocol.ts";

/** Seconds a particle lives, where particles live and die. */
export const lifetime = 3;
/** Seconds after which the last of a trail has faded. */
export const trailTime = 1.1;
/** Seconds for which particles that are never born anew are carried: then the crowd stands still to be looked at. */
export const densityTime = 6;

/** Longer steps than this are taken in several, seconds. */
const longestStep = 0.1;
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
  private kept: readonly MotionStep[] = [];
  private count = 0;
  private seconds = 0;

  constructor(start: PlaneView) {
    this.start = start;
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

  /** The motion so far: this one goes on without it. */
  still(): Motion {
    return Object.assign(new Motion(this.start), this);
  }
}
