import type { Framebuffer2D, Regl } from "regl";
import { floatTarget } from "../float-target.ts";
import { densityTime, lifetime, type Motion, type MotionStep } from "../motion.ts";
import type { PlaneState, PlaneView } from "../protocol.ts";
import { type History, historyOf } from "./history.ts";
import type { ParticleField, StepPass } from "./step-pass.ts";

/** Particles in a row of the targets that hold them. */
const rowLength = 1024;

/** CSS pixels beyond the plot in which particles live, too: what flows in has been somewhere before. */
const flowMargin = 24;
/** Where nothing is born, what flows in must be there from the beginning: a share of the view on every side. */
const densityMargin = 0.3;

/** CSS pixels that a particle may go in a step: farther is over a pole. */
const farthest = 120;

/** What carries particles: a field, and flow time in a second of motion. */
export interface Flow {
  readonly field: ParticleField;
  readonly rate: number;
  /** Does what draws with the field. */
  within(draw: () => void): void;
}

/** The particles of one view: places in world units from where the view was when the motion began. */
export class Flight {
  readonly count: number;
  readonly columns: number;
  readonly rows: number;
  readonly motion: Motion;
  readonly history: History;
  private readonly density: boolean;
  private readonly start: PlaneState;
  /** The present particles, and where the next ones are written; they trade places. */
  private targets: readonly [Framebuffer2D, Framebuffer2D];
  private next = 0;
  private begun = false;

  constructor(regl: Regl, state: PlaneState, motion: Motion) {
    const { count, density } = state.layers.particles;
    this.count = count;
    this.density = density;
    this.motion = motion;
    this.history = historyOf(motion.opening, motion.start);
    this.start = { ...state, view: motion.start };
    this.columns = Math.min(rowLength, count);
    this.rows = Math.ceil(count / this.columns);
    const target = () => floatTarget(regl, this.columns, this.rows, 4);
    this.targets = [target(), target()];
  }

  get particles(): Framebuffer2D {
    return this.targets[0];
  }

  /** Where places are counted from; exact in float32. */
  get origin(): readonly [number, number] {
    const { centreX, centreY } = this.motion.start;
    return [Math.fround(centreX), Math.fround(centreY)];
  }

  /** Whether these particles serve the state. */
  serves({ layers: { particles } }: PlaneState, motion: Motion): boolean {
    return this.motion === motion && this.count === particles.count && this.density === particles.density;
  }

  /** Makes the steps of the motion that have not been made here; `made` is told of each. */
  follow(
    pass: StepPass,
    present: PlaneState,
    flowOf: (state: PlaneState) => Flow,
    made: (step: MotionStep) => void,
  ): void {
    const { motion, history } = this;
    const run = (step: MotionStep) => {
      // A step that is made once more is made as it was: what was changed since changes what comes after.
      const state = history.stateOf(step) ?? present;
      const flow = flowOf(state);
      flow.within(() => this.run(pass, flow, state, step));
      history.make(step, state);
    };
    if (!this.begun) run(motion.opening);
    this.begun = true;
    for (const step of motion.since(this.next)) {
      // By its middle: sums of steps miss the time by a rounding.
      if (!this.density || step.from + step.seconds / 2 < densityTime) {
        run(step);
        made(step);
      }
      this.next = step.serial + 1;
    }
  }

  /** CSS pixels of a view like the first that the particles were spread over. */
  spread({ width, height }: Pick<PlaneState, "width" | "height">): number {
    return width * height * (1 + 2 * densityMargin) ** 2;
  }

  destroy(): void {
    for (const target of this.targets) target.destroy();
  }

  private run(pass: StepPass, { field, rate }: Flow, state: PlaneState, step: MotionStep): void {
    const [particles, next] = this.targets;
    const { from, seconds, serial } = step;
    const lives = Math.floor(from / lifetime);
    const begun = from / lifetime - lives;
    pass.draw({
      field,
      density: this.density,
      framebuffer: next,
      width: this.columns,
      height: this.rows,
      particles,
      origin: this.origin,
      ...this.areaOf(this.density ? this.start : state),
      step: seconds * rate,
      farthest: farthest * state.view.unitsPerPixel,
      births: [lives, serial],
      life: [begun, begun + seconds / lifetime],
      begin: this.begun ? 0 : 1,
    });
    this.targets = [next, particles];
  }

  /** The area that particles live in, from the origin. */
  private areaOf({ view, width, height }: Pick<PlaneState, "view" | "width" | "height">): {
    middle: readonly [number, number];
    halfSize: readonly [number, number];
  } {
    const [x, y] = this.origin;
    const half = (size: number) =>
      (size / 2) * (this.density ? 1 + 2 * densityMargin : 1) + (this.density ? 0 : flowMargin);
    return {
      middle: [view.centreX - x, view.centreY - y],
      halfSize: [half(width) * view.unitsPerPixel, half(height) * view.unitsPerPixel],
    };
  }
}

/** From places of particles to pixels of the picture from its top left: place · (z, −z) + (x, y). */
export function pixelsOf(
  flight: Flight,
  view: PlaneView,
  size: { readonly width: number; readonly height: number },
  ratio: number,
): readonly [number, number, number] {
  const perUnit = ratio / view.unitsPerPixel;
  const [x, y] = flight.origin;
  return [
    (size.width * ratio) / 2 - (view.centreX - x) * perUnit,
    (size.height * ratio) / 2 + (view.centreY - y) * perUnit,
    perUnit,
  ];
}
