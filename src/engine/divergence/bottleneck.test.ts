import { describe, expect, it } from "vitest";
import { evaluate } from "../graph/evaluate.ts";
import { checkSource } from "../language/check.ts";
import type { Field } from "../language/program.ts";
import { drawProbes } from "../random/distributions.ts";
import { prngKey } from "../random/index.ts";
import { between, seededRandom } from "../testing/random.ts";
import { planOf } from "./plan.ts";
import { type LinearMap, linearise } from "./structure/linear-map.ts";
import { narrowCut } from "./structure/narrow-cut.ts";
import { predictedVariance } from "./variance-law.ts";
import { vectorForm } from "./vector-form.ts";

const seed = 7;
const draws = 20_000;

/** FFJORD's bottleneck (Grathwohl et al. 2019, appendix): fifty dimensions through a layer of three. */
const source = `U = randn(3, 50, seed=1) / sqrt(50)
V = randn(50, 3, seed=2)
X = randn(50, 50, seed=3) / sqrt(50)
F(x: R^50) = V @ sin(U @ tanh(X @ x))`;

/** The matrix of a map at a point, column by column. */
function columnsOf(
  { tangent, output }: LinearMap,
  point: ReturnType<typeof vectorForm>["point"],
  at: Float64Array,
) {
  const n = tangent.shape[0] as number;
  const columns = new Float64Array(n * n);
  for (let j = 0; j < n; j++) {
    const basis = new Float64Array(n);
    basis[j] = 1;
    const bound = new Map([
      [point, at],
      [tangent, basis],
    ]);
    columns.set(evaluate([output], bound)[0] as Float64Array, j * n);
  }
  return columns;
}

/** Mean, variance and fourth central moment of zᵀJz over Rademacher probes. */
function measured(columns: Float64Array, n: number) {
  const z = new Float64Array(draws * n);
  drawProbes(prngKey(seed), draws, n, "rademacher", "jax", z);
  const values = Float64Array.from({ length: draws }, (_, k) => {
    let total = 0;
    for (let j = 0; j < n; j++)
      for (let i = 0; i < n; i++)
        total += (z[k * n + i] as number) * (columns[j * n + i] as number) * (z[k * n + j] as number);
    return total;
  });
  const mean = values.reduce((a, b) => a + b) / draws;
  const moment = (power: number) =>
    values.reduce((total, value) => total + (value - mean) ** power, 0) / draws;
  return { mean, variance: moment(2), fourth: moment(4) };
}

describe(`a bottleneck of three in fifty dimensions (seed ${seed})`, () => {
  const field = checkSource(source).fields[0] as Field;
  const { point, output } = vectorForm(field);
  const map = linearise(point, output);
  const random = seededRandom(seed);
  const at = Float64Array.from({ length: 50 }, () => between(random, -1, 1));

  it("takes three passes for the exact trace", () => {
    const cut = planOf(field).candidates.find(({ structure }) => structure === "narrow-cut");
    expect(cut).toMatchObject({ applies: true, passes: 3 });
  });

  it("has the same trace at the bottleneck, and estimates of it with far less variance, as the laws say", () => {
    const cut = narrowCut(map);
    expect(cut?.width).toBe(3);
    const outside = columnsOf(map, point, at);
    const inside = columnsOf(cut?.rotated as LinearMap, point, at);
    const trace = (columns: Float64Array, n: number) =>
      Array.from({ length: n }, (_, i) => columns[i * (n + 1)] as number).reduce((a, b) => a + b);
    expect(trace(inside, 3)).toBeCloseTo(trace(outside, 50), 11);
    const laws = [
      [outside, 50],
      [inside, 3],
    ].map(([columns, n]) => {
      const law = predictedVariance(columns as Float64Array, n as number, "rademacher", 1);
      const { mean, variance, fourth } = measured(columns as Float64Array, n as number);
      expect(Math.abs(mean - trace(outside, 50))).toBeLessThanOrEqual(4 * Math.sqrt(law / draws));
      expect(Math.abs(variance - law)).toBeLessThanOrEqual(4 * Math.sqrt((fourth - variance ** 2) / draws));
      return law;
    });
    expect(laws[0]).toBeGreaterThan(10 * (laws[1] as number));
  });
});
