import { centreOf, isRegion, rectangle, type Shape } from "../../engine/quadrature/shape.ts";
import { bounds } from "../document/bounds.ts";
import type { FluxRegion, Point, Region } from "../document/document.ts";
import { extentOf, type PlotSize, planeView } from "../plane/view.ts";

/** Half the region's width when it is first placed, as a share of the view. */
const firstReach = 0.22;
/** Vertices of the polygon that a region is turned into. */
const firstVertices = 5;

export type RegionKind = FluxRegion["shape"];

/** The points a shape takes at least. */
export function pointsOf(kind: RegionKind): number {
  return kind === "polygon" ? 3 : 2;
}

/** The region with as many points as its shape needs: placed in the middle of the view where it has too few. */
export function placed(region: FluxRegion, view: Region): FluxRegion {
  if (region.points.length >= pointsOf(region.shape)) return region;
  return { ...region, points: around(region.shape, view, firstReach * view.span) };
}

/** The region in sight: in the middle of the view where none of it was, and it could not be worked nor found again. */
export function inSight(region: FluxRegion, view: Region, plot: PlotSize): FluxRegion {
  const { shape, points } = placed(region, view);
  const outline = shapeOf({ ...region, shape, points });
  const reach = outline.kind === "circle" ? outline.radius : 0;
  const corners = outline.kind === "circle" ? [outline.centre] : outline.vertices;
  const meets = (pick: (point: Point) => number, low: number, high: number) =>
    Math.min(...corners.map(pick)) - reach < high && Math.max(...corners.map(pick)) + reach > low;
  const { left, right, bottom, top } = extentOf(planeView(view, plot), plot);
  const seen = meets(({ x }) => x, left, right) && meets(({ y }) => y, bottom, top);
  return placed({ ...region, points: seen ? points : [] }, view);
}

/** What is integrated over. */
export function shapeOf({ shape, points }: FluxRegion): Shape {
  const [first, second] = points as readonly [Point, Point];
  switch (shape) {
    case "rectangle":
      return rectangle(first, second);
    case "circle":
      return {
        kind: "circle",
        centre: first,
        radius: Math.hypot(second.x - first.x, second.y - first.y),
      };
    case "polygon":
      return { kind: "polygon", vertices: points };
  }
}

/** A region of another shape, as large and in the same place. */
export function reshaped(region: FluxRegion, kind: RegionKind): FluxRegion {
  if (kind === region.shape) return region;
  const { centre, reach } = extent(region);
  return { ...region, shape: kind, points: around(kind, centre, reach) };
}

function extent(region: FluxRegion): { centre: Point; reach: number } {
  const shape = shapeOf(region);
  const corners = region.points;
  const mean = (pick: (point: Point) => number) =>
    corners.reduce((sum, point) => sum + pick(point), 0) / corners.length;
  const centre = isRegion(shape) ? centreOf(shape) : { x: mean(({ x }) => x), y: mean(({ y }) => y) };
  if (shape.kind === "circle") return { centre, reach: shape.radius };
  const sides = [({ x }: Point) => x, ({ y }: Point) => y].map((pick) => {
    const values = shape.vertices.map(pick);
    return (Math.max(...values) - Math.min(...values)) / 2;
  });
  return { centre, reach: Math.max(...sides) };
}

function around(kind: RegionKind, { x, y }: Point, reach: number): Point[] {
  if (kind === "rectangle")
    return [tidy({ x: x - reach, y: y - reach }, reach), tidy({ x: x + reach, y: y + reach }, reach)];
  if (kind === "circle") return [tidy({ x, y }, reach), tidy({ x: x + reach, y }, reach)];
  return Array.from({ length: firstVertices }, (_, k) => {
    const angle = Math.PI / 2 + (2 * Math.PI * k) / firstVertices;
    return tidy({ x: x + reach * Math.cos(angle), y: y + reach * Math.sin(angle) }, reach);
  });
}

/** A point without digits that do not matter beside a length: what moving leaves of binary fractions. */
export function tidy({ x, y }: Point, length: number): Point {
  const decimals = Math.min(20, Math.max(0, 4 - Math.floor(Math.log10(length))));
  // Adding 0 turns −0 into 0.
  return { x: Number(x.toFixed(decimals)) + 0, y: Number(y.toFixed(decimals)) + 0 };
}

export function moved(region: FluxRegion, right: number, up: number, length: number): FluxRegion {
  const points = region.points.map(({ x, y }) => tidy({ x: x + right, y: y + up }, length));
  return { ...region, points };
}

/** A handle: a point of the outline that can be moved. A rectangle has four, of which the document holds two. */
export function handlesOf({ shape, points }: FluxRegion): readonly Point[] {
  const [first, second] = points as readonly [Point, Point];
  if (shape === "circle") return [second];
  if (shape === "polygon") return points;
  return [first, { x: second.x, y: first.y }, second, { x: first.x, y: second.y }];
}

/** The region after a handle was moved. The opposite corner of a rectangle, and the centre of a circle, stay. */
export function withHandle(region: FluxRegion, handle: number, to: Point): FluxRegion {
  const [first, second] = region.points as readonly [Point, Point];
  if (region.shape === "circle") return { ...region, points: [first, to] };
  if (region.shape === "polygon") return { ...region, points: region.points.with(handle, to) };
  const firsts = { x: handle === 0 || handle === 3, y: handle < 2 };
  return {
    ...region,
    points: [
      { x: firsts.x ? to.x : first.x, y: firsts.y ? to.y : first.y },
      { x: firsts.x ? second.x : to.x, y: firsts.y ? second.y : to.y },
    ],
  };
}

/** The region larger by so much on each side; a rectangle across and up, the others as a whole. Not below `least`. */
export function grown(region: FluxRegion, across: number, up: number, least: number): FluxRegion {
  const { shape, points } = region;
  const [first, second] = points as readonly [Point, Point];
  if (shape === "rectangle") {
    const larger = (from: number, to: number, by: number): readonly [number, number] => {
      const side = from <= to ? 1 : -1;
      return Math.abs(to - from) + 2 * by < least ? [from, to] : [from - side * by, to + side * by];
    };
    const [x, y] = [larger(first.x, second.x, across), larger(first.y, second.y, up)];
    return {
      ...region,
      points: [tidy({ x: x[0], y: y[0] }, least), tidy({ x: x[1], y: y[1] }, least)],
    };
  }
  const { centre, reach } = extent(region);
  const wanted = reach + across + up;
  if (wanted < least / 2 || reach === 0) return region;
  const factor = wanted / reach;
  return {
    ...region,
    points: points.map((point) =>
      tidy(
        { x: centre.x + factor * (point.x - centre.x), y: centre.y + factor * (point.y - centre.y) },
        least / 100,
      ),
    ),
  };
}

/** A polygon with a vertex more, in the middle of its longest edge. */
export function withVertex(region: FluxRegion): FluxRegion {
  const { points } = region;
  if (region.shape !== "polygon" || points.length >= bounds.vertices) return region;
  const next = (k: number) => points[(k + 1) % points.length] as Point;
  const lengths = points.map((point, k) => Math.hypot(next(k).x - point.x, next(k).y - point.y));
  const longest = lengths.indexOf(Math.max(...lengths));
  const [a, b] = [points[longest] as Point, next(longest)];
  const middle = tidy({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 }, Math.max(...lengths));
  return { ...region, points: points.toSpliced(longest + 1, 0, middle) };
}

/** A polygon without one of its vertices; three stay. */
export function withoutVertex(region: FluxRegion, vertex = region.points.length - 1): FluxRegion {
  if (region.shape !== "polygon" || region.points.length <= 3) return region;
  return { ...region, points: region.points.toSpliced(vertex, 1) };
}
