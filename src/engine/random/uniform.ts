import type { KeyLayout } from "./probes.ts";
import { type Key, randomBits } from "./threefry.ts";

/** `jax.random.uniform(key, (n,))`: n numbers in [0, 1), JAX's float32 values exactly, multiples of 2⁻²³. */
export function uniform(
  key: Key,
  n: number,
  layout: KeyLayout,
  out: Float64Array = new Float64Array(n),
): Float64Array {
  const bits = randomBits(key, n, layout);
  for (let i = 0; i < n; i++) out[i] = uniformFromBits(bits[i] as number);
  return out;
}

/**
 * JAX's uniform on [0, 1) from one 32-bit word. JAX puts the top 23 bits into the mantissa of a float32 in [1, 2), as
 * bits >>> 9 | 0x3f800000, and takes 1 away, which is exact: what remains is (bits >>> 9)/2²³.
 */
export function uniformFromBits(bits: number): number {
  return (bits >>> 9) * 2 ** -23;
}

/** nextafter(−1, 0) in float32. */
const low = -1 + 2 ** -24;
/** The width of [low, 1) in float32: 2 − 2⁻²⁴ lies midway between two float32 values and rounds to 2. */
const width = Math.fround(1 - low);

/**
 * JAX's uniform on [nextafter(−1, 0), 1), where its normal draws start, from one 32-bit word, step by step in float32.
 * No step rounds, so a compiler that fuses them gets the same: the value is (4k + 1)/2²⁴ − 1 with k the top 23 bits, an
 * odd multiple of 2⁻²⁴, never 0 and never ±1.
 */
export function symmetricUniformFromBits(bits: number): number {
  return Math.fround(Math.fround(uniformFromBits(bits) * width) + low);
}
