import { describe, expect, it } from "vitest";
import { between, seededRandom } from "../../engine/testing/random.ts";
import { meetsPlane, offsetOf } from "../../shaders/space/free-plane.ts";
import {
  eachAxis,
  lensOf,
  middleOf,
  placeOf,
  rayAt,
  type SpaceBox,
  sizeOf,
} from "../../shaders/space/lens.ts";
import { evenLevels } from "../../shaders/space/levels.ts";
import { defaultSpace } from "../document/space-cell.ts";
import { placedBody, withCentre } from "./body-motion.ts";
import { panned, slid } from "./motion.ts";
import { offsetTo } from "./plane-motion.ts";
import { rakeSeeds, usualRake } from "./rake.ts";

/** Boxes as a document may have them: small beside how far they are from 0. */
const boxes: readonly SpaceBox[] = [
  [0, 4],
  [1e3, 1e-3],
  [1e6, 1e-3],
  [-1e6, 1],
  [1e8, 10],
  [9e8, 1e6],
].map(([low = 0, size = 0]) => ({ low: [low, low, low], high: [low + size, low + size, low + size] }));

const { slices, camera } = defaultSpace("");
const at = ({ low, high }: SpaceBox, share: number) => low[0] + share * (high[0] - low[0]);

describe.each(boxes)("in a box from $low to $high", (box) => {
  const size = sizeOf(box)[0];
  const rounding = 1e-8 * size + 4 * Number.EPSILON * Math.abs(box.low[0]);

  it("slices, bodies, rakes and free planes are where they are put", () => {
    for (let k = 0; k <= 1000; k += 1) {
      const to = at(box, k / 1000);
      expect(Math.abs(slid({ slices, box }, 0, to).at[0] - to)).toBeLessThanOrEqual(rounding);
    }
    const body = withCentre(placedBody({ box }), 1, at(box, 0.3), box);
    expect(Math.abs(body.centre[1] - at(box, 0.3))).toBeLessThanOrEqual(rounding);
    const seeds = rakeSeeds(usualRake(box));
    for (const [k, seed] of seeds.entries()) {
      expect(Math.abs(seed[0] - at(box, 0.15 + (0.7 * k) / 8))).toBeLessThanOrEqual(2 * rounding);
      expect(Math.abs(seed[1] - at(box, 0.5))).toBeLessThanOrEqual(2 * rounding);
    }
    const plane = { through: middleOf(box), azimuth: 30, elevation: 20 };
    for (const share of [-0.9, -0.2, 0.004, 0.6]) {
      const wanted = share * offsetOf(plane, box).most;
      const { offset } = offsetOf(offsetTo(plane, box, wanted), box);
      expect(Math.abs(offset - wanted)).toBeLessThanOrEqual(4 * rounding);
    }
  });

  it("what is seen goes with the hand", () => {
    for (const zoom of [1, 10]) {
      const from = { ...camera, zoom, projection: "orthographic" as const };
      const lens = lensOf(from, box, 600, 400);
      const after = lensOf(panned(from, lens, 20, -10), box, 600, 400);
      const [here, there] = [placeOf(lens, lens.target), placeOf(after, lens.target)];
      // A box may be so small beside where it is that doubles are pixels apart.
      const allowed = 1e-3 + (4 * Number.EPSILON * Math.abs(box.low[0])) / lens.pixel;
      expect(Math.abs((there?.left ?? 0) - (here?.left ?? 0) - 20)).toBeLessThan(allowed);
      expect(Math.abs((there?.top ?? 0) - (here?.top ?? 0) + 10)).toBeLessThan(allowed);
    }
  });

  it("a plane in a face is met wherever the face is", () => {
    const seed = 20261129;
    const random = seededRandom(seed);
    for (const [axis, elevation, azimuth] of [
      [0, 0, 0],
      [1, 0, 90],
      [2, 90, 0],
    ] as const)
      for (const end of [box.low, box.high])
        for (let k = 0; k < 60; k += 1) {
          const inside = () => eachAxis((i) => at(box, between(random, 0.01, 0.99)) + 0 * i);
          const onFace = () => inside().with(axis, end[axis]) as unknown as ReturnType<typeof inside>;
          const plane = { through: onFace(), azimuth, elevation };
          const view = { azimuth: between(random, -180, 180), elevation: between(random, -89, 89) };
          const lens = lensOf({ ...camera, ...view }, box, 600, 400);
          const point = onFace();
          const place = placeOf(lens, point);
          if (!place) throw new Error("it is seen");
          const hit = meetsPlane(rayAt(lens, place.left, place.top), plane, box);
          expect(hit?.point[axis], `seed ${seed}, ${k}`).toBeDefined();
          for (const i of [0, 1, 2] as const)
            expect(Math.abs((hit?.point[i] ?? Number.NaN) - point[i])).toBeLessThan(0.02 * size);
        }
  });
});

it("levels between values far from 0 are as many as they are", () => {
  for (const [low, high] of [
    [1e6, 1e6 + 1e-3],
    [123456789, 123456790],
    [-5, -5 + 1e-9],
  ] as const)
    for (const count of [1, 3, 5]) {
      const levels = evenLevels({ low, high }, 0, count);
      for (const [k, level] of levels.entries())
        expect(Math.abs(level - (low + ((high - low) * (k + 1)) / (count + 1)))).toBeLessThan(
          1e-6 * (high - low) + 2e-16 * Math.abs(low),
        );
    }
  expect(evenLevels({ low: -1, high: 2 }, 0, 2)).toEqual([0, 1]);
});
