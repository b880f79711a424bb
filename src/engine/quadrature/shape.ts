import type { Chart } from "./adaptive.ts";
import { crossesItself, type PlanePoint, type Triangle, triangulate, turn } from "./triangulate.ts";

/** A bounded part of the plane. A polygon's vertices may go round either way. */
export type Shape =
  | { readonly kind: "circle"; readonly centre: PlanePoint; readonly radius: number }
  | { readonly kind: "polygon"; readonly vertices: readonly PlanePoint[] };

/** A rectangle with these opposite corners. */
export function rectangle(a: PlanePoint, b: PlanePoint): Shape {
  return { kind: "polygon", vertices: [a, { x: b.x, y: a.y }, b, { x: a.x, y: b.y }] };
}

/** Whether a shape has an inside: some area, and edges that do not cross. */
export function isRegion(shape: Shape): boolean {
  return areaOf(shape) > 0 && (shape.kind === "circle" || !crossesItself(shape.vertices));
}

export function areaOf(shape: Shape): number {
  if (shape.kind === "circle") return Math.PI * shape.radius ** 2;
  return Math.abs(signedArea(shape.vertices));
}

/** Half the sum of the turns seen from the first vertex, so that a region far from the origin loses no digits. */
function signedArea(vertices: readonly PlanePoint[]): number {
  const origin = vertices[0] as PlanePoint;
  return fan(vertices).reduce((sum, [, b, c]) => sum + turn(origin, b, c) / 2, 0);
}

function fan(vertices: readonly PlanePoint[]): Triangle[] {
  const origin = vertices[0] as PlanePoint;
  return vertices.map((b, k) => [origin, b, vertices[(k + 1) % vertices.length] as PlanePoint]);
}

/** The centre of mass: where the average of a function over a shrinking region differs from it in second order. */
export function centreOf(shape: Shape): PlanePoint {
  if (shape.kind === "circle") return shape.centre;
  const area = signedArea(shape.vertices);
  const origin = shape.vertices[0] as PlanePoint;
  let [x, y] = [0, 0];
  for (const [a, b, c] of fan(shape.vertices)) {
    const share = turn(a, b, c) / (6 * area);
    x += share * (b.x - a.x + (c.x - a.x));
    y += share * (b.y - a.y + (c.y - a.y));
  }
  return { x: origin.x + x, y: origin.y + y };
}

/** The shape made smaller or larger about its centre of mass. */
export function scaled(shape: Shape, factor: number): Shape {
  if (shape.kind === "circle") return { ...shape, radius: factor * shape.radius };
  const centre = centreOf(shape);
  const vertices = shape.vertices.map(({ x, y }) => ({
    x: centre.x + factor * (x - centre.x),
    y: centre.y + factor * (y - centre.y),
  }));
  return { kind: "polygon", vertices };
}

function counterclockwise(vertices: readonly PlanePoint[]): readonly PlanePoint[] {
  return signedArea(vertices) < 0 ? [...vertices].reverse() : vertices;
}

/** The boundary in pieces, weighed by the outward normal times the speed: two components, for F·n ds. */
export function boundaryCharts(shape: Shape): Chart[] {
  if (shape.kind === "circle") return [arc(shape.centre, shape.radius)];
  const vertices = counterclockwise(shape.vertices);
  return vertices.map((from, k) => segment(from, vertices[(k + 1) % vertices.length] as PlanePoint));
}

/** The inside in pieces, weighed by the density of area. */
export function areaCharts(shape: Shape): Chart[] {
  if (shape.kind === "circle") return [disc(shape.centre, shape.radius)];
  const { vertices } = shape;
  const [a, b, c, d] = vertices as [PlanePoint, PlanePoint, PlanePoint, PlanePoint?];
  if (d && vertices.length === 4 && a.x - b.x === d.x - c.x && a.y - b.y === d.y - c.y)
    return [parallelogram(a, b, d)];
  return triangulate(counterclockwise(vertices)).map(triangleChart);
}

function segment(from: PlanePoint, to: PlanePoint): Chart {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  return {
    dimension: 1,
    place(u, _v, _w, row, points, weights) {
      points[2 * row] = from.x + u * dx;
      points[2 * row + 1] = from.y + u * dy;
      weights[2 * row] = dy;
      weights[2 * row + 1] = -dx;
    },
  };
}

function arc(centre: PlanePoint, radius: number): Chart {
  return {
    dimension: 1,
    place(u, _v, _w, row, points, weights) {
      const [cos, sin] = [Math.cos(2 * Math.PI * u), Math.sin(2 * Math.PI * u)];
      points[2 * row] = centre.x + radius * cos;
      points[2 * row + 1] = centre.y + radius * sin;
      weights[2 * row] = 2 * Math.PI * radius * cos;
      weights[2 * row + 1] = 2 * Math.PI * radius * sin;
    },
  };
}

/** Polar form: radius u·R, angle 2πv, density 2πR²u. */
function disc(centre: PlanePoint, radius: number): Chart {
  return {
    dimension: 2,
    place(u, v, _w, row, points, weights) {
      points[2 * row] = centre.x + radius * u * Math.cos(2 * Math.PI * v);
      points[2 * row + 1] = centre.y + radius * u * Math.sin(2 * Math.PI * v);
      weights[row] = 2 * Math.PI * radius * radius * u;
    },
  };
}

function parallelogram(a: PlanePoint, b: PlanePoint, d: PlanePoint): Chart {
  const area = Math.abs(turn(a, b, d));
  return {
    dimension: 2,
    place(u, v, _w, row, points, weights) {
      points[2 * row] = a.x + u * (b.x - a.x) + v * (d.x - a.x);
      points[2 * row + 1] = a.y + u * (b.y - a.y) + v * (d.y - a.y);
      weights[row] = area;
    },
  };
}

/** The square collapsed onto the triangle (Duffy 1982): a + u((b − a) + v(c − b)), density u·|turn|. */
function triangleChart([a, b, c]: Triangle): Chart {
  const doubled = turn(a, b, c);
  return {
    dimension: 2,
    place(u, v, _w, row, points, weights) {
      points[2 * row] = a.x + u * (b.x - a.x + v * (c.x - b.x));
      points[2 * row + 1] = a.y + u * (b.y - a.y + v * (c.y - b.y));
      weights[row] = u * doubled;
    },
  };
}
