import { describe, expect, it } from "vitest";
import { lifeSteps, type ParticleStart } from "./particle-motion.ts";
import { placeParticles } from "./particle-starts.ts";

const box = { low: [-1, 0, 10], high: [1, 8, 11] } as const;
const crowd: ParticleStart = { count: 40_000, seed: 7, box, density: true, ball: null };
const lives: ParticleStart = { ...crowd, density: false };

/** x, y, z and the fourth number of each. */
function placed(start: ParticleStart, serial = 0): number[][] {
  const out = new Float32Array(4 * start.count);
  placeParticles(start, serial, out);
  return Array.from({ length: start.count }, (_, k) => [...out.subarray(4 * k, 4 * k + 4)]);
}

/** How many of shares in [0, 1) are in each of n³ cells. */
function countsIn(shares: readonly (readonly number[])[], n: number): number[] {
  const counts: number[] = Array(n ** 3).fill(0);
  for (const share of shares) {
    const [i, j, k] = share.map((value) => Math.floor(n * value)) as [number, number, number];
    counts[i + n * (j + n * k)] = (counts[i + n * (j + n * k)] ?? Number.NaN) + 1;
  }
  return counts;
}

describe("a crowd in the beginning", () => {
  it("is spread over the box and a margin far more evenly than chance would", () => {
    const shares = placed(crowd).map((place) => place.slice(0, 3).map((value) => (value + 0.15) / 1.3));
    expect(shares.flat().every((value) => value >= 0 && value < 1)).toBe(true);
    const [n, mean] = [5, crowd.count / 125];
    // By chance the standard deviation of a count would be √mean, about 18.
    for (const count of countsIn(shares, n)) expect(Math.abs(count - mean)).toBeLessThan(12);
  });

  it("is another one by another seed, and the same by the same", () => {
    const few = { ...crowd, count: 2000 };
    expect(placed(few)).toEqual(placed({ ...few }));
    const other = placed({ ...few, seed: 8 });
    const same = placed(few).filter(([x], k) => x === other[k]?.[0]);
    expect(same.length).toBeLessThan(10);
  });

  it("is evenly in a ball of the world where it begins in one, though the box is longer one way", () => {
    const ball = { at: [0.5, 6, 10.25], radius: 0.2 } as const;
    const size = [2, 8, 1];
    const out = placed({ ...crowd, ball }).map((place) =>
      ball.at.map(
        (at, axis) =>
          ((box.low[axis] as number) + (place[axis] as number) * (size[axis] as number) - at) / 0.2,
      ),
    );
    const radii = out.map((from) => Math.hypot(...from)).sort((a, b) => a - b);
    expect(radii.at(-1)).toBeLessThan(1 + 1e-4);
    // A share q of all is within ∛q of the radius.
    for (const share of [0.05, 0.3, 0.6, 0.9])
      expect(radii[Math.floor(share * radii.length)]).toBeCloseTo(Math.cbrt(share), 2);
    for (const axis of [0, 1, 2]) {
      const values = out.map((from) => from[axis] as number);
      expect(values.reduce((sum, value) => sum + value) / values.length).toBeCloseTo(0, 2);
      // ⟨x²⟩ of a ball is a fifth of its radius squared.
      expect(values.reduce((sum, value) => sum + value ** 2, 0) / values.length).toBeCloseTo(0.2, 2);
    }
  });
});

describe("lives in the beginning", () => {
  it("are at all ages alike, each born somewhere in the box, by chance", () => {
    const all = placed(lives);
    const ages = all.map((place) => place[3] as number);
    expect(ages.every((age) => Number.isInteger(age) && age >= 0 && age < lifeSteps)).toBe(true);
    for (const [values, parts] of [
      [ages.map((age) => [age / lifeSteps, 0, 0]), 8],
      [all.map((place) => place.slice(0, 3)), 4],
    ] as const) {
      const counts = countsIn(values, parts).filter((count) => count > 0);
      const mean = lives.count / counts.length;
      expect(counts).toHaveLength(parts === 8 ? 8 : 64);
      const squares = counts.reduce((sum, count) => sum + (count - mean) ** 2 / mean, 0);
      // χ² of so many cells: its mean is one less than there are, its variance twice that.
      const freedom = counts.length - 1;
      expect(Math.abs(squares - freedom)).toBeLessThan(4 * Math.sqrt(2 * freedom));
    }
  });

  it("stay where they began until they are over, and then begin elsewhere", () => {
    const few = { ...lives, count: 500 };
    const [before, after] = [placed(few, 41), placed(few, 42)];
    let over = 0;
    for (const [k, [x, y, z, offset = 0]] of before.entries()) {
      const ends = (42 + offset) % lifeSteps === 0;
      over += Number(ends);
      if (ends) expect(after[k]?.slice(0, 3)).not.toEqual([x, y, z]);
      else expect(after[k]?.slice(0, 3)).toEqual([x, y, z]);
      expect(after[k]?.[3]).toBe(offset);
    }
    // All of them are over once in a life.
    const later = placed(few, 41 + lifeSteps);
    expect(later.filter(([x], k) => x === before[k]?.[0])).toHaveLength(0);
    expect(over).toBeLessThan(20);
  });
});
