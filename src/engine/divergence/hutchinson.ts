import { dot } from "../linear/products.ts";
import { drawing, population } from "../random/distributions.ts";
import { callFlops, Pace, type Work } from "../work.ts";
import { meanOfProbes, type ProbeSettings, type TraceEstimator } from "./estimate.ts";
import type { LinearOperator } from "./operator.ts";

/** Entries of products held at a time: half a megabyte, whatever the number of probes. */
const chunkEntries = 65_536;

/** zᵀAz of the first m vectors of a block. */
export function* quadraticForms(
  operator: LinearOperator,
  vectors: Float64Array,
  m: number,
): Work<Float64Array> {
  const { n, flops } = operator;
  const values = new Float64Array(m);
  const rows = Math.max(1, Math.min(m, Math.floor(chunkEntries / n), Math.ceil(callFlops / flops)));
  const pace = new Pace();
  const products = new Float64Array(rows * n);
  for (let first = 0; first < m; first += rows) {
    const count = Math.min(rows, m - first);
    const block = vectors.subarray(first * n, (first + count) * n);
    operator.apply(block, count, products);
    for (let j = 0; j < count; j++) values[first + j] = dot(block, j * n, products, j * n, n);
    if (pace.isDue(count * (flops + 2 * n))) yield pace.taken();
  }
  return values;
}

/** Hutchinson's estimator (1990): the mean of zᵀAz over m probes with E z zᵀ = I. */
export function createHutchinson({ n, probes, distribution, layout }: ProbeSettings): TraceEstimator {
  const z = new Float64Array(probes * n);
  return {
    passes: probes,
    draw: (key) => drawing(key, probes, n, distribution, layout, z),
    *estimate(operator) {
      return meanOfProbes(yield* quadraticForms(operator, z, probes), population(distribution, n));
    },
  };
}
