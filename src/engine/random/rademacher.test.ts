import { describe, expect, it } from "vitest";
import type { KeyLayout } from "./probes.ts";
import { rademacher, rademacherFromBits } from "./rademacher.ts";
import { prngKey } from "./threefry.ts";
import { uniformFromBits } from "./uniform.ts";

describe("rademacher", () => {
  it("gives JAX 0.10's signs", () => {
    const signs = (seed: number, n: number, layout: KeyLayout) =>
      Array.from(rademacher(prngKey(seed), n, layout));
    expect(signs(0, 5, "jax-legacy")).toEqual([-1, 1, 1, -1, -1]);
    expect(signs(42, 4, "jax-legacy")).toEqual([-1, -1, 1, 1]);
  });

  it("is +1 just when JAX's uniform is below one half", () => {
    for (const bits of [
      0, 1, 0x7fffffff, 0x7ffffe00, 0x80000000, 0x800001ff, 0xffffffff, 0x3fffffff, 0xc0000000,
    ]) {
      expect(rademacherFromBits(bits)).toBe(uniformFromBits(bits) < 0.5 ? 1 : -1);
    }
  });

  it("is balanced and serially uncorrelated within 4 standard errors", () => {
    const n = 200_000;
    for (const layout of ["jax", "jax-legacy"] as const) {
      for (const seed of [1, 2, 3]) {
        const signs = rademacher(prngKey(seed), n, layout);
        const told = `seed ${seed}, ${layout}`;
        expect(
          signs.every((s) => s * s === 1),
          told,
        ).toBe(true);
        expect(Math.abs(signs.reduce((sum, s) => sum + s, 0)), told).toBeLessThan(4 * Math.sqrt(n));
        const serial = signs.reduce((sum, s, i) => sum + (i ? s * (signs[i - 1] as number) : 0), 0);
        expect(Math.abs(serial), told).toBeLessThan(4 * Math.sqrt(n));
      }
    }
  });
});
