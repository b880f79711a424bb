import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { drawProbes, isIndependent, population, probeDistributions } from "./distributions.ts";
import { type KeyLayout, probes } from "./probes.ts";
import { prngKey } from "./threefry.ts";

const layouts: readonly KeyLayout[] = ["jax", "jax-legacy"];

const sizes = {
  seed: fc.integer({ min: 0, max: 0xffff_ffff }),
  m: fc.integer({ min: 1, max: 20 }),
  n: fc.integer({ min: 1, max: 9 }),
  layout: fc.constantFrom(...layouts),
};

const inner = (z: Float64Array, a: number, b: number, n: number) => {
  let total = 0;
  for (let i = 0; i < n; i++) total += (z[a * n + i] as number) * (z[b * n + i] as number);
  return total;
};

describe("drawProbes", () => {
  it("gives independent rademacher and gaussian probes as `probes` does", () => {
    for (const layout of layouts) {
      for (const distribution of ["rademacher", "gaussian"] as const) {
        expect(drawProbes(prngKey(4), 6, 5, distribution, layout)).toEqual(
          probes(prngKey(4), 6, 5, distribution, layout),
        );
      }
    }
  });

  it("gives what the recipes in its description give in JAX 0.10.2 with NumPy's QR (PRNGKey(7))", () => {
    const rows = {
      jax: {
        sphere: [1.55788, 0.19806, -0.7306, 0.73014, 1.50995, -0.4324, -0.68279, -0.53945, -1.49759],
        orthogonal: [
          [1.55788, 0.19806, -0.7306, -0.22163, 1.7178, -0.00692, -0.7238, -0.09972, -1.57041],
          [-1.06497, -0.69223, 1.17756, -0.13547, -1.43228, -0.96448],
        ].flat(),
        coordinate: [1, 2, 0, 0, 1],
        hadamard: [1, 1, -1, 1, -1, -1, 1, -1, 1, 1, 1, 1, 1, 1, -1, 1, 1, 1],
      },
      "jax-legacy": {
        sphere: [-0.66503, 1.43739, -0.70117, 1.69869, 0.3214, -0.10569, -0.33863, -1.05335, 1.33258],
        orthogonal: [
          [-0.66503, 1.43739, -0.70117, 1.59871, 0.61803, -0.24936, -0.04325, 0.74293, 1.56403],
          [-0.81433, -0.93096, 1.21251, 0.11771, 1.33155, 1.10142],
        ].flat(),
        coordinate: [1, 0, 2, 1, 0],
        hadamard: [-1, 1, 1, -1, -1, -1, -1, 1, -1, -1, -1, 1, 1, 1, -1, 1, 1, 1],
      },
    };
    for (const layout of layouts) {
      const of = (m: number, distribution: "sphere" | "orthogonal" | "coordinate" | "hadamard") =>
        drawProbes(prngKey(7), m, 3, distribution, layout);
      const near = (own: Float64Array, expected: readonly number[]) =>
        expected.forEach((value, i) => {
          expect(own[i]).toBeCloseTo(value, 4);
        });
      near(of(5, "sphere"), rows[layout].sphere);
      near(of(5, "orthogonal"), rows[layout].orthogonal);
      expect([...of(6, "hadamard")]).toEqual(rows[layout].hadamard);
      const expected = rows[layout].coordinate.flatMap((i) =>
        [0, 1, 2].map((j) => (i === j ? Math.sqrt(3) : 0)),
      );
      expect([...of(5, "coordinate")]).toEqual(expected);
    }
  });

  it("has sphere, coordinate and orthogonal probes of length √n, and signs for Hadamard's (seed 21)", () => {
    fc.assert(
      fc.property(
        sizes.seed,
        sizes.m,
        sizes.n,
        fc.constantFrom("sphere", "coordinate", "orthogonal", "hadamard"),
        sizes.layout,
        (seed, m, n, distribution, layout) => {
          const z = drawProbes(prngKey(seed), m, n, distribution, layout);
          for (let j = 0; j < m; j++) expect(inner(z, j, j, n)).toBeCloseTo(n, 12);
          if (distribution === "hadamard") expect(z.every((entry) => Math.abs(entry) === 1)).toBe(true);
        },
      ),
      { numRuns: 200, seed: 21 },
    );
  });

  it("has Σ z zᵀ = P·I over every block of P = population(distribution, n) joint probes (seed 22)", () => {
    fc.assert(
      fc.property(
        sizes.seed,
        sizes.n,
        fc.constantFrom("coordinate", "orthogonal", "hadamard"),
        sizes.layout,
        (seed, n, distribution, layout) => {
          const size = population(distribution, n);
          const z = drawProbes(prngKey(seed), 3 * size, n, distribution, layout);
          for (let block = 0; block < 3; block++) {
            for (let a = 0; a < n; a++) {
              for (let b = 0; b <= a; b++) {
                let sum = 0;
                for (let j = block * size; j < (block + 1) * size; j++) {
                  sum += (z[j * n + a] as number) * (z[j * n + b] as number);
                }
                expect(sum).toBeCloseTo(a === b ? size : 0, 11);
              }
            }
          }
        },
      ),
      { numRuns: 100, seed: 22 },
    );
  });

  it("begins every orthogonal block with a sphere probe, and keeps the rows of a block orthogonal", () => {
    for (const layout of layouts) {
      const [m, n] = [11, 4];
      const orthogonal = drawProbes(prngKey(9), m, n, "orthogonal", layout);
      const sphere = drawProbes(prngKey(9), m, n, "sphere", layout);
      for (const first of [0, 4, 8]) {
        for (let i = first * n; i < (first + 1) * n; i++)
          expect(orthogonal[i]).toBeCloseTo(sphere[i] as number, 12);
      }
      for (let j = 0; j < m; j++) {
        for (let l = 0; l < j; l++) {
          if (Math.floor(j / n) === Math.floor(l / n)) expect(inner(orthogonal, j, l, n)).toBeCloseTo(0, 12);
        }
      }
    }
  });

  it("fills the array it is given, and no more", () => {
    for (const distribution of probeDistributions) {
      const out = new Float64Array(16).fill(9);
      expect(drawProbes(prngKey(1), 5, 3, distribution, "jax", out)).toBe(out);
      expect([...out]).toEqual([...drawProbes(prngKey(1), 5, 3, distribution, "jax"), 9]);
    }
  });

  it("says how many joint probes are exact", () => {
    expect(probeDistributions.filter(isIndependent)).toEqual(["rademacher", "gaussian", "sphere"]);
    expect([1, 2, 3, 4, 5, 1000].map((n) => population("hadamard", n))).toEqual([1, 2, 4, 4, 8, 1024]);
    expect(population("orthogonal", 7)).toBe(7);
    expect(population("coordinate", 7)).toBe(7);
  });
});
