import { describe, expect, it } from "vitest";
import { between, seededRandom } from "../testing/random.ts";
import { eigenvalues } from "./eigenvalues.ts";
import { spectrumOf } from "./spectrum.ts";

const seed = Number(process.env.DELDOT_SEED ?? 20261127);

/** P⁻¹AP with P a product of shears: another matrix with the same eigenvalues. */
function disguised(matrix: number[][], random: () => number): number[] {
  const n = matrix.length;
  const a = matrix.map((row) => [...row]);
  for (let step = 0; step < 3 * n; step += 1) {
    const [i, j] = [Math.floor(random() * n), Math.floor(random() * n)];
    if (i === j) continue;
    const by = 2 * random() - 1;
    // Row i += by · row j, then column j −= by · column i.
    for (let k = 0; k < n; k += 1) (a[i] as number[])[k] = at(a, i, k) + by * at(a, j, k);
    for (const row of a) row[j] = (row[j] as number) - by * (row[i] as number);
  }
  return a.flat();
}

const at = (a: number[][], i: number, j: number) => a[i]?.[j] as number;

describe("the spectrum of a real matrix", () => {
  it("is that of the blocks it was made of", () => {
    const random = seededRandom(seed);
    for (let round = 0; round < 400; round += 1) {
      const n = 1 + Math.floor(random() * 8);
      const matrix = Array.from({ length: n }, () => new Array<number>(n).fill(0));
      const wanted: { real: number; imaginary: number }[] = [];
      for (let k = 0; k < n; ) {
        const real = 3 * k + between(random, -1, 1);
        if (k + 1 < n && random() < 0.5) {
          const imaginary = between(random, 0.1, 2);
          Object.assign(matrix[k] as number[], { [k]: real, [k + 1]: imaginary });
          Object.assign(matrix[k + 1] as number[], { [k]: -imaginary, [k + 1]: real });
          wanted.push({ real, imaginary }, { real, imaginary: -imaginary });
          k += 2;
        } else {
          (matrix[k] as number[])[k] = real;
          wanted.push({ real, imaginary: 0 });
          k += 1;
        }
      }
      wanted.sort((p, q) => q.real - p.real || q.imaginary - p.imaginary);
      const found = spectrumOf(disguised(matrix, random), n);
      for (const [k, { real, imaginary }] of wanted.entries()) {
        expect(found[k]?.real, `seed ${seed}, round ${round}`).toBeCloseTo(real, 7);
        expect(found[k]?.imaginary, `seed ${seed}, round ${round}`).toBeCloseTo(imaginary, 7);
      }
    }
  });

  it("has conjugate ones side by side, though others have the same real part", () => {
    const turn = [0, -1, 0, 1, 0, 0, 0, 0, 0];
    expect(spectrumOf(turn, 3).map(({ imaginary }) => imaginary + 0)).toEqual([1, -1, 0]);
    // Turns by 1 and by 2 in two planes of R^5.
    const turns = Array.from({ length: 25 }, (_, k) => ({ 1: -1, 5: 1, 13: -2, 17: 2 })[k] ?? 0);
    expect(spectrumOf(turns, 5).map(({ imaginary }) => imaginary + 0)).toEqual([2, -2, 1, -1, 0]);
  });

  it("agrees with what is known of two rows, and sums to the trace", () => {
    const random = seededRandom(seed + 1);
    for (let round = 0; round < 500; round += 1) {
      const entries = Array.from({ length: 4 }, () => between(random, -3, 3)) as [
        number,
        number,
        number,
        number,
      ];
      const { real, imaginary } = eigenvalues(entries);
      const [first, second] = spectrumOf(entries, 2);
      expect(first?.real).toBeCloseTo(real[0], 7);
      expect(second?.real).toBeCloseTo(real[1], 7);
      expect(first?.imaginary).toBeCloseTo(imaginary, 7);
      const n = 3 + (round % 4);
      const matrix = Array.from({ length: n * n }, () => between(random, -3, 3));
      const trace = matrix.filter((_, k) => k % (n + 1) === 0).reduce((sum, entry) => sum + entry, 0);
      const found = spectrumOf(matrix, n);
      expect(found.reduce((sum, one) => sum + one.real, 0)).toBeCloseTo(trace, 9);
      expect(found.reduce((sum, one) => sum + one.imaginary, 0)).toBeCloseTo(0, 9);
    }
  });

  it("is exact for triangles, and NaN where an entry is no number", () => {
    expect(spectrumOf([2, 5, 7, 0, 3, 1, 0, 0, -1], 3).map(({ real }) => real)).toEqual([3, 2, -1]);
    expect(spectrumOf([0, 0, 0, 0, 0, 0, 0, 0, 0], 3)).toEqual(new Array(3).fill({ real: 0, imaginary: 0 }));
    expect(spectrumOf([1, Number.NaN, 0, 1], 2).every(({ real }) => Number.isNaN(real))).toBe(true);
    // A rotation about the third axis: steps without a shift would never settle.
    expect(spectrumOf([0, 0, 1, 1, 0, 0, 0, 1, 0], 3)[0]?.real).toBeCloseTo(1, 12);
  });

  it("grows with the matrix, as far as there are numbers", () => {
    const random = seededRandom(seed + 2);
    for (let round = 0; round < 100; round += 1) {
      const n = 2 + (round % 5);
      const matrix = Array.from({ length: n * n }, () => between(random, -1, 1));
      const wanted = spectrumOf(matrix, n);
      for (const power of [-1000, -700, -300, 300, 700, 1015]) {
        const found = spectrumOf(
          matrix.map((entry) => entry * 2 ** power),
          n,
        );
        for (const [k, { real, imaginary }] of wanted.entries()) {
          expect((found[k]?.real as number) / 2 ** power, `seed ${seed}, 2^${power}`).toBeCloseTo(real, 9);
          expect((found[k]?.imaginary as number) / 2 ** power).toBeCloseTo(imaginary, 9);
        }
      }
    }
    const tiny = Number.MIN_VALUE;
    expect(spectrumOf([tiny, 0, 0, 3 * tiny], 2).map(({ real }) => real)).toEqual([3 * tiny, tiny]);
    expect(spectrumOf([Number.MAX_VALUE, 0, 0, 1], 2)[0]?.real).toBe(Number.MAX_VALUE);
  });
});
