import type { KeyLayout } from "./probes.ts";
import { type Key, randomBits } from "./threefry.ts";

/** `jax.random.rademacher(key, (n,))`: n values of ±1. */
export function rademacher(
  key: Key,
  n: number,
  layout: KeyLayout,
  out: Float64Array = new Float64Array(n),
): Float64Array {
  const bits = randomBits(key, n, layout);
  for (let i = 0; i < n; i++) out[i] = rademacherFromBits(bits[i] as number);
  return out;
}

/** JAX's 2·bernoulli(½) − 1. uniform < ½ holds just when the top bit is 0, so that bit alone decides: 0 gives +1. */
export function rademacherFromBits(bits: number): number {
  return 1 - 2 * (bits >>> 31);
}
