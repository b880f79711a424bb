import { describe, expect, it } from "vitest";
import type { KeyLayout } from "./probes.ts";
import { prngKey, randomBits, split } from "./threefry.ts";
import { symmetricUniformFromBits, uniform, uniformFromBits } from "./uniform.ts";

const layouts: readonly KeyLayout[] = ["jax", "jax-legacy"];

/** JAX's words for it: set the exponent to that of 1, read as a float32, take 1 away. */
function viewed(bits: number): number {
  const view = new DataView(new ArrayBuffer(4));
  view.setUint32(0, (bits >>> 9) | 0x3f800000);
  return Math.fround(view.getFloat32(0) - 1);
}

describe("uniform", () => {
  it("gives the numbers of JAX's documentation, old and new", () => {
    const key = prngKey(0);
    const first = (layout: KeyLayout) => Math.fround(uniform(key, 1, layout)[0] as number);
    const second = (layout: KeyLayout) =>
      Math.fround(uniform(split(key, 2, layout).slice(2), 1, layout)[0] as number);
    expect(first("jax")).toBe(Math.fround(0.947667));
    expect(second("jax")).toBeCloseTo(0.00729382, 8);
    expect(first("jax-legacy")).toBe(Math.fround(0.41845703));
    expect(second("jax-legacy")).toBe(Math.fround(0.10536897));
  });

  it("gives JAX 0.10's float32 values to the last bit", () => {
    expect(Array.from(uniform(prngKey(42), 5, "jax-legacy"))).toEqual([
      0.7298188209533691, 0.8691937923431396, 0.19643795490264893, 0.20818567276000977, 0.1866241693496704,
    ]);
    const symmetric = Array.from(randomBits(prngKey(42), 5, "jax-legacy"), symmetricUniformFromBits);
    expect(symmetric).toEqual([
      0.45963770151138306, 0.7383876442909241, -0.6071240305900574, -0.5836285948753357, -0.6267516016960144,
    ]);
  });

  it("is the bit pattern JAX describes, and on (−1, 1) an odd multiple of 2⁻²⁴, without rounding", () => {
    for (let k = 0; k < 2 ** 23; k += k < 1000 || k > 2 ** 23 - 1000 ? 1 : 997) {
      const bits = k * 512 + 511;
      expect(uniformFromBits(bits)).toBe(viewed(bits));
      const value = symmetricUniformFromBits(bits);
      if (value !== (4 * k + 1) * 2 ** -24 - 1 || Math.fround(value) !== value)
        expect.fail(`k = ${k}: ${value}`);
    }
  });

  it("has the mean, variance and fourth moment of its law within 4 standard errors", () => {
    const n = 200_000;
    for (const layout of layouts) {
      for (const seed of [1, 2, 3]) {
        const values = uniform(prngKey(seed), n, layout);
        const moment = (power: number) => values.reduce((sum, u) => sum + (u - 0.5) ** power, 0) / n;
        // For u − ½: E = 0, 1/12, 1/80, and E of the eighth power = 1/2304.
        const told = `seed ${seed}, ${layout}`;
        expect(Math.abs(moment(1)), told).toBeLessThan(4 * Math.sqrt(1 / 12 / n));
        expect(Math.abs(moment(2) - 1 / 12), told).toBeLessThan(4 * Math.sqrt((1 / 80 - 1 / 144) / n));
        expect(Math.abs(moment(4) - 1 / 80), told).toBeLessThan(4 * Math.sqrt((1 / 2304 - 1 / 6400) / n));
        const serial = values.reduce(
          (sum, u, i) => sum + (i ? (u - 0.5) * ((values[i - 1] as number) - 0.5) : 0),
          0,
        );
        expect(Math.abs(serial / n), told).toBeLessThan(4 / 12 / Math.sqrt(n));
      }
    }
  });

  it("writes into the array it is given", () => {
    const out = new Float64Array(6).fill(9);
    expect(uniform(prngKey(0), 5, "jax", out)).toBe(out);
    expect(out[5]).toBe(9);
    expect(Array.from(out.subarray(0, 5))).toEqual(Array.from(randomBits(prngKey(0), 5, "jax"), viewed));
  });
});
