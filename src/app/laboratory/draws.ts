import { meanOfProbes } from "../../engine/divergence/estimate.ts";
import { quadraticForms } from "../../engine/divergence/hutchinson.ts";
import type { LinearOperator } from "../../engine/divergence/operator.ts";
import { predictedVariance } from "../../engine/divergence/variance-law.ts";
import { drawing, type ProbeDistribution, population } from "../../engine/random/distributions.ts";
import { silently } from "../tasks/meter.ts";
import { repetitionKey } from "./estimates.ts";
import { type Histogram, histogramOf } from "./histogram.ts";
import type { Subject } from "./subject.ts";

/** Single draws zᵀJz of a run, as they arrive. */
export interface DrawnPart {
  readonly estimator: number;
  /** Number of the first of them in the run, from 0. */
  readonly from: number;
  readonly values: readonly number[];
  /** Where the running mean was looked at since the last part. */
  readonly stations: readonly Station[];
}

/** The mean of the first `draws` draws, and its standard error; null for a single one, which does not tell. */
export interface Station {
  readonly draws: number;
  readonly mean: number;
  readonly standardError: number | null;
}

/** One long run of draws at a point, all from one key. */
export interface DrawRun {
  readonly estimator: number;
  readonly draws: number;
  readonly stations: readonly Station[];
  readonly histogram: Histogram;
  /** Mean and standard deviation of one draw by the law of its distribution; null where the Jacobian is too large. */
  readonly law: { readonly mean: number; readonly deviation: number } | null;
}

interface Run {
  readonly position: number;
  readonly distribution: ProbeDistribution;
  readonly draws: number;
  /** Which repetition's key the run is drawn from. */
  readonly first: number;
}

/** Draws in one step: so many that they are seen to arrive. */
const drawsPerStep = 64;
/** Draws up to which the running mean is looked at after each; later after a twentieth more. */
const everyDraw = 32;
const growth = 1.05;

/**
 * Draws one after the other, of the operator where it stands, which is to stay there. Yields them as they come, and null
 * where others may take their turn before there are more.
 */
export function* drawRun(
  operator: LinearOperator,
  { seed, layout }: Pick<Subject, "seed" | "layout">,
  { position, distribution, draws, first }: Run,
  { exact, jacobian }: { readonly exact: number; readonly jacobian: Float64Array | null },
): Generator<DrawnPart | null, DrawRun> {
  const { n } = operator;
  const probes = new Float64Array(draws * n);
  yield* silently(drawing(repetitionKey(seed, first), draws, n, distribution, layout, probes));
  const values = new Float64Array(draws);
  const size = population(distribution, n);
  const stations: Station[] = [];
  const planned = stationsUpTo(draws);
  for (let from = 0; from < draws; from += drawsPerStep) {
    const count = Math.min(drawsPerStep, draws - from);
    const own = yield* silently(
      quadraticForms(operator, probes.subarray(from * n, (from + count) * n), count),
    );
    values.set(own, from);
    const reached: Station[] = [];
    for (let next = planned[0]; next !== undefined && next <= from + count; next = planned[0]) {
      planned.shift();
      const { value, standardError } = meanOfProbes(values.subarray(0, next), size);
      reached.push({
        draws: next,
        mean: value,
        standardError: Number.isNaN(standardError) ? null : standardError,
      });
    }
    stations.push(...reached);
    yield { estimator: position, from, values: [...own], stations: reached };
  }
  return {
    estimator: position,
    draws,
    stations,
    histogram: histogramOf(values),
    law: jacobian && {
      mean: exact,
      deviation: Math.sqrt(predictedVariance(jacobian, n, distribution, 1)),
    },
  };
}

/** Numbers of draws after which the mean is looked at: each at first, then in steps that a log axis shows alike. */
function stationsUpTo(draws: number): number[] {
  const stations: number[] = [];
  for (let next = 1; next < draws; next = next < everyDraw ? next + 1 : Math.ceil(next * growth))
    stations.push(next);
  if (draws > 0) stations.push(draws);
  return stations;
}
