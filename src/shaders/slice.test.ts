import { describe, expect, it } from "vitest";
import { seededRandom } from "../engine/testing/random.ts";
import { alignedSlice, axesOf, axisNames, isPlane, type Slice, sliceFor } from "./slice.ts";
import { curlInPlane, jacobianInPlane, partsInPlane, placesOn, sliceText } from "./slice-geometry.ts";

const oblique: Slice = { origin: [1, 0, -2], across: [1, 1, 0], up: [0, 2, 1] };
const names = ["x", "y", "z"];

describe("a slice", () => {
  it("is of the first two coordinates through 0 where none is given, and the same object every time", () => {
    expect(sliceFor(null, 4)).toEqual({ origin: [0, 0, 0, 0], across: [1, 0, 0, 0], up: [0, 1, 0, 0] });
    expect(sliceFor(null, 4)).toBe(sliceFor(null, 4));
    expect(sliceFor(oblique, 3)).toBe(oblique);
  });

  it("keeps what fits another dimension, pads with zeros, and is the default where nothing is left", () => {
    const wide = sliceFor(oblique, 5);
    expect(wide).toEqual({ origin: [1, 0, -2, 0, 0], across: [1, 1, 0, 0, 0], up: [0, 2, 1, 0, 0] });
    expect(sliceFor(oblique, 5)).toBe(wide);
    const high = alignedSlice(6, 4, 5, [1, 2, 3, 4, 5, 6]);
    expect(high.origin).toEqual([1, 2, 3, 4, 0, 0]);
    expect(sliceFor(high, 3)).toBe(sliceFor(null, 3));
    expect(sliceFor({ ...oblique, up: [2, 2, 0] }, 3)).toBe(sliceFor(null, 3));
  });

  it("takes two directions that are independent", () => {
    expect(isPlane(oblique)).toBe(true);
    for (const up of [
      [0, 0, 0],
      [-3, -3, 0],
      [1, 1, 1e-9],
      [1e200, 0, 1e200],
    ])
      expect({ up, plane: isPlane({ ...oblique, up }) }).toEqual({ up, plane: false });
  });

  it("names its axes and its place", () => {
    expect(axesOf(alignedSlice(3, 2, 0))).toEqual([2, 0]);
    expect(axesOf(oblique)).toBeNull();
    expect(axesOf({ ...alignedSlice(3), origin: [1, 0, 0] })).toBeNull();
    expect(axisNames(alignedSlice(3, 2, 0), names)).toEqual(["z", "x"]);
    expect(axisNames(oblique, names)).toEqual(["s", "t"]);
    expect(sliceText(alignedSlice(3, 0, 1, [9, 9, -0.5]), names)).toBe("z = −0.5");
    expect(sliceText(alignedSlice(3), names)).toBe("");
    expect(sliceText(oblique, names)).toBe("(1, 0, −2) + s (1, 1, 0) + t (0, 2, 1)");
  });

  it("places points, and what lies in it is found in s and t again (seed 12)", () => {
    const random = seededRandom(12);
    const points = Float64Array.from({ length: 40 }, () => 4 * random() - 2);
    const places = placesOn(oblique, points);
    const fromOrigin = places.map((value, k) => value - (oblique.origin[k % 3] as number));
    partsInPlane(oblique, fromOrigin).forEach((value, k) => {
      expect(value).toBeCloseTo(points[k] as number, 12);
    });
    // What stands upright on the plane, across × up, has no part in it.
    const upright = partsInPlane(oblique, Float64Array.of(1, -1, 2));
    for (const value of upright) expect(value).toBeCloseTo(0, 14);
  });

  it("has the curl of a rotation about its normal, whatever its directions, and the Jacobian in s and t", () => {
    // F = w × x has the Jacobian [w]×, and curl 2w.
    const w = [0.3, -1.2, 0.7] as const;
    const jacobian = Float64Array.of(0, -w[2], w[1], w[2], 0, -w[0], -w[1], w[0], 0);
    const normal = [1, -1, 2].map((entry) => entry / Math.sqrt(6));
    const expected = 2 * w.reduce((sum, entry, i) => sum + entry * (normal[i] as number), 0);
    expect(curlInPlane(oblique, jacobian)).toBeCloseTo(expected, 14);
    // s and t themselves, as a field of the plane: (x, y, z) less its origin has the identity.
    const identity = Float64Array.of(1, 0, 0, 0, 1, 0, 0, 0, 1);
    jacobianInPlane(oblique, identity).forEach((value, e) => {
      expect(value).toBeCloseTo([1, 0, 0, 1][e] as number, 14);
    });
  });
});
