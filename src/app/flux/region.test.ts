import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { areaOf, centreOf, isRegion } from "../../engine/quadrature/shape.ts";
import type { FluxRegion, Point } from "../document/document.ts";
import {
  grown,
  handlesOf,
  inSight,
  moved,
  placed,
  type RegionKind,
  reshaped,
  shapeOf,
  withHandle,
  withoutVertex,
  withVertex,
} from "./region.ts";

const kinds: readonly RegionKind[] = ["rectangle", "circle", "polygon"];
const view = { x: 0.3, y: -1.7, span: 6 };
const fresh = (shape: RegionKind): FluxRegion => placed({ on: true, shape, points: [] }, view);
const areaIn = (region: FluxRegion) => areaOf(shapeOf(region));
const near = (a: Point, b: Point) => Math.hypot(a.x - b.x, a.y - b.y);

describe.each(kinds)("a %s", (kind) => {
  it("is placed in the middle of the view, and stays where it was placed", () => {
    const region = fresh(kind);
    expect(isRegion(shapeOf(region))).toBe(true);
    expect(near(centreOf(shapeOf(region)), view)).toBeLessThan(1e-3);
    expect(placed(region, { x: 9, y: 9, span: 1 })).toBe(region);
  });

  it("is placed anew where none of it is in sight, and is left where some is", () => {
    // The shorter side shows the span, so half of it is up, and half as much again across.
    const plot = { width: 900, height: 600, pixelRatio: 1 };
    const [width, height] = [1.5 * view.span, view.span].map((length) => length / 2) as [number, number];
    const region = fresh(kind);
    const { x, y } = centreOf(shapeOf(region));
    for (const [right, up] of [
      [1, 0],
      [-1, 0],
      [0, 1],
      [0, -1],
    ] as const) {
      // Its middle on the edge; a little farther than it reaches beyond.
      const half = moved(region, right * width + view.x - x, up * height + view.y - y, 1e-3);
      expect(inSight(half, view, plot)).toEqual(half);
      const gone = moved(half, right * 1.5, up * 1.5, 1e-3);
      expect(inSight(gone, view, plot)).toEqual(region);
    }
    const around = grown(region, 20, 20, 0.1);
    expect(inSight(around, view, plot)).toEqual(around);
    expect(inSight({ ...region, points: [] }, view, plot)).toEqual(region);
  });

  it("keeps its form when it moves", () => {
    fc.assert(
      fc.property(fc.integer({ min: -500, max: 500 }), fc.integer({ min: -500, max: 500 }), (right, up) => {
        const region = fresh(kind);
        const there = moved(region, right / 100, up / 100, 0.01);
        expect(areaIn(there)).toBeCloseTo(areaIn(region), 4);
        const [from, to] = [centreOf(shapeOf(region)), centreOf(shapeOf(there))];
        expect(near(to, { x: from.x + right / 100, y: from.y + up / 100 })).toBeLessThan(1e-4);
      }),
    );
  });

  it("grows and shrinks about its centre, and does not vanish", () => {
    const region = fresh(kind);
    const larger = grown(region, 0.5, 0.5, 0.01);
    expect(areaIn(larger)).toBeGreaterThan(areaIn(region));
    expect(near(centreOf(shapeOf(larger)), centreOf(shapeOf(region)))).toBeLessThan(1e-3);
    let least = region;
    for (let k = 0; k < 100; k++) least = grown(least, -0.1, -0.1, 0.2);
    expect(areaIn(least)).toBeGreaterThan(1e-3);
    expect(areaIn(least)).toBeLessThan(areaIn(region));
  });

  it("goes where its handles are moved", () => {
    const region = fresh(kind);
    for (const [index, handle] of handlesOf(region).entries()) {
      const to = { x: handle.x + 0.25, y: handle.y + 0.125 };
      const changed = withHandle(region, index, to);
      expect(handlesOf(changed)[index]).toEqual(to);
      if (kind === "rectangle") {
        const opposite = (index + 2) % 4;
        expect(handlesOf(changed)[opposite]).toEqual(handlesOf(region)[opposite]);
      }
    }
  });

  it("turns into the others where it is", () => {
    for (const other of kinds) {
      const turned = reshaped(fresh(kind), other);
      expect(turned.shape).toBe(other);
      expect(isRegion(shapeOf(turned))).toBe(true);
      expect(near(centreOf(shapeOf(turned)), view)).toBeLessThan(0.4);
    }
  });
});

describe("vertices", () => {
  it("are added without changing the region, and three stay", () => {
    const region = fresh("polygon");
    const more = withVertex(region);
    expect(more.points).toHaveLength(region.points.length + 1);
    expect(areaIn(more)).toBeCloseTo(areaIn(region), 3);
    let few = region;
    for (let k = 0; k < 9; k++) few = withoutVertex(few, 0);
    expect(few.points).toEqual(region.points.slice(-3));
    expect(withVertex(fresh("circle"))).toEqual(fresh("circle"));
  });
});
