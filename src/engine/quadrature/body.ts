import { type Accuracy, type Chart, type Integral, integrate } from "./adaptive.ts";

type Triple = readonly [number, number, number];

/** A bounded part of space, its axes along the coordinates: `half` is as far as it reaches from its centre along each. */
export interface Body {
  readonly kind: "box" | "ellipsoid";
  readonly centre: Triple;
  readonly half: Triple;
}

/** Whether a body has an inside. */
export function hasVolume(body: Body): boolean {
  return volumeOf(body) > 0;
}

export function volumeOf({ kind, half: [a, b, c] }: Body): number {
  return (kind === "box" ? 8 : (4 * Math.PI) / 3) * a * b * c;
}

/** The body made smaller or larger about its centre, which is its centre of mass. */
export function scaledBody({ kind, centre, half: [a, b, c] }: Body, factor: number): Body {
  return { kind, centre, half: [factor * a, factor * b, factor * c] };
}

/**
 * The surface in pieces, weighed by the outward normal times the density of area: three components, for F·n dA. Angles of
 * an ellipsoid are those about `axis`.
 */
export function surfaceCharts(body: Body, axis = 2): Chart[] {
  if (body.kind === "ellipsoid") return [ellipsoidSurface(body, axis)];
  return [0, 1, 2].flatMap((axis) => [faceOf(body, axis, -1), faceOf(body, axis, 1)]);
}

/** The inside in one piece, weighed by the density of volume; `axis`: the one along which the integrand swings, if one. */
export function volumeCharts(body: Body, axis: number | null = null): Chart[] {
  if (body.kind === "box") return [boxInside(body)];
  const { half } = body;
  const isRound = Math.min(...half) >= Math.max(...half) / 2;
  if (isRound && axis === null) return [ellipsoidInside(body)];
  const lengths = half.map((length, k) => (k === axis ? Number.POSITIVE_INFINITY : length));
  const order = [0, 1, 2].sort((a, b) => (lengths[b] as number) - (lengths[a] as number));
  return [layeredInside(body, order as [number, number, number])];
}

function faceOf({ centre, half }: Body, axis: number, side: 1 | -1): Chart {
  const [one, other] = [(axis + 1) % 3, (axis + 2) % 3] as const;
  const at = (k: number, share: number) => (centre[k] as number) + share * (half[k] as number);
  const area = 4 * (half[one] as number) * (half[other] as number);
  return {
    dimension: 2,
    place(u, v, _w, row, points, weights) {
      points[3 * row + axis] = at(axis, side);
      points[3 * row + one] = at(one, 2 * u - 1);
      points[3 * row + other] = at(other, 2 * v - 1);
      weights[3 * row + axis] = side * area;
    },
  };
}

/**
 * By the angles θ = πu from the third axis and φ = 2πv about it: x = c + (a sin θ cos φ, b sin θ sin φ, c cos θ), and
 * ∂x/∂θ × ∂x/∂φ = sin θ·(bc sin θ cos φ, ac sin θ sin φ, ab cos θ), which is analytic at the poles as well. `k` is the axis
 * that comes third.
 */
function ellipsoidSurface({ centre, half }: Body, k: number): Chart {
  const [i, j] = [(k + 1) % 3, (k + 2) % 3] as const;
  const [a, b, c] = [half[i], half[j], half[k]] as [number, number, number];
  const angles = 2 * Math.PI * Math.PI;
  return {
    dimension: 2,
    place(u, v, _w, row, points, weights) {
      const [sin, cos] = [Math.sin(Math.PI * u), Math.cos(Math.PI * u)];
      const [x, y] = [sin * Math.cos(2 * Math.PI * v), sin * Math.sin(2 * Math.PI * v)];
      points[3 * row + i] = (centre[i] as number) + a * x;
      points[3 * row + j] = (centre[j] as number) + b * y;
      points[3 * row + k] = (centre[k] as number) + c * cos;
      const density = angles * sin;
      weights[3 * row + i] = density * b * c * x;
      weights[3 * row + j] = density * a * c * y;
      weights[3 * row + k] = density * a * b * cos;
    },
  };
}

function boxInside(body: Body): Chart {
  const { centre, half } = body;
  const volume = volumeOf(body);
  return {
    dimension: 3,
    place(u, v, w, row, points, weights) {
      points[3 * row] = centre[0] + (2 * u - 1) * half[0];
      points[3 * row + 1] = centre[1] + (2 * v - 1) * half[1];
      points[3 * row + 2] = centre[2] + (2 * w - 1) * half[2];
      weights[row] = volume;
    },
  };
}

/** The surface's angles, and w along the radius: density 2π²·abc·w² sin θ. */
function ellipsoidInside({ centre, half: [a, b, c] }: Body): Chart {
  const all = 2 * Math.PI * Math.PI * a * b * c;
  return {
    dimension: 3,
    place(u, v, w, row, points, weights) {
      const [sin, cos] = [Math.sin(Math.PI * u), Math.cos(Math.PI * u)];
      points[3 * row] = centre[0] + a * w * sin * Math.cos(2 * Math.PI * v);
      points[3 * row + 1] = centre[1] + b * w * sin * Math.sin(2 * Math.PI * v);
      points[3 * row + 2] = centre[2] + c * w * cos;
      weights[row] = all * w * w * sin;
    },
  };
}

/**
 * The inside of an ellipsoid by α, β from −π/2 to π/2 and s from −1 to 1, along one axis after the other: x = c + (a sin α,
 * b cos α sin β, c cos α cos β s), of density abc·cos³α cos²β. What is sharp along some axis lies across all the directions
 * of rays from the centre, but along one parameter or two of these.
 */
function layeredInside({ centre, half }: Body, [i, j, k]: readonly [number, number, number]): Chart {
  const [a, b, c] = [half[i], half[j], half[k]] as [number, number, number];
  const all = 2 * Math.PI * Math.PI * a * b * c;
  return {
    dimension: 3,
    place(u, v, w, row, points, weights) {
      const [cosA, sinA] = [Math.cos(Math.PI * (u - 0.5)), Math.sin(Math.PI * (u - 0.5))];
      const [cosB, sinB] = [Math.cos(Math.PI * (v - 0.5)), Math.sin(Math.PI * (v - 0.5))];
      points[3 * row + i] = (centre[i] as number) + a * sinA;
      points[3 * row + j] = (centre[j] as number) + b * cosA * sinB;
      points[3 * row + k] = (centre[k] as number) + c * cosA * cosB * (2 * w - 1);
      weights[row] = all * cosA ** 3 * cosB ** 2;
    },
  };
}

/** A field in space and its divergence at N points given row by row (3N numbers): 3N and N numbers. */
export interface BodyField {
  field(points: Float64Array): Float64Array;
  divergence(points: Float64Array): Float64Array;
}

/** The two sides of the divergence theorem over a body. */
export interface BodyFlux {
  /** ∯F·n dA, n outward. */
  readonly boundary: Integral;
  /** ∭∇·F dV. */
  readonly inside: Integral;
  readonly volume: number;
}

const surfaceAccuracy: Accuracy = { tolerance: 1e-12, evaluations: 240_000 };
/** A cell takes 3375 points, and a surface through the inside is met in a great many of them. */
const volumeAccuracy: Accuracy = { tolerance: 1e-12, evaluations: 1_500_000 };

/** Of all points at most those on the surface. */
const surfaceShare = surfaceAccuracy.evaluations / (surfaceAccuracy.evaluations + volumeAccuracy.evaluations);

/** Points on a line that swings are counted on, and how many are many; so many times as many as along other axes. */
const linePoints = 512;
const manySwings = 24;
const fewer = 4;

/** The axis along which a divergence swings many times through an ellipsoid, and few along the others; null for none. */
function swingingAxis({ centre, half }: Body, divergence: BodyField["divergence"]): number | null {
  const counts = [0, 1, 2].map((axis) => {
    const points = new Float64Array(3 * linePoints);
    for (let row = 0; row < linePoints; row++)
      // Beside the centre, where much vanishes by symmetry.
      for (const k of [0, 1, 2] as const)
        points[3 * row + k] =
          centre[k] + half[k] * (k === axis ? (1.8 * row) / (linePoints - 1) - 0.9 : 0.2 + 0.05 * k);
    const values = divergence(points);
    const steps = values.subarray(1).map((value, row) => Math.sign(value - (values[row] as number)));
    return steps.filter((step, row) => row > 0 && step * (steps[row - 1] as number) < 0).length;
  });
  const axis = counts.indexOf(Math.max(...counts));
  const most = counts[axis] as number;
  const isAlone = counts.every((count, k) => k === axis || fewer * count <= most);
  return most >= manySwings && isAlone ? axis : null;
}

/** Both sides, each by its own quadrature, in float64. Yields the share done. */
export function* fluxThroughBody(body: Body, { field, divergence }: BodyField): Generator<number, BodyFlux> {
  const surface = { coordinates: 3, components: 3, evaluate: field } as const;
  const volume = { coordinates: 3, components: 1, evaluate: divergence } as const;
  const axis = body.kind === "ellipsoid" ? swingingAxis(body, divergence) : null;
  const charts = surfaceCharts(body, axis ?? undefined);
  const boundary = yield* share(0, surfaceShare, integrate(charts, surface, surfaceAccuracy));
  const accuracy = { ...volumeAccuracy, scale: boundary.size };
  const inside = yield* share(surfaceShare, 1, integrate(volumeCharts(body, axis), volume, accuracy));
  return { boundary, inside, volume: volumeOf(body) };
}

/** The steps of a part, with the share done of the whole. */
function* share<Value>(from: number, to: number, steps: Generator<number, Value>): Generator<number, Value> {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    yield from + (to - from) * step.value;
  }
}

/** F·n somewhere on a surface, and Σ|F_i n_i|: what rounding in it is small against. */
export interface NormalComponents {
  readonly values: Float64Array;
  readonly sizes: Float64Array;
}

/** F·n at about `count` points spread over the surface, at the middles of cells of its charts. */
export function normalComponents(
  body: Body,
  { field }: Pick<BodyField, "field">,
  count: number,
): NormalComponents {
  const charts = surfaceCharts(body);
  const side = Math.max(1, Math.round(Math.sqrt(count / charts.length)));
  const rows = charts.length * side * side;
  const [points, weights] = [new Float64Array(3 * rows), new Float64Array(3 * rows)];
  for (let row = 0; row < rows; row++) {
    const [cell, chart] = [row % (side * side), charts[Math.floor(row / (side * side))]];
    const [across, up] = [(cell % side) + 0.5, Math.floor(cell / side) + 0.5];
    chart?.place(across / side, up / side, 0, row, points, weights);
  }
  const values = field(points);
  const normal = (row: number) => weights.subarray(3 * row, 3 * row + 3);
  const terms = (row: number) =>
    normal(row).map((weight, i) => ((values[3 * row + i] as number) * weight) / Math.hypot(...normal(row)));
  const sumOf = (of: (term: number) => number) =>
    Float64Array.from({ length: rows }, (_, row) => terms(row).reduce((sum, term) => sum + of(term), 0));
  return { values: sumOf((term) => term), sizes: sumOf(Math.abs) };
}
