import { describe, expect, it } from "vitest";
import { erf } from "../elementary/index.ts";
import { normal, normalFromBits } from "./normal.ts";
import type { KeyLayout } from "./probes.ts";
import { prngKey, split } from "./threefry.ts";

const layouts: readonly KeyLayout[] = ["jax", "jax-legacy"];

describe("normal", () => {
  it("is √2·erfinv of JAX's uniform, to mpmath's values", () => {
    const known: readonly [number, number][] = [
      [0x00000000, -5.419983174916868],
      [0x000001ff, -5.419983174916868],
      [0x00000200, -5.124692818431843],
      [0x12345678, -1.4675657186431526],
      [0x7fffffff, -2.241100318399985e-7],
      [0x7ffffc00, -5.229234076266826e-7],
      [0x80000000, 7.470334394666561e-8],
      [0x800003ff, 3.735167197333364e-7],
      [0xdeadbeef, 1.1256286177604722],
      [0xfffffdff, 5.060922629574002],
      [0xffffffff, 5.22011306060054],
    ];
    for (const [bits, value] of known) {
      expect(Math.abs(normalFromBits(bits) / value - 1), bits.toString(16)).toBeLessThan(2e-15);
    }
  });

  it("gives the numbers of JAX's documentation, old and new", () => {
    const first = (seed: number, layout: KeyLayout) => normal(prngKey(seed), 1, layout)[0] as number;
    const second = (seed: number, layout: KeyLayout) =>
      normal(split(prngKey(seed), 2, layout).slice(2), 1, layout)[0] as number;
    expect(first(42, "jax")).toBeCloseTo(-0.028304616, 8);
    expect(second(42, "jax")).toBeCloseTo(0.60576403, 6);
    expect(first(0, "jax-legacy")).toBeCloseTo(-0.20584226, 7);
    expect(second(0, "jax-legacy")).toBeCloseTo(-1.2515389, 6);
    expect(first(42, "jax-legacy")).toBeCloseTo(-0.18471177, 7);
    expect(second(42, "jax-legacy")).toBeCloseTo(1.3694694, 6);
  });

  it("gives JAX 0.10's arrays within float32 rounding", () => {
    const known: readonly [number, KeyLayout, readonly number[]][] = [
      [
        0,
        "jax-legacy",
        [
          0.18784384429454803, -1.2833425998687744, -0.2710916996002197, 1.2490594387054443,
          0.2444700300693512,
        ],
      ],
      [42, "jax-legacy", [0.18693546950817108, 1.0653334856033325, -1.559313178062439, -1.5352962017059326]],
      [123, "jax-legacy", [-0.1470326, 0.5524756, 1.648498]],
      [123, "jax", [1.6359469, 0.8408094, 0.02212393]],
      [7, "jax", [0.45123515, 1.9534509, -0.51623946, -0.1409403, 0.6154967]],
    ];
    for (const [seed, layout, values] of known) {
      const drawn = normal(prngKey(seed), values.length, layout);
      values.forEach((value, i) => {
        expect(Math.abs((drawn[i] as number) / value - 1), `seed ${seed}, ${layout}, ${i}`).toBeLessThan(
          5e-7,
        );
      });
    }
  });

  it("has the mean, variance, skewness and fourth moment of its law within 4 standard errors", () => {
    const n = 200_000;
    for (const layout of layouts) {
      for (const seed of [1, 2, 3]) {
        const values = normal(prngKey(seed), n, layout);
        const moment = (power: number) => values.reduce((sum, z) => sum + z ** power, 0) / n;
        const told = `seed ${seed}, ${layout}`;
        // Var z = 1, Var z² = 2, Var z³ = 15, Var z⁴ = 105 − 9.
        expect(Math.abs(moment(1)), told).toBeLessThan(4 / Math.sqrt(n));
        expect(Math.abs(moment(2) - 1), told).toBeLessThan(4 * Math.sqrt(2 / n));
        expect(Math.abs(moment(3)), told).toBeLessThan(4 * Math.sqrt(15 / n));
        expect(Math.abs(moment(4) - 3), told).toBeLessThan(4 * Math.sqrt(96 / n));
      }
    }
  });

  it("follows the normal distribution function (Kolmogorov–Smirnov)", () => {
    const n = 50_000;
    for (const layout of layouts) {
      for (const seed of [4, 5]) {
        const sorted = normal(prngKey(seed), n, layout).sort();
        const distance = sorted.reduce((largest, z, i) => {
          const cdf = 0.5 * (1 + erf(z / Math.SQRT2));
          return Math.max(largest, (i + 1) / n - cdf, cdf - i / n);
        }, 0);
        // P(√n·D > 2.1) is 3e-4.
        expect(distance * Math.sqrt(n), `seed ${seed}, ${layout}`).toBeLessThan(2.1);
      }
    }
  });
});
