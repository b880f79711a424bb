import { normalFromBits } from "./normal.ts";
import { rademacherFromBits } from "./rademacher.ts";
import { fillBits, foldIn, type Key, keyWords, splitKeyInto } from "./threefry.ts";

/** Those whose entries are drawn one by one, each from a word of bits: what a shader can draw as well. */
export const distributions = ["rademacher", "gaussian"] as const;
export type Distribution = (typeof distributions)[number];

/** `shared`: every point gets the probes of split(key, m). `per-point`: the point's index is folded in first. */
export const keySharings = ["shared", "per-point"] as const;
export type KeySharing = (typeof keySharings)[number];

/** JAX's partitionable layout of counters (the default since 0.5), or the original one. */
export const keyLayouts = ["jax", "jax-legacy"] as const;
export type KeyLayout = (typeof keyLayouts)[number];

/** The key of one point (or pixel): fold_in(key, index). */
export function pointKey(key: Key, index: number, out?: Key): Key {
  return foldIn(key, index, out);
}

/** Scratch for one probe, kept between calls because probes are drawn once per point with per-point keys. */
const probeKey = new Uint32Array(2);
let row = new Uint32Array(16);

/**
 * m probes in R^n as an m×n array, row-major: row j is the distribution's draw of shape (n,) from key j of
 * split(key, m), as `vmap(lambda k: normal(k, (n,)))(split(key, m))` in JAX. An `out` of fewer rows has those from
 * row `first` on.
 */
export function probes(
  key: Key,
  m: number,
  n: number,
  distribution: Distribution,
  layout: KeyLayout,
  out: Float64Array = new Float64Array(m * n),
  first = 0,
): Float64Array {
  const [key0, key1] = keyWords(key);
  if (row.length < n) row = new Uint32Array(n);
  const gaussian = distribution === "gaussian";
  for (let j = first, at = 0; j < m && at < out.length; j++) {
    splitKeyInto(probeKey, 0, key0, key1, m, j, layout);
    fillBits(row, n, probeKey[0] as number, probeKey[1] as number, layout);
    for (let i = 0; i < n; i++, at++) {
      const bits = row[i] as number;
      out[at] = gaussian ? normalFromBits(bits) : rademacherFromBits(bits);
    }
  }
  return out;
}

/**
 * Σ z zᵀ over the plane's probes first ≤ j < last of split(key, m), as [Σ z₀², Σ z₀z₁, Σ z₁²]. Sums over consecutive
 * ranges add up to the sum over all, so that long estimates can be made in chunks; nothing is stored.
 */
export function probeMoment(
  key: Key,
  first: number,
  last: number,
  m: number,
  distribution: Distribution,
  layout: KeyLayout,
  out: Float64Array = new Float64Array(3),
): Float64Array {
  const [key0, key1] = keyWords(key);
  const gaussian = distribution === "gaussian";
  let m00 = 0;
  let m01 = 0;
  let m11 = 0;
  for (let j = first; j < last; j++) {
    splitKeyInto(probeKey, 0, key0, key1, m, j, layout);
    fillBits(row, 2, probeKey[0] as number, probeKey[1] as number, layout);
    const bits0 = row[0] as number;
    const bits1 = row[1] as number;
    const z0 = gaussian ? normalFromBits(bits0) : rademacherFromBits(bits0);
    const z1 = gaussian ? normalFromBits(bits1) : rademacherFromBits(bits1);
    m00 += z0 * z0;
    m01 += z0 * z1;
    m11 += z1 * z1;
  }
  out[0] = m00;
  out[1] = m01;
  out[2] = m11;
  return out;
}

/**
 * The second moment M = (1/m) Σ z zᵀ of the plane's m probes, as [M₀₀, M₀₁, M₁₁]. Hutchinson's estimate of the trace
 * is linear in J, so for every J with these probes it is Σ M_ij J_ij = M₀₀J₀₀ + M₀₁(J₀₁ + J₁₀) + M₁₁J₁₁: with a shared
 * key one moment serves all points.
 */
export function secondMoment(
  key: Key,
  m: number,
  distribution: Distribution,
  layout: KeyLayout,
  out: Float64Array = new Float64Array(3),
): Float64Array {
  probeMoment(key, 0, m, m, distribution, layout, out);
  for (let i = 0; i < 3; i++) out[i] = (out[i] as number) / m;
  return out;
}

/**
 * The second moment M = (1/m) Σ z zᵀ of m probes in R^n, n×n row-major: Hutchinson's estimate is Σ M_ij J_ij. With `taken`
 * that of the first so many.
 */
export function momentMatrix(
  key: Key,
  m: number,
  n: number,
  distribution: Distribution,
  layout: KeyLayout,
  taken = m,
): Float64Array {
  const [key0, key1] = keyWords(key);
  const gaussian = distribution === "gaussian";
  const bits = new Uint32Array(n);
  const z = new Float64Array(n);
  const moment = new Float64Array(n * n);
  for (let j = 0; j < taken; j++) {
    splitKeyInto(probeKey, 0, key0, key1, m, j, layout);
    fillBits(bits, n, probeKey[0] as number, probeKey[1] as number, layout);
    for (let i = 0; i < n; i++)
      z[i] = gaussian ? normalFromBits(bits[i] as number) : rademacherFromBits(bits[i] as number);
    for (let i = 0; i < n; i++)
      for (let k = 0; k < n; k++)
        moment[i * n + k] = (moment[i * n + k] as number) + (z[i] as number) * (z[k] as number);
  }
  return moment.map((sum) => sum / taken);
}
