import { describe, expect, it } from "vitest";
import { between, seededRandom } from "../../engine/testing/random.ts";
import { type CostAt, crossingOf, crossingSentence } from "./crossing.ts";

const seed = 77;
const sizes = [2, 4, 8, 16, 32, 64, 128];
const curve = (cost: (n: number) => number): CostAt[] => sizes.map((n) => ({ n, cost: cost(n) }));

describe(`where costs cross (seed ${seed})`, () => {
  it("is where two power laws meet", () => {
    const random = seededRandom(seed);
    for (let round = 0; round < 100; round++) {
      const [a, b] = [between(random, 0.1, 1.4), between(random, 1.6, 3)];
      const meeting = 2 ** between(random, 1.01, 6.99);
      const crossing = crossingOf(
        curve((n) => 7 * n ** b),
        curve((n) => 7 * meeting ** (b - a) * n ** a),
      );
      expect(crossing.startsLower).toBe(true);
      expect(crossing.at).toHaveLength(1);
      expect((crossing.at[0] as number) / meeting).toBeCloseTo(1, 9);
    }
  });

  it("is nowhere for curves that lie apart, and takes what is nearly equal for equal", () => {
    const flat = curve(() => 10);
    expect(
      crossingOf(
        flat,
        curve((n) => 11 + n),
      ),
    ).toMatchObject({ range: [2, 128], startsLower: true, at: [], told: sizes });
    const noisy = curve((n) => (n % 3 === 1 ? 10.4 : 9.6));
    expect(crossingOf(flat, noisy).at.length).toBeGreaterThan(1);
    expect(crossingOf(flat, noisy, 0.1)).toMatchObject({
      range: [2, 128],
      startsLower: null,
      at: [],
      told: [],
    });
    expect(crossingOf(flat, []).range).toBeNull();
    expect(crossingOf(flat, curve((n) => (n < 64 ? 20 : 5)).slice(0, 3)).range).toEqual([2, 8]);
  });

  it("is named in words", () => {
    const say = (first: readonly CostAt[], second: readonly CostAt[]) =>
      crossingSentence("By counts", "exact", "16 probes", crossingOf(first, second));
    const flat = curve(() => 100);
    expect(
      say(
        flat,
        curve((n) => 101 * n),
      ),
    ).toBe("By counts, exact costs less than 16 probes at every n from 2 to 128.");
    expect(
      say(
        curve((n) => n * n),
        curve((n) => 16 * n),
      ),
    ).toBe("By counts, exact costs less than 16 probes up to n ≈ 16, and more beyond.");
    expect(
      say(
        curve((n) => 16 * n),
        curve((n) => n * n),
      ),
    ).toBe("By counts, exact costs more than 16 probes up to n ≈ 16, and less beyond.");
    expect(
      say(
        flat,
        curve((n) => (n < 5 || n > 60 ? 200 : 50)),
      ),
    ).toMatch(/^By counts, exact and 16 probes change places 2 times, at n ≈ 5\.\d and \d\d\.$/);
    expect(say(flat, flat)).toBe("By counts, exact and 16 probes cost the same at every n from 2 to 128.");
    expect(say(flat, [])).toBeNull();
  });

  it("is not told of measured times that noise decides", () => {
    const random = seededRandom(seed);
    const say = (first: readonly CostAt[], second: readonly CostAt[]) =>
      crossingSentence("Measured on this machine", "exact", "16 probes", crossingOf(first, second, 0.1));
    /** Medians off by up to the factor `noise`, and bounds that hold the true cost. */
    const measured = (cost: (n: number) => number, noise: number) =>
      sizes.map((n) => {
        const factor = noise ** between(random, -1, 1);
        const [low, high] = [(cost(n) * factor) / noise, cost(n) * factor * noise];
        return { n, cost: cost(n) * factor, low, high };
      });
    for (let round = 0; round < 200; round++) {
      expect(
        say(
          measured((n) => n, 1.5),
          measured((n) => n, 1.5),
        ),
      ).toBe(
        "Measured on this machine, exact and 16 probes take times too close or too noisy to be told apart at every n from 2 to 128.",
      );
      const far = crossingOf(
        measured((n) => n * n, 1.5),
        measured((n) => 16 * n, 1.5),
        0.1,
      );
      expect(far.startsLower).toBe(true);
      expect(far.at).toHaveLength(1);
      expect(far.at[0]).toBeGreaterThan(16 / 1.5 ** 4);
      expect(far.at[0]).toBeLessThan(16 * 1.5 ** 4);
    }
    const near = sizes.map((n) => ({ n, cost: 100, low: 90, high: n < 64 ? 110 : 300 }));
    expect(
      say(
        near,
        curve(() => 200),
      ),
    ).toBe(
      "Measured on this machine, exact costs less than 16 probes at n = 2, 4, 8, 16, 32; at the other sizes the times are too close or too noisy to be told apart.",
    );
    const jumping = curve((n) => (n % 3 === 1 ? 50 : 200));
    expect(
      say(
        curve(() => 100),
        jumping,
      ),
    ).toMatch(/ change places 6 times from n ≈ 2\.8 to 91: the times are too noisy/);
  });
});
