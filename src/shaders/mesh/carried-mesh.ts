import type { CompiledField } from "../compiled-field.ts";
import type { PlaneState } from "../protocol.ts";
import type { Streamline } from "../streamlines/streamline.ts";

/** CSS pixels between the lines of the mesh at least; the world's lattice makes them up to twice that. */
const spacing = 36;
/** CSS pixels between the points of a line before anything has moved. */
const pointDistance = 6;
/** CSS pixels beyond the edge that the mesh begins at: what flows in brings its own lines. */
const margin = 90;
/** Moments that are kept, and between which a moving mesh is found by Hermite's cubic. */
const moments = 16;
/** Runge–Kutta steps between two moments. */
const steps = 2;
/** CSS pixels that a point may be carried between two moments: farther is over a pole. */
const farthest = 80;

/** The mesh at moments from where it is whole to where it is carried farthest. */
export interface CarriedMesh {
  /** At this share of the way, 0 … 1. */
  at(share: number): readonly Streamline[];
}

interface Keyframe {
  readonly places: Float64Array;
  /** World units by which places go on until the next moment, at the present speed. */
  readonly slopes: Float64Array;
}

/**
 * A square mesh that is fixed in the world, carried by the flow for `reach` of flow time, by Runge and Kutta's classical
 * rule in float64. A point ends its line where the flow is not defined, or jumps.
 */
export function carriedMesh(
  compiled: CompiledField,
  state: Pick<PlaneState, "view" | "width" | "height" | "time">,
  reach: number,
): CarriedMesh {
  const { view, width, height, time } = state;
  const lines = meshLines(state);
  const counts = lines.map((line) => line.length / 2);
  const bindings = compiled.bindings(time);
  const evaluator = compiled.fieldEvaluator();
  const flow = (places: Float64Array) => evaluator.components(places, bindings);
  const span = reach / (moments - 1);
  const keyframes: Keyframe[] = [];
  let places: Float64Array = Float64Array.from(lines.flat());
  for (let moment = 0; moment < moments; moment += 1) {
    keyframes.push({ places, slopes: flow(places).map((speed) => speed * span) });
    if (moment < moments - 1) places = carried(places, flow, span, farthest * view.unitsPerPixel);
  }
  return {
    at(share) {
      const position = Math.min(1, Math.max(0, share)) * (moments - 1);
      const first = Math.min(moments - 2, Math.floor(position));
      const [from, to] = [keyframes[first], keyframes[first + 1]] as [Keyframe, Keyframe];
      const between = hermite(from, to, position - first);
      const pieces: Streamline[] = [];
      let at = 0;
      for (const count of counts) {
        pieces.push(...screenLines(between.subarray(2 * at, 2 * (at + count)), view, width, height));
        at += count;
      }
      return pieces;
    },
  };
}

/** The lines of the whole mesh: x0, y0, x1, y1, … in the world. */
function meshLines({ view, width, height }: Pick<PlaneState, "view" | "width" | "height">): number[][] {
  const { unitsPerPixel } = view;
  const step = 2 ** Math.ceil(Math.log2(spacing * unitsPerPixel));
  const ends = (centre: number, size: number) => {
    const reach = (size / 2 + margin) * unitsPerPixel;
    return [Math.floor((centre - reach) / step), Math.ceil((centre + reach) / step)] as const;
  };
  const [left, right] = ends(view.centreX, width);
  const [bottom, top] = ends(view.centreY, height);
  if (Math.max(-left, right, -bottom, top) > 2 ** 50) return [];
  const pieces = Math.max(1, Math.round(step / unitsPerPixel / pointDistance));
  const range = (from: number, to: number, parts: number) =>
    Array.from({ length: (to - from) * parts + 1 }, (_, k) => (from + k / parts) * step);
  return [
    ...range(bottom, top, 1).map((y) => range(left, right, pieces).flatMap((x) => [x, y])),
    ...range(left, right, 1).map((x) => range(bottom, top, pieces).flatMap((y) => [x, y])),
  ];
}

type Flow = (places: Float64Array) => Float64Array;

/** Places after the time; NaN for those that have nowhere to go. */
function carried(from: Float64Array, flow: Flow, time: number, farthest: number): Float64Array {
  let places = from;
  const h = time / steps;
  for (let step = 0; step < steps; step += 1) {
    const ahead = (slopes: Float64Array, by: number) =>
      places.map((place, k) => place + by * (slopes[k] as number));
    const k1 = flow(places);
    const k2 = flow(ahead(k1, h / 2));
    const k3 = flow(ahead(k2, h / 2));
    const k4 = flow(ahead(k3, h));
    places = places.map(
      (place, k) =>
        place +
        (h / 6) * ((k1[k] as number) + 2 * ((k2[k] as number) + (k3[k] as number)) + (k4[k] as number)),
    );
  }
  for (let k = 0; k < places.length; k += 2) {
    const moved = Math.hypot(
      (places[k] as number) - (from[k] as number),
      (places[k + 1] as number) - (from[k + 1] as number),
    );
    if (!(moved <= farthest)) places.fill(Number.NaN, k, k + 2);
  }
  return places;
}

function hermite(from: Keyframe, to: Keyframe, t: number): Float64Array {
  const back = 1 - t;
  return from.places.map((p, k) => {
    const q = to.places[k] as number;
    const bend = back * ((from.slopes[k] as number) - (q - p)) - t * ((to.slopes[k] as number) - (q - p));
    return p + t * (q - p + back * bend);
  });
}

/** About how far apart the points of a line are, CSS pixels. */
const step = 6;

/** A line in CSS pixels, in as many pieces as points without a place cut it into. */
function screenLines(
  world: Float64Array,
  { centreX, centreY, unitsPerPixel }: PlaneState["view"],
  width: number,
  height: number,
): Streamline[] {
  const pieces: Streamline[] = [];
  let points: number[] = [];
  const end = () => {
    if (points.length > 2) pieces.push({ points: Float32Array.from(points), step, seed: 0, closed: false });
    points = [];
  };
  for (let k = 0; k < world.length; k += 2) {
    const x = width / 2 + ((world[k] as number) - centreX) / unitsPerPixel;
    const y = height / 2 - ((world[k + 1] as number) - centreY) / unitsPerPixel;
    if (Number.isFinite(x) && Number.isFinite(y)) points.push(x, y);
    else end();
  }
  end();
  return pieces;
}
