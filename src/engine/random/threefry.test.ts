import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { KeyLayout } from "./probes.ts";
import { foldIn, type Key, prngKey, randomBits, split, splitKeyInto, threefry2x32 } from "./threefry.ts";

const layouts: readonly KeyLayout[] = ["jax", "jax-legacy"];
const list = (words: ArrayLike<number>) => Array.from(words);
const word = fc.integer({ min: 0, max: 0xffffffff });
const twoWords = fc.tuple(word, word);
const keyOf = (words: readonly number[]): Key => Uint32Array.from(words);

/** Threefry as its paper defines it, round by round in whole numbers: nothing shared with the code under test. */
function paperThreefry(key: readonly number[], counter: readonly number[]): number[] {
  const modulus = 1n << 32n;
  const rotations = [13n, 15n, 26n, 6n, 17n, 29n, 16n, 24n];
  const [k0 = 0n, k1 = 0n] = key.map(BigInt);
  const schedule = [k0, k1, k0 ^ k1 ^ 0x1bd11bdan];
  let [x0 = 0n, x1 = 0n] = counter.map(BigInt);
  for (let round = 0; round <= 20; round++) {
    if (round % 4 === 0) {
      const s = round / 4;
      x0 = (x0 + (schedule[s % 3] as bigint)) % modulus;
      x1 = (x1 + (schedule[(s + 1) % 3] as bigint) + BigInt(s)) % modulus;
    }
    if (round === 20) break;
    const r = rotations[round % 8] as bigint;
    x0 = (x0 + x1) % modulus;
    x1 = (((x1 << r) | (x1 >> (32n - r))) % modulus) ^ x0;
  }
  return [Number(x0), Number(x1)];
}

/** JAX's original layout with the arrays it talks of: pad, cut into halves, hash, join, cut to size. */
function joinedHalves(key: readonly number[], n: number): number[] {
  const counters = Array.from({ length: n }, (_, i) => i);
  if (n % 2 === 1) counters.push(0);
  const half = counters.length / 2;
  const hashed = counters.slice(0, half).map((c, i) => paperThreefry(key, [c, counters[half + i] as number]));
  return [...hashed.map(([a]) => a as number), ...hashed.map(([, b]) => b as number)].slice(0, n);
}

describe("threefry2x32", () => {
  it("gives the known answers of Random123 for 20 rounds", () => {
    const hex = (key: number[], counter: number[]) =>
      list(threefry2x32(keyOf(key), counter)).map((one) => one.toString(16));
    const ones = 0xffffffff;
    expect(hex([0, 0], [0, 0])).toEqual(["6b200159", "99ba4efe"]);
    expect(hex([ones, ones], [ones, ones])).toEqual(["1cb996fc", "bb002be7"]);
    expect(hex([0x13198a2e, 0x03707344], [0x243f6a88, 0x85a308d3])).toEqual(["c4923a9c", "483df7a0"]);
  });

  it("is the paper's definition for any key and counter", () => {
    fc.assert(
      fc.property(twoWords, twoWords, (key, counter) => {
        expect(list(threefry2x32(keyOf(key), counter))).toEqual(paperThreefry(key, counter));
      }),
      { numRuns: 2000, seed: 1 },
    );
  });

  it("changes half of the output's bits when one bit of key or counter changes", () => {
    const seed = 2;
    const draws = randomBits(prngKey(seed), 4 * 2000, "jax");
    let changed = 0;
    for (let i = 0; i < 2000; i++) {
      const input = draws.slice(4 * i, 4 * i + 4);
      const before = threefry2x32(input.slice(0, 2), input.slice(2));
      const bit = i % 128;
      input[bit >> 5] = (input[bit >> 5] as number) ^ (1 << (bit & 31));
      const after = threefry2x32(input.slice(0, 2), input.slice(2));
      for (let k = 0; k < 2; k++) {
        changed += (((before[k] as number) ^ (after[k] as number)) >>> 0)
          .toString(2)
          .replace(/[^1]/g, "").length;
      }
    }
    const bits = 64 * 2000;
    expect(Math.abs(changed - bits / 2), `seed ${seed}`).toBeLessThan(4 * Math.sqrt(bits / 4));
  });
});

describe("keys", () => {
  it("has JAX's keys for seeds, as printed by JAX 0.10 without 64-bit integers", () => {
    const known: readonly [number, number][] = [
      [0, 0],
      [42, 42],
      [1701, 1701],
      [2 ** 31 - 1, 2147483647],
      [2 ** 31, 2147483648],
      [2 ** 32 - 1, 4294967295],
      [2 ** 32, 0],
      [2 ** 32 + 5, 5],
      [2 ** 40 + 3, 3],
      [-1, 4294967295],
      [-(2 ** 31), 2147483648],
    ];
    for (const [seed, low] of known) expect(list(prngKey(seed)), `seed ${seed}`).toEqual([0, low]);
  });

  it("refuses seeds that are not whole numbers or too large to be exact", () => {
    for (const seed of [0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53]) {
      expect(() => prngKey(seed)).toThrow(RangeError);
    }
  });

  it("refuses a key of another size", () => {
    expect(() => foldIn(new Uint32Array(4), 0)).toThrow(RangeError);
    expect(() => split(new Uint32Array(1), 2, "jax")).toThrow(RangeError);
  });

  it("splits as JAX does: the key pairs printed in its tutorials and by JAX 0.10", () => {
    const splitOf = (seed: number, m: number, layout: KeyLayout) => list(split(prngKey(seed), m, layout));
    expect(splitOf(0, 2, "jax-legacy")).toEqual([4146024105, 967050713, 2718843009, 1272950319]);
    expect(splitOf(42, 2, "jax-legacy")).toEqual([2465931498, 3679230171, 255383827, 267815257]);
    expect(splitOf(0, 1, "jax-legacy")).toEqual([928981903, 3453687069]);
    expect(splitOf(0, 3, "jax-legacy")).toEqual([
      2467461003, 428148500, 3186719485, 3840466878, 2562233961, 1946702221,
    ]);
    expect(splitOf(0, 3, "jax")).toEqual([
      1797259609, 2579123966, 928981903, 3453687069, 4146024105, 2718843009,
    ]);
    expect(splitOf(42, 2, "jax")).toEqual([1832780943, 270669613, 64467757, 2916123636]);
    expect(splitOf(7, 7, "jax").slice(12)).toEqual([2687091327, 3539857703]);
    expect(splitOf(7, 7, "jax-legacy").slice(12)).toEqual([2328407742, 2069414581]);
  });

  it("folds in as JAX 0.10 does, large and negative data included", () => {
    const folded = (seed: number, data: number) => list(foldIn(prngKey(seed), data));
    expect(folded(0, 0)).toEqual([1797259609, 2579123966]);
    expect(folded(0, 7)).toEqual([2716826189, 292468403]);
    expect(folded(42, 2 ** 31)).toEqual([3181546281, 2228815013]);
    expect(folded(42, 2 ** 32 - 1)).toEqual([2398536845, 3890976714]);
    expect(folded(42, -1)).toEqual(folded(42, 2 ** 32 - 1));
  });

  it("splits by the layouts' definitions, one key at a time or all together", () => {
    fc.assert(
      fc.property(twoWords, fc.integer({ min: 1, max: 40 }), (key, m) => {
        expect(list(split(keyOf(key), m, "jax-legacy"))).toEqual(joinedHalves(key, 2 * m));
        expect(list(split(keyOf(key), m, "jax"))).toEqual(
          Array.from({ length: m }, (_, j) => paperThreefry(key, [0, j])).flat(),
        );
        for (const layout of layouts) {
          const alone = new Uint32Array(2 * m);
          for (let j = 0; j < m; j++) {
            splitKeyInto(alone, 2 * j, key[0], key[1], m, j, layout);
          }
          expect(list(alone)).toEqual(list(split(keyOf(key), m, layout)));
        }
      }),
      { numRuns: 200, seed: 3 },
    );
  });

  it("gives keys that all differ, from splitting, from folding in, and one level down", () => {
    for (const layout of layouts) {
      const seen = new Set<string>();
      const keys = split(prngKey(5), 20_000, layout);
      for (let j = 0; j < keys.length; j += 2) seen.add(`${keys[j]} ${keys[j + 1]}`);
      const child = keys.slice(0, 2);
      for (let i = 0; i < 20_000; i++) seen.add(list(foldIn(child, i)).join(" "));
      expect(seen.size).toBe(40_000);
    }
  });

  it("gives sibling keys streams that do not correlate", () => {
    const n = 64;
    const m = 2000;
    for (const layout of layouts) {
      const keys = split(prngKey(6), m, layout);
      const streams = Array.from({ length: m }, (_, j) =>
        randomBits(keys.slice(2 * j, 2 * j + 2), n, layout),
      );
      const folded = Array.from({ length: m }, (_, j) => randomBits(foldIn(prngKey(8), j), n, layout));
      for (const family of [streams, folded]) {
        let agreement = 0;
        for (let j = 1; j < m; j++) {
          for (let i = 0; i < n; i++) {
            const different = ((family[j]?.[i] as number) ^ (family[j - 1]?.[i] as number)) >>> 31;
            agreement += 1 - 2 * different;
          }
        }
        expect(Math.abs(agreement), `seeds 6 and 8, ${layout}`).toBeLessThan(4 * Math.sqrt(n * (m - 1)));
      }
    }
  });
});

describe("randomBits", () => {
  it("gives JAX's bits: its own regression test's and those printed by JAX 0.10", () => {
    const bits = (seed: number, n: number, layout: KeyLayout) => list(randomBits(prngKey(seed), n, layout));
    expect(bits(1701, 3, "jax-legacy")).toEqual([56197195, 4200222568, 961309823]);
    expect(bits(1701, 3, "jax")).toEqual([1111271205, 2679469115, 974515252]);
    expect(bits(0, 1, "jax-legacy")).toEqual([1797259609]);
    expect(bits(1, 1, "jax-legacy")).toEqual([507451445]);
    expect(bits(0, 3, "jax-legacy")).toEqual([4146024105, 1351547692, 2718843009]);
    expect(bits(42, 5, "jax-legacy")).toEqual([3134548294, 3733159049, 843694964, 894150801, 801545058]);
  });

  it("is the layouts' definition for even and odd sizes", () => {
    fc.assert(
      fc.property(twoWords, fc.integer({ min: 0, max: 33 }), (key, n) => {
        expect(list(randomBits(keyOf(key), n, "jax-legacy"))).toEqual(joinedHalves(key, n));
        const folded = Array.from({ length: n }, (_, i) => {
          const [a = 0, b = 0] = paperThreefry(key, [0, i]);
          return (a ^ b) >>> 0;
        });
        expect(list(randomBits(keyOf(key), n, "jax"))).toEqual(folded);
      }),
      { numRuns: 300, seed: 4 },
    );
  });

  it("keeps a prefix in the layout jax and not in the legacy one", () => {
    const key = prngKey(9);
    expect(list(randomBits(key, 10, "jax")).slice(0, 5)).toEqual(list(randomBits(key, 5, "jax")));
    expect(list(randomBits(key, 10, "jax-legacy")).slice(0, 5)).not.toEqual(
      list(randomBits(key, 5, "jax-legacy")),
    );
  });

  it("passes a chi-squared test on each byte and a balance test on each bit", () => {
    const n = 1 << 18;
    for (const layout of layouts) {
      for (const seed of [0, 11, 2 ** 31]) {
        const bits = randomBits(prngKey(seed), n, layout);
        for (let shift = 0; shift < 32; shift += 8) {
          const counts = new Float64Array(256);
          for (const one of bits)
            counts[(one >>> shift) & 255] = (counts[(one >>> shift) & 255] as number) + 1;
          const expected = n / 256;
          const chiSquared = counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
          // 255 degrees of freedom: mean 255, standard deviation √510.
          expect(Math.abs(chiSquared - 255), `seed ${seed}, ${layout}`).toBeLessThan(4 * Math.sqrt(510));
        }
        for (let bit = 0; bit < 32; bit++) {
          const ones = bits.reduce((sum, one) => sum + ((one >>> bit) & 1), 0);
          expect(Math.abs(ones - n / 2), `seed ${seed}, ${layout}, bit ${bit}`).toBeLessThan(
            4 * Math.sqrt(n / 4),
          );
        }
      }
    }
  });
});

describe("layouts", () => {
  it("differ for the same key", () => {
    const key = prngKey(0);
    expect(list(split(key, 4, "jax"))).not.toEqual(list(split(key, 4, "jax-legacy")));
    expect(list(randomBits(key, 4, "jax"))).not.toEqual(list(randomBits(key, 4, "jax-legacy")));
  });
});
