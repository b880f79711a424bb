import { describe, expect, it } from "vitest";
import { type Chart, type Integral, integrate } from "./adaptive.ts";
import { type Flux, type FluxField, fluxThrough, normalSamples } from "./flux.ts";
import { gaussWeights, kronrodNodes, kronrodWeights } from "./kronrod.ts";
import { areaCharts, areaOf, centreOf, isRegion, rectangle, type Shape, scaled } from "./shape.ts";
import { triangulate, turn } from "./triangulate.ts";

function finish<Value>(steps: Generator<unknown, Value>): Value {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** The interval [low, high] of the x axis, for integrals of functions of x. */
const interval = (low: number, high: number): Chart => ({
  dimension: 1,
  place(u, _v, _w, row, points, weights) {
    points[2 * row] = low + u * (high - low);
    weights[row] = high - low;
  },
});

const scalar = (f: (x: number, y: number) => number) => ({
  coordinates: 2 as const,
  components: 1,
  evaluate: (points: Float64Array) =>
    Float64Array.from({ length: points.length / 2 }, (_, i) =>
      f(points[2 * i] as number, points[2 * i + 1] as number),
    ),
});

const accuracy = { tolerance: 1e-12, evaluations: 200_000 };
const over = (low: number, high: number, f: (x: number) => number): Integral =>
  finish(integrate([interval(low, high)], scalar(f), accuracy));
const overShape = (shape: Shape, f: (x: number, y: number) => number): Integral =>
  finish(integrate(areaCharts(shape), scalar(f), accuracy));

/** The error is honest, and no larger than asked. */
function expectIntegral({ value, error }: Integral, exact: number, atMost = 1e-11): void {
  expect(Math.abs(value - exact)).toBeLessThanOrEqual(error);
  expect(error).toBeLessThanOrEqual(atMost);
}

const arrow: Shape = {
  kind: "polygon",
  vertices: [
    { x: 0, y: 0 },
    { x: 2, y: 2 },
    { x: 0, y: 1 },
    { x: -2, y: 2 },
  ],
};

describe("G7K15", () => {
  it("integrates polynomials as far as the two rules must, and no further", () => {
    const rule = (weights: Float64Array, power: number) =>
      weights.reduce((sum, weight, k) => sum + weight * (kronrodNodes[k] as number) ** power, 0);
    for (let power = 0; power <= 23; power++) {
      const exact = power % 2 === 0 ? 2 / (power + 1) : 0;
      expect(Math.abs(rule(kronrodWeights, power) - exact), `K15, x^${power}`).toBeLessThan(4e-16);
      if (power <= 13)
        expect(Math.abs(rule(gaussWeights, power) - exact), `G7, x^${power}`).toBeLessThan(4e-16);
    }
    expect(Math.abs(rule(gaussWeights, 14) - 2 / 15)).toBeGreaterThan(1e-5);
    expect(Math.abs(rule(kronrodWeights, 24) - 2 / 25)).toBeGreaterThan(1e-11);
  });
});

describe("adaptive quadrature", () => {
  it("has closed forms on intervals, with an honest error", () => {
    expectIntegral(
      over(0, 3, (x) => Math.exp(x)),
      Math.expm1(3),
      1e-10,
    );
    expectIntegral(
      over(0, 2, (x) => 7 * x ** 6),
      128,
      1e-9,
    );
    expectIntegral(
      over(1, 1000, (x) => 1 / x),
      Math.log(1000),
    );
    expectIntegral(
      over(0, 40 * Math.PI, (x) => Math.sin(x) ** 2),
      20 * Math.PI,
      1e-9,
    );
    // An end where the derivative is infinite.
    expectIntegral(
      over(0, 1, (x) => Math.sqrt(x)),
      2 / 3,
    );
  });

  it("has closed forms on rectangles, discs and polygons", () => {
    const box = rectangle({ x: -1, y: 0 }, { x: 2, y: 1.5 });
    expectIntegral(
      overShape(box, (x, y) => x ** 4 * y ** 3),
      ((32 + 1) / 5) * (1.5 ** 4 / 4),
    );
    expectIntegral(
      overShape(box, (x, y) => Math.exp(x + y)),
      (Math.exp(2) - Math.exp(-1)) * Math.expm1(1.5),
      1e-10,
    );
    const disc: Shape = { kind: "circle", centre: { x: 0.5, y: -1 }, radius: 2 };
    expectIntegral(
      overShape(disc, () => 1),
      4 * Math.PI,
      1e-10,
    );
    // ∬x² = πr⁴/4 + πr²·cx²; e^x over a disc about 0 is 2πr·I₁(r), I₁(1) = 0.565159103992485.
    expectIntegral(
      overShape(disc, (x) => x * x),
      4 * Math.PI + Math.PI,
      1e-10,
    );
    expectIntegral(
      overShape({ kind: "circle", centre: { x: 0, y: 0 }, radius: 1 }, (x) => Math.exp(x)),
      2 * Math.PI * 0.565159103992485,
      1e-11,
    );
    // The arrow is two mirrored triangles; the one on the right is (0,0), (2,2), (0,1).
    expectIntegral(
      overShape(arrow, (_, y) => y),
      2,
    );
    expectIntegral(
      overShape(arrow, (x) => x * x),
      4 / 3,
    );
  });

  it("finds 1/r outside the origin, and at the origin", () => {
    const square = rectangle({ x: 1, y: 1 }, { x: 2, y: 2 });
    // ∬1/r over [0,a]×[0,b] is a·asinh(b/a) + b·asinh(a/b).
    const corner = (a: number, b: number) => a * Math.asinh(b / a) + b * Math.asinh(a / b);
    const exact = corner(2, 2) - 2 * corner(1, 2) + corner(1, 1);
    expectIntegral(
      overShape(square, (x, y) => 1 / Math.hypot(x, y)),
      exact,
    );
    const disc: Shape = { kind: "circle", centre: { x: 0, y: 0 }, radius: 2 };
    expectIntegral(
      overShape(disc, (x, y) => 1 / Math.hypot(x, y)),
      4 * Math.PI,
      1e-10,
    );
  });

  it("tells a larger error where the integrand jumps, and it is honest", () => {
    const step = over(0, 1, (x) => (x < 1 / 3 ? 1 : 0));
    expectIntegral(step, 1 / 3, 1e-11);
    const box = rectangle({ x: -1, y: -1.1 }, { x: 1.2, y: 1 });
    const smooth = overShape(box, (x, y) => Math.cos(x * y));
    const pump = overShape(box, (x, y) => (x * x + y * y < 0.64 ? 1 : 0));
    expect(Math.abs(pump.value - 0.64 * Math.PI)).toBeLessThanOrEqual(pump.error);
    expect(pump.error).toBeGreaterThan(1e6 * smooth.error);
    expect(pump.error).toBeLessThan(0.02);
    expect(pump.evaluations).toBeLessThanOrEqual(accuracy.evaluations);
  });

  it("says that the error is unknown where the integrand is not finite, and ends", () => {
    const box = rectangle({ x: -1, y: -1 }, { x: 1, y: 1 });
    const { error, evaluations } = overShape(box, (x) => Math.sqrt(x));
    expect(error).toBe(Number.POSITIVE_INFINITY);
    expect(evaluations).toBeLessThanOrEqual(accuracy.evaluations);
  });

  it("asks for whole levels, not for points", () => {
    let calls = 0;
    const counted = scalar((x, y) => Math.exp(-20 * (x * x + y * y)));
    const { evaluations } = finish(
      integrate(
        areaCharts(rectangle({ x: -3, y: -3 }, { x: 2, y: 2 })),
        {
          ...counted,
          evaluate: (points) => {
            calls += 1;
            return counted.evaluate(points);
          },
        },
        accuracy,
      ),
    );
    expect(evaluations).toBeGreaterThan(10_000);
    expect(calls).toBeLessThan(20);
  });
});

describe("shape", () => {
  it("is cut into triangles of the same area, dents and all", () => {
    if (arrow.kind !== "polygon") throw new Error("the arrow is a polygon");
    const star = Array.from({ length: 14 }, (_, k) => {
      const radius = k % 2 === 0 ? 2 : 0.7;
      return { x: radius * Math.cos((k * Math.PI) / 7), y: radius * Math.sin((k * Math.PI) / 7) };
    });
    // Vertices on a straight edge make triangles without area; they are left out.
    const straight = [
      { x: 0, y: 0 },
      { x: 1, y: 0 },
      { x: 2, y: 0 },
      { x: 2, y: 2 },
      { x: 0, y: 2 },
    ];
    for (const vertices of [arrow.vertices, star, straight]) {
      const triangles = triangulate(vertices);
      const sum = triangles.reduce((area, triangle) => area + turn(...triangle) / 2, 0);
      expect(triangles.every((triangle) => turn(...triangle) > 0)).toBe(true);
      expect(sum).toBeCloseTo(areaOf({ kind: "polygon", vertices }), 13);
    }
  });

  it("knows what has no inside", () => {
    const bow = [
      { x: 0, y: 0 },
      { x: 2, y: 2 },
      { x: 2, y: 0 },
      { x: 0, y: 1 },
    ];
    expect(isRegion({ kind: "polygon", vertices: bow })).toBe(false);
    expect(isRegion(rectangle({ x: 1, y: 1 }, { x: 1, y: 5 }))).toBe(false);
    expect(isRegion({ kind: "circle", centre: { x: 1, y: 1 }, radius: 0 })).toBe(false);
    expect(isRegion(arrow)).toBe(true);
  });

  it("shrinks about its centre of mass", () => {
    expect(centreOf(arrow).x).toBeCloseTo(0, 14);
    expect(centreOf(arrow).y).toBeCloseTo(1, 14);
    const smaller = scaled(arrow, 0.25);
    expect(centreOf(smaller).y).toBeCloseTo(1, 14);
    expect(areaOf(smaller)).toBeCloseTo(areaOf(arrow) / 16, 14);
  });
});

describe("flux", () => {
  const source: FluxField = {
    field: (points) => {
      const out = new Float64Array(points.length);
      for (let i = 0; i < points.length; i += 2) {
        const [x, y] = [points[i] as number, points[i + 1] as number];
        out[i] = x / (x * x + y * y);
        out[i + 1] = y / (x * x + y * y);
      }
      return out;
    },
    divergence: (points) => new Float64Array(points.length / 2),
  };
  const through = (shape: Shape): Flux => finish(fluxThrough(shape, source));

  it("of a point source is 2π around it and 0 elsewhere; the pole is in the line integral alone", () => {
    const around = through(rectangle({ x: -1, y: -2 }, { x: 3, y: 1 }));
    expectIntegral(around.boundary, 2 * Math.PI);
    expect(around.inside.value).toBe(0);
    const beside = through({ kind: "circle", centre: { x: 2, y: 1 }, radius: 1.5 });
    expectIntegral(beside.boundary, 0);
    const clockwise = through(rectangle({ x: -1, y: 1 }, { x: 3, y: -2 }));
    expectIntegral(clockwise.boundary, 2 * Math.PI);
  });

  it("is sampled with outward unit normals, evenly along the boundary", () => {
    const samples = normalSamples({ kind: "circle", centre: { x: 0, y: 0 }, radius: 2 }, source, 40);
    expect(samples).toHaveLength(40);
    for (const { x, y, normalX, normalY, outward } of samples) {
      expect(normalX).toBeCloseTo(x / 2, 13);
      expect(normalY).toBeCloseTo(y / 2, 13);
      expect(outward).toBeCloseTo(0.5, 13);
    }
    expect(normalSamples(rectangle({ x: 0, y: 0 }, { x: 3, y: 1 }), source, 40)).toHaveLength(40);
  });
});
