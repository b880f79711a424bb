import { normalFromBits } from "./normal.ts";
import type { Distribution, KeyLayout } from "./probes.ts";
import { rademacherFromBits } from "./rademacher.ts";
import { fillBits, type Key, keyWords, splitKeyInto } from "./threefry.ts";

/**
 * Sums over probes z of the plane from which the spread of their values zᵀJz follows for any J: of z₀², z₀z₁, z₁²,
 * z₀²z₁², (z₀² − 1)², (z₀² − 1)z₀z₁, z₀z₁(z₁² − 1) and (z₁² − 1)², in this order.
 */
export type ProbeSums = ArrayLike<number>;

/** How many numbers `ProbeSums` are. */
export const probeSumCount = 8;

const probeKey = new Uint32Array(2);
const bits = new Uint32Array(2);

/** The sums over the probes first ≤ j < last of split(key, m), added to those in `out`. */
export function addProbes(
  out: Float64Array,
  key: Key,
  first: number,
  last: number,
  m: number,
  distribution: Distribution,
  layout: KeyLayout,
): Float64Array {
  const [key0, key1] = keyWords(key);
  const draw = distribution === "gaussian" ? normalFromBits : rademacherFromBits;
  for (let j = first; j < last; j++) {
    splitKeyInto(probeKey, 0, key0, key1, m, j, layout);
    fillBits(bits, 2, probeKey[0] as number, probeKey[1] as number, layout);
    const z0 = draw(bits[0] as number);
    const z1 = draw(bits[1] as number);
    const [u0, u1, u2] = [z0 * z0, z0 * z1, z1 * z1];
    const [w0, w2] = [u0 - 1, u2 - 1];
    const terms = [u0, u1, u2, u0 * u2, w0 * w0, w0 * u1, u1 * w2, w2 * w2];
    for (let i = 0; i < probeSumCount; i++) out[i] = (out[i] as number) + (terms[i] as number);
  }
  return out;
}

/**
 * The covariance of the mean of (z₀², z₀z₁, z₁²) over `count` probes, as their sample tells it: the entries 00, 01, 02,
 * 11, 12, 22 of C, NaN for a single probe. The mean of zᵀJz then has the variance vᵀCv, v = (J₀₀, J₀₁ + J₁₀, J₁₁).
 *
 * The sample's covariance is Σww ᵀ − ΣwΣwᵀ/m for w shifted by any constant. Shifted by its expectation (1, 0, 1), Σw is
 * of the size √m and next to nothing is taken away, so that float32 sums serve as well; unshifted, most of a sum of
 * squares would cancel. Σw₀w₂ follows from the others: Σz₀²z₁² − Σw₀ − Σw₂ − m.
 */
export function momentCovariance(sums: ProbeSums, count: number): number[] {
  if (count < 2) return new Array<number>(6).fill(Number.NaN);
  const at = (i: number) => sums[i] as number;
  const [s0, s1, s2] = [at(0) - count, at(1), at(2) - count];
  const scale = 1 / (count * (count - 1));
  return [
    at(4) - (s0 * s0) / count,
    at(5) - (s0 * s1) / count,
    at(3) - s0 - s2 - count - (s0 * s2) / count,
    at(3) - (s1 * s1) / count,
    at(6) - (s1 * s2) / count,
    at(7) - (s2 * s2) / count,
  ].map((entry) => entry * scale);
}

/** √(vᵀCv) for the covariance whose six entries begin at `at` and v = (a, b, d). */
export function momentError(
  C: ArrayLike<number>,
  at: number,
  [a, b, d]: readonly [number, number, number],
): number {
  // Scaled, so that squares neither overflow nor vanish.
  const size = Math.abs(a) + Math.abs(b) + Math.abs(d);
  if (size === 0) return 0 * (C[at] as number);
  const [x, y, z] = [a / size, b / size, d / size];
  const c = (i: number) => C[at + i] as number;
  const variance =
    c(0) * x * x + c(3) * y * y + c(5) * z * z + 2 * (c(1) * x * y + c(2) * x * z + c(4) * y * z);
  return size * Math.sqrt(variance < 0 ? 0 : variance);
}
