import type { CompiledField } from "../compiled-field.ts";
import type { PlaneState } from "../protocol.ts";
import { type Integrator, mostArc, type Spacing, type Trajectories } from "./streamline.ts";
import { type Place, writeStride } from "./stride.ts";

/** Points that a side is followed on by at a time: lines end within some, and what lies beyond was for nothing. */
const pointsPerRun = 16;

/** A stride's error may be this, CSS pixels: see `integrate.frag.glsl`, which goes the same way in float32. */
const tolerance = 0.01;

/** Steps of a stride from point to point at most. */
const mostPieces = 16;

/** One side of a trajectory as far as it is known. */
interface Side {
  points: Float32Array;
  length: number;
  /** Where it goes on; its direction is 0 where it has none. */
  place: Place;
  /** The length of the next stride, in points. */
  stride: number;
  over: boolean;
}

/** What of a state lines depend on. */
type Looked = Pick<PlaneState, "view" | "width" | "height" | "time">;

/** Follows streamlines in float64, each as far as it is asked for. */
export function cpuIntegrator(compiled: CompiledField, state: Looked, spacing: Spacing): Integrator {
  const follower = new Follower(compiled, state, spacing);
  return { spacing, trace: (seeds) => new LazyTrajectories(seeds, follower) };
}

/** Sides are made when they are first asked for. */
class LazyTrajectories implements Trajectories {
  private readonly seeds: Float32Array;
  private readonly follower: Follower;
  private readonly sides = new Map<number, Side>();

  constructor(seeds: Float32Array, follower: Follower) {
    this.seeds = seeds;
    this.follower = follower;
  }

  side(seed: number, sense: 1 | -1): Float32Array {
    const { points, length } = this.sideOf(seed, sense);
    return points.subarray(0, 2 * length);
  }

  more(seed: number, sense: 1 | -1): boolean {
    return this.follower.follow(this.sideOf(seed, sense), sense);
  }

  private sideOf(seed: number, sense: 1 | -1): Side {
    const key = seed * sense + (sense === 1 ? 0 : -1);
    const known = this.sides.get(key);
    if (known) return known;
    const side = this.follower.start(
      this.seeds[2 * seed] as number,
      this.seeds[2 * seed + 1] as number,
      sense,
    );
    this.sides.set(key, side);
    return side;
  }
}

class Follower {
  private readonly write: (points: Float64Array, out: Float64Array) => void;
  private readonly spacing: Spacing;
  private readonly width: number;
  private readonly height: number;
  private readonly left: number;
  private readonly top: number;
  private readonly unitsPerPixel: number;
  private readonly world = new Float64Array(2);
  /** The direction found last: a unit vector on the screen, 0 where the field has none. */
  private readonly found = new Float64Array(2);

  constructor(compiled: CompiledField, { view, width, height, time }: Looked, spacing: Spacing) {
    const bindings = compiled.bindings(time);
    const evaluator = compiled.fieldEvaluator();
    this.write = (points, out) => evaluator.write(1, points, bindings, out);
    this.spacing = spacing;
    this.width = width;
    this.height = height;
    this.unitsPerPixel = view.unitsPerPixel;
    this.left = view.centreX - (width / 2) * view.unitsPerPixel;
    this.top = view.centreY + (height / 2) * view.unitsPerPixel;
  }

  start(x: number, y: number, sense: 1 | -1): Side {
    this.look(x, y, sense);
    const place = { x, y, dx: this.found[0] as number, dy: this.found[1] as number };
    return {
      points: new Float32Array(4 * pointsPerRun),
      length: 0,
      place,
      stride: this.spacing.stride,
      over: place.dx === 0 && place.dy === 0,
    };
  }

  /** Adds about a run's points to a side; false when there are none. */
  follow(side: Side, sense: 1 | -1): boolean {
    const { point, stride } = this.spacing;
    const before = side.length;
    if (side.points.length < 2 * (before + pointsPerRun + stride)) {
      const points = new Float32Array(2 * side.points.length + 2 * stride);
      points.set(side.points);
      side.points = points;
    }
    while (!side.over && side.length < before + pointsPerRun) this.next(side, sense);
    side.over ||= side.length * point >= mostArc;
    return side.length > before;
  }

  /** Takes a side on by a stride, or to its end: as in `integrate.frag.glsl`. */
  private next(side: Side, sense: 1 | -1): void {
    const { point, stride: longest, steps } = this.spacing;
    const { place } = side;
    let pieces = 1;
    for (;;) {
      const arc = side.stride * point;
      const cut = Math.max(pieces, side.stride * steps);
      const { to, turn, ...found } = this.advance(place, sense, arc / cut, cut);
      // That of uncut strides: what lies between places is no better for their being cut.
      const error = found.error * (cut / pieces) ** 3;
      const over = this.ends(place, to, arc);
      if (side.stride > 1 && (over || !(error <= tolerance) || turn < 0.5)) {
        side.stride /= 2;
        continue;
      }
      if (!(error <= tolerance) && pieces < mostPieces) {
        // n steps for one have a total error n⁻³ times its.
        const wanted = Math.ceil(1.2 * pieces * Math.cbrt(error / tolerance));
        pieces = Math.min(mostPieces, Math.max(2 * pieces, wanted || 0));
        continue;
      }
      side.over = over;
      if (over) return;
      writeStride(side.points, 2 * side.length, place, to, arc, side.stride);
      side.length += side.stride;
      side.place = to;
      // A stride of twice the length has about sixteen times the error.
      if (16 * error < tolerance) side.stride = Math.min(2 * side.stride, longest);
      return;
    }
  }

  private ends(from: Place, to: Place, arc: number): boolean {
    const { margin } = this.spacing;
    const x = to.x - from.x;
    const y = to.y - from.y;
    const onwards = x * from.dx + y * from.dy >= 0.3 * arc && x * to.dx + y * to.dy > 0;
    const inside =
      to.x >= -margin && to.x <= this.width + margin && to.y >= -margin && to.y <= this.height + margin;
    return !onwards || !inside;
  }

  /**
   * Goes on by `pieces` classical Runge–Kutta steps of length h: where to, the sum of their errors, and the least
   * cosine between their slopes and the first one.
   */
  private advance(place: Place, sense: 1 | -1, h: number, pieces: number) {
    const { found } = this;
    const { dx: firstX, dy: firstY } = place;
    let { x, y, dx: k1x, dy: k1y } = place;
    let error = 0;
    let turn = 1;
    for (let piece = 0; piece < pieces; piece += 1) {
      this.look(x + 0.5 * h * k1x, y + 0.5 * h * k1y, sense);
      const k2x = found[0] as number;
      const k2y = found[1] as number;
      this.look(x + 0.5 * h * k2x, y + 0.5 * h * k2y, sense);
      const k3x = found[0] as number;
      const k3y = found[1] as number;
      this.look(x + h * k3x, y + h * k3y, sense);
      const k4x = found[0] as number;
      const k4y = found[1] as number;
      x += (h / 6) * (k1x + 2 * (k2x + k3x) + k4x);
      y += (h / 6) * (k1y + 2 * (k2y + k3y) + k4y);
      this.look(x, y, sense);
      k1x = found[0] as number;
      k1y = found[1] as number;
      error += (h / 6) * Math.sqrt((k4x - k1x) ** 2 + (k4y - k1y) ** 2);
      turn = Math.min(
        turn,
        firstX * k2x + firstY * k2y,
        firstX * k3x + firstY * k3y,
        firstX * k4x + firstY * k4y,
        firstX * k1x + firstY * k1y,
      );
    }
    return { to: { x, y, dx: k1x, dy: k1y }, error, turn };
  }

  private look(x: number, y: number, sense: 1 | -1): void {
    const { world, found } = this;
    world[0] = this.left + x * this.unitsPerPixel;
    world[1] = this.top - y * this.unitsPerPixel;
    this.write(world, found);
    const u = found[0] as number;
    const v = found[1] as number;
    const largest = Math.max(Math.abs(u), Math.abs(v));
    if (!(largest > 0 && largest < Number.POSITIVE_INFINITY)) {
      found[0] = 0;
      found[1] = 0;
      return;
    }
    const scaledU = u / largest;
    const scaledV = v / largest;
    const scale = sense / Math.sqrt(scaledU * scaledU + scaledV * scaledV);
    found[0] = scaledU * scale;
    found[1] = -scaledV * scale;
  }
}
