import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { normalOf } from "../../shaders/space/free-plane.ts";
import { dot, eachAxis, type Lens, lensOf, placeOf, type Triple } from "../../shaders/space/lens.ts";
import { defaultSpace } from "../document/space-cell.ts";
import { defaultFreePlane } from "../document/space-plane.ts";
import { placedBody, pulledAxes, reachPlace } from "./body-motion.ts";
import { armOf, placesBesidePlane, planePlaces, slicePlace } from "./handle-places.ts";

const number = (low: number, high: number) => fc.double({ min: low, max: high, noNaN: true });
const triple = (low: number, high: number): fc.Arbitrary<Triple> =>
  fc.tuple(number(low, high), number(low, high), number(low, high));

/** Of a 28-pixel grip or a 24-pixel handle and a handle of 24 pixels beside it. */
const radii = { grip: 26, handle: 24 };

/** How far a point of a picture is from where others are, in CSS pixels. */
function nearest(lens: Lens, at: readonly [number, number], points: readonly Triple[]): number {
  return Math.min(
    ...points.map((point) => {
      const place = placeOf(lens, point);
      return place ? Math.hypot(place.left - at[0], place.top - at[1]) : Number.POSITIVE_INFINITY;
    }),
  );
}

function placesOf(cell: ReturnType<typeof defaultSpace>, plane: typeof defaultFreePlane, lens: Lens) {
  const { move, turn } = planePlaces(plane, lens, placesBesidePlane(cell, lens));
  const [right, down] = armOf(plane, lens);
  const [rim, foot] = [placeOf(lens, move), placeOf(lens, turn)];
  if (!rim || !foot) throw new Error("both are before the eye");
  return { move, rim: [rim.left, rim.top] as const, tip: [foot.left + right, foot.top + down] as const };
}

describe("the handles of a free plane", () => {
  it("are beside all others, however a picture is turned, and the one that moves it lies on it", () => {
    const space = defaultSpace("space");
    const cases = fc.record({
      azimuth: number(-180, 180),
      elevation: number(-89, 89),
      projection: fc.constantFrom("perspective" as const, "orthographic" as const),
      plane: fc.record({
        through: triple(-1.6, 1.6),
        azimuth: fc.integer({ min: -180, max: 180 }),
        elevation: fc.integer({ min: -90, max: 90 }),
      }),
      at: triple(-1.9, 1.9),
      shape: fc.constantFrom("sphere" as const, "box" as const, "ellipsoid" as const),
      centre: triple(-1.5, 1.5),
      half: number(0.4, 1.2),
    });
    fc.assert(
      fc.property(cases, ({ azimuth, elevation, projection, plane: own, at, shape, centre, half }) => {
        const camera = { ...space.camera, azimuth, elevation, projection };
        const body = { on: true, shape, centre, half: [half, half, half] } as const;
        const cell = { ...space, slices: { at, shown: [true, true, true] as const }, body };
        const lens = lensOf(camera, cell.box, 640, 480);
        const plane = { ...own, on: true };
        const { move, rim, tip } = placesOf(cell, plane, lens);
        const off = dot(
          normalOf(plane),
          eachAxis((k) => move[k] - plane.through[k]),
        );
        expect(Math.abs(off)).toBeLessThan(1e-9);
        for (const axis of [0, 1, 2] as const) expect(Math.abs(move[axis])).toBeLessThanOrEqual(2);
        const grips = [centre, ...pulledAxes(body, lens).map((axis) => reachPlace(body, lens, axis))];
        const slices = ([0, 1, 2] as const).map((axis) => slicePlace(lens, axis, at[axis]));
        for (const place of [rim, tip]) {
          expect(nearest(lens, place, grips)).toBeGreaterThanOrEqual(radii.grip);
          expect(nearest(lens, place, slices)).toBeGreaterThanOrEqual(radii.handle);
        }
        expect(Math.hypot(rim[0] - tip[0], rim[1] - tip[1])).toBeGreaterThanOrEqual(radii.handle);
      }),
      { numRuns: 2000 },
    );
  });

  it("are in the picture where the plane's rim is not", () => {
    const cell = { ...defaultSpace("space"), body: { ...placedBody(defaultSpace("space")), on: true } };
    const lens = lensOf({ ...cell.camera, zoom: 4 }, cell.box, 640, 480);
    const { rim, tip } = placesOf(cell, { ...defaultFreePlane, on: true }, lens);
    for (const [left, top] of [rim, tip]) {
      expect(Math.min(left, 640 - left)).toBeGreaterThan(12);
      expect(Math.min(top, 480 - top)).toBeGreaterThan(12);
    }
  });
});
