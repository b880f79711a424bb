import type { ProbeDistribution } from "../random/distributions.ts";
import type { Key, KeyLayout } from "../random/index.ts";
import type { Work } from "../work.ts";
import type { LinearOperator } from "./operator.ts";

/** An estimate of a trace. */
export interface Estimate {
  readonly value: number;
  /** NaN where the probes do not tell: a single one. */
  readonly standardError: number;
}

/** An estimator with its own probes: one draw serves any number of matrices. */
export interface TraceEstimator {
  /** Products with the matrix or its transpose in one estimate; never more than the probes asked for. */
  readonly passes: number;
  /** Draws all probes from one key; the same key gives the same estimates. */
  draw(key: Key): Work<void>;
  /** The trace of the operator by the probes drawn last. NaN where the matrix is not finite. */
  estimate(operator: LinearOperator): Work<Estimate>;
}

export interface ProbeSettings {
  /** The matrices are n×n. */
  readonly n: number;
  /** Products with the matrix that may be spent. */
  readonly probes: number;
  readonly distribution: ProbeDistribution;
  readonly layout: KeyLayout;
}

export const notANumber: Estimate = { value: Number.NaN, standardError: Number.NaN };

/**
 * The mean of probes' values and its standard error. Independent probes (`population` infinite) have s²/m, s² the
 * sample variance. Joint probes come in blocks of `population`, each of which has the trace as its mean; r values taken
 * from such a block have (s²/r)(1 − r/population), as in sampling from a finite population: for the coordinate and
 * Hadamard vectors because that is what it is, for orthogonal ones because the m values are exchangeable and the mean
 * of n has no variance, which fixes their covariance. Full blocks add nothing to the error, and s² is then theirs.
 */
export function meanOfProbes(values: Float64Array, population: number): Estimate {
  const m = values.length;
  const rest = population === Number.POSITIVE_INFINITY ? m : m % population;
  const sampled = m > population ? m - rest : m;
  const value = sum(values) / m;
  if (rest === 0) return { value, standardError: Number.isFinite(value) ? 0 : Number.NaN };
  const size = Math.min(population, sampled);
  let squares = 0;
  for (let first = 0; first < sampled; first += size) {
    squares += squaredDeviations(values.subarray(first, first + size));
  }
  const variance = squares / ((sampled / size) * (size - 1));
  const left = (rest * (1 - rest / population)) / (m * m);
  return { value, standardError: Math.sqrt(variance * left) };
}

function sum(values: Float64Array): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}

function squaredDeviations(values: Float64Array): number {
  const mean = sum(values) / values.length;
  let squares = 0;
  for (const value of values) squares += (value - mean) ** 2;
  return squares;
}
