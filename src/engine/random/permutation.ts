import type { KeyLayout } from "./probes.ts";
import { fillBits, type Key, keyWords, split } from "./threefry.ts";

/**
 * `jax.random.permutation(key, n)`: 0 … n − 1 in random order. As in JAX, the numbers are sorted stably by random
 * 32-bit words, in as many rounds as make ties harmless: one up to n = 1625, then two.
 */
export function permutation(key: Key, n: number, layout: KeyLayout): Uint32Array {
  const rounds = Math.ceil((3 * Math.log(Math.max(1, n))) / Math.log(0xffff_ffff));
  let order = Uint32Array.from({ length: n }, (_, i) => i);
  let own = key;
  const words = new Uint32Array(n);
  for (let round = 0; round < rounds; round++) {
    const keys = split(own, 2, layout);
    own = keys.slice(0, 2);
    const [key0, key1] = keyWords(keys.subarray(2));
    fillBits(words, n, key0, key1, layout);
    const places = Array.from(order.keys()).sort((a, b) => (words[a] as number) - (words[b] as number));
    const before = order;
    order = Uint32Array.from(places, (place) => before[place] as number);
  }
  return order;
}
