import { type Accuracy, type Integral, integrate } from "./adaptive.ts";
import { areaCharts, areaOf, boundaryCharts, type Shape } from "./shape.ts";

/** A planar field and its divergence at N points given row by row (2N numbers): 2N and N numbers. */
export interface FluxField {
  field(points: Float64Array): Float64Array;
  divergence(points: Float64Array): Float64Array;
}

/** The two sides of the divergence theorem over a region. */
export interface Flux {
  /** ∮F·n ds, n outward. */
  readonly boundary: Integral;
  /** ∬∇·F dA. */
  readonly inside: Integral;
  readonly area: number;
}

/** A line meets any curve in points: refining there costs little, so few points do. */
const lineAccuracy: Accuracy = { tolerance: 1e-12, evaluations: 40_000 };
const areaAccuracy: Accuracy = { tolerance: 1e-12, evaluations: 240_000 };

/** Both sides, each by its own quadrature, in float64. Yields the share done. */
export function* fluxThrough(shape: Shape, { field, divergence }: FluxField): Generator<number, Flux> {
  const line = { coordinates: 2, components: 2, evaluate: field } as const;
  const area = { coordinates: 2, components: 1, evaluate: divergence } as const;
  const boundary = yield* integrate(boundaryCharts(shape), line, lineAccuracy);
  const inside = yield* integrate(areaCharts(shape), area, { ...areaAccuracy, scale: boundary.size });
  return { boundary, inside, area: areaOf(shape) };
}

/** A point of the boundary with the outward normal there, and F·n. */
export interface NormalSample {
  readonly x: number;
  readonly y: number;
  readonly normalX: number;
  readonly normalY: number;
  readonly outward: number;
}

/** About `count` points along the boundary, evenly spaced on each of its pieces. */
export function normalSamples(
  shape: Shape,
  { field }: Pick<FluxField, "field">,
  count: number,
): NormalSample[] {
  const charts = boundaryCharts(shape);
  const [points, weights] = [new Float64Array(2), new Float64Array(2)];
  const placed: Omit<NormalSample, "outward">[] = [];
  const speeds = charts.map((chart) => {
    chart.place(0, 0, 0, 0, points, weights);
    return Math.hypot(weights[0] as number, weights[1] as number);
  });
  const length = speeds.reduce((sum, speed) => sum + speed, 0);
  for (const [k, chart] of charts.entries()) {
    const speed = speeds[k] as number;
    const share = Math.round((count * speed) / length);
    for (let i = 0; i < share; i++) {
      chart.place((i + 0.5) / share, 0, 0, 0, points, weights);
      const [x = 0, y = 0] = points;
      const [normalX = 0, normalY = 0] = weights.map((weight) => weight / speed);
      placed.push({ x, y, normalX, normalY });
    }
  }
  const values = field(Float64Array.from(placed.flatMap(({ x, y }) => [x, y])));
  return placed.map((sample, i) => ({
    ...sample,
    outward: sample.normalX * (values[2 * i] as number) + sample.normalY * (values[2 * i + 1] as number),
  }));
}
