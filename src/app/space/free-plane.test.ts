import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  cross,
  type FreePlane,
  meetsPlane,
  normalOf,
  offsetOf,
  polygonOf,
} from "../../shaders/space/free-plane.ts";
import {
  dot,
  eachAxis,
  lensOf,
  placeOf,
  rayAt,
  type SpaceBox,
  sizeOf,
  type Triple,
} from "../../shaders/space/lens.ts";
import { defaultSpace } from "../document/space-cell.ts";
import { namedViews } from "./motion.ts";
import { samplePlaces } from "./places.ts";
import { alongDirection, drawnTo, offsetTo, tilted } from "./plane-motion.ts";

const number = (low: number, high: number) => fc.double({ min: low, max: high, noNaN: true });
const triple = (low: number, high: number): fc.Arbitrary<Triple> =>
  fc.tuple(number(low, high), number(low, high), number(low, high));
const within = ({ low, high }: SpaceBox, share: Triple) =>
  eachAxis((axis) => low[axis] + share[axis] * (high[axis] - low[axis])) satisfies Triple;
const boxes: fc.Arbitrary<SpaceBox> = fc
  .tuple(triple(-50, 50), triple(0.5, 40))
  .map(([low, size]) => ({ low, high: eachAxis((axis) => low[axis] + size[axis]) }));
/** Tenths of a degree, as hands and documents have them: planes along axes are among them. */
const angles = (most: number) => fc.integer({ min: -most, max: most }).map((k) => k / 10);
const cases = fc
  .tuple(boxes, triple(0.01, 0.99), angles(1800), angles(900))
  .map(([box, share, azimuth, elevation]) => ({
    box,
    plane: { through: within(box, share), azimuth, elevation } satisfies FreePlane,
  }));
const apart = (a: Triple, b: Triple) => eachAxis((axis) => a[axis] - b[axis]) satisfies Triple;

/** Whether a point of the plane lies in the polygon: on one side of all its edges. */
function isIn(polygon: readonly Triple[], normal: Triple, point: Triple, slack: number): boolean {
  const sides = polygon.map((to, k) => {
    const from = polygon.at(k - 1) as Triple;
    const edge = apart(to, from);
    return dot(normal, cross(edge, apart(point, from))) / (Math.hypot(...edge) || 1);
  });
  return sides.every((side) => side > -slack) || sides.every((side) => side < slack);
}

describe("a free plane", () => {
  it("that lies in a face of the box is that face", () => {
    const ways = [
      { axis: 0, azimuth: 0, elevation: 0 },
      { axis: 0, azimuth: 180, elevation: 0 },
      { axis: 1, azimuth: 90, elevation: 0 },
      { axis: 1, azimuth: -90, elevation: 0 },
      { axis: 2, azimuth: 17, elevation: 90 },
      { axis: 2, azimuth: 0, elevation: -90 },
    ] as const;
    fc.assert(
      fc.property(
        boxes,
        triple(0, 1),
        fc.constantFrom(...ways),
        fc.boolean(),
        (box, share, { axis, ...way }, high) => {
          const end = (high ? box.high : box.low)[axis];
          const inside = within(box, share);
          const through = eachAxis((k) => (k === axis ? end : inside[k]));
          const polygon = polygonOf({ through, ...way }, box);
          const named = new Set(polygon.map((corner) => corner.join()));
          expect(named.size).toBe(4);
          for (const corner of polygon)
            for (const k of [0, 1, 2] as const)
              expect(k === axis ? [end] : [box.low[k], box.high[k]]).toContain(corner[k]);
        },
      ),
    );
  });

  it("meets the box in a polygon that has all they have in common, and nothing else", () => {
    fc.assert(
      fc.property(
        cases,
        fc.array(triple(0, 1), { minLength: 20, maxLength: 20 }),
        ({ box, plane }, shares) => {
          const polygon = polygonOf(plane, box);
          const normal = normalOf(plane);
          const scale = 1e-9 * (60 + Math.hypot(...sizeOf(box)));
          expect(polygon.length).toBeGreaterThanOrEqual(3);
          expect(polygon.length).toBeLessThanOrEqual(6);
          for (const corner of polygon) {
            expect(Math.abs(dot(normal, apart(corner, plane.through)))).toBeLessThan(scale);
            for (const axis of [0, 1, 2] as const) {
              expect(corner[axis]).toBeGreaterThanOrEqual(box.low[axis]);
              expect(corner[axis]).toBeLessThanOrEqual(box.high[axis]);
            }
          }
          expect(isIn(polygon, normal, plane.through, scale)).toBe(true);
          for (const share of shares) {
            // Brought into the plane: in the box or not, and so in the polygon or not.
            const point = within(box, share);
            const by = dot(normal, apart(point, plane.through));
            const there = eachAxis((axis) => point[axis] - by * normal[axis]) satisfies Triple;
            const depth = Math.min(
              ...[0, 1, 2].map((axis) =>
                Math.min(
                  (there[axis] as number) - (box.low[axis] as number),
                  (box.high[axis] as number) - (there[axis] as number),
                ),
              ),
            );
            if (Math.abs(depth) > 1e-6) expect(isIn(polygon, normal, there, scale)).toBe(depth > 0);
          }
        },
      ),
    );
  });

  it("is met by rays where it lies, and goes as far along its normal as it is told to, within the box", () => {
    const { camera } = defaultSpace("");
    fc.assert(
      fc.property(cases, number(-1.5, 1.5), ({ box, plane }, share) => {
        const { most } = offsetOf(plane, box);
        const moved = offsetTo(plane, box, share * most);
        const size = Math.hypot(...sizeOf(box));
        const wanted = Math.min(most, Math.max(-most, share * most));
        expect(Math.abs(offsetOf(moved, box).offset - wanted)).toBeLessThan(1e-6 * (60 + size));
        for (const axis of [0, 1, 2] as const) {
          expect(moved.through[axis]).toBeGreaterThanOrEqual(box.low[axis]);
          expect(moved.through[axis]).toBeLessThanOrEqual(box.high[axis]);
        }
        const lens = lensOf(camera, box, 600, 400);
        const place = placeOf(lens, plane.through);
        if (!place) throw new Error("it is seen");
        const ray = rayAt(lens, place.left, place.top);
        if (Math.abs(dot(ray.along, normalOf(plane))) < 1e-2) return;
        const hit = meetsPlane(ray, plane, box);
        for (const axis of [0, 1, 2] as const)
          expect(Math.abs((hit?.point[axis] ?? Number.NaN) - plane.through[axis])).toBeLessThan(1e-5 * size);
      }),
    );
  });

  it("has its normal's tip where a hand draws it, on both sides, and comes round past the rim", () => {
    const { camera, box } = defaultSpace("");
    const lens = lensOf(camera, box, 600, 400);
    const plane = { through: [0, 0, 0], azimuth: 20, elevation: 10 } as const;
    fc.assert(
      fc.property(number(-1.8, 1.8), number(-1.8, 1.8), fc.boolean(), (x, y, isNear) => {
        const length = Math.hypot(x, y);
        const normal = normalOf(drawnTo(plane, lens, [x, y], isNear));
        const seen = [dot(normal, lens.right), dot(normal, lens.up)];
        const flat = length > 1 ? Math.cos(Math.min(length - 1, 9)) / length : 1;
        expect(seen[0]).toBeCloseTo(flat * x, 2);
        expect(seen[1]).toBeCloseTo(flat * y, 2);
        if (Math.abs(length - 1) > 0.02) expect(dot(normal, lens.back) > 0).toBe(isNear === length < 1);
      }),
    );
    expect(tilted({ ...plane, azimuth: 178 }, 5, 90)).toMatchObject({ azimuth: -177, elevation: 90 });
    const flat = lensOf({ ...camera, projection: "orthographic" }, box, 600, 400);
    const normal = normalOf(plane);
    const [from, to] = [
      placeOf(flat, [0, 0, 0]),
      placeOf(
        flat,
        eachAxis((axis) => 0.5 * normal[axis]),
      ),
    ];
    if (!from || !to) throw new Error("they are seen");
    expect(alongDirection(flat, normal, to.left - from.left, to.top - from.top)).toBeCloseTo(0.5, 9);

    // Straight from the front a hand goes up and down, the same way as it does when the box is turned a little.
    for (const [axis, view] of namedViews.axes.entries()) {
      const direction = eachAxis((k) => Number(k === axis));
      const by = (elevation: number, down: number) =>
        alongDirection(lensOf({ ...camera, ...view, elevation }, box, 600, 400), direction, 0, down);
      const { pixel } = lensOf({ ...camera, ...view }, box, 600, 400);
      expect(Math.abs(by(view.elevation, 100))).toBeCloseTo(100 * pixel, 6);
      expect(by(view.elevation, -100)).toBeCloseTo(-by(view.elevation, 100), 9);
      const beside = view.elevation === 90 ? 70 : 20;
      expect(Math.sign(by(beside, 100))).toBe(Math.sign(by(view.elevation, 100)));
    }
  });

  it("is sampled evenly: halves of it have half of the samples", () => {
    fc.assert(
      fc.property(cases, ({ box, plane }) => {
        const slices = { at: box.low, shown: [false, false, false] } as const;
        const count = 400;
        const places = samplePlaces({ box, slices, plane: { ...plane, on: true } }, count);
        const normal = normalOf(plane);
        const polygon = polygonOf(plane, box);
        const slack = 1e-8 * (60 + Math.hypot(...sizeOf(box)));
        const points = Array.from(
          { length: count },
          (_, k) => [...places.slice(3 * k, 3 * k + 3)] as unknown as Triple,
        );
        const isOn = (point: Triple) =>
          Math.abs(dot(normal, apart(point, plane.through))) < slack && isIn(polygon, normal, point, slack);
        expect(points.every(isOn)).toBe(true);
        // Two halves on both sides of a line from a corner to the middle of the area beyond it, by triangles.
        const [first, ...others] = polygon as [Triple, ...Triple[]];
        const areas = others
          .slice(1)
          .map((to, k) => Math.hypot(...cross(apart(others[k] as Triple, first), apart(to, first))));
        const whole = areas.reduce((sum, area) => sum + area, 0);
        const corner = others[1] as Triple;
        const line = apart(corner, first);
        const share = (areas[0] as number) / whole;
        const sideOf = (point: Triple) => dot(normal, cross(line, apart(point, first)));
        const own = Math.sign(sideOf(others[0] as Triple));
        const beyond = points.filter((point) => Math.sign(sideOf(point)) === own).length;
        expect(Math.abs(beyond / count - share)).toBeLessThan(0.04);
      }),
    );
  });
});
