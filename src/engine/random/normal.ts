import { erfinv } from "../elementary/index.ts";
import type { KeyLayout } from "./probes.ts";
import { type Key, randomBits } from "./threefry.ts";
import { symmetricUniformFromBits } from "./uniform.ts";

/**
 * `jax.random.normal(key, (n,))`: n standard normal values. The uniforms are JAX's float32 values, bit for bit; the
 * inverse error function is evaluated in float64. JAX evaluates it in float32, so its values differ from these by
 * rounding, about 2e-5 in the far tails, where its 1 − u² cancels.
 */
export function normal(
  key: Key,
  n: number,
  layout: KeyLayout,
  out: Float64Array = new Float64Array(n),
): Float64Array {
  const bits = randomBits(key, n, layout);
  for (let i = 0; i < n; i++) out[i] = normalFromBits(bits[i] as number);
  return out;
}

/**
 * √2·erfinv(u) with u JAX's uniform on [nextafter(−1, 0), 1). It is finite, at most 5.42 in size, and never 0.
 */
export function normalFromBits(bits: number): number {
  return Math.SQRT2 * erfinv(symmetricUniformFromBits(bits));
}
