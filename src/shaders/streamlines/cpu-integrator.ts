import type { CompiledField } from "../compiled-field.ts";
import type { PlaneState } from "../protocol.ts";
import type { Integrator, Spacing, Trajectories } from "./streamline.ts";

/** Points that a side is followed on by at a time: lines end within some, and what lies beyond was for nothing. */
const pointsPerRun = 16;

/** Points of a side at most: some 6000 px, a circle that just fits a screen of 4K. */
const mostArc = 6144;

/** A step's error may be this, CSS pixels: see `integrate.frag.glsl`, which goes the same way in float32. */
const tolerance = 0.01;

/** Steps between two points at most. */
const mostPieces = 16;

/** Where a trajectory stands and in which unit direction it goes on, which is 0 where it ends. */
interface Place {
  x: number;
  y: number;
  dx: number;
  dy: number;
}

/** One side of a trajectory as far as it is known. */
interface Side extends Place {
  points: Float32Array;
  length: number;
}

/** Follows streamlines in float64, each as far as it is asked for. */
export function cpuIntegrator(compiled: CompiledField, state: PlaneState, spacing: Spacing): Integrator {
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

  constructor(compiled: CompiledField, { view, width, height, time }: PlaneState, spacing: Spacing) {
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
    const [dx, dy] = this.found;
    return {
      x,
      y,
      dx: dx as number,
      dy: dy as number,
      points: new Float32Array(2 * pointsPerRun),
      length: 0,
    };
  }

  /** Adds up to a run's points to a side; false when there are none. */
  follow(side: Side, sense: 1 | -1): boolean {
    const before = side.length;
    const most = Math.min(before + pointsPerRun, Math.floor(mostArc / this.spacing.point));
    if (side.points.length < 2 * most) {
      const points = new Float32Array(2 * side.points.length);
      points.set(side.points);
      side.points = points;
    }
    while (side.length < most && (side.dx !== 0 || side.dy !== 0)) {
      if (!this.next(side, sense)) {
        side.dx = 0;
        side.dy = 0;
        break;
      }
      side.points[2 * side.length] = side.x;
      side.points[2 * side.length + 1] = side.y;
      side.length += 1;
    }
    return side.length > before;
  }

  /** Moves a place on by the distance between points; false where it ends: see `integrate.frag.glsl`. */
  private next(place: Place, sense: 1 | -1): boolean {
    const { x, y, dx, dy } = place;
    const { point, margin } = this.spacing;
    let pieces = 1;
    for (;;) {
      const error = this.advance(place, sense, point / pieces, pieces);
      if (error <= tolerance || pieces === mostPieces) break;
      // n steps for one have a total error n⁻³ times its.
      pieces = Number.isFinite(error)
        ? Math.min(mostPieces, Math.ceil(1.2 * pieces * Math.cbrt(error / tolerance)))
        : mostPieces;
      place.x = x;
      place.y = y;
      place.dx = dx;
      place.dy = dy;
    }
    const movedX = place.x - x;
    const movedY = place.y - y;
    const onwards = movedX * dx + movedY * dy > 0.3 * point && movedX * place.dx + movedY * place.dy > 0;
    return (
      onwards &&
      place.x > -margin &&
      place.x < this.width + margin &&
      place.y > -margin &&
      place.y < this.height + margin
    );
  }

  /** Goes on by `pieces` classical Runge–Kutta steps of length h; returns the sum of their errors. */
  private advance(place: Place, sense: 1 | -1, h: number, pieces: number): number {
    const { found } = this;
    let { x, y, dx: k1x, dy: k1y } = place;
    let error = 0;
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
    }
    place.x = x;
    place.y = y;
    place.dx = k1x;
    place.dy = k1y;
    return error;
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
