import type { KeyLayout } from "./probes.ts";

/**
 * Threefry-2×32 with 20 rounds (Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3",
 * SC 2011), with keys, split and fold_in as JAX defines them.
 *
 * A key is two 32-bit words. There is no state: every number is the hash of a key and a counter, so any probe can be
 * computed anywhere, in any order; `threefry-glsl.ts` computes the same bits in a shader.
 *
 * The two layouts differ in how counters are laid over an array of results:
 * - `jax` ("partitionable", the default since JAX 0.5): entry i is made from the 64-bit counter i alone;
 * - `jax-legacy`: the counters 0 … N−1 are cut into two halves, hashed as pairs (i, i + N/2), and the two output words
 *   go to entries i and i + N/2; an odd N is padded with one zero.
 */
export type Key = Uint32Array;

/** Key-schedule parity word: Skein's 32-bit constant, as in Random123. */
const parity = 0x1bd11bda;

/** Hashes one counter; writes the two words to `out[at]` and `out[at + 1]`. All arguments are taken modulo 2³². */
export function hashInto(
  out: Uint32Array,
  at: number,
  key0: number,
  key1: number,
  counter0: number,
  counter1: number,
): void {
  const k0 = key0 | 0;
  const k1 = key1 | 0;
  const k2 = k0 ^ k1 ^ parity;
  let a = (counter0 + k0) | 0;
  let b = (counter1 + k1) | 0;

  a = (a + b) | 0;
  b = ((b << 13) | (b >>> 19)) ^ a;
  a = (a + b) | 0;
  b = ((b << 15) | (b >>> 17)) ^ a;
  a = (a + b) | 0;
  b = ((b << 26) | (b >>> 6)) ^ a;
  a = (a + b) | 0;
  b = ((b << 6) | (b >>> 26)) ^ a;
  a = (a + k1) | 0;
  b = (b + k2 + 1) | 0;

  a = (a + b) | 0;
  b = ((b << 17) | (b >>> 15)) ^ a;
  a = (a + b) | 0;
  b = ((b << 29) | (b >>> 3)) ^ a;
  a = (a + b) | 0;
  b = ((b << 16) | (b >>> 16)) ^ a;
  a = (a + b) | 0;
  b = ((b << 24) | (b >>> 8)) ^ a;
  a = (a + k2) | 0;
  b = (b + k0 + 2) | 0;

  a = (a + b) | 0;
  b = ((b << 13) | (b >>> 19)) ^ a;
  a = (a + b) | 0;
  b = ((b << 15) | (b >>> 17)) ^ a;
  a = (a + b) | 0;
  b = ((b << 26) | (b >>> 6)) ^ a;
  a = (a + b) | 0;
  b = ((b << 6) | (b >>> 26)) ^ a;
  a = (a + k0) | 0;
  b = (b + k1 + 3) | 0;

  a = (a + b) | 0;
  b = ((b << 17) | (b >>> 15)) ^ a;
  a = (a + b) | 0;
  b = ((b << 29) | (b >>> 3)) ^ a;
  a = (a + b) | 0;
  b = ((b << 16) | (b >>> 16)) ^ a;
  a = (a + b) | 0;
  b = ((b << 24) | (b >>> 8)) ^ a;
  a = (a + k1) | 0;
  b = (b + k2 + 4) | 0;

  a = (a + b) | 0;
  b = ((b << 13) | (b >>> 19)) ^ a;
  a = (a + b) | 0;
  b = ((b << 15) | (b >>> 17)) ^ a;
  a = (a + b) | 0;
  b = ((b << 26) | (b >>> 6)) ^ a;
  a = (a + b) | 0;
  b = ((b << 6) | (b >>> 26)) ^ a;

  out[at] = a + k2;
  out[at + 1] = b + k0 + 5;
}

/** The two words of a key. */
export function keyWords(key: Key): readonly [number, number] {
  if (key.length !== 2) throw new RangeError(`a key has 2 words, not ${key.length}`);
  return [key[0] as number, key[1] as number];
}

/**
 * `jax.random.PRNGKey(seed)` with JAX's 32-bit integers (its default): the key is [0, seed mod 2³²]. The high word is 0
 * for every seed, seeds that differ by a multiple of 2³² give the same key, and a negative seed wraps (−1 gives
 * [0, 4294967295]). Throws a RangeError when the seed is not a safe integer.
 */
export function prngKey(seed: number): Key {
  if (!Number.isSafeInteger(seed))
    throw new RangeError(`a seed is an integer up to 2^53 in size, not ${seed}`);
  return Uint32Array.of(0, seed);
}

/** The hash of one 64-bit counter, given as two words, high first. */
export function threefry2x32(
  key: Key,
  counter: ArrayLike<number>,
  out: Uint32Array = new Uint32Array(2),
): Uint32Array {
  const [key0, key1] = keyWords(key);
  hashInto(out, 0, key0, key1, counter[0] ?? 0, counter[1] ?? 0);
  return out;
}

/** `jax.random.fold_in`: the key's hash of the counter [0, data], data taken modulo 2³². The same in both layouts. */
export function foldIn(key: Key, data: number, out: Key = new Uint32Array(2)): Key {
  const [key0, key1] = keyWords(key);
  hashInto(out, 0, key0, key1, 0, data);
  return out;
}

/**
 * Key j of `split(key, m)` by itself, written to `out[at]` and `out[at + 1]`: one hash in the layout `jax`, two in
 * `jax-legacy`, where the words 2j and 2j + 1 come from different counters.
 */
export function splitKeyInto(
  out: Uint32Array,
  at: number,
  key0: number,
  key1: number,
  m: number,
  j: number,
  layout: KeyLayout,
): void {
  if (layout === "jax") {
    hashInto(out, at, key0, key1, 0, j);
    return;
  }
  const first = legacyWord(out, at, key0, key1, m, 2 * j);
  const second = legacyWord(out, at, key0, key1, m, 2 * j + 1);
  out[at] = first;
  out[at + 1] = second;
}

/** Word i of the hash of the counters 0 … 2·half − 1 in the legacy layout; out[at] and out[at + 1] are scratch. */
function legacyWord(
  out: Uint32Array,
  at: number,
  key0: number,
  key1: number,
  half: number,
  i: number,
): number {
  if (i < half) {
    hashInto(out, at, key0, key1, i, i + half);
    return out[at] as number;
  }
  hashInto(out, at, key0, key1, i - half, i);
  return out[at + 1] as number;
}

/** `jax.random.split(key, m)`: m keys as an m×2 array, row-major. */
export function split(
  key: Key,
  m: number,
  layout: KeyLayout,
  out: Uint32Array = new Uint32Array(2 * m),
): Uint32Array {
  const [key0, key1] = keyWords(key);
  if (layout === "jax") {
    for (let j = 0; j < m; j++) hashInto(out, 2 * j, key0, key1, 0, j);
  } else {
    fillLegacy(out, 2 * m, key0, key1);
  }
  return out;
}

/** `jax.random.bits(key, (n,))`: n 32-bit words. An array of any shape gets the words of its row-major entries. */
export function randomBits(
  key: Key,
  n: number,
  layout: KeyLayout,
  out: Uint32Array = new Uint32Array(n),
): Uint32Array {
  const [key0, key1] = keyWords(key);
  fillBits(out, n, key0, key1, layout);
  return out;
}

const pair = new Uint32Array(2);

/** `randomBits` into the first n entries of `out`, from the words of the key. */
export function fillBits(out: Uint32Array, n: number, key0: number, key1: number, layout: KeyLayout): void {
  if (layout === "jax-legacy") {
    fillLegacy(out, n, key0, key1);
    return;
  }
  for (let i = 0; i < n; i++) {
    hashInto(pair, 0, key0, key1, 0, i);
    out[i] = (pair[0] as number) ^ (pair[1] as number);
  }
}

/** The hash of the counters 0 … n − 1 in halves, both output words used, as JAX's original layout has it. */
function fillLegacy(out: Uint32Array, n: number, key0: number, key1: number): void {
  const half = (n + 1) >>> 1;
  for (let i = 0; i < half; i++) {
    const second = i + half;
    hashInto(pair, 0, key0, key1, i, second < n ? second : 0);
    out[i] = pair[0] as number;
    if (second < n) out[second] = pair[1] as number;
  }
}
