import type { MotionStep } from "../motion.ts";
import type { PlaneState, PlaneView } from "../protocol.ts";

/** What became of a motion: the states its steps were made in, and since when it is seen where it is. It outlives contexts. */
export class History {
  private readonly states = new WeakMap<MotionStep, PlaneState>();
  /** Steps that were made once, and what they were last seen in. */
  private made = 0;
  private seenIn: PlaneView;
  private trailsFrom = 0;

  constructor(start: PlaneView) {
    this.seenIn = start;
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
}

const histories = new WeakMap<MotionStep, History>();

/** The history of the motion with this opening; one that stands still has it in common with the one that went on. */
export function historyOf(opening: MotionStep, start: PlaneView): History {
  const history = histories.get(opening) ?? new History(start);
  histories.set(opening, history);
  return history;
}
