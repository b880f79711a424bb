import type { SpaceBox } from "../../shaders/space/lens.ts";
import type { FlowField } from "./flow-field.ts";

/** Where a trajectory is: x, y, z, the time from its seed, and ∫∇·F dt from there. */
export type Moment = Float64Array;

/** How trajectories are followed; all in lengths of the world. */
export interface Pace {
  readonly box: SpaceBox;
  /** Arc length between the points that are told. */
  readonly point: number;
  /** Arc length at most. */
  readonly most: number;
}

/** Error of a step in position, as a share of its length; in time and in ∫∇·F dt, beside 1 and their size. */
const tolerance = 1e-9;
/** Steps are no shorter than this share of the distance between points: what turns faster has no direction. */
const shortestStep = 1e-6;
/** Of such steps one after the other, as across a jump of the field. */
const mostForced = 4;
/** Steps from point to point at most. */
const mostSteps = 4000;
/** What is left of a line at its end is a point of its own from this share of the distance between points on. */
const leastRest = 0.02;

/** Dormand and Prince (1980), the pair of orders 5 and 4. */
const stages = [
  [1 / 5],
  [3 / 40, 9 / 40],
  [44 / 45, -56 / 15, 32 / 9],
  [19372 / 6561, -25360 / 2187, 64448 / 6561, -212 / 729],
  [9017 / 3168, -355 / 33, 46732 / 5247, 49 / 176, -5103 / 18656],
  [35 / 384, 0, 500 / 1113, 125 / 192, -2187 / 6784, 11 / 84],
] as const;
const errors = [71 / 57600, 0, -71 / 16695, 71 / 1920, -17253 / 339200, 22 / 525, -1 / 40] as const;

/**
 * One side of a streamline from its seed, along the field (sense 1) or against it (−1), by arc length: dx/ds = F/|F|,
 * dt/ds = 1/|F|. Steps are as long as their error allows and meet the points that are told. It ends at the faces of the
 * box, to rounding, and where the field has no direction: at its zeros and poles.
 */
export class Trajectory {
  /** Where it is now, and how far from the seed. */
  readonly now: Moment = new Float64Array(5);
  arc = 0;
  /** Whether it goes no further. */
  over = false;
  /** The direction of the field there, a unit vector. */
  readonly tangent = new Float64Array(3);
  private readonly flow: FlowField;
  private readonly sense: 1 | -1;
  private readonly pace: Pace;
  private step: number;
  private forced = 0;
  private readonly slopes = Array.from({ length: 7 }, () => new Float64Array(5));
  private readonly next: Moment = new Float64Array(5);
  private readonly found = new Float64Array(4);

  constructor(flow: FlowField, seed: ArrayLike<number>, sense: 1 | -1, pace: Pace) {
    this.flow = flow;
    this.sense = sense;
    this.pace = pace;
    this.step = pace.point;
    for (let k = 0; k < 3; k += 1) this.now[k] = seed[k] as number;
    this.over = !this.slope(this.now, this.slopes[0] as Float64Array) || outside(this.now, pace.box) > 0;
    this.turn();
  }

  /** Goes on to the next point that is told, or to its end; false where there is none. */
  advance(by: number = this.pace.point): boolean {
    if (this.over) return false;
    const { point, most } = this.pace;
    const from = this.arc;
    const end = Math.min(from + by, most);
    for (let steps = 0; !this.over && this.arc < end; steps += 1) {
      const rest = end - this.arc;
      const step = Math.min(this.step, rest);
      const tried = this.try(step);
      this.over = tried === "lost" || steps > mostSteps;
      if (tried !== "fine" || this.over) continue;
      if (outside(this.next, this.pace.box) > 0) this.leave(step);
      else this.take(step === rest ? end : this.arc + step);
    }
    this.over ||= this.arc >= most;
    this.turn();
    return this.arc - from >= leastRest * point;
  }

  /** Tries a step. Where its error is too large the next one is shorter, unless none is short enough. */
  private try(step: number): "fine" | "shorter" | "lost" {
    const error = this.attempt(step);
    const least = shortestStep * this.pace.point;
    if (error <= 1) {
      this.forced = 0;
      const factor = Math.min(4, 0.9 * Math.max(error, 1e-6) ** -0.25);
      // A step that was cut to meet a point says nothing against longer ones.
      if (step >= this.step || factor < 1) this.step = Math.min(this.pace.point, step * factor);
      return "fine";
    }
    if (step > least) {
      const factor = Number.isFinite(error) ? Math.max(0.1, 0.9 * error ** -0.25) : 0.1;
      this.step = Math.max(least, step * factor);
      return "shorter";
    }
    this.forced += 1;
    const [first, last] = [this.slopes[0] as Moment, this.slopes[6] as Moment];
    return this.forced <= mostForced && dot(first, last) > 0.2 ? "fine" : "lost";
  }

  /** The step into `next`, and its error against what is allowed; NaN where the field has no direction on the way. */
  private attempt(step: number): number {
    const { now, next, slopes } = this;
    for (const [stage, weights] of stages.entries()) {
      for (let k = 0; k < 5; k += 1) {
        let sum = 0;
        for (let j = 0; j <= stage; j += 1)
          sum += (weights[j] as number) * ((slopes[j] as Moment)[k] as number);
        next[k] = (now[k] as number) + step * sum;
      }
      if (!this.slope(next, slopes[stage + 1] as Moment)) return Number.NaN;
    }
    let worst = 0;
    for (let k = 0; k < 5; k += 1) {
      let sum = 0;
      for (const [j, weight] of errors.entries()) sum += weight * ((slopes[j] as Moment)[k] as number);
      const size = Math.abs(next[k] as number);
      // Coordinates beside what rounding makes of them; of time what a point's length takes is as much as the field is fast.
      const least = k === 4 ? 1 : this.pace.point * Math.abs((slopes[0] as Moment)[3] as number);
      const allowed = k < 3 ? step + 1e-6 * size : least + size;
      worst = Math.max(worst, Math.abs(step * sum) / (tolerance * allowed));
    }
    return worst;
  }

  private take(arc: number): void {
    this.now.set(this.next);
    this.arc = arc;
    (this.slopes[0] as Moment).set(this.slopes[6] as Moment);
  }

  /** Goes as far as the face that this step would cross: the step's length by regula falsi (Illinois). */
  private leave(step: number): void {
    const { box } = this.pace;
    const low = { step: 0, at: outside(this.now, box) };
    const high = { step, at: outside(this.next, box) };
    let last: typeof low | null = null;
    for (let k = 0; k < 60 && high.step - low.step > 1e-15 * step && low.at < 0; k += 1) {
      const between = (low.step * high.at - high.step * low.at) / (high.at - low.at);
      if (Number.isNaN(this.attempt(between))) break;
      const at = outside(this.next, box);
      const [end, other] = at > 0 ? [high, low] : [low, high];
      end.step = between;
      end.at = at;
      if (last === end) other.at /= 2;
      last = end;
    }
    if (low.step > 0 && !Number.isNaN(this.attempt(low.step))) this.take(this.arc + low.step);
    this.over = true;
  }

  /** d/ds of all; false where the field has no direction. */
  private slope(at: Moment, out: Moment): boolean {
    const { found, sense } = this;
    this.flow(at, found);
    const [u, v, w, divergence] = found as unknown as [number, number, number, number];
    const largest = Math.max(Math.abs(u), Math.abs(v), Math.abs(w));
    if (!(largest > 0 && largest < Number.POSITIVE_INFINITY)) return false;
    const size = largest * Math.sqrt((u / largest) ** 2 + (v / largest) ** 2 + (w / largest) ** 2);
    out[0] = (sense * u) / size;
    out[1] = (sense * v) / size;
    out[2] = (sense * w) / size;
    out[3] = sense / size;
    out[4] = (sense * divergence) / size;
    return Number.isFinite(out[4]);
  }

  private turn(): void {
    const [slope] = this.slopes;
    for (let k = 0; k < 3; k += 1) this.tangent[k] = this.sense * ((slope as Moment)[k] as number);
  }
}

function dot(a: Float64Array, b: Float64Array): number {
  return (
    (a[0] as number) * (b[0] as number) +
    (a[1] as number) * (b[1] as number) +
    (a[2] as number) * (b[2] as number)
  );
}

/** How far a place is outside a box along an axis at most, in the box's edges; inside it is negative. */
function outside(place: Float64Array, { low, high }: SpaceBox): number {
  let most = Number.NEGATIVE_INFINITY;
  for (let k = 0; k < 3; k += 1) {
    const [from, to] = [low[k] as number, high[k] as number];
    most = Math.max(
      most,
      (from - (place[k] as number)) / (to - from),
      ((place[k] as number) - to) / (to - from),
    );
  }
  return most;
}
