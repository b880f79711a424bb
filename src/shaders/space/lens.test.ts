import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  dot,
  eachAxis,
  isFacing,
  lensOf,
  meets,
  middleOf,
  partOf,
  placeOf,
  rayAt,
  type SpaceBox,
  type SpaceCamera,
  sizeOf,
  type Triple,
} from "./lens.ts";

const number = (low: number, high: number) => fc.double({ min: low, max: high, noNaN: true });
const triple = (low: number, high: number): fc.Arbitrary<Triple> =>
  fc.tuple(number(low, high), number(low, high), number(low, high));
const boxes: fc.Arbitrary<SpaceBox> = fc
  .tuple(triple(-50, 50), triple(0.5, 40))
  .map(([low, size]) => ({ low, high: eachAxis((axis) => low[axis] + size[axis]) }));
const cameras: fc.Arbitrary<SpaceCamera> = fc.record({
  azimuth: number(-180, 180),
  elevation: number(-90, 90),
  zoom: number(0.5, 3),
  target: fc.constant(null),
  projection: fc.constantFrom("perspective" as const, "orthographic" as const),
});
const shares = triple(0, 1);
const within = (box: SpaceBox, share: Triple) =>
  eachAxis((axis) => box.low[axis] + share[axis] * (box.high[axis] - box.low[axis])) satisfies Triple;

describe("a lens", () => {
  it("shows a point where the ray through that place of the picture passes it", () => {
    fc.assert(
      fc.property(boxes, cameras, shares, (box, camera, share) => {
        const lens = lensOf(camera, box, 640, 480);
        const point = within(box, share);
        const place = placeOf(lens, point);
        if (!place) return;
        const { from, along } = rayAt(lens, place.left, place.top);
        const to = eachAxis((axis) => point[axis] - from[axis]);
        const far = dot(to, along);
        const aside = Math.hypot(...eachAxis((axis) => to[axis] - far * along[axis]));
        expect(aside).toBeLessThan(1e-9 * (far + Math.hypot(...from)));
        expect(far).toBeGreaterThan(0);
      }),
    );
  });

  it("has the whole box before it and within the picture at zoom 1, whatever its shape", () => {
    const whole = cameras.map((camera) => ({ ...camera, zoom: 1 }));
    fc.assert(
      fc.property(
        boxes,
        whole,
        shares,
        number(200, 900),
        number(200, 900),
        (box, camera, share, width, height) => {
          const lens = lensOf(camera, box, width, height);
          const corner = within(
            box,
            eachAxis((axis) => Math.round(share[axis])),
          );
          const place = placeOf(lens, corner);
          if (!place) throw new Error("a corner is behind the eye");
          const shorter = Math.min(width, height);
          const aside = Math.hypot(place.left - width / 2, place.top - height / 2);
          expect(aside).toBeLessThan(shorter / 2);
          expect(Math.abs(place.depth)).toBeLessThanOrEqual(1);
        },
      ),
    );
  });

  it("shows what is nearer with less depth, and the middle in the middle", () => {
    fc.assert(
      fc.property(boxes, cameras, (box, camera) => {
        const lens = lensOf(camera, box, 500, 400);
        const middle = middleOf(box);
        const place = placeOf(lens, middle);
        expect(place?.left).toBeCloseTo(250, 6);
        expect(place?.top).toBeCloseTo(200, 6);
        const step = 0.1 * Math.hypot(...sizeOf(box));
        const nearer = placeOf(
          lens,
          eachAxis((axis) => middle[axis] + step * lens.back[axis]),
        );
        expect(nearer?.depth).toBeLessThan(place?.depth ?? Number.NaN);
      }),
    );
  });

  it("of a part of a picture shows what is there, where it is", () => {
    fc.assert(
      fc.property(boxes, cameras, shares, (box, camera, share) => {
        const lens = lensOf(camera, box, 640, 480);
        const part = partOf(lens, 130, 70, 200, 150);
        expect(part.corner).toEqual([130, 260]);
        const point = within(box, share);
        const [place, there] = [placeOf(lens, point), placeOf(part, point)];
        expect(there === null).toBe(place === null);
        if (!place || !there) return;
        expect(there.left + 130).toBeCloseTo(place.left, 6);
        expect(there.top + 70).toBeCloseTo(place.top, 6);
        expect(there.depth).toBeCloseTo(place.depth, 9);
      }),
    );
  });

  it("lifts by a pixel, at every zoom", () => {
    const zooms = fc.constantFrom(0.5, 1, 4, 30, 1000);
    fc.assert(
      fc.property(boxes, cameras, zooms, shares, (box, camera, zoom, share) => {
        const lens = lensOf({ ...camera, zoom }, box, 500, 400);
        const point = within(box, share);
        const place = placeOf(lens, point);
        if (!place) return;
        const { from, along } = rayAt(lens, place.left, place.top);
        const to = eachAxis((axis) => point[axis] - from[axis]) satisfies Triple;
        const isFar = lens.eye[3] === 1;
        // How long a pixel is there, by where it is seen.
        const depth = -dot(to, lens.back);
        const distance = -dot(
          eachAxis((axis) => lens.target[axis] - from[axis]),
          lens.back,
        );
        const pixel = isFar ? (lens.pixel * depth) / distance : lens.pixel;
        const step = pixel / -dot(along, lens.back);
        const nearer = placeOf(
          lens,
          eachAxis((axis) => point[axis] - step * along[axis]),
        );
        if (!nearer) return;
        // z/w, and w is 1 where rays are parallel.
        const lifted = place.depth + lens.lift / (isFar ? depth : 1);
        expect(Math.abs(lifted - nearer.depth)).toBeLessThan(
          0.02 * Math.abs(place.depth - nearer.depth) + 1e-12,
        );
      }),
    );
  });

  it("keeps the size of what is in the middle when the projection changes", () => {
    fc.assert(
      fc.property(boxes, cameras, (box, camera) => {
        const [left, right] = (["perspective", "orthographic"] as const).map((projection) => {
          const lens = lensOf({ ...camera, projection }, box, 500, 400);
          return placeOf(
            lens,
            eachAxis((axis) => lens.target[axis] + 10 * lens.pixel * lens.right[axis]),
          )?.left;
        });
        expect(left).toBeCloseTo(260, 6);
        expect(right).toBeCloseTo(260, 6);
      }),
    );
  });

  it("finds where rays meet slices, and which faces they meet first", () => {
    fc.assert(
      fc.property(boxes, cameras, triple(0.01, 0.99), (box, camera, share) => {
        const lens = lensOf(camera, box, 640, 480);
        const inside = within(box, share);
        const place = placeOf(lens, inside);
        if (!place) return;
        const ray = rayAt(lens, place.left, place.top);
        for (const axis of [0, 1, 2] as const) {
          const hit = meets(ray, axis, inside[axis], box);
          // A slice seen edge on is met anywhere, or nowhere.
          if (Math.abs(ray.along[axis]) < 1e-3) continue;
          for (const k of [0, 1, 2]) expect(hit?.point[k]).toBeCloseTo(inside[k] as number, 5);
        }
        // On its way from a point within to the eye a ray leaves by a face that is turned to the eye.
        const exits = ([0, 1, 2] as const).flatMap((axis) =>
          ([0, 1] as const).map((end) => {
            const at = end === 0 ? box.low[axis] : box.high[axis];
            return { axis, end, hit: meets(ray, axis, at, box) };
          }),
        );
        const first = exits
          .filter(({ hit }) => hit)
          .sort((a, b) => (a.hit?.distance ?? 0) - (b.hit?.distance ?? 0))[0];
        if (first) expect(isFacing(lens, first.axis, first.end)).toBe(true);
      }),
    );
  });
});
