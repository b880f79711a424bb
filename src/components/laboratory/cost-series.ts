import type { CostPoint } from "../../app/laboratory/cost.ts";
import type { CostAt } from "../../app/laboratory/crossing.ts";
import { quantile } from "../../app/laboratory/timing.ts";

/** What a chart of costs shows: what a point takes on this machine, or what the plan counts for it. */
export type Measure = "time" | "flops";

/** The costs of one method, ascending in n. */
export interface CostSeries {
  /** Position of the method in the task. */
  readonly method: number;
  readonly spots: readonly CostAt[];
}

/** The costs of each method; what was not measured is left out of the times. */
export function costSeries(points: readonly CostPoint[], measure: Measure): CostSeries[] {
  const series = new Map<number, CostAt[]>();
  for (const { n, method, flops, time } of points) {
    const spots = series.get(method) ?? [];
    series.set(method, spots);
    if (measure === "flops") spots.push({ n, cost: flops });
    else if (time) spots.push({ n, cost: time.nanoseconds });
  }
  return [...series].map(([method, spots]) => ({ method, spots: spots.sort((a, b) => a.n - b.n) }));
}

/**
 * Nanoseconds for a counted operation on this machine: the median over all that was measured. Counts times this lie on
 * the axis of times, where they show how far counting foretells measuring. null where nothing was measured.
 */
export function operationTime(points: readonly CostPoint[]): number | null {
  const ratios = points.flatMap(({ flops, time }) => (time && flops > 0 ? [time.nanoseconds / flops] : []));
  return ratios.length > 0 ? quantile(ratios, 0.5) : null;
}

/** The chart in a sentence, by where each method ends. */
export function chartSentence(
  series: readonly CostSeries[],
  names: readonly string[],
  text: (cost: number) => string,
): string {
  const ends = series.flatMap(({ method, spots }) => {
    const [first, last] = [spots[0], spots.at(-1)];
    return first && last
      ? [`${names[method]}: ${text(first.cost)} at n = ${first.n}, ${text(last.cost)} at n = ${last.n}`]
      : [];
  });
  return `Cost of a point against n. ${ends.join("; ")}.`;
}
