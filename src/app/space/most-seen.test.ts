import { describe, expect, it } from "vitest";
import { lensOf, type Triple } from "../../shaders/space/lens.ts";
import { mostSeen } from "./most-seen.ts";

const box = { low: [-2, -2, -2], high: [2, 2, 2] } as const;
const camera = { azimuth: 0, elevation: 0, zoom: 1, target: null, projection: "orthographic" } as const;
const limit = 4;
const scene = (volume: { opacity: number; cut?: number; contrast?: number }) => ({
  lens: lensOf(camera, box, 100, 100),
  volume: { cut: 0, contrast: 1, ...volume },
  legend: { low: -limit, high: limit, threshold: 0 } as never,
  palette: "vermilion-blue" as const,
});
const of = (value: (place: Triple) => number) => async (places: readonly Triple[]) =>
  Float32Array.from(places, value);
/** What hides 1 − 0.995·opacity over a third of the longest edge, over a unit of the world. */
const density = (opacity: number) => (-3 * Math.log(1 - 0.995 * opacity)) / 4;
const ray = { from: [9, 0.4, -0.7], along: [-1, 0, 0] } as const;

describe("what is seen most of a cloud along a ray", () => {
  it("is the nearest place to the middle of a thin ball", async () => {
    const middle = [0.3, -0.2, 0.5] as const;
    const ball = of(([x, y, z]) => 4 * Math.exp(-((x - 0.3) ** 2 + (y + 0.2) ** 2 + (z - 0.5) ** 2)));
    const norm = Math.hypot(3, 1, -2);
    const along = [-3 / norm, 1 / norm, 2 / norm] as const;
    const from = [6, -1.5, -3.2] as const;
    const foot = along.reduce((sum, by, k) => sum + by * ((middle[k] as number) - (from[k] as number)), 0);
    const seen = await mostSeen(scene({ opacity: 1e-3 }), { from, along }, Number.POSITIVE_INFINITY, ball);
    for (const [k, coordinate] of (seen?.point ?? []).entries())
      expect(coordinate).toBeCloseTo((from[k] as number) + foot * (along[k] as number), 2);
    expect(seen?.hidden).toBeLessThan(0.01);
  });

  it("is where a density that grows as a·s from the front is seen most: at s = 1/√a", async () => {
    for (const opacity of [0.7, 0.9, 0.99]) {
      const a = density(opacity) / 4;
      const seen = await mostSeen(
        scene({ opacity }),
        ray,
        Number.POSITIVE_INFINITY,
        of(([x]) => 2 - x),
      );
      expect(seen?.point[0]).toBeCloseTo(2 - 1 / Math.sqrt(a), 3);
      expect([seen?.point[1], seen?.point[2]]).toEqual([0.4, -0.7]);
      expect(seen?.hidden).toBeCloseTo(1 - Math.exp((-a * 16) / 2), 4);
    }
  });

  it("is the front of what is alike all over, or of what is not cut away, and nothing beyond the end", async () => {
    const alike = await mostSeen(
      scene({ opacity: 0.9 }),
      ray,
      Number.POSITIVE_INFINITY,
      of(() => -3),
    );
    expect(alike?.point[0]).toBeCloseTo(2, 3);
    // What is cut off ends at x = 1, and falls from there.
    const cut = of(([x]) => (x > 1 ? 0.4 : 4));
    const behind = await mostSeen(scene({ opacity: 0.9, cut: 0.2 }), ray, Number.POSITIVE_INFINITY, cut);
    expect(behind?.point[0]).toBeCloseTo(1, 2);
    expect(await mostSeen(scene({ opacity: 0.9, cut: 0.2 }), ray, 7.9, cut)).toBe(null);
    expect(await mostSeen(scene({ opacity: 0.9 }), { ...ray, from: [9, 3, 0] }, 99, cut)).toBe(null);
    expect(
      await mostSeen(
        scene({ opacity: 0.9 }),
        ray,
        99,
        of(() => Number.NaN),
      ),
    ).toBe(null);
  });
});
